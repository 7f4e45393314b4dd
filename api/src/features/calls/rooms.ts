import type { Call } from './models.ts';

export const NAMESPACE = '/calls';

/** The rooms of sockets that a call is published to: all who are in it, operators alone, and the queue of its desk. */
export interface CallRooms {
  readonly all: string;
  /** Triage, pre-filled booking and words that may change: never for the caller. */
  readonly desk: string;
  readonly queue: string;
}

export function roomsOf({ id, hospitalId }: Pick<Call, 'id' | 'hospitalId'>): CallRooms {
  return { all: `call:${id}`, desk: `call:${id}:desk`, queue: queueRoom(hospitalId) };
}

/** @param hospitalId null for the platform's desk. */
export const queueRoom = (hospitalId: string | null): string => `desk:${hospitalId ?? 'platform'}`;
