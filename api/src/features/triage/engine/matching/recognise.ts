import type { Token } from '../text/tokens.ts';
import type { Lexicon } from './lexicon.ts';
import type { Counter } from './match.ts';
import { indexSounds, indexWithoutSign, soundOf } from './phonetic.ts';
import { NUMBER } from './phrase.ts';
import {
  corrections,
  correctionsOfFirstLetter,
  indexSpelling,
  nearNumber,
  type Spelling,
} from './spelling.ts';

/** All that is known about single words. */
export interface Vocabulary {
  readonly lexicon: Lexicon;
  /** Common words of all languages: they are never corrected. */
  readonly common: ReadonlySet<string>;
  readonly spelling: Spelling;
  readonly sounds: ReadonlyMap<string, readonly string[]>;
  /** Words in Devanagari by what is left of them when one vowel sign is left out. */
  readonly withoutSign: ReadonlyMap<string, readonly string[]>;
  /** Number words long enough to be known when misspelt. */
  readonly numberWords: readonly string[];
  readonly heard: Heard;
  /**
   * The words of lexicons and word lists met so far with what they stand for; nothing else of what callers say. Nearly all
   * words of a statement are found here: people use the same few thousand, which stay close together in memory.
   */
  readonly met: Map<string, Recognition>;
}

/** Of a written word those that may have been said, and after which words: `went week` is `went weak`. */
export type Heard = ReadonlyMap<
  string,
  ReadonlyArray<{ readonly meant: string; readonly after: ReadonlySet<string> }>
>;

export function indexVocabulary(
  lexicon: Lexicon,
  common: ReadonlySet<string>,
  numberWords: Iterable<string>,
  heard: Heard,
): Vocabulary {
  return {
    lexicon,
    common,
    spelling: indexSpelling(lexicon.words.keys(), prefixesOf(lexicon)),
    sounds: indexSounds(lexicon.phoneticWords, lexicon.words.keys()),
    withoutSign: indexWithoutSign(lexicon.words.keys()),
    numberWords: [...numberWords].filter((word) => /^[a-z]{5,}$/.test(word)),
    heard,
    met: new Map(),
  };
}

function prefixesOf({ prefixes }: Lexicon): readonly string[] {
  return [...prefixes.values()].flatMap((list) => list.map(([prefix]) => prefix));
}

export interface Recognised {
  readonly tokens: readonly Token[];
  /** For each token the symbols of the lexicon that it stands for. */
  readonly symbols: readonly (readonly number[])[];
  /** For each token whether a lexicon or word list knows it, corrected or not. */
  readonly known: readonly boolean[];
}

/**
 * Finds for each token what it stands for. Two words written as one (`chestpain`) become two tokens, one word written as two
 * (`breath less`) becomes one, and a word begun and begun again (`bre breathing`) counts once.
 */
export function recognise(
  tokens: readonly Token[],
  isNumber: (token: Token) => boolean,
  vocabulary: Vocabulary,
  counter: Counter,
): Recognised {
  const { lexicon } = vocabulary;
  const seen = new Map<string, Recognition>();
  const out: { tokens: Token[]; symbols: (readonly number[])[]; known: boolean[] } = {
    tokens: [],
    symbols: [],
    known: [],
  };
  const number = lexicon.words.get(NUMBER);
  const recognitionOf = (token: Token): Recognition => {
    const met = token.value === null ? vocabulary.met.get(token.text) : undefined;
    const earlier = met ?? seen.get(token.text);
    if (earlier !== undefined) return earlier;
    let recognition: Recognition =
      token.value !== null
        ? { ...UNKNOWN, symbols: symbolsOf(token.text, lexicon), known: true }
        : recogniseWord(token.text, vocabulary, counter);
    if (number !== undefined && isNumber(token)) {
      recognition = { ...recognition, symbols: [...recognition.symbols, number], known: true };
    }
    // Copied, since a part of a text would keep all of it in memory.
    if (recognition.plain) vocabulary.met.set([...token.text].join(''), recognition);
    else seen.set(token.text, recognition);
    return recognition;
  };
  const recognitions = tokens.map(recognitionOf);
  for (let index = 0; index < tokens.length; index++) {
    let token = tokens[index] as Token;
    let recognition = recognitions[index] as Recognition;
    const next = tokens[index + 1];
    if (token.value === null && !recognition.plain) {
      const meant = nearNumber(vocabulary.numberWords, token.text, vocabulary.spelling, counter);
      if (meant !== null) {
        token = { ...token, text: meant };
        recognition = recognitionOf(token);
      }
    }
    if (next !== undefined && next.before === 0 && token.value === null && next.value === null) {
      if (!recognition.plain && isBegunAgain(token.text, next.text, recognition)) continue;
      if (isStutter(token.text, next.text, vocabulary)) continue;
      if (!recognition.plain || !recognitions[index + 1]?.plain) {
        const joined = token.text + next.text;
        if (isLongWord(joined, lexicon)) {
          token = { ...token, text: joined, end: next.end };
          recognition = recognitionOf(token);
          index++;
        }
      }
    }
    if (recognition.parts === null) {
      const said = heardAs(token, out.tokens.at(-1), vocabulary);
      out.tokens.push(token);
      const { symbols } = recognition;
      out.symbols.push(said.length === 0 ? symbols : union(said, lexicon, symbols));
      out.known.push(recognition.known);
      continue;
    }
    let start = token.start;
    for (const [place, { word, symbols }] of recognition.parts.entries()) {
      const last = place === recognition.parts.length - 1;
      const end = last ? token.end : start + word.length;
      out.tokens.push({
        ...token,
        text: word,
        start,
        end,
        before: place === 0 ? token.before : 0,
        separator: place === 0 ? token.separator : '',
      });
      out.symbols.push(symbols);
      out.known.push(recognition.known);
      start = end;
    }
  }
  return out;
}

function isBegunAgain(word: string, next: string, { known }: Recognition): boolean {
  return !known && word.length >= 2 && next.length > word.length && next.startsWith(word);
}

/** The beginning of a long word before it, where the beginning is no common word: `non nonsense`. */
function isStutter(word: string, next: string, { common }: Vocabulary): boolean {
  return word.length === 3 && next.length >= MIN_STUTTERED && next.startsWith(word) && !common.has(word);
}

/** What may have been said where speech recognition wrote a word of the same sound. */
function heardAs(token: Token, before: Token | undefined, { heard }: Vocabulary): readonly string[] {
  const meanings = heard.get(token.text);
  if (meanings === undefined || before === undefined || token.before !== 0) return NOTHING;
  return meanings.flatMap(({ meant, after }) => (after.has(before.text) ? [meant] : []));
}

function isLongWord(word: string, { words }: Lexicon): boolean {
  return word.length >= MIN_JOINED && words.has(word);
}

/** Shorter words can be two other words by chance. */
const MIN_JOINED = 6;
/** Shorter words begin like too many others. */
const MIN_STUTTERED = 7;

interface Recognition {
  readonly symbols: readonly number[];
  /** The words that it consists of, with their symbols; null for one. */
  readonly parts: ReadonlyArray<{ readonly word: string; readonly symbols: readonly number[] }> | null;
  readonly known: boolean;
  /** Known as it is written, not by the beginning of the word alone. */
  readonly plain: boolean;
}

const NOTHING: readonly string[] = [];
const UNKNOWN: Recognition = { symbols: [], parts: null, known: false, plain: false };

function recogniseWord(word: string, vocabulary: Vocabulary, counter: Counter): Recognition {
  const { lexicon, common, spelling } = vocabulary;
  const exact = symbolsOf(word, lexicon);
  if (lexicon.words.has(word) || common.has(word))
    return { symbols: exact, parts: null, known: true, plain: true };
  const found = (words: readonly string[], also: readonly number[] = []): Recognition => ({
    ...UNKNOWN,
    symbols: union(words, lexicon, also),
    known: true,
  });
  // Of a word such as `burnnig` only the beginning is known (`burn*`): it may as well be another word misspelt.
  if (exact.length > 0) return found(corrections(spelling, word, counter, 1), exact);
  if (word.length < 3) return UNKNOWN;

  // Stretched words: "heeeelp", "nooo".
  if (/(.)\1\1/.test(word)) {
    for (const short of [word.replace(/(.)\1+/g, '$1$1'), word.replace(/(.)\1+/g, '$1')]) {
      const symbols = symbolsOf(short, lexicon);
      if (symbols.length > 0 || common.has(short)) return { ...UNKNOWN, symbols, known: true };
    }
  }
  const alike = vocabulary.sounds.get(soundOf(word));
  const signed = vocabulary.withoutSign.get(word);
  if (alike !== undefined || signed !== undefined) {
    return found([...(alike ?? []), ...(signed ?? []), ...corrections(spelling, word, counter, 1)]);
  }
  const near = corrections(spelling, word, counter);
  if (near.length > 0) return found(near);
  const parts = splitWord(word, vocabulary, counter);
  if (parts !== null) {
    const read = parts.map((word) => ({ word, symbols: symbolsOf(word, lexicon) }));
    return { ...UNKNOWN, parts: read, known: true };
  }
  const otherwise = correctionsOfFirstLetter(spelling, word, counter);
  return otherwise.length > 0 ? found(otherwise) : UNKNOWN;
}

function union(words: readonly string[], lexicon: Lexicon, also: readonly number[] = []): readonly number[] {
  return [...new Set([...also, ...words.flatMap((word) => symbolsOf(word, lexicon))])];
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
