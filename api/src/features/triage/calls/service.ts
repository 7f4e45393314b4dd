import type { components } from '@kiwimesh/openapi/types';
import { raw } from 'objection';
import { v7 } from 'uuid';
import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import type { SystemFace } from '../../system/index.ts';
import type { Assessor, ModelLimits } from '../assessor.ts';
import type { Knowledge } from '../engine/knowledge.ts';
import type { Statement, Urgency } from '../engine/types.ts';
import { TriageAssessed } from '../events.ts';
import { Triage } from '../models.ts';
import { assessedColumns, eventAbout, one, overrideRow } from '../record/rows.ts';
import { triageOfCallOut } from '../wire.ts';
import { languageOfReply } from '../words.ts';
import type { CallAssessment, CallOverride, CallSubject, CallTriageFace } from './face.ts';

export interface CallTriageDeps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly system: SystemFace;
  readonly assessor: Assessor;
  readonly knowledge: Knowledge;
}

/** See {@link CallTriageFace}. */
export class CallTriage implements CallTriageFace {
  readonly #deps: CallTriageDeps;

  constructor(deps: CallTriageDeps) {
    this.#deps = deps;
  }

  get hasModels(): boolean {
    return this.#deps.assessor.hasModels;
  }

  readByRules(statement: Statement): CallAssessment {
    return { ...this.#deps.assessor.assessByRules(statement, {}), statement };
  }

  async readWithModels(
    statement: Statement,
    subject: CallSubject,
    budgetMs: number,
  ): Promise<CallAssessment> {
    const limits = await this.#limits(subject);
    return { ...(await this.#deps.assessor.assess(statement, {}, budgetMs, limits)), statement };
  }

  async store(
    uow: UnitOfWork,
    { callId, triageId, residentId, communityId, hospitalId }: CallSubject,
    assessed: CallAssessment,
    urgency: Urgency,
  ): Promise<components['schemas']['Triage']> {
    const { text, language } = assessed.statement;
    const columns = {
      ...assessedColumns(assessed),
      urgency,
      rulesFloor: Math.max(urgency, assessed.rulesFloor) as Urgency,
      language: languageOfReply(language, text),
      text,
    };
    const whose = { residentId, communityId, hospitalId };
    const before = triageId === null ? undefined : await Triage.query(uow.trx).findById(triageId).forUpdate();
    if (before !== undefined) {
      const after = await updateOne(Triage.query(uow.trx).findById(before.id), {
        ...columns,
        version: before.version + 1,
      });
      if (before.urgency !== urgency) this.#announce(uow, after);
      return triageOfCallOut(after, this.#deps.knowledge);
    }
    const row = await Triage.query(uow.trx)
      .insert({
        id: v7(),
        bookingId: null,
        context: null,
        ...columns,
        ...whose,
        createdByKind: 'call',
        createdById: callId,
        wordsShared: true,
        overrideUrgency: null,
        override: null,
        outcome: null,
        version: 1,
        createdAt: uow.now,
      })
      .returning('*');
    this.#announce(uow, row);
    return triageOfCallOut(row, this.#deps.knowledge);
  }

  async extend(uow: UnitOfWork, triageId: string, text: string): Promise<void> {
    const version = raw('version + 1') as unknown as number;
    await Triage.query(uow.trx).findById(triageId).patch({ text, version });
  }

  async follow(
    uow: UnitOfWork,
    { triageId, residentId, communityId, hospitalId }: CallSubject,
  ): Promise<void> {
    if (triageId === null) return;
    const row = await Triage.query(uow.trx).findById(triageId).forUpdate();
    if (row === undefined || row.bookingId !== null || row.residentId === residentId) return;
    const whose = { residentId, communityId, hospitalId };
    await updateOne(Triage.query(uow.trx).findById(row.id), { ...whose, version: row.version + 1 });
  }

  async forget(uow: UnitOfWork, callIds: readonly string[]): Promise<void> {
    await Triage.query(uow.trx)
      .delete()
      .where('created_by_kind', 'call')
      .whereIn('created_by_id', [...callIds]);
  }

  async show(uow: UnitOfWork, triageId: string): Promise<components['schemas']['Triage']> {
    return triageOfCallOut(await one(Triage.query(uow.trx).findById(triageId)), this.#deps.knowledge);
  }

  async override(uow: UnitOfWork, triageId: string, decided: CallOverride): Promise<void> {
    await overrideRow(uow, await one(Triage.query(uow.trx).findById(triageId).forUpdate()), decided);
  }

  #announce(uow: UnitOfWork, row: Triage): void {
    const { urgency, rulesFloor, insufficient, degraded } = row;
    uow.emit(TriageAssessed(row.id, { ...eventAbout(row), urgency, rulesFloor, insufficient, degraded }));
  }

  async #limits({ residentId, communityId, hospitalId }: CallSubject): Promise<ModelLimits> {
    const { database, organisations, system } = this.#deps;
    const { maxCostMicros } = (await system.settings.current()).models;
    const known =
      residentId === null
        ? []
        : await database.run(systemScope('who a call is about'), (uow) =>
            organisations.identifyingValuesOf(uow, residentId),
          );
    return { tenant: hospitalId ?? communityId ?? 'platform', known, maxCostMicros };
  }
}
