/** A rejection that is dropped without a reason beside it. */
export interface SilentCatch {
  readonly line: number;
}

/** How many lines above may give the reason: a chain of calls is formatted over several. */
const LINES_ABOVE = 4;
const DROPPED =
  /catch\s*\(\s*(?:\(\s*\w*\s*\)|\w+)\s*=>\s*(?:\{\s*\}|undefined|null|false|\[\]|void 0)\s*\)|catch\s*(?:\(\w+\)\s*)?\{\s*\}/g;
const COMMENT = /(?:^|\s)\/\/ |^\s*(?:\/\*\*|\*)/;

/** Where a failure is ignored and no comment says why that loses nothing. */
export function silentCatches(text: string): readonly SilentCatch[] {
  const lines = text.split('\n');
  return [...text.matchAll(DROPPED)].flatMap(({ index }) => {
    const line = text.slice(0, index).split('\n').length;
    const above = lines.slice(Math.max(0, line - 1 - LINES_ABOVE), line);
    return above.some((one) => COMMENT.test(one)) ? [] : [{ line }];
  });
}
