import { setImmediate } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { Principal } from '../../kernel/auth/principal.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../kernel/ground/paging.ts';
import { type InputFault, Problem } from '../../kernel/ground/problem.ts';
import { checkVersion } from '../../kernel/ground/versions.ts';
import { newestPage, whereGiven } from '../../kernel/tenancy/lists.ts';
import { updateOne } from '../../kernel/tenancy/written-rows.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import type { SystemFace } from '../system/index.ts';
import type { Assessed, Assessor, ModelLimits } from './assessor.ts';
import type { PatientContext, Statement, Turn, Urgency, Vitals } from './engine/types.ts';
import { TriageAssessed, TriageOutcomeRecorded } from './events.ts';
import type { TriageLink, TriageReference } from './face.ts';
import { Triage } from './models.ts';
import type { Outcome, RecordedActor } from './record/records.ts';
import { assessedColumns, eventAbout, one, overrideRow } from './record/rows.ts';
import { languageOfReply } from './words.ts';

/** Kept free of the budget for storing the assessment and writing the reply, milliseconds. */
const STORING_MS = 100;
/** Rows deleted by one run at most, so that a run stays short. */
const PRUNED_PER_RUN = 1_000;
const DAY_MS = 86_400_000;

export interface TriageServiceDeps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly system: SystemFace;
  readonly assessor: Assessor;
}

export interface NewTriage {
  readonly text: string;
  readonly language?: string | undefined;
  readonly context?: PatientContext | undefined;
  readonly turns?: readonly Turn[] | undefined;
  readonly residentId?: string | undefined;
  readonly rulesOnly: boolean;
  readonly budgetMs: number;
}

export interface Case {
  readonly id: string;
  readonly text: string;
  readonly language?: string | undefined;
  readonly context?: PatientContext | undefined;
}

export interface OutcomeReport {
  readonly condition?: string | undefined;
  readonly urgency?: Urgency | undefined;
  readonly vitals?: Vitals | undefined;
  readonly notes?: string | undefined;
}

/** Assessments of urgency: made, read, overridden, and compared with what it turned out to be. */
export class TriageService {
  readonly #deps: TriageServiceDeps;

  constructor(deps: TriageServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Assesses and stores. While models are down or slow, rules decide; the reply is there within the budget either way.
   * @throws Problem `not_found` for a resident outside the caller's reach, `invalid_request` for turns that overlap or
   *   exceed the text.
   */
  async ask(principal: Principal, input: NewTriage): Promise<Triage> {
    const started = performance.now();
    const faults = turnFaults(input);
    if (faults.length > 0) throw new Problem('invalid_request', { errors: faults });
    const { database, organisations, assessor } = this.#deps;
    const about = await database.run(principal, (uow) => this.#about(uow, principal, input.residentId));
    const statement: Statement = {
      text: input.text,
      ...(input.turns === undefined ? {} : { turns: coveringTurns(input.text, input.turns) }),
      ...(input.language === undefined ? {} : { language: input.language }),
    };
    const limits = input.rulesOnly ? null : await this.#limits(principal, about.known);
    const context = input.context ?? {};
    const budgetMs = input.budgetMs - (performance.now() - started) - STORING_MS;
    const assessed = await assessor.assess(statement, context, budgetMs, limits);
    return database.run(principal, async (uow) => {
      // Time has passed: nothing is stored about someone who was erased meanwhile.
      const { residentId } = about.columns;
      if (residentId !== null) await organisations.residentOf(uow, residentId, { hold: true });
      const row = await Triage.query(uow.trx)
        .insert({
          id: v7(),
          bookingId: null,
          language: languageOfReply(input.language, input.text),
          text: input.text,
          context: input.context ?? null,
          ...assessedColumns(assessed),
          overrideUrgency: null,
          override: null,
          outcome: null,
          version: 1,
          ...about.columns,
          createdAt: uow.now,
        })
        .returning('*');
      uow.emit(
        TriageAssessed(row.id, {
          ...eventAbout(row),
          urgency: row.urgency,
          rulesFloor: row.rulesFloor,
          insufficient: row.insufficient,
          degraded: row.degraded,
        }),
      );
      return row;
    });
  }

  /** Assesses cases one after another and stores nothing. */
  async evaluate(
    principal: Principal,
    cases: readonly Case[],
    { rulesOnly, budgetMs }: { readonly rulesOnly: boolean; readonly budgetMs: number },
  ): Promise<readonly { readonly id: string; readonly assessed: Assessed }[]> {
    const limits = rulesOnly ? null : await this.#limits(principal, []);
    const results = [];
    for (const { id, text, language, context = {} } of cases) {
      const statement = { text, ...(language === undefined ? {} : { language }) };
      const assessed = await this.#deps.assessor.assess(statement, context, budgetMs, limits);
      results.push({ id, assessed });
      // Other requests go on between two cases: rules alone never wait.
      await setImmediate();
    }
    return results;
  }

  /** @throws Problem `not_found`. */
  async get(principal: Principal, id: string): Promise<Triage> {
    return this.#deps.database.run(principal, (uow) => one(Triage.query(uow.trx).findById(id)));
  }

  /** A page within the caller's reach, newest first. @param urgency only those as urgent or more, overrides counted. */
  async list(
    principal: Principal,
    {
      residentId,
      urgency,
      ...page
    }: PageRequest & { readonly residentId?: string; readonly urgency?: Urgency },
  ): Promise<Page<Triage>> {
    return this.#deps.database.run(principal, async (uow) => {
      const query = Triage.query(uow.trx);
      whereGiven(query, { resident_id: residentId });
      if (urgency !== undefined) query.whereRaw('coalesce(override_urgency, urgency) <= ?', [urgency]);
      return newestPage(query, page);
    });
  }

  /** Those with an outcome, newest first. */
  async pairs(principal: Principal, page: PageRequest): Promise<Page<Triage>> {
    return this.#deps.database.run(principal, (uow) =>
      newestPage(Triage.query(uow.trx).whereNotNull('outcome'), page),
    );
  }

  /** @throws Problem `not_found`, `precondition_failed`. */
  async override(
    principal: Principal,
    id: string,
    { urgency, reason }: { readonly urgency: Urgency; readonly reason: string },
    expected: readonly number[] | undefined,
  ): Promise<Triage> {
    return this.#change(principal, id, expected, async (uow, row, by) => {
      await overrideRow(uow, row, { urgency, reason, by });
    });
  }

  /** What it turned out to be; a later report replaces an earlier one. @throws Problem `not_found`, `precondition_failed`. */
  async recordOutcome(
    principal: Principal,
    id: string,
    report: OutcomeReport,
    expected: readonly number[] | undefined,
  ): Promise<Triage> {
    return this.#change(principal, id, expected, async (uow, row, by) => {
      const { condition = null, urgency = null, vitals = null, notes = null } = report;
      const outcome: Outcome = { condition, urgency, vitals, notes, by, at: uow.now.toISOString() };
      const changed = await updateOne(Triage.query(uow.trx).findById(id), {
        outcome,
        version: row.version + 1,
      });
      uow.emit(TriageOutcomeRecorded(id, eventAbout(row)));
      return changed;
    });
  }

  /** See `TriageFace`. */
  async attach(uow: UnitOfWork, link: TriageLink): Promise<TriageReference> {
    const { triageId, bookingId, residentId, hospitalId, communityId, shareWords } = link;
    const row = await one(Triage.query(uow.trx).findById(triageId).forUpdate());
    const detail =
      row.residentId !== null && row.residentId !== residentId
        ? 'The assessment is about another resident.'
        : row.bookingId !== null && row.bookingId !== bookingId
          ? 'Another booking was made from this assessment. Leave it out, or assess again.'
          : null;
    if (detail !== null) {
      throw new Problem('unprocessable', { detail, errors: [{ pointer: '/triageId', detail }] });
    }
    await updateOne(Triage.query(uow.trx).findById(triageId), {
      bookingId,
      residentId,
      communityId,
      hospitalId: hospitalId ?? row.hospitalId,
      wordsShared: row.wordsShared || shareWords,
      version: row.version + 1,
    });
    return { urgency: row.overrideUrgency ?? row.urgency };
  }

  /** When the record is deleted. */
  async expiryOf({ createdAt }: Triage): Promise<Date> {
    const { retentionDays } = (await this.#deps.system.settings.current()).triage;
    return new Date(createdAt.getTime() + retentionDays * DAY_MS);
  }

  /** Deletes assessments past the retention time of the settings. */
  async prune(): Promise<number> {
    const { retentionDays } = (await this.#deps.system.settings.current()).triage;
    return this.#deps.database.run(systemScope('delete old assessments'), async (uow) => {
      const old = await Triage.query(uow.trx)
        .select('id')
        .where('created_at', '<', new Date(uow.now.getTime() - retentionDays * DAY_MS))
        .limit(PRUNED_PER_RUN);
      if (old.length === 0) return 0;
      return Triage.query(uow.trx)
        .delete()
        .whereIn(
          'id',
          old.map(({ id }) => id),
        );
    });
  }

  async #change(
    principal: Principal,
    id: string,
    expected: readonly number[] | undefined,
    change: (uow: UnitOfWork, row: Triage, by: RecordedActor) => Promise<unknown>,
  ): Promise<Triage> {
    return this.#deps.database.run(principal, async (uow) => {
      const row = await one(Triage.query(uow.trx).findById(id).forUpdate());
      checkVersion(row.version, expected);
      await change(uow, row, await this.#actor(uow, principal));
      return one(Triage.query(uow.trx).findById(id));
    });
  }

  async #actor(uow: UnitOfWork, principal: Principal): Promise<RecordedActor> {
    const { kind, id } = creatorOf(principal);
    if (kind === 'api_key') return { kind, id, name: null };
    const { organisations } = this.#deps;
    const { name } =
      kind === 'staff' ? await organisations.staffOf(uow, id) : await organisations.residentOf(uow, id);
    return { kind, id, name };
  }

  /** Whose assessment it is, and which values of the record a provider may not see. */
  async #about(uow: UnitOfWork, principal: Principal, residentId: string | undefined) {
    const { kind, id } = creatorOf(principal);
    const patient = residentId ?? (principal.kind === 'resident' ? principal.id : undefined);
    const resident = patient === undefined ? null : await this.#deps.organisations.residentOf(uow, patient);
    const hospitalId =
      principal.kind === 'staff' || principal.kind === 'api_key' ? principal.hospitalId : null;
    // A manager sees what was asked by managers, and else what led to a booking in the community.
    const communityId = principal.kind === 'staff' ? principal.communityId : null;
    return {
      columns: {
        residentId: resident?.id ?? null,
        communityId,
        hospitalId,
        createdByKind: kind,
        createdById: id,
        wordsShared: kind !== 'resident',
      },
      known: resident === null ? [] : await this.#deps.organisations.identifyingValuesOf(uow, resident.id),
    };
  }

  async #limits(principal: Principal, known: ModelLimits['known']): Promise<ModelLimits> {
    const { maxCostMicros } = (await this.#deps.system.settings.current()).models;
    const hospital = principal.kind === 'staff' || principal.kind === 'api_key' ? principal.hospitalId : null;
    const community =
      principal.kind === 'staff' || principal.kind === 'resident' ? principal.communityId : null;
    return { tenant: hospital ?? community ?? 'platform', known, maxCostMicros };
  }
}

function creatorOf(principal: Principal): { readonly kind: RecordedActor['kind']; readonly id: string } {
  if (principal.kind === 'staff' || principal.kind === 'resident' || principal.kind === 'api_key') {
    return { kind: principal.kind, id: principal.id };
  }
  throw new Problem('role_not_allowed');
}

/** Words that belong to no turn were said all the same: speakers may be known in part only. */
function coveringTurns(text: string, turns: readonly Turn[]): readonly Turn[] {
  const covering: Turn[] = [];
  let at = 0;
  for (const turn of [...turns, { speaker: 'unknown', start: text.length, end: text.length } as const]) {
    if (text.slice(at, turn.start).trim() !== '') {
      covering.push({ speaker: 'unknown', start: at, end: turn.start });
    }
    if (turn.end > turn.start) covering.push(turn);
    at = turn.end;
  }
  return covering;
}

function turnFaults({ text, turns = [] }: NewTriage): InputFault[] {
  return turns.flatMap(({ start, end }, index) => {
    const pointer = `/turns/${index}`;
    if (end < start) return [{ pointer, detail: 'Let it end at or after its start.' }];
    if (end > text.length) return [{ pointer, detail: `Let it end at ${text.length}, the end of the text.` }];
    const before = turns[index - 1];
    return before !== undefined && start < before.end
      ? [{ pointer, detail: `Let it start at ${before.end} or later, after the turn before it.` }]
      : [];
  });
}
