/**
 * Something this tab keeps over a reload until it expires: a phone may discard a page while its owner reads a message. It
 * lives in the `sessionStorage` of the page's origin; where a page has none, a reload starts over.
 */
export class TabRecord<Value extends { readonly until: number }> {
  readonly #key: string;
  readonly #now: () => number;
  readonly #isValue: (kept: unknown) => kept is Value;

  /** @param now milliseconds since 1970, by the clock that `until` is of. @param isValue tells what this version wrote. */
  constructor(key: string, now: () => number, isValue: (kept: unknown) => kept is Value) {
    this.#key = key;
    this.#now = now;
    this.#isValue = isValue;
  }

  keep(value: Value): void {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(value));
    } catch {
      // No storage on this page, or no room in it.
    }
  }

  /** What is kept and has not expired. */
  read(): Value | null {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null');
      if (this.#isValue(kept) && kept.until > this.#now()) return kept;
    } catch {
      // No storage, or not ours: there is none.
    }
    this.drop();
    return null;
  }

  drop(): void {
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // No storage: nothing was kept.
    }
  }
}
