import type { components } from '@kiwimesh/openapi/types';
import {
  bold,
  type Column,
  clockOf,
  clockTime,
  count,
  details,
  dim,
  paint,
  plain,
  shortTime,
  wrapped,
  zone,
} from '../base/output.ts';
import { shortId } from '../bookings/find.ts';
import { isId } from '../organisations/find.ts';
import { assessmentText } from '../triage/show.ts';
import { outcome } from './list.ts';
import { type CallRecording, recordingText } from './recording.ts';
import { linesOf } from './transcript.ts';

type Schemas = components['schemas'];
export type CallContext = Schemas['CallContext'];
export type CallEvent = Schemas['CallEvent'];
export type CallSegment = Schemas['CallSegment'];
export type CallPrefill = Schemas['CallPrefill'];

/** Milliseconds from when the call came in to each stage; null where it has not come. */
export interface CallTimings {
  readonly answered: number | null;
  readonly firstWords: number | null;
  readonly firstUrgency: number | null;
  readonly decided: number | null;
  readonly unitAssigned: number | null;
  readonly unitOnScene: number | null;
  /** From when an operator had an emergency in front of them to their decision. */
  readonly alertToAction: number | null;
}

export function timingsOf({ createdAt, claimedAt }: CallContext['call'], events: readonly CallEvent[]) {
  const since = (at: string | null | undefined) =>
    at == null ? null : Math.max(0, Date.parse(at) - Date.parse(createdAt));
  const first = (type: string) => events.find((one) => one.type === type);
  const alert = (first('decided')?.data as { alertToActionMs?: unknown } | undefined)?.alertToActionMs;
  const timings: CallTimings = {
    answered: since(claimedAt),
    firstWords: since(first('first_words')?.at),
    firstUrgency: since(first('first_urgency')?.at),
    decided: since(first('decided')?.at),
    unitAssigned: since(first('unit_assigned')?.at),
    unitOnScene: since(first('unit_on_scene')?.at),
    alertToAction: typeof alert === 'number' ? alert : null,
  };
  return timings;
}

export function callDetails(
  { call, resident, place, locations }: CallContext,
  desk: string,
  recording: CallRecording | null,
): string {
  const { device } = call;
  return details([
    ['State', call.state],
    ['Urgency', call.urgency],
    ['Channel', call.training ? `${call.channel} (an exercise)` : call.channel],
    ['Caller', [resident?.name, call.callerPhone].filter(Boolean).join(', ')],
    [
      'Device',
      device && `${device.id} (${device.kind}), ${device.event ?? 'alarm'}, ${count(device.alarms, 'time')}`,
    ],
    ['Place', place && `${place.name}, ${count(place.callsToday, 'call')} today`],
    ...locations.map((known, index) => [index === 0 ? 'Location' : '', whereText(known)] as const),
    ['Recording', recordingText(recording ?? { ...call.recording, incomplete: null, deleteAfter: null })],
    ['Language', call.language],
    ['Desk', desk],
    ['Operator', call.operator?.name],
    ['Came in', `${shortTime(call.createdAt)} (times in ${zone()})`],
    ['Ended', call.endedAt && shortTime(call.endedAt)],
    ['Outcome', outcome(call)],
    ['Booking', call.bookingId],
    ['Notes', call.notes],
    ['Id', call.id],
  ]);
}

const FROM: Readonly<Record<Schemas['CallValueSource'], string>> = {
  operator: 'corrected by the operator',
  search: 'found by the operator',
  pin: 'set on the map by the operator',
  caller: 'given with the call',
  browser: "of the caller's device",
  home: "the resident's home",
  place: 'of the printed code',
  device: 'where the device is registered',
  community: 'the community',
  triage: 'from triage',
  words: 'said in the call',
};

/** `Tower B; 12.97, 77.59 (of the printed code)`. */
function whereText({ source, location }: CallContext['locations'][number]): string {
  const { accuracyMetres } = location;
  const within = accuracyMetres === undefined ? '' : `, to within ${Math.round(accuracyMetres)} m`;
  return `${locationText(location)} (${FROM[source]}${within})`;
}

function locationText({ latitude, longitude, address }: Schemas['Location']): string {
  return [address, `${latitude}, ${longitude}`].filter(Boolean).join('; ');
}

/** One stretch of words: when in the call, who, what. */
export function segmentText({ startMs, endMs, speaker, source, text }: CallSegment): string {
  const seconds = ((endMs - startMs) / 1_000).toFixed(1);
  const words =
    source === 'missing'
      ? paint('yellow', `(words are missing: ${seconds} s could not be recognised)`)
      : `${plain(text)}${source === 'typed' ? dim('  (typed)') : ''}`;
  return wrapped(`${clockOf(startMs).padStart(6)}  ${speaker.padEnd(8)}  ${words}`);
}

/** A value of the booking as the call fills it in, and where it comes from. */
export interface FilledValue {
  readonly name: 'service' | 'for' | 'where' | 'notes';
  readonly text: string | null;
  readonly source: string | null;
}

export function filledValues(prefill: CallPrefill, resident: CallContext['resident'] = null): FilledValue[] {
  const { serviceType, residentId, location, notes } = prefill;
  const known = residentId.value !== null && residentId.value === resident?.id;
  return [
    { name: 'service', text: serviceType.value, source: serviceType.source },
    { name: 'for', text: known ? resident.name : residentId.value, source: residentId.source },
    { name: 'where', text: location.value && locationText(location.value), source: location.source },
    { name: 'notes', text: notes.value, source: notes.source },
  ];
}

export const FILLED_COLUMNS: readonly Column<FilledValue>[] = [
  { header: 'Booking', value: ({ name }) => name },
  { header: 'Value', value: ({ text }) => text, flexible: 30 },
  { header: 'From', value: ({ source }) => source },
];

const TIMINGS: readonly (readonly [keyof CallTimings, string])[] = [
  ['answered', 'answered'],
  ['firstWords', 'first words'],
  ['firstUrgency', 'first urgency'],
  ['decided', 'decided'],
  ['unitAssigned', 'unit assigned'],
  ['unitOnScene', 'unit on scene'],
  ['alertToAction', 'from alert to action'],
];

/** `answered 6.0 s, first words 8.2 s`: what was reached. */
export function timingsText(timings: CallTimings): string {
  const reached = TIMINGS.flatMap(([key, words]) => {
    const ms = timings[key];
    return ms === null ? [] : [`${words} ${(ms / 1_000).toFixed(1)} s`];
  });
  return reached.length === 0 ? 'none yet' : wrapped(reached.join(', '));
}

export const EVENT_COLUMNS: readonly Column<CallEvent>[] = [
  { header: 'At', value: ({ at }) => clockTime(new Date(at)) },
  { header: 'What', value: ({ type }) => type.replaceAll('_', ' ') },
  {
    header: 'By',
    value: ({ actor }) => actor.name ?? actor.kind.replaceAll('_', ' '),
    flexible: 12,
    drop: 1,
  },
  { header: 'Details', value: ({ data }) => dataText(data), flexible: 20, drop: 2 },
];

/** `to 2, source rules`. */
function dataText(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => `${name} ${typeof value === 'string' && isId(value) ? shortId(value) : value}`)
    .join(', ');
}

/** What was said, how urgent it is and why, each under its heading. */
export function conversationText(triage: CallContext['triage'], transcript: readonly CallSegment[]): string {
  const words = transcript.length === 0 ? ['Nothing was said yet.'] : linesOf(transcript).map(segmentText);
  return [
    bold('What was said'),
    ...words,
    '',
    bold('How urgent it is'),
    triage === null ? 'Not assessed yet: it counts as urgency 2.' : assessmentText(triage),
  ].join('\n');
}
