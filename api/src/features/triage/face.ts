import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { CallTriageFace } from './calls/face.ts';
import type { Urgency } from './engine/types.ts';

/** A booking that is made from an assessment. */
export interface TriageLink {
  readonly triageId: string;
  readonly bookingId: string;
  readonly residentId: string;
  readonly hospitalId: string | null;
  readonly communityId: string;
  /** Whether those who see the booking may read the words. */
  readonly shareWords: boolean;
}

export interface TriageReference {
  /** With an override counted. */
  readonly urgency: Urgency;
}

/** What other features may use of triage. */
export interface TriageFace {
  /**
   * Links an assessment with the booking that is made from it, in the booking's own unit of work. One that was about no
   * particular resident becomes the booking's resident's.
   * @throws Problem `not_found` when the caller cannot see the assessment; `unprocessable` when it is about another
   *   resident or another booking was made from it.
   */
  attach(uow: UnitOfWork, link: TriageLink): Promise<TriageReference>;

  /** What is said in calls, assessed again with every stretch. */
  readonly calls: CallTriageFace;
}
