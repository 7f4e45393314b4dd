import type { components } from '@kiwimesh/openapi/types';
import { clockOf, details, shortTime } from '../base/output.ts';

type CallRecording = components['schemas']['CallRecording'];

const STATES: Record<CallRecording['state'], string> = {
  off: 'not recorded',
  announced: 'will be recorded as soon as somebody speaks',
  recording: 'is being recorded',
  recorded: 'recorded',
  deleted: 'deleted: its time is over',
};

const MISSING: Record<NonNullable<CallRecording['incomplete']>, string> = {
  storage_full: 'storage was full',
  storage_unavailable: 'storage could not be written',
  overloaded: 'more was said at once than could be stored',
};

/** What there is of a recording, and what is missing. */
export function recordingDetails({ state, incomplete, sides, deleteAfter }: CallRecording): string {
  return details([
    ['Recording', STATES[state]],
    ...sides.map(
      ({ side, stretches }) =>
        [
          side,
          stretches.map(({ startMs, endMs }) => `${clockOf(startMs)}-${clockOf(endMs)}`).join(', '),
        ] as const,
    ),
    ...(incomplete === null ? [] : [['Parts are missing', MISSING[incomplete]] as const]),
    ...(deleteAfter === null ? [] : [['Kept until', shortTime(deleteAfter)] as const]),
  ]);
}
