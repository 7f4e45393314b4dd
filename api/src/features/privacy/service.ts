import type { Principal } from '../../kernel/auth/principal.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import { asSystem } from '../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import type { JobDefinition } from '../../kernel/jobs/definition.ts';
import { jobHandler } from '../../kernel/jobs/job.ts';
import type { ErasedPerson, PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { insertMissing } from '../../kernel/tenancy/written-rows.ts';
import type { AccountsFace } from '../organisations/index.ts';
import type { SystemFace } from '../system/index.ts';
import { ResidentErased, ResidentErasureRequested, ResidentErasureWithdrawn } from './events.ts';
import { EraseResident } from './jobs.ts';
import { Erasure, type ErasureReason } from './models.ts';
import { privacyProblems } from './problems.ts';

export interface PrivacyNeeds {
  readonly database: Database;
  readonly system: SystemFace;
  readonly organisations: AccountsFace;
  /** The parts of all features that hold data about residents, in the order of erasure. */
  readonly personalData: () => readonly PersonalDataPart[];
}

export interface PrivacyDeps extends PrivacyNeeds {
  /** Deletes the replies that were stored for repeats of the resident's requests. */
  deleteStoredReplies(uow: UnitOfWork, residentId: string): Promise<void>;
}

export interface ErasureView {
  readonly row: Erasure | null;
  /** How long a request made now could be cancelled, in days. */
  readonly delayDays: number;
  /** Bookings that must end first. */
  readonly openBookings: readonly string[];
}

export interface ExportedData {
  readonly generatedAt: Date;
  /** Members of the reply, contributed by the features. */
  readonly parts: Readonly<Record<string, unknown>>;
  readonly erasure: ErasureView;
}

const DAY_MS = 86_400_000;
/** How often an erasure that is due checks whether open bookings have ended. */
const RECHECK_MS = 3_600_000;

/** Export and erasure of what the platform holds about a resident. */
export class PersonalDataService {
  readonly #deps: PrivacyDeps;

  constructor(deps: PrivacyDeps) {
    this.#deps = deps;
  }

  /** Everything held about the resident, parts from every feature at one moment. */
  async export(principal: Principal, residentId: string): Promise<ExportedData> {
    const delayDays = await this.#delayDays();
    return this.#deps.database.run(
      principal,
      async (uow) => {
        const parts: Record<string, unknown> = {};
        const records = [residentId];
        for (const part of this.#deps.personalData())
          records.push(...((await part.records?.(uow, residentId)) ?? []));
        for (const part of this.#deps.personalData())
          Object.assign(parts, await part.collect(uow, residentId, records));
        return { generatedAt: uow.now, parts, erasure: await this.#view(uow, residentId, delayDays) };
      },
      { isolation: 'repeatable read', readOnly: true },
    );
  }

  /** The state of the resident's erasure request. */
  async erasureOf(principal: Principal, residentId: string): Promise<ErasureView> {
    const delayDays = await this.#delayDays();
    return this.#deps.database.run(principal, (uow) => this.#view(uow, residentId, delayDays));
  }

  /**
   * Records the request; a repeated one changes nothing. It can be cancelled until it is due.
   * @throws Problem `not_found` outside the caller's reach; `erasure_blocked` while a booking is open.
   */
  async request(principal: Principal, residentId: string, reason: ErasureReason): Promise<ErasureView> {
    const delayDays = await this.#delayDays();
    return this.#deps.database.run(principal, async (uow) => {
      const resident = await this.#deps.organisations.residentAccount(uow, residentId);
      if (resident === null) throw new Problem('not_found', { detail: 'There is no such resident.' });
      const before = await this.#view(uow, residentId, delayDays);
      if (before.row !== null) return before;
      if (before.openBookings.length > 0) {
        throw new Problem(privacyProblems.erasure_blocked, {
          detail: 'Complete or cancel the open bookings, then repeat the request.',
          extensions: { openBookings: before.openBookings },
        });
      }
      const dueAt = new Date(uow.now.getTime() + delayDays * DAY_MS);
      const erasure = {
        residentId,
        communityId: resident.communityId,
        requestedBy: principal.kind === 'resident' ? ('resident' as const) : ('staff' as const),
        staffId: principal.kind === 'staff' ? principal.id : null,
        reason,
        requestedAt: uow.now,
        dueAt,
      };
      // Of two concurrent requests the second changes nothing: the first one's date stands.
      const [inserted] = await insertMissing(Erasure.query(uow.trx), [erasure], 'resident_id');
      if (inserted !== undefined) {
        uow.emit(ResidentErasureRequested(residentId, { residentId, dueAt: dueAt.toISOString() }));
        uow.enqueue(EraseResident.at(residentId, { residentId }, dueAt));
      }
      return this.#view(uow, residentId, delayDays);
    });
  }

  /** Cancels the request. @throws Problem `not_found` when there is none. */
  async withdraw(principal: Principal, residentId: string): Promise<void> {
    await this.#deps.database.run(principal, async (uow) => {
      const deleted = await Erasure.query(uow.trx).findById(residentId).whereNull('erased_at').delete();
      if (deleted === 0) throw new Problem('not_found', { detail: 'There is no erasure to cancel.' });
      uow.emit(ResidentErasureWithdrawn(residentId, { residentId }));
      uow.cancel(EraseResident, residentId);
    });
  }

  job(): JobDefinition {
    return jobHandler(EraseResident, {
      // One at a time: an erasure is one transaction and can take long.
      concurrency: 1,
      handle: ({ residentId }) => this.#carryOut(residentId),
    });
  }

  /** Checks the state when it fires: a cancelled, completed or postponed request is skipped. */
  async #carryOut(residentId: string): Promise<void> {
    await this.#deps.database.run(systemScope('erase a resident'), async (uow) => {
      // The time is part of the key: the next check is enqueued while this one is still running.
      const recheckAt = (at: Date) =>
        uow.enqueue(EraseResident.at(`${residentId}:${at.toISOString()}`, { residentId }, at));
      const row = await Erasure.query(uow.trx).findById(residentId).forUpdate();
      if (row === undefined || row.erasedAt !== null) return;
      if (row.dueAt > uow.now) return recheckAt(row.dueAt);
      // The resident is locked before open bookings are read, so a booking being made is either found here or rejected.
      const person = await this.#deps.organisations.residentContact(uow, residentId);
      if ((await this.#openWork(uow, residentId)).length > 0)
        return recheckAt(new Date(uow.now.getTime() + RECHECK_MS));
      await this.#erase(uow, row, person);
    });
  }

  async #erase(
    uow: UnitOfWork,
    { residentId }: Erasure,
    person: Omit<ErasedPerson, 'residentId'> | null,
  ): Promise<void> {
    if (person !== null) {
      for (const part of this.#deps.personalData()) await part.erase(uow, { residentId, ...person });
      await this.#deps.deleteStoredReplies(uow, residentId);
    }
    await Erasure.query(uow.trx).findById(residentId).patch({ erasedAt: uow.now });
    uow.emit(ResidentErased(residentId, { residentId }));
  }

  async #delayDays(): Promise<number> {
    const { privacy } = await this.#deps.system.settings.current();
    return privacy.erasureDelayDays;
  }

  async #view(uow: UnitOfWork, residentId: string, delayDays: number): Promise<ErasureView> {
    const row = (await Erasure.query(uow.trx).findById(residentId)) ?? null;
    if (row !== null && row.erasedAt !== null) return { row, delayDays, openBookings: [] };
    return {
      row,
      delayDays,
      openBookings: await asSystem('bookings that keep an erasure waiting', (system) =>
        this.#openWork(system, residentId),
      ),
    };
  }

  async #openWork(uow: UnitOfWork, residentId: string): Promise<readonly string[]> {
    const open: string[] = [];
    for (const part of this.#deps.personalData())
      open.push(...((await part.openWork?.(uow, residentId)) ?? []));
    return open;
  }
}
