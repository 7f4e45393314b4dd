/** Where a test looks for a number that identifiers and times hold by chance. */
export interface ShortNumber {
  readonly line: number;
  readonly number: string;
}

/** A random identifier has about 30 places: with six digits, one in half a million holds a given number. */
const MIN_LENGTH = 6;
const ABSENT = /\.not\.(?:toContain\('(?<text>[^'\n]*)'\)|toMatch\(\/(?<pattern>(?:\\.|[^/\n])*)\/)/g;

/** Numbers of a few digits, alone or as an alternative of a pattern, that a test expects a text not to have. */
export function absentShortNumbers(text: string): readonly ShortNumber[] {
  return [...text.matchAll(ABSENT)].flatMap(({ index, groups = {} }) => {
    const line = text.slice(0, index).split('\n').length;
    const parts = groups.pattern?.split('|') ?? [groups.text ?? ''];
    return parts.filter(isShortNumber).map((number) => ({ line, number }));
  });
}

function isShortNumber(part: string): boolean {
  if (!/^(?:\d|\\?[.:])+$/.test(part)) return false;
  return part.replaceAll('\\', '').length < MIN_LENGTH;
}
