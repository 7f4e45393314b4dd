import type { EvaluationCase } from '../cases.ts';
import { asRecognised, withSwitchedWords, withTypos } from './noise.ts';
import * as phrases from './phrases.ts';
import { pick, type Random } from './random.ts';

/** A way to change a text that leaves what is wrong with the patient as it is. */
export interface PerturbationKind {
  readonly name: string;
  readonly description: string;
  /** The changed text; the same text where the kind does not apply to it. */
  readonly vary: (one: EvaluationCase, random: Random) => string;
}

export const PERTURBATION_KINDS: readonly PerturbationKind[] = [
  around('minimising', 'The caller plays it down', phrases.MINIMISING),
  around('politeness', 'The caller is very polite', phrases.POLITENESS),
  around('reassurance', 'Others say that it is harmless', phrases.REASSURANCE),
  around('obstacles', 'Something stands in the way of coming', phrases.OBSTACLES),
  around('calm', 'The caller is calm', phrases.CALM),
  around('injection', 'The text gives orders to a model', phrases.INJECTIONS),
  {
    name: 'typos',
    description: 'Typing errors in up to 15% of the words',
    vary: ({ text }, random) => withTypos(text, random),
  },
  {
    name: 'recognition',
    description: 'As speech recognition writes it',
    vary: (one, random) => asRecognised(one.text, phraseLanguageOf(one), random),
  },
  { name: 'capitals', description: 'All in capitals', vary: ({ text }) => text.toUpperCase() },
  {
    name: 'mixed_language',
    description: 'Small words in the other language of mixed speech',
    vary: (one) => withSwitchedWords(one.text, phraseLanguageOf(one)),
  },
  { name: 'fillers', description: 'Words that fill pauses', vary: withFillers },
  around('story', 'A long story about other things', phrases.STORIES),
];

/** Adds a phrase before the text, after it, or where one of its sentences ends. */
function around(name: string, description: string, texts: phrases.Phrases): PerturbationKind {
  return {
    name,
    description,
    vary: (one, random) => {
      const phrase = pick(texts[phraseLanguageOf(one)], random);
      const sentences = one.text.split(/(?<=[.!?।])\s+/);
      const at = pick([0, Math.ceil(sentences.length / 2), sentences.length], random);
      const parts = sentences.toSpliced(at, 0, phrase).map(ended);
      return parts.join(' ');
    },
  };
}

/** A sentence that ends, so that what follows is a sentence of its own. */
function ended(sentence: string): string {
  return /[.!?।>}]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Words between two fillers at least. */
const FILLER_DISTANCE = 6;

/** Words without meaning before the text and now and then inside it, never beside a number. */
function withFillers(one: EvaluationCase, random: Random): string {
  const language = phraseLanguageOf(one);
  const words = one.text.split(' ');
  let since = 0;
  const filled = words.map((word, index) => {
    since += 1;
    const isInside = index < words.length - 1 && !/\d/.test(word + words[index + 1]);
    if (!isInside || since < FILLER_DISTANCE || random() < 0.5) return word;
    since = 0;
    return `${word} ${pick(phrases.HESITATIONS[language], random)}`;
  });
  return `${pick(phrases.OPENERS[language], random)} ${filled.join(' ')}`;
}

/** The language of the phrases for a case: by its language, else by its letters. */
function phraseLanguageOf({ language, text }: EvaluationCase): keyof phrases.Phrases {
  if (language === 'hi' || language === 'hi-Latn' || language === 'en') return language;
  return /\p{Script=Devanagari}/u.test(text) ? 'hi' : 'en';
}
