import { unprocessable } from '../records.ts';
import type { RegionDefaults } from '../region-defaults.ts';

const base = (tag: string) => tag.split('-')[0];

/** Whether the region supports a language; `hi` covers `hi-IN`. */
export function isSupportedLanguage({ languages }: RegionDefaults, language: string): boolean {
  return languages.some((one) => base(one) === base(language));
}

/** @throws Problem `unprocessable` for a language that the region does not support. */
export function checkSupportedLanguage(region: RegionDefaults, language: string | undefined): void {
  if (language === undefined || isSupportedLanguage(region, language)) return;
  throw unprocessable('/language', unsupportedLanguageDetail(region));
}

/** The fault, which names the supported languages. */
export function unsupportedLanguageDetail({ languages }: RegionDefaults): string {
  return `must be a language of the region: ${languages.join(', ')}`;
}
