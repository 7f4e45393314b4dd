/** What other features may use of calls. */
export { CALL_CHANGES, CallWordsAdded } from './events.ts';
