import type { CompiledLanguages } from './compile.ts';
import { compileLexicon, type Entry } from './matching/lexicon.ts';
import { findPhrases, type Match, mostSpecific } from './matching/match.ts';
import { NUMBER, PhraseError, PhraseReader, type Sequence } from './matching/phrase.ts';
import { indexVocabulary, recognise } from './matching/recognise.ts';
import { isNumberToken } from './numbers/values.ts';
import { spanOf } from './sentence.ts';
import { withoutHesitations } from './text/hesitations.ts';
import { splitSentences } from './text/sentences.ts';
import { type Token, tokenise } from './text/tokens.ts';
import type { Span } from './types.ts';

/** Phrases of one meaning in one language, in the syntax of lexicons (`LexiconEntry`), without classes. */
export interface PhraseGroup {
  readonly id: string;
  /** `en`, `hi` or `hi-Latn`: words of the last are also matched by sound. */
  readonly language: string;
  readonly phrases: readonly string[];
}

/** A phrase that was found. */
export interface FoundPhrase {
  readonly id: string;
  readonly language: string;
  /** A word such as `not`, which is no part of the phrase, stands beside or within it. */
  readonly negated: boolean;
  readonly evidence: Span;
  /** The sentence it stands in. */
  readonly sentence: Span;
}

/** A phrase that cannot be read, with what to do. */
export interface PhraseFault {
  readonly group: PhraseGroup;
  readonly phrase: string;
  readonly message: string;
}

const NEGATIONS = new Set(
  'no not never without avoid stop mat nahi nahin na naa bina मत नहीं ना न बिना नही'.split(' '),
);
/** Those that may follow what they deny. */
const AFTER_VERB = new Set(['mat', 'मत']);
/** How many words before a phrase a negation may stand. */
const NEGATION_REACH = 3;

/**
 * Finds phrases that are no concepts of triage, such as what operators ask and advise, in any mix of languages and as
 * tolerantly of spelling as concepts are found. Of what one phrase contains word for word, only the longer one is found.
 * @param onFault gets each phrase that cannot be read; it is left out.
 */
export function compilePhrases(
  groups: readonly PhraseGroup[],
  languages: CompiledLanguages,
  onFault: (fault: PhraseFault) => void,
): (text: string) => readonly FoundPhrase[] {
  const { vocabulary, expansions, hesitations, numbers } = languages;
  const reader = new PhraseReader(expansions);
  const entries = groups.map((group): Entry => {
    const sequences: Sequence[] = [];
    for (const phrase of group.phrases) {
      try {
        for (const sequence of reader.read(phrase)) sequences.push(sequence);
      } catch (error) {
        if (!(error instanceof PhraseError)) throw error;
        onFault({ group, phrase, message: error.message });
      }
    }
    const meaning = { group: 'phrase', id: `${group.language} ${group.id}`, negated: false };
    return { meaning, sequences, phonetic: group.language.endsWith('-Latn') };
  });
  const number: Entry = {
    meaning: { group: 'number', id: 'number', negated: false },
    sequences: [[{ symbols: [NUMBER], gap: 0 }]],
    phonetic: false,
  };
  const { lexicon, common } = vocabulary;
  const bySound = new Set(lexicon.phoneticWords);
  const own = indexVocabulary(
    compileLexicon([...entries, number]),
    // Words with a spelling of their own are no misspelling of a phrase's word; of those without one any spelling may be meant.
    new Set([...lexicon.words.keys(), ...common].filter((word) => !bySound.has(word))),
    numbers.words.keys(),
    vocabulary.heard,
  );

  return (text) => {
    const counter = { steps: 0 };
    const { tokens, symbols } = recognise(
      withoutHesitations(tokenise(text, expansions), hesitations),
      (token) => isNumberToken(token, numbers),
      own,
      counter,
    );
    return splitSentences(tokens).flatMap(({ from, to }) => {
      const found = mostSpecific(
        findPhrases(own.lexicon, tokens, symbols, from, to, counter).filter(
          ({ meaning }) => meaning.group === 'phrase',
        ),
      );
      const sentence = spanOf(tokens, from, to - 1);
      return found.map((match): FoundPhrase => {
        const { meaning, first, last } = match;
        const [language, id] = meaning.id.split(' ') as [string, string];
        return {
          id,
          language,
          negated: isNegated(match, found, tokens, { from, to }),
          evidence: spanOf(tokens, first, last),
          sentence,
        };
      });
    });
  };
}

/**
 * Hindi denies after the verb's object or after the verb: `paani mat do`, `paani do mat`. A negation of another phrase that
 * stands apart, such as `do not worry`, denies nothing here.
 */
function isNegated(
  match: Match,
  found: readonly Match[],
  tokens: readonly Token[],
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  const { first, last } = match;
  const apart = found.filter((other) => !other.tokens.some((token) => match.tokens.includes(token)));
  const denies = (at: number) =>
    NEGATIONS.has((tokens[at] as Token).text) &&
    !match.tokens.includes(at) &&
    !apart.some((other) => other.tokens.includes(at));
  for (let at = first; at <= last; at++) if (denies(at)) return true;
  for (let at = first - 1; at >= Math.max(from, first - NEGATION_REACH); at--) {
    if ((tokens[at + 1] as Token).before !== 0) break;
    if (denies(at)) return true;
  }
  const next = tokens[last + 1];
  return last + 1 < to && next?.before === 0 && AFTER_VERB.has(next.text) && denies(last + 1);
}
