/** What other features may use of calls. */
export { CALL_CHANGES, CallWordsAdded } from './events.ts';
export type { ExerciseDecision, ExerciseProgress, ExercisesFace } from './exercise/face.ts';
