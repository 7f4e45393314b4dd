import type { Money } from '../domain/wire.ts';

/** Formats for people, by the browser's own Intl data: nothing of a country is written here. */

/** Making a formatter takes much longer than using it, and lists use the same few for every row: each is kept. */
function kept<Options, Format>(
  make: (language: string, options: Options) => Format,
): (language: string, options: Options) => Format {
  const formats = new Map<string, Format>();
  return (language, options) => {
    const key = `${language} ${JSON.stringify(options)}`;
    const known = formats.get(key);
    if (known !== undefined) return known;
    const made = make(language, options);
    formats.set(key, made);
    return made;
  };
}

export const numberFormat = kept(
  (language, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options),
);
const relativeFormat = kept(
  (language, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(language, options),
);
const keptDateFormat = kept(
  (language, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options),
);

/** A formatter of times. Without a time zone it is that of the device, which may change: such a one is not kept. */
export const dateFormat = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  options.timeZone === undefined
    ? new Intl.DateTimeFormat(language, options)
    : keptDateFormat(language, options);

const digits = (currency: string): number =>
  numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Money from integer minor units; whole amounts without decimals. */
export function money(value: Money, language: string): string {
  const places = digits(value.currency);
  const amount = value.amount / 10 ** places;
  return numberFormat(language, {
    style: 'currency',
    currency: value.currency,
    minimumFractionDigits: Number.isInteger(amount) ? 0 : places,
  }).format(amount);
}

/** Seconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds (a policy never uses months). */
export function durationSeconds(iso: string): number {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(iso);
  if (!match) return Number.NaN;
  const [w, d, h, m, s] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return w * 604_800 + d * 86_400 + h * 3600 + m * 60 + s;
}

/** "15 minutes", "2 hours", "3 days": the largest unit that divides it, else minutes. */
export function duration(seconds: number, language: string, unitDisplay: 'long' | 'short' = 'long'): string {
  const [unit, size] =
    seconds >= 86_400 && seconds % 86_400 === 0
      ? (['day', 86_400] as const)
      : seconds >= 3600 && seconds % 3600 === 0
        ? (['hour', 3600] as const)
        : seconds >= 60
          ? (['minute', 60] as const)
          : (['second', 1] as const);
  return numberFormat(language, { style: 'unit', unit, unitDisplay }).format(Math.round(seconds / size));
}

/** "10:30 am", never broken over two lines. */
export const time = (iso: string, language: string, timeZone?: string): string =>
  dateFormat(language, { hour: 'numeric', minute: '2-digit', timeZone })
    .format(new Date(iso))
    .replaceAll(' ', '\u00a0');

/** "Monday 23 November". */
export const day = (iso: string, language: string, timeZone?: string): string =>
  dateFormat(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(new Date(iso));

/** "Mon, 23 Nov, 10:30". */
export const dateTime = (iso: string, language: string, timeZone?: string): string =>
  dateFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  }).format(new Date(iso));

/** The calendar day of an instant in a time zone, as `2026-11-23`. */
export const dayKey = (iso: string, timeZone?: string): string =>
  dateFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(new Date(iso));

/** "350 m" or "1.2 km". */
export function distance(metres: number, language: string): string {
  const [value, unit, places] =
    metres < 950
      ? ([Math.round(metres / 10) * 10, 'meter', 0] as const)
      : ([metres / 1000, 'kilometer', 1] as const);
  return numberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: places,
  }).format(value);
}

/** "20 seconds ago", "in 12 minutes". */
export function relative(iso: string, now: number, language: string): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  const format = relativeFormat(language, { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 60) return format.format(seconds, 'second');
  if (size < 3600) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.round(seconds / 3600), 'hour');
  return format.format(Math.round(seconds / 86_400), 'day');
}
