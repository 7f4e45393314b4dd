/** What other features may use of calls. */
export { CALL_CHANGES, CallWordsAdded } from './events.ts';
export type { ExerciseAudio, ExerciseDecision, ExerciseProgress, ExercisesFace } from './exercise/face.ts';
