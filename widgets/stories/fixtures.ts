import type { CallContext } from '../console/domain/wire.ts';
import type { Failure } from '../src/domain/failure.ts';
import type { Booking, CallSegment, Slot } from '../src/domain/wire.ts';
import { hospital, newBooking, resident, services, TRIAGES } from '../test/fake-world.ts';

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

/** What was said in a call, without what was answered. */
export const SAID: readonly CallSegment[] = SEGMENTS.filter(({ speaker }) => speaker === 'caller');

const place = { latitude: 12.9716, longitude: 77.5946, address: 'Tower B, 12 Lake Road' };

/** A call on the line, as its operator sees it. */
export const FALL: CallContext = {
  call: {
    id: 'fall',
    state: 'active',
    channel: 'web',
    training: false,
    recording: { state: 'recording' },
    residentId: resident.id,
    communityId: resident.communityId,
    hospitalId: hospital.id,
    operator: { id: 'operator', name: 'Meera Iyer' },
    offeredTo: null,
    urgency: 2,
    triageId: null,
    bookingId: null,
    language: 'en',
    callerPhone: resident.phone,
    location: place,
    locationSource: 'home',
    placeId: null,
    device: null,
    disposition: null,
    notes: null,
    ringUntil: null,
    createdAt: '2026-11-27T04:00:00.000Z',
    claimedAt: '2026-11-27T04:00:12.000Z',
    endedAt: null,
    wrappedUpAt: null,
    version: 3,
  },
  resident: { id: resident.id, name: resident.name, language: 'en', location: place },
  pastCalls: [],
  bookings: [],
  place: null,
  locations: [{ source: 'home', location: place }],
  triage: TRIAGES.emergency,
  prefill: {
    serviceType: { value: 'ambulance', source: 'triage' },
    residentId: { value: resident.id, source: 'caller' },
    location: { value: place, source: 'home' },
    notes: { value: null, source: null },
    saidPlace: { text: 'down the stairs', sequence: 1 },
  },
};
