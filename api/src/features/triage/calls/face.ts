import type { components } from '@kiwimesh/openapi/types';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Assessed } from '../assessor.ts';
import type { Statement, Urgency } from '../engine/types.ts';
import type { RecordedActor } from '../record/records.ts';

/** Whose call it is. */
export interface CallSubject {
  readonly callId: string;
  /** The record of earlier stretches; null before the first. */
  readonly triageId: string | null;
  readonly residentId: string | null;
  readonly communityId: string | null;
  readonly hospitalId: string | null;
}

/** What other features may know of an assessment before it is stored. */
export interface CallAssessment extends Assessed {
  readonly statement: Statement;
}

export interface CallOverride {
  readonly urgency: Urgency;
  readonly reason: string;
  readonly by: RecordedActor;
}

/** Triage of what is said in calls: the same rules and models as for a text, one record a call. */
export interface CallTriageFace {
  /** By rules alone: takes milliseconds and never throws. */
  readByRules(statement: Statement): CallAssessment;
  /** Whether there are models to ask: without, the rules alone say all there is to say. */
  readonly hasModels: boolean;
  /** With models on top, within the budget: the rules' assessment where they are off, late or failing. */
  readWithModels(statement: Statement, subject: CallSubject, budgetMs: number): Promise<CallAssessment>;
  /**
   * Stores what is known now: made at the first time, replaced later; an override of a person stays. Needs a system
   * scope, since nobody asked for it.
   * @param urgency what is shown: it may stay more urgent for a while than what was just assessed.
   * @returns the record as operators read it over HTTP.
   */
  store(
    uow: UnitOfWork,
    subject: CallSubject,
    assessed: CallAssessment,
    urgency: Urgency,
  ): Promise<components['schemas']['Triage']>;
  /** Stores that more was said which changes nothing: the text was that of the record, and goes on. System scope. */
  extend(uow: UnitOfWork, triageId: string, text: string): Promise<void>;
  /** The record is about whom the call is about, from now on; one that a booking was made from stays. System scope. */
  follow(uow: UnitOfWork, subject: CallSubject): Promise<void>;
  /** Deletes the records of calls that are deleted since somebody is erased. System scope. */
  forget(uow: UnitOfWork, callIds: readonly string[]): Promise<void>;
  /** The record as operators read it over HTTP. @throws Problem `not_found`. */
  show(uow: UnitOfWork, triageId: string): Promise<components['schemas']['Triage']>;
  /** A person decides another urgency, as `overrideTriage` does. @throws Problem `not_found`. */
  override(uow: UnitOfWork, triageId: string, decided: CallOverride): Promise<void>;
}
