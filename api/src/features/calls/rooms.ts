import type { Call } from './models.ts';

export const NAMESPACE = '/calls';

/** The rooms of sockets that hear of a call: who is in it, those of them who work at the desk, and the desk's queue. */
export interface CallRooms {
  readonly everybody: string;
  /** Triage, pre-filled booking and words that may change: never for the caller. */
  readonly desk: string;
  readonly queue: string;
}

export function roomsOf({ id, hospitalId }: Pick<Call, 'id' | 'hospitalId'>): CallRooms {
  return { everybody: `call:${id}`, desk: `call:${id}:desk`, queue: queueRoom(hospitalId) };
}

/** @param hospitalId null for the platform's desk. */
export const queueRoom = (hospitalId: string | null): string => `desk:${hospitalId ?? 'platform'}`;
