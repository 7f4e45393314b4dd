import { foldCase } from './case-folding.ts';

/**
 * The result of a normaliser: the canonical value, or what is wrong with the text and a suggestion where one is
 * obvious.
 */
export type Normalised =
  | { readonly value: string }
  | { readonly fault: string; readonly suggestion?: string };

/**
 * Invisible format characters that can reorder or hide the characters beside them: soft hyphen, zero width space,
 * bidirectional marks, embeddings, overrides and isolates (UAX #9), byte order mark, interlinear annotation, tags. The
 * joiners U+200C and U+200D are not among them; see {@link JOINER}.
 */
const INVISIBLE =
  /[\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;
const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gu');
/**
 * A joiner that follows no letter it could join. After letters of Arabic and the Indic scripts, with their marks, a
 * joiner decides how a word is spelt (UAX #31, 2.3); between emoji it makes one picture of several. Anywhere else it is
 * only invisible. The letter decides and not the mark before the joiner: NFC sorts marks, and can make one part of a
 * Latin letter.
 */
const JOINER =
  /(?<!(?!\p{M})[\p{scx=Arab}\p{scx=Beng}\p{scx=Deva}\p{scx=Gujr}\p{scx=Guru}\p{scx=Knda}\p{scx=Mlym}\p{scx=Mong}\p{scx=Orya}\p{scx=Sinh}\p{scx=Syrc}\p{scx=Taml}\p{scx=Telu}\p{scx=Khmr}\p{Extended_Pictographic}\p{Emoji_Modifier}]\p{M}*)[\u200C\u200D]/u;
const ALL_JOINERS = new RegExp(JOINER, 'gu');
/** Blanks of any width, and the tab that a spreadsheet puts between cells. */
const BLANKS = /[\t\p{Zs}]+/gu;
/** One character class, so that a text matches in one way only; see {@link atEnd} for the time it takes. */
const EMPTY = `[\\s${INVISIBLE.source.slice(1)}`;
const ENDS = new RegExp(`^${EMPTY}+|${atEnd(EMPTY)}`, 'gu');
const LINE_ENDS = new RegExp(atEnd('[\\t\\p{Zs}]'), 'gmu');
const LINE_BREAK = /\r\n?|[\u0085\u2028\u2029]/g;
const CONTROL = /\p{Cc}/u;
const CONTROL_IN_LINES = /[^\P{Cc}\n\t]/u;

/** More marks on one letter than any language writes; the Stream-Safe Text Format of UAX #15, 13. */
const EXCESS_MARKS = /(\p{M}{30})\p{M}+/gu;

const UNPAIRED: Normalised = { fault: 'must be well-formed Unicode text' };

/**
 * The name of a person or a place: one line in NFC, trimmed, with single blanks between words. People and places are
 * distinguished by their names, so an invisible character inside a name is rejected and not removed.
 */
export function normaliseName(text: string): Normalised {
  const line = singleLine(text);
  if ('fault' in line) return line;
  const hidden = INVISIBLE.exec(line.value) ?? JOINER.exec(line.value);
  return hidden === null
    ? line
    : { fault: `must not contain invisible characters (${codePoint(hidden[0])}); type the text again` };
}

/** One line of text, as {@link normaliseName}; invisible characters are removed. */
export function normaliseLine(text: string): Normalised {
  return singleLine(text.replaceAll(ALL_INVISIBLE, '').replaceAll(ALL_JOINERS, ''));
}

/**
 * Text of several lines in NFC: line breaks become `\n`; blanks at the end of a line and invisible characters are
 * removed.
 */
export function normaliseLines(text: string): Normalised {
  if (!text.isWellFormed()) return UNPAIRED;
  // Composed after the invisible characters are removed: one can stand between a letter and its mark.
  const visible = text.replaceAll(LINE_BREAK, '\n').replaceAll(ALL_INVISIBLE, '').replaceAll(ALL_JOINERS, '');
  const value = composed(visible).replaceAll(LINE_ENDS, '').trim();
  const control = CONTROL_IN_LINES.exec(value);
  return control === null ? { value } : controlFault(control[0]);
}

/** Digits of a code: any script's as 0-9, without the blanks and hyphens that group them. */
export function normaliseDigits(text: string): Normalised {
  if (!text.isWellFormed()) return UNPAIRED;
  return { value: latinDigits(withoutInvisible(text)).replaceAll(/[\s-]/g, '') };
}

/** Decimal digits of every script (९, ٩, ９) as 0-9: Unicode keeps each script's ten in a row. */
export function latinDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) as number;
    // The mathematical digits are five sets in a row (bold, double-struck, ...).
    if (point >= 0x1d7ce && point <= 0x1d7ff) return String((point - 0x1d7ce) % 10);
    let value = 0;
    while (value < 9 && DIGIT.test(String.fromCodePoint(point - value - 1))) value += 1;
    return String(value);
  });
}

const DIGIT = /\p{Nd}/u;

/**
 * The form in which equal names are equal texts: without compatibility forms, case and joiners. The same as the
 * function `name_key` of the database, which keeps names unique.
 */
export function nameKey(name: string): string {
  return foldCase(name.replaceAll(/[\u200C\u200D]/g, '').normalize('NFKC'));
}

/** Removes invisible characters: for values of which only the visible part counts. */
export function withoutInvisible(text: string): string {
  return text.replaceAll(ALL_INVISIBLE, '').replaceAll(/[\u200C\u200D]/g, '');
}

function singleLine(text: string): Normalised {
  if (!text.isWellFormed()) return UNPAIRED;
  const value = composed(text).replaceAll(ENDS, '').replaceAll(BLANKS, ' ');
  if (value.includes('\uFFFD')) {
    return { fault: 'contains characters that were lost in a wrong encoding (U+FFFD); type the text again' };
  }
  const control = CONTROL.exec(value) ?? /[\u2028\u2029]/.exec(value);
  return control === null ? { value } : controlFault(control[0]);
}

/**
 * A pattern of a run of such characters at the end. It looks for the end once per run and not once per character, which
 * would take time that grows with the square of the run.
 */
function atEnd(characters: string): string {
  return `(?<!${characters})${characters}+$`;
}

/**
 * NFC. Sorting a run of marks takes time that grows with its square, so runs are cut first; composition can lengthen
 * them again.
 */
function composed(text: string): string {
  return text.replaceAll(EXCESS_MARKS, '$1').normalize('NFC').replaceAll(EXCESS_MARKS, '$1');
}

function controlFault(character: string): Normalised {
  return {
    fault: /[\n\r\u0085\u2028\u2029]/.test(character)
      ? 'must be one line of text'
      : `must not contain control characters (${codePoint(character)})`,
  };
}

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) as number).toString(16).toUpperCase();
  return `U+${hex.padStart(4, '0')}`;
}
