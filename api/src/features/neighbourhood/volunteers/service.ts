import { v7 } from 'uuid';
import type { Principal, ResidentPrincipal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { checkVersion } from '../../../kernel/ground/versions.ts';
import { newestPage, whereGiven } from '../../../kernel/tenancy/lists.ts';
import { insertMissing, updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { localTime, type Point, type SkillState } from '../engine/index.ts';
import { SkillDecided, SkillDeclared, SkillWithdrawn } from '../events.ts';
import { Volunteer, VolunteerSkill } from '../models.ts';
import { neighbourhoodProblems, notFound, unprocessable } from '../problems.ts';

type SkillName = VolunteerSkill['skill'];

export interface Declaration {
  readonly certifiedOn: string;
  readonly expiresOn: string;
  readonly issuer?: string | undefined;
}

/** A skill with the day on which it is looked at, which decides whether it counts. */
export interface SkillView {
  readonly row: VolunteerSkill;
  readonly today: string;
}

export interface VolunteeringView {
  readonly volunteer: boolean;
  readonly available: boolean;
  readonly positionAt: Date | null;
  readonly skills: readonly SkillView[];
}

export interface Availability {
  readonly available: boolean;
  /** Null to count the home; undefined leaves it as it is. */
  readonly position?: (Point & { readonly recordedAt?: Date | undefined }) | null | undefined;
}

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
}

/** Residents who help neighbours: their skills, and whether they can be called now. Each call is one unit of work. */
export class Volunteers {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get(resident: ResidentPrincipal): Promise<VolunteeringView> {
    return this.#deps.database.run(resident, (uow) => this.#view(uow, resident));
  }

  /** A position that is older than the stored one is ignored; one in the future is dated now. */
  setAvailability(
    resident: ResidentPrincipal,
    { available, position }: Availability,
  ): Promise<VolunteeringView> {
    return this.#deps.database.run(resident, async (uow) => {
      const { id: residentId } = resident;
      const blank = { residentId, available, position: null, positionAt: null, updatedAt: uow.now };
      await insertMissing(Volunteer.query(uow.trx), [blank], 'resident_id');
      const row = await Volunteer.query(uow.trx).findById(residentId).forUpdate();
      if (row === undefined) throw notFound('resident');
      await updateOne(Volunteer.query(uow.trx).findById(residentId), {
        available,
        ...newPosition(row, position, uow.now),
        updatedAt: uow.now,
      });
      return this.#view(uow, resident);
    });
  }

  /**
   * Declares a skill, or declares it again with another certificate, which has to be verified again.
   * @throws Problem `precondition_failed`, `not_a_volunteer`, `unprocessable` for a certificate that is not valid today.
   */
  declare(
    resident: ResidentPrincipal,
    skill: SkillName,
    declaration: Declaration,
    expected?: readonly number[],
  ): Promise<SkillView> {
    const { certifiedOn, expiresOn, issuer = null } = declaration;
    return this.#deps.database.run(resident, async (uow) => {
      const { organisations } = this.#deps;
      const { id: residentId, communityId } = resident;
      const { volunteer } = await organisations.residentOf(uow, residentId);
      if (!volunteer) {
        throw new Problem(neighbourhoodProblems.not_a_volunteer, {
          detail: 'Set neighborSosVolunteer of your profile first: skills are for those who help neighbours.',
        });
      }
      const today = await this.#today(uow, communityId);
      if (certifiedOn > today) throw unprocessable('/certifiedOn', 'The certificate is dated in the future.');
      if (expiresOn < today) throw unprocessable('/expiresOn', 'The certificate has expired.');
      const values = { communityId, certifiedOn, expiresOn, state: 'declared' as const };
      const undecided = { decidedBy: null, decidedAt: null, decisionReason: null, updatedAt: uow.now };
      const created = await insertMissing(
        VolunteerSkill.query(uow.trx),
        [{ id: v7(), residentId, skill, ...values, issuer, ...undecided, version: 1, createdAt: uow.now }],
        ['resident_id', 'skill'],
      );
      const row =
        created[0] ??
        (await this.#declareAgain(uow, residentId, skill, { ...values, issuer, ...undecided }, expected));
      const available = { residentId, available: true, position: null, positionAt: null, updatedAt: uow.now };
      await insertMissing(Volunteer.query(uow.trx), [available], 'resident_id');
      uow.about('volunteer_skill', row.id, { communityId });
      uow.emit(SkillDeclared(row.id, { skillId: row.id, communityId, skill }));
      return { row, today };
    });
  }

  /** Deletes a declared skill; one that was not declared changes nothing. */
  async withdraw(resident: ResidentPrincipal, skill: SkillName): Promise<void> {
    await this.#deps.database.run(resident, async (uow) => {
      const row = await VolunteerSkill.query(uow.trx)
        .findOne({ resident_id: resident.id, skill })
        .forUpdate();
      if (row === undefined) return;
      await VolunteerSkill.query(uow.trx).deleteById(row.id);
      uow.emit(SkillWithdrawn(row.id, { skillId: row.id, communityId: row.communityId, skill }));
    });
  }

  /** @throws Problem `not_found` for a community out of reach. */
  list(
    principal: Principal,
    communityId: string,
    { state, ...page }: PageRequest & { readonly state?: SkillState | undefined },
  ): Promise<Page<SkillView>> {
    return this.#deps.database.run(principal, async (uow) => {
      const today = await this.#today(uow, communityId);
      const query = VolunteerSkill.query(uow.trx).where({ community_id: communityId });
      whereGiven(query, { state });
      const { data, nextCursor } = await newestPage(query, page);
      return { data: data.map((row) => ({ row, today })), nextCursor };
    });
  }

  /** @throws Problem `not_found`, `unprocessable` for a rejection without a reason. */
  decide(
    principal: Principal,
    id: string,
    { verified, reason }: { readonly verified: boolean; readonly reason?: string | undefined },
  ): Promise<SkillView> {
    return this.#deps.database.run(principal, async (uow) => {
      if (!verified && reason === undefined) {
        throw unprocessable('/reason', 'Say why it is rejected: the resident reads it.');
      }
      const before = await VolunteerSkill.query(uow.trx).findById(id).forUpdate();
      if (before === undefined) throw notFound('declared skill');
      const { communityId, skill } = before;
      uow.about('volunteer_skill', id, before);
      const row = await updateOne(VolunteerSkill.query(uow.trx).findById(id), {
        state: verified ? 'verified' : 'rejected',
        decidedBy: principal.kind === 'staff' ? principal.id : null,
        decidedAt: uow.now,
        decisionReason: verified ? null : (reason ?? null),
        version: before.version + 1,
        updatedAt: uow.now,
      });
      uow.emit(SkillDecided(id, { skillId: id, communityId, skill, verified }));
      return { row, today: await this.#today(uow, communityId) };
    });
  }

  async #declareAgain(
    uow: UnitOfWork,
    residentId: string,
    skill: SkillName,
    values: Partial<VolunteerSkill>,
    expected: readonly number[] | undefined,
  ): Promise<VolunteerSkill> {
    const row = await VolunteerSkill.query(uow.trx).findOne({ resident_id: residentId, skill }).forUpdate();
    if (row === undefined) throw notFound('declared skill');
    checkVersion(row.version, expected);
    return updateOne(VolunteerSkill.query(uow.trx).findById(row.id), { ...values, version: row.version + 1 });
  }

  async #view(uow: UnitOfWork, { id, communityId }: ResidentPrincipal): Promise<VolunteeringView> {
    const { volunteer } = await this.#deps.organisations.residentOf(uow, id);
    const today = await this.#today(uow, communityId);
    const row = await Volunteer.query(uow.trx).findById(id);
    const skills = await VolunteerSkill.query(uow.trx).where({ resident_id: id }).orderBy('skill');
    return {
      volunteer,
      available: row?.available ?? false,
      positionAt: row?.positionAt ?? null,
      skills: skills.map((each) => ({ row: each, today })),
    };
  }

  async #today(uow: UnitOfWork, communityId: string): Promise<string> {
    const { timezone } = await this.#deps.organisations.communityOf(uow, communityId);
    return localTime(uow.now, timezone).day;
  }
}

function newPosition(
  { positionAt }: Volunteer,
  position: Availability['position'],
  now: Date,
): Partial<Volunteer> {
  if (position === undefined) return {};
  if (position === null) return { position: null, positionAt: null };
  const { latitude, longitude, recordedAt = now } = position;
  const at = recordedAt > now ? now : recordedAt;
  return positionAt !== null && positionAt > at ? {} : { position: { latitude, longitude }, positionAt: at };
}
