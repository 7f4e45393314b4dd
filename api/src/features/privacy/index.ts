/** The face of privacy: what others may listen to. */
export { ResidentErased } from './events.ts';
