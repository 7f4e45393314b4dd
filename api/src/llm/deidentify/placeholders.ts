import { FIRST_MARK, LAST_MARK, wordKey } from './normalise.ts';

/** What a placeholder stands for. `WORD`: a word that is in no vocabulary; `NUMBER`: a long number of unknown meaning. */
export type Kind = 'PERSON' | 'PHONE' | 'EMAIL' | 'ADDRESS' | 'ID' | 'DATE' | 'NUMBER' | 'WORD';

const MARKS = new RegExp(`[${String.fromCharCode(FIRST_MARK)}-${String.fromCharCode(LAST_MARK)}]`, 'g');
const WRITTEN = /\[?\b(PERSON|PHONE|EMAIL|ADDRESS|ID|DATE|NUMBER|WORD)_(\d+)\b\]?/gi;

/** The placeholders of one ask: the same value has the same one in all messages. */
export class Placeholders {
  readonly #originals: string[] = [];
  readonly #names: string[] = [];
  readonly #byValue = new Map<string, number>();
  readonly #byName = new Map<string, string>();
  readonly #counts = new Map<Kind, number>();

  /** The mark that stands for a value until the text is finished. */
  mark(kind: Kind, original: string): string {
    const key = `${kind} ${wordKey(original)}`;
    let index = this.#byValue.get(key);
    if (index === undefined) {
      index = this.#originals.length;
      if (FIRST_MARK + index > LAST_MARK) throw new RangeError('too many placeholders');
      const count = (this.#counts.get(kind) ?? 0) + 1;
      this.#counts.set(kind, count);
      this.#byValue.set(key, index);
      const name = `${kind}_${count}`;
      this.#originals.push(original);
      this.#names.push(name);
      this.#byName.set(name, original);
    }
    return String.fromCharCode(FIRST_MARK + index);
  }

  /** What a mark stands for: a value may be part of a longer one that is replaced later. */
  unmarked(text: string): string {
    return text.replace(MARKS, (mark) => this.#originals[mark.charCodeAt(0) - FIRST_MARK] ?? '');
  }

  /** The text with placeholders, such as `[PERSON_1]`, in place of marks. */
  written(text: string): string {
    return text.replace(MARKS, (mark) => `[${this.#names[mark.charCodeAt(0) - FIRST_MARK]}]`);
  }

  /** The value with all placeholders replaced by the originals; null where it has one that stands for nothing. */
  restored<T>(value: T): { readonly value: T } | null {
    let invented = false;
    const restore = (member: unknown): unknown => {
      if (typeof member === 'string') {
        return member.replace(WRITTEN, (_, kind: string, count: string) => {
          const original = this.#byName.get(`${kind.toUpperCase()}_${count}`);
          if (original === undefined) invented = true;
          return original ?? '';
        });
      }
      if (Array.isArray(member)) return member.map(restore);
      if (typeof member === 'object' && member !== null) {
        return Object.fromEntries(Object.entries(member).map(([name, inner]) => [name, restore(inner)]));
      }
      return member;
    };
    const restored = restore(value) as T;
    return invented ? null : { value: restored };
  }
}
