import { baseOf, SOURCE_LANGUAGE } from '../src/locale/language.ts';
import { STAFF_LANGUAGES } from '../src/locale/staff-languages.ts';

/** The first of the wanted tags that the texts exist in; English when there is none. */
export function preferredLanguage(wanted: readonly string[]): string {
  return wanted.find((tag) => STAFF_LANGUAGES.includes(baseOf(tag))) ?? SOURCE_LANGUAGE;
}
