import { beforeAll, describe, expect, it } from 'vitest';
import { assess } from '../../engine/assessment/assess.ts';
import { readStatement } from '../../engine/read.ts';
import { resemblanceOf, type TrainedWords, urgencyOfWords } from '../../engine/resemblance/resemblance.ts';
import { type LoadedKnowledge, loadKnowledge } from '../../knowledge/load.ts';
import { readUrgentWords } from '../../knowledge/urgent-words.ts';
import { loadCorpus } from '../corpus.ts';
import { trainUrgentWords } from './examples.ts';
import { train } from './train.ts';

const statement = (words: string, urgent: boolean) => ({ features: new Set(words.split(' ')), urgent });

describe('training', () => {
  it('finds the words that tell urgent statements from others', () => {
    const { weights } = train([
      statement('he suddenly fell', true),
      statement('she suddenly went blue', true),
      statement('he needs a form', false),
      statement('she needs a form', false),
    ]);
    expect(weights.get('suddenly')).toBeGreaterThan(0);
    expect(weights.get('form')).toBeLessThan(0);
    expect(weights.get('he') ?? 0).toBeCloseTo(0, 1);
  });
});

describe('the trained weights', () => {
  const { dev } = loadCorpus();
  let loaded: LoadedKnowledge;
  beforeAll(() => {
    loaded = loadKnowledge();
  });

  it('are those of the cases to develop with; `npm run train -w scripts` renews them', () => {
    const trained = trainUrgentWords(dev, loaded.languages);
    const kept = readUrgentWords();
    // A hundredth: rounding of a weight may differ between processors.
    const differing = (['immediate', 'emergency'] as const).flatMap((what) => {
      const [now, then] = [trained[what].weights, kept[what].weights];
      return [...new Set([...now.keys(), ...then.keys()])].filter(
        (feature) => Math.abs((now.get(feature) ?? 0) - (then.get(feature) ?? 0)) > 0.011,
      );
    });
    expect(differing).toEqual([]);
  });

  it('rank urgent cases that were left out of the training above others', () => {
    const isLeftOut = (index: number) => index % 5 === 0;
    const trained = trainUrgentWords(
      dev.filter((_, index) => !isLeftOut(index)),
      loaded.languages,
    );
    const leftOut = dev.filter((_, index) => isLeftOut(index));
    const shareCalled = (isAsked: (urgency: number) => boolean) => {
      const those = leftOut.filter(({ urgency }) => isAsked(urgency));
      const called = those.filter(({ text, context = {} }) => {
        const reading = readStatement({ text }, context, loaded.languages);
        return urgencyOfWords(resemblanceOf(reading, trained)) !== null;
      });
      return called.length / those.length;
    };
    expect(shareCalled((urgency) => urgency <= 2)).toBeGreaterThan(0.75);
    expect(shareCalled((urgency) => urgency >= 4)).toBeLessThan(0.15);
  });
});

describe('words that resemble those of urgent statements', () => {
  const trained: TrainedWords = {
    immediate: { intercept: -3, weights: new Map([['gone', 6]]) },
    emergency: {
      intercept: -2,
      weights: new Map([
        ['zorbl', 4],
        ['fine', -1],
      ]),
    },
  };
  const assessed = (text: string) => {
    const { knowledge, languages } = loadKnowledge();
    return assess(readStatement({ text }, {}, languages), { ...knowledge, urgentWords: trained });
  };

  it.each([
    ['I have a mild cold', 5, false],
    ['I have a mild cold and zorbled', 2, true],
    ['I have a mild cold and he is gone', 1, true],
  ])('%j has urgency %i', (text, urgency, insufficient) => {
    expect(assessed(text)).toMatchObject({ urgency, insufficient });
  });

  it('are not outweighed by a story around them', () => {
    const story =
      'he was fine at lunch and it was all fine with my sister and her daughter and they were fine. ';
    expect(assessed(`${story.repeat(4)}I have a mild cold and zorbled. ${story.repeat(4)}`).urgency).toBe(2);
  });

  it('are none where nothing is said', () => {
    expect(resemblanceOf({ spoken: [], findings: [] }, trained)).toEqual({ immediate: 0, emergency: 0 });
  });
});
