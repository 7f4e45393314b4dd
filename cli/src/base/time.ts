import { CliError } from './errors.ts';

/**
 * A time as people write it, as RFC 3339 UTC. A day alone is its first moment here, in the time zone of this computer;
 * a time without a zone is local too.
 */
export function timestamp(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = /^\d{4}-\d{2}-\d{2}/.test(text)
    ? new Date(day ? `${text}T00:00:00` : text.replace(' ', 'T'))
    : null;
  if (time && !Number.isNaN(time.getTime())) return time.toISOString();
  throw new CliError('bad_time', `"${text}" is not a time such as 2026-11-22 or 2026-11-22T17:30.`);
}
