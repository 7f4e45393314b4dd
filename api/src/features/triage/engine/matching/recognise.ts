import type { Token } from '../text/tokens.ts';
import type { Lexicon } from './lexicon.ts';
import type { Counter } from './match.ts';
import { indexSounds, soundOf } from './phonetic.ts';
import { NUMBER } from './phrase.ts';
import { corrections, indexSpelling, type Spelling } from './spelling.ts';

/** All that is known about single words. */
export interface Vocabulary {
  readonly lexicon: Lexicon;
  /** Common words of all languages: they are never corrected. */
  readonly common: ReadonlySet<string>;
  readonly spelling: Spelling;
  readonly sounds: ReadonlyMap<string, readonly string[]>;
}

export function indexVocabulary(lexicon: Lexicon, common: ReadonlySet<string>): Vocabulary {
  return {
    lexicon,
    common,
    spelling: indexSpelling(lexicon.words.keys()),
    sounds: indexSounds(lexicon.phoneticWords),
  };
}

export interface Recognised {
  readonly tokens: readonly Token[];
  /** For each token the symbols of the lexicon that it stands for. */
  readonly symbols: readonly (readonly number[])[];
  /** For each token whether a lexicon or word list knows it, corrected or not. */
  readonly known: readonly boolean[];
}

/** Finds for each token what it stands for; tokens of two words written as one (`chestpain`) become two. */
export function recognise(
  tokens: readonly Token[],
  isNumber: (token: Token) => boolean,
  vocabulary: Vocabulary,
  counter: Counter,
): Recognised {
  const seen = new Map<string, Recognition>();
  const out: { tokens: Token[]; symbols: (readonly number[])[]; known: boolean[] } = {
    tokens: [],
    symbols: [],
    known: [],
  };
  const number = vocabulary.lexicon.words.get(NUMBER);
  for (const token of tokens) {
    let recognition = seen.get(token.text);
    if (recognition === undefined) {
      recognition =
        token.value !== null
          ? { words: [token.text], symbols: [symbolsOf(token.text, vocabulary.lexicon)], known: true }
          : recogniseWord(token.text, vocabulary, counter);
      if (number !== undefined && isNumber(token)) {
        recognition = { ...recognition, symbols: [[...(recognition.symbols[0] ?? []), number]], known: true };
      }
      seen.set(token.text, recognition);
    }
    if (recognition.words.length === 1) {
      out.tokens.push(token);
      out.symbols.push(recognition.symbols[0] ?? []);
      out.known.push(recognition.known);
      continue;
    }
    let start = token.start;
    for (const [index, word] of recognition.words.entries()) {
      const last = index === recognition.words.length - 1;
      const end = last ? token.end : start + word.length;
      out.tokens.push({
        ...token,
        text: word,
        start,
        end,
        before: index === 0 ? token.before : 0,
        separator: index === 0 ? token.separator : '',
      });
      out.symbols.push(recognition.symbols[index] ?? []);
      out.known.push(recognition.known);
      start = end;
    }
  }
  return out;
}

interface Recognition {
  readonly words: readonly string[];
  readonly symbols: readonly (readonly number[])[];
  readonly known: boolean;
}

function recogniseWord(word: string, vocabulary: Vocabulary, counter: Counter): Recognition {
  const { lexicon, common } = vocabulary;
  const exact = symbolsOf(word, lexicon);
  if (exact.length > 0 || common.has(word)) return { words: [word], symbols: [exact], known: true };
  if (word.length < 3) return { words: [word], symbols: [[]], known: false };

  // Stretched words: "heeeelp", "nooo".
  if (/(.)\1\1/.test(word)) {
    for (const short of [word.replace(/(.)\1+/g, '$1$1'), word.replace(/(.)\1+/g, '$1')]) {
      const symbols = symbolsOf(short, lexicon);
      if (symbols.length > 0 || common.has(short)) return { words: [word], symbols: [symbols], known: true };
    }
  }
  if (word.length >= 4 && /^[a-z]+$/.test(word)) {
    const alike = vocabulary.sounds.get(soundOf(word));
    if (alike !== undefined) return { words: [word], symbols: [union(alike, lexicon)], known: true };
  }
  const near = corrections(vocabulary.spelling, word, counter);
  if (near.length > 0) return { words: [word], symbols: [union(near, lexicon)], known: true };
  const parts = splitWord(word, vocabulary, counter);
  if (parts !== null) {
    return { words: parts, symbols: parts.map((part) => symbolsOf(part, lexicon)), known: true };
  }
  return { words: [word], symbols: [[]], known: false };
}

function union(words: readonly string[], lexicon: Lexicon): readonly number[] {
  return [...new Set(words.flatMap((word) => symbolsOf(word, lexicon)))];
}

/** The symbols of a word as it is: itself and its prefixes. */
function symbolsOf(word: string, lexicon: Lexicon): readonly number[] {
  const symbols: number[] = [];
  const exact = lexicon.words.get(word);
  if (exact !== undefined) symbols.push(exact);
  for (let length = 1; length <= 2 && length <= word.length; length++) {
    for (const [prefix, symbol] of lexicon.prefixes.get(word.slice(0, length)) ?? []) {
      if (word.startsWith(prefix)) symbols.push(symbol);
    }
  }
  return symbols;
}

/** Two words written as one, both of a lexicon: `chestpain`. Only of plain letters, where each has a known place. */
function splitWord(
  word: string,
  { lexicon, common }: Vocabulary,
  counter: Counter,
): readonly string[] | null {
  if (word.length < 7 || !/^[a-z]+$/.test(word)) return null;
  for (let at = 3; at <= word.length - 3; at++) {
    counter.steps++;
    const [left, right] = [word.slice(0, at), word.slice(at)];
    const known = (part: string) => lexicon.words.has(part) || (part.length >= 4 && common.has(part));
    if (known(left) && known(right) && (lexicon.words.has(left) || lexicon.words.has(right))) {
      return [left, right];
    }
  }
  return null;
}
