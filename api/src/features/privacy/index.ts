/** The face of privacy: the event that other features subscribe to. */
export { ResidentErased } from './events.ts';
