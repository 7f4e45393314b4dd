/** Something that the palette offers. */
export interface PaletteEntry {
  readonly id: string;
  /** The title that it is under. */
  readonly group: string;
  readonly words: string;
  /** What tells it from others of the same words. */
  readonly detail: string;
  /** The keys that do the same, as they are shown; empty without any. */
  readonly keys: string;
  run(): void;
}

const wordsOf = (text: string): string[] =>
  text
    .toLocaleLowerCase()
    .split(/[\s·,]+/)
    .filter(Boolean);

/**
 * The entries in which every word of a text begins a word. Those whose words begin with the text come first within their
 * group; groups stay in their order.
 */
export function matching(entries: readonly PaletteEntry[], text: string): PaletteEntry[] {
  const wanted = wordsOf(text);
  const found = entries.filter(({ words, detail }) => {
    const there = wordsOf(`${words} ${detail}`);
    return wanted.every((word) => there.some((one) => one.startsWith(word)));
  });
  const groups = [...new Set(found.map(({ group }) => group))];
  const begins = ({ words }: PaletteEntry) =>
    words.toLocaleLowerCase().startsWith(text.trim().toLocaleLowerCase()) ? 0 : 1;
  return groups.flatMap((group) =>
    found.filter((one) => one.group === group).sort((one, other) => begins(one) - begins(other)),
  );
}

/** The end of an id that somebody read out: 6 to 12 of its characters; null for any other text. */
export function idSuffixOf(text: string): string | null {
  const plain = text.trim().toLowerCase();
  const whole = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-([0-9a-f]{12})$/.exec(plain);
  if (whole !== null) return whole[1] ?? null;
  return /^[0-9a-f]{6,12}$/.test(plain) ? plain : null;
}
