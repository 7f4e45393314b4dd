import type { components } from '@kiwimesh/openapi/types';
import { clockOf, details, shortTime } from '../base/output.ts';

export type CallRecording = components['schemas']['CallRecording'];

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

/** `recorded; some parts are missing: storage was full; kept until 02 Feb 17:03`, in one line. */
export function recordingText({
  state,
  incomplete,
  deleteAfter,
}: Pick<CallRecording, 'state' | 'incomplete' | 'deleteAfter'>): string {
  return [
    STATES[state],
    ...(incomplete === null ? [] : [`some parts are missing: ${MISSING[incomplete]}`]),
    ...(deleteAfter === null ? [] : [`kept until ${shortTime(deleteAfter)}`]),
  ].join('; ');
}

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
