import { baseOf, SOURCE_LANGUAGE, supportedLanguage } from '../src/locale/language.ts';

/** The first of the wanted tags that the texts exist in; English when there is none. */
export function preferredLanguage(wanted: readonly string[]): string {
  return wanted.find((tag) => supportedLanguage(tag) === baseOf(tag)) ?? SOURCE_LANGUAGE;
}
