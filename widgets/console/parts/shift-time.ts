import { dateFormat } from '../../src/locale/format.ts';

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** `09:20`, or `09:20:11`: as the clock of the console goes, whatever the country is used to. */
export const clockTime = (
  at: number | string,
  formats: string,
  timeZone: string | undefined,
  { seconds = false } = {},
): string =>
  dateFormat(formats, { ...CLOCK, ...(seconds ? { second: '2-digit' } : {}), timeZone }).format(new Date(at));

/** `Sat, 28 Nov, 09:20`. */
export const dayAndTime = (at: string, formats: string, timeZone: string | undefined): string =>
  dateFormat(formats, { weekday: 'short', day: 'numeric', month: 'short', ...CLOCK, timeZone }).format(
    new Date(at),
  );
