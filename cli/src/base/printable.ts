/*
 * Text that may be shown on a terminal. Names and notes come from people: in a terminal a control character moves the
 * cursor, and a bidirectional one makes an amount or an address read backwards (CVE-2021-42574).
 */

/** Format characters that show nothing and can reorder or hide text; as `kernel/values/text.ts` of the service has them. */
const INVISIBLE =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
/** A colour or weight as `styleText` sets it; concealed text (8) and blinking text (5) are not among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what a terminal acts on.
const STYLE = /^\u001B\[(?:0|1|2|3|4|22|23|24|39|49|3[0-7]|9[0-7])m/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above, without the line break and the tab.
const CONTROLS_IN_TEXT = /[\u0000-\u0008\u000B-\u001f\u007f-\u009f\u2028\u2029]/g;

/** A value of one line: control characters become blanks, invisible ones go. */
export function printableLine(text: string): string {
  return text.replace(CONTROLS, ' ').replace(INVISIBLE, '');
}

/** Text of several lines with our own colours in it: everything else a terminal would act on is taken out. */
export function printable(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(CONTROLS_IN_TEXT, (control, at: number, whole: string) =>
      control === '\u001B' && STYLE.test(whole.slice(at, at + 5)) ? control : ' ',
    );
}

/** JSON in which every such character is escaped: it means the same, and can be shown. */
export function printableJson(value: unknown, indent?: number): string {
  const escaped = (character: string) =>
    Array.from({ length: character.length }, (_, at) => {
      const unit = character.charCodeAt(at).toString(16);
      return `\\u${unit.padStart(4, '0')}`;
    }).join('');
  return JSON.stringify(value, null, indent)
    .replace(INVISIBLE, escaped)
    .replace(/[\u007f-\u009f\u2028\u2029]/g, escaped);
}

/** Writes a line for people on stderr. */
export function toldOnStderr(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}
