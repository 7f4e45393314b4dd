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
  readonly onHold: boolean;
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

/** The caller's side of the audio of an exercise. */
export interface ExerciseAudio {
  /**
   * Sends what the caller says next, 16,000 samples a second, at most half a second at once. `full`: not taken, send it again
   * a little later. `over`: the call has ended, or another has opened its side.
   */
  push(samples: Int16Array): 'taken' | 'full' | 'over';
  /** The side can be opened again; time that passes until then is a pause. */
  close(): void;
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
  /** Whether the caller waits on hold. System scope. */
  isOnHold(uow: UnitOfWork, callId: string): Promise<boolean>;
  /** Opens the caller's side, where speech is transcribed as in every call; null where the call is over. */
  openExerciseAudio(callId: string): Promise<ExerciseAudio | null>;
  /** Adds words of the caller, unless the call is over. System scope. */
  sayInExercise(
    uow: UnitOfWork,
    callId: string,
    words: { readonly text: string; readonly language: string },
  ): Promise<void>;
}
