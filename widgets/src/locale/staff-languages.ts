import { SOURCE_LANGUAGE } from './language.ts';

/** The languages of the account page and the console: fewer than residents have. */
export const STAFF_LANGUAGES: readonly string[] = [SOURCE_LANGUAGE, 'hi'];
