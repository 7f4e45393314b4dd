/** Characters of placeholders while a text is being cleaned, one for each: no pattern and no word matches them. */
export const FIRST_MARK = 0xe000;
export const LAST_MARK = 0xf8ff;

/**
 * One form for all that looks the same: compatibility forms, invisible characters and digits of other scripts would
 * otherwise hide a number or a name. Characters of the private use area are removed: placeholders are written with them.
 */
export function normalise(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
      .replace(/[‘’ʼ`´]/g, "'")
      .replace(/[“”]/g, '"')
      .replace(/[‐‑‒–—―−]/g, '-')
      // Long runs of blanks mean no more than one, and would cost patterns that look across them much time.
      .replace(/\s{8,}/g, (run) => (run.includes('\n') ? '\n' : ' '))
      .replace(/\p{Nd}/gu, digit)
  );
}

/** Decimal digits of every script are blocks of ten in the order of their values. */
function digit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 128) return character;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return String(code - zero);
}

/** The form in which words are looked up: Devanagari without nukta, chandrabindu as anusvara. */
export function wordKey(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\u093c/g, '')
    .replaceAll('ँ', 'ं')
    .normalize('NFC');
}
