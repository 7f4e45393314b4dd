import type { RegionDefaults } from '../face.ts';
import { impossible } from '../sites/amend.ts';

const base = (tag: string) => tag.split('-')[0];

/** Whether the region speaks a language: `hi-IN` is spoken where `hi` is. */
export function isSpoken({ languages }: RegionDefaults, language: string): boolean {
  return languages.some((one) => base(one) === base(language));
}

/** @throws Problem `unprocessable` for a language of staff that the region does not speak; nothing for none. */
export function checkSpoken(region: RegionDefaults, language: string | undefined): void {
  if (language === undefined || isSpoken(region, language)) return;
  throw impossible('/language', notSpoken(region));
}

/** Says which languages there are. */
export function notSpoken({ languages }: RegionDefaults): string {
  return `must be a language of the region: ${languages.join(', ')}`;
}
