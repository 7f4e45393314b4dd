import { unprocessable } from '../records.ts';
import type { RegionDefaults } from '../region-defaults.ts';

const base = (tag: string) => tag.split('-')[0];

/** Whether the region speaks a language: `hi-IN` is spoken where `hi` is. */
export function isSupportedLanguage({ languages }: RegionDefaults, language: string): boolean {
  return languages.some((one) => base(one) === base(language));
}

/** @throws Problem `unprocessable` for a language of staff that the region does not speak; nothing for none. */
export function checkSupportedLanguage(region: RegionDefaults, language: string | undefined): void {
  if (language === undefined || isSupportedLanguage(region, language)) return;
  throw unprocessable('/language', unsupportedLanguageDetail(region));
}

/** Says which languages there are. */
export function unsupportedLanguageDetail({ languages }: RegionDefaults): string {
  return `must be a language of the region: ${languages.join(', ')}`;
}
