import { describe, expect, it } from 'vitest';
import { templates as arabic } from './ar-first.ts';
import { templates as hindi } from './hi-first.ts';
import { firstTexts, formatsOf } from './language.ts';

describe('a language without texts', () => {
  it.each([
    ['ar', 'en', 'ar-AE'],
    ['ar-EG', 'en', 'ar-AE'],
    // Not of the region, as a page may ask for what it likes.
    ['fr', 'en', 'en-AE'],
    ['en', 'en', 'en-AE'],
    // Its texts have not arrived yet.
    ['hi', 'en', 'en-AE'],
    ['hi', 'hi', 'hi-AE'],
  ])('has its own dates and numbers where the region has it: %s in %s', (tag, texts, formats) => {
    const region = { phoneCountry: 'AE', languages: ['ar', 'en', 'hi'] };
    expect(formatsOf({ tag, texts }, region)).toBe(formats);
    expect(formatsOf({ tag, texts }, { phoneCountry: 'AE' })).toBe(`${texts}-AE`);
  });
});

describe('the first texts', () => {
  it('are the same messages in each language', () => {
    expect(Object.keys(arabic)).toEqual(Object.keys(hindi));
  });

  it('are English where there are none', () => {
    const said = (tag: string) => {
      const { language, msg } = firstTexts(tag);
      return [language, msg('Life in danger?', { id: 'emergency.strip' })];
    };
    expect([said('ar-AE'), said('hi'), said('fr')]).toEqual([
      ['ar', 'حياة في خطر؟'],
      ['hi', 'जान को ख़तरा?'],
      ['en', 'Life in danger?'],
    ]);
  });
});
