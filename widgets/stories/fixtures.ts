import type { Failure } from '../src/domain/failure.ts';
import type { Booking, CallSegment, Slot } from '../src/domain/wire.ts';
import { newBooking, services } from '../test/fake-world.ts';

/** What the stories show. */

export const TIME_ZONE = 'Asia/Kolkata';
export const HOME = 'B-1204, Banyan Grove, 14 Lake Road, Jayanagar, Bengaluru 560041';
export const COMMUNITY = { name: 'Banyan Grove', location: { latitude: 12.93, longitude: 77.58 } };
export const UNREACHABLE: Failure = {
  kind: 'unreachable',
  code: 'unreachable',
  status: 0,
  retryAfter: null,
  correlationId: null,
  detail: null,
  field: null,
  openBookingId: null,
};
export const TAKEN: Failure = { ...UNREACHABLE, kind: 'problem', code: 'slot_taken', status: 409 };

/** Half hours of a week from a fixed Monday, some of them taken. */
export const SLOTS: readonly Slot[] = Array.from({ length: 7 }, (_, day) =>
  Array.from({ length: 8 }, (_, index): Slot => {
    const start = new Date(Date.UTC(2026, 10, 30 + day, 4, index * 30));
    return {
      start: start.toISOString(),
      end: new Date(start.getTime() + 30 * 60_000).toISOString(),
      hospitalId: 'here',
      remaining: (day + index) % 3 === 0 || day === 2 ? 0 : 2,
    } as Slot;
  }),
).flat();

const first = services[0];
export const active: readonly Booking[] = first ? [newBooking(1, first, {})] : [];

/** What was said in a call, typed and spoken. */
export const SEGMENTS: readonly CallSegment[] = (
  [
    ['caller', 'typed', 'My father fell down the stairs. He is 71.'],
    ['operator', 'typed', 'I am with you. Is he awake, and does he breathe?'],
    ['caller', 'speech', 'Yes he is awake,'],
    ['caller', 'speech', 'but he cannot move his leg and it hurts a lot.'],
    [
      'operator',
      'typed',
      'Do not move him. Keep him warm. An ambulance is on its way to Banyan Grove, B-1204.',
    ],
  ] as const
).map(([speaker, source, text], index) => ({
  id: `segment-${index}`,
  sequence: index + 1,
  speaker,
  source,
  text,
  language: 'en',
  startMs: index * 4000,
  endMs: index * 4000 + 3000,
  startsSentence: true,
}));
