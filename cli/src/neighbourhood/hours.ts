import type { components } from '@kiwimesh/openapi/types';
import { CliError } from '../base/errors.ts';

type OpeningHours = components['schemas']['OpeningHours'];

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const ALWAYS = '24/7';
const ENTRY = /^(\S+)\s+(\d\d:\d\d)-(\d\d:\d\d)$/;

export const HOURS_HELP = 'Such as "Mon-Fri 08:00-20:00; Sat,Sun 09:00-13:00", or 24/7.';

/** Weekly hours as people write them; null for day and night. */
export function parseHours(text: string): OpeningHours[] | null {
  if (text.trim() === ALWAYS) return null;
  return text.split(';').map((entry) => {
    const [, days, from, to] = ENTRY.exec(entry.trim()) ?? [];
    if (days === undefined || from === undefined || to === undefined) throw badHours(entry);
    return { days: days.split(',').flatMap((part) => daysOf(part, entry)), from, to };
  });
}

export function hoursText(hours: readonly OpeningHours[] | null): string {
  if (hours === null) return ALWAYS;
  const name = (day: number) => {
    const word = DAYS[day - 1] ?? '';
    return word.charAt(0).toUpperCase() + word.slice(1);
  };
  return hours.map(({ days, from, to }) => `${days.map(name).join(',')} ${from}-${to}`).join('; ');
}

/** `Mon` or `Mon-Fri`, over the end of the week too. */
function daysOf(part: string, entry: string): number[] {
  const [first, last] = part.split('-').map((day) => DAYS.indexOf(day.trim().toLowerCase()));
  if (first === undefined || first === -1 || last === -1) throw badHours(entry);
  if (last === undefined) return [first + 1];
  const count = ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => ((first + index) % 7) + 1);
}

function badHours(entry: string): CliError {
  return new CliError('bad_hours', `"${entry.trim()}" are no weekly hours.`, { hint: HOURS_HELP });
}
