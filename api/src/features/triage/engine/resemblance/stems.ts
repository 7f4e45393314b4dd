import { STEM_LENGTH } from './features.ts';

export const NO_STEM = -1;

/**
 * Numbers of stems, by open addressing. A map would need each word's stem cut out and hashed as a text, which costs more than
 * all else that is done with it.
 */
export class StemTable {
  /** How many stems there are. */
  readonly size: number;
  /** Of each stem its letters, zeros after a shorter one. */
  private readonly letters: Uint16Array;
  /** Stems by where their hash puts them, or `NO_STEM`: at most half full. */
  private readonly slots: Int32Array;

  /** @param stems those that come twice count once. */
  constructor(stems: Iterable<string>) {
    const distinct = [...new Set(stems)];
    this.size = distinct.length;
    this.letters = new Uint16Array(distinct.length * STEM_LENGTH);
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * distinct.length + 1))).fill(NO_STEM);
    for (const [stem, text] of distinct.entries()) {
      for (let at = 0; at < lengthOf(text); at += 1) {
        this.letters[stem * STEM_LENGTH + at] = isNumber(text) ? ZERO : text.charCodeAt(at);
      }
      this.slots[this.slotOf(text)] = stem;
    }
  }

  /** The number of a word's stem (see `stemOf`), in the order given; `NO_STEM` for none. */
  numberOf(word: string): number {
    return this.slots[this.slotOf(word)] as number;
  }

  /** Where the stem of the word stands, or would stand. */
  private slotOf(word: string): number {
    const last = this.slots.length - 1;
    const length = lengthOf(word);
    let slot = (isNumber(word) ? HASH_OF_NUMBERS : hashOf(word, length)) & last;
    for (; this.slots[slot] !== NO_STEM; slot = (slot + 1) & last) {
      if (this.isStemOf(this.slots[slot] as number, word, length)) break;
    }
    return slot;
  }

  private isStemOf(stem: number, word: string, length: number): boolean {
    const first = stem * STEM_LENGTH;
    if (length < STEM_LENGTH && this.letters[first + length] !== 0) return false;
    if (isNumber(word)) return this.letters[first] === ZERO;
    for (let at = 0; at < length; at += 1) {
      if (this.letters[first + at] !== word.charCodeAt(at)) return false;
    }
    return true;
  }
}

const ZERO = 0x30;
const NINE = 0x39;

/** All numbers have the stem `0`. */
function isNumber(word: string): boolean {
  const first = word.charCodeAt(0);
  return first >= ZERO && first <= NINE;
}

/** How many letters the word's stem has. */
function lengthOf(word: string): number {
  return isNumber(word) ? 1 : Math.min(word.length, STEM_LENGTH);
}

const HASH_OF_NUMBERS = 0;

/** FNV-1a, over letters instead of bytes. */
function hashOf(word: string, length: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}
