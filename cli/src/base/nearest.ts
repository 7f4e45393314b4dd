/** `Date of birth`, `date_of_birth` and `dateOfBirth` are the same column. */
export function squash(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The candidate that is likely meant by a misspelt name, if any is near enough. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const wanted = squash(name);
  const ranked = candidates
    .map((candidate) => ({ candidate, far: distance(wanted, squash(candidate)) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best && best.far <= Math.max(2, Math.floor(wanted.length / 3)) ? best.candidate : undefined;
}
