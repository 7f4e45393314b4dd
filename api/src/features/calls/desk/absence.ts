import type { CallChannel } from '../engine/types.ts';

/** How long the connection of an operator has to be gone before a colleague may go on, milliseconds. */
export const GONE_AFTER_MS = 60_000;

/**
 * How long an operator without a connection counts as there after what they last did in the call, or were last heard to
 * say, milliseconds.
 *
 * Whatever such an operator does for a caller who is on a page, writes, or is a device, is an act that the service sees.
 * NFPA 1221 (2016), 7.4.2, lets a call that needs medical questions take 120 seconds to its dispatch in 99 of 100 cases:
 * who has done nothing at all for as long does not work on it.
 *
 * With a caller on the telephone an operator may talk without touching anything, and where speech is off nobody hears
 * them: up to the arrival of the ambulance, as with advice to press on a chest. England asks its ambulances to be there
 * within 15 minutes in 9 of 10 calls of category 1 (Handbook to the NHS Constitution).
 */
export const SEEN_FOR_MS: Readonly<Record<CallChannel, number>> = {
  web: 120_000,
  typed: 120_000,
  device: 120_000,
  training: 120_000,
  phone: 15 * 60_000,
};

/** What is known of an operator in a call. */
export interface OperatorSigns {
  readonly channel: CallChannel;
  /** When they last did something in it, or were heard; null: never since they have it. */
  readonly seenAt: Date | null;
  /** When their connection ended, or will count as ended; null: they had none. */
  readonly connectedUntil: Date | null;
}

/**
 * Whether the operator of a call counts as gone. One who lost the connection is given a minute; one who goes on without
 * is held to what they do from then on. Of whom there is no sign at all, nothing is known.
 */
export function isGone({ channel, seenAt, connectedUntil }: OperatorSigns, now: Date): boolean {
  const lost = connectedUntil === null ? null : connectedUntil.getTime() + GONE_AFTER_MS;
  const idle = seenAt === null ? null : seenAt.getTime() + SEEN_FOR_MS[channel];
  const actedSince = seenAt !== null && (connectedUntil === null || seenAt > connectedUntil);
  const until = actedSince ? idle : lost;
  return until !== null && until <= now.getTime();
}
