import type { Principal } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Speaker, Urgency } from '../models.ts';

/** Words of an exercise, in the order of `sequence`. */
export interface ExerciseWords {
  readonly sequence: number;
  readonly speaker: Speaker;
  readonly text: string;
  readonly at: Date;
}

/** What an operator decided in an exercise. Nothing was booked. */
export interface ExerciseDecision {
  readonly at: Date;
  readonly urgency: Urgency;
  readonly action: 'dispatch' | 'advise' | 'refer' | 'false_call';
  /** The service type that a real call would have booked. */
  readonly service: string | null;
}

export interface ExerciseProgress {
  readonly answeredAt: Date | null;
  /** When it ended, or was given up. */
  readonly overAt: Date | null;
  readonly words: readonly ExerciseWords[];
  readonly decisions: readonly ExerciseDecision[];
}

/** A call that an operator practises with. */
export interface Exercise {
  readonly callId: string;
  readonly operator: { readonly id: string; readonly name: string; readonly desk: string | null };
}

export interface ExerciseCall {
  readonly language: string;
  /** Who practises; undefined: the caller. */
  readonly operatorId?: string | undefined;
}

/** What the feature training may do with calls: only with those of channel `training`. */
export interface ExercisesFace {
  /**
   * Rings a call at the desk of the operator who practises, offered to them: the caller, or who an administrator names.
   * @throws Problem `duty_required`, `role_not_allowed` for who names somebody and is no administrator, `not_found` for an
   * operator out of reach, `unprocessable` for one who takes no calls.
   */
  startExercise(uow: UnitOfWork, principal: Principal, call: ExerciseCall): Promise<Exercise>;
  /** How it stands, with the words after the first `heard`. System scope. */
  exerciseProgress(uow: UnitOfWork, callId: string, heard: number): Promise<ExerciseProgress>;
  /** Adds words of the caller, unless the call is over. System scope. */
  sayInExercise(
    uow: UnitOfWork,
    callId: string,
    words: { readonly text: string; readonly language: string },
  ): Promise<void>;
}
