import { dateFormat, numberFormat } from '../../src/locale/format.ts';

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

const SECOND = 1_000;
const HOUR = 3_600;
const DAY = 24 * HOUR;

/** `4:07`, `1:02:33`, and from a day on `2d 2h`: how long something lasts. */
export function lasting(ms: number, formats: string): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / HOUR);
  const minutes = Math.floor(seconds / 60) % 60;
  if (seconds < DAY)
    return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  const narrow = (unit: 'day' | 'hour', value: number) =>
    numberFormat(formats, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value);
  return `${narrow('day', Math.floor(seconds / DAY))} ${narrow('hour', hours % 24)}`;
}
