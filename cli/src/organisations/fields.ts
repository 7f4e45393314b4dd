import { string } from '@oclif/core/flags';
import { CliError } from '../base/errors.ts';

export const placeFlags = {
  address: string({ summary: 'Postal address.', helpValue: 'TEXT' }),
  latitude: string({
    summary: 'Degrees north, with --longitude.',
    dependsOn: ['longitude'],
    helpValue: 'DEGREES',
  }),
  longitude: string({
    summary: 'Degrees east, with --latitude.',
    dependsOn: ['latitude'],
    helpValue: 'DEGREES',
  }),
};

export const phoneFlag = string({ summary: 'With country code, such as +911244000000.', helpValue: 'PHONE' });
export const languageFlag = string({ summary: 'A language tag, such as en or hi.', helpValue: 'TAG' });
export const timezoneFlag = string({ summary: 'IANA name, such as Asia/Kolkata.', helpValue: 'ZONE' });

/** On updates: whether it is in use. `--no-active` is written as the `deactivate` command, which asks first. */
export interface PlaceFlags {
  readonly address?: string | undefined;
  readonly latitude?: string | undefined;
  readonly longitude?: string | undefined;
}

function degrees(flag: string, text: string, limit: number): number {
  const number = Number(text);
  if (text.trim() !== '' && Math.abs(number) <= limit) return number;
  throw new CliError(
    'bad_coordinate',
    `--${flag} must be a number from -${limit} to ${limit}, not "${text}".`,
  );
}

/** A location out of flags; undefined when none was given, null when both are given empty (which clears it). */
export function locationOf(flags: PlaceFlags): { latitude: number; longitude: number } | null | undefined {
  if (flags.latitude === undefined || flags.longitude === undefined) return undefined;
  if (flags.latitude === '' && flags.longitude === '') return null;
  return {
    latitude: degrees('latitude', flags.latitude, 90),
    longitude: degrees('longitude', flags.longitude, 180),
  };
}

/** An empty flag on an update clears the field. */
export function orNull(text: string | undefined): string | null | undefined {
  return text === '' ? null : text;
}

/** Members that were given; an update without any is a mistake worth telling. */
export function changes<T extends Record<string, unknown>>(
  body: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(body).filter(([, value]) => value !== undefined);
  if (entries.length === 0)
    throw new CliError('nothing_to_change', 'Set at least one field, for example --name "New name".');
  return Object.fromEntries(entries) as never;
}

/** `12.9716, 77.5946`, as map applications take it. */
export function coordinates(location: { latitude: number; longitude: number } | null): string | null {
  return location && `${location.latitude}, ${location.longitude}`;
}
