import { expect, it } from 'vitest';
import { Transcript } from '../assessment/transcript.ts';
import { startsSentence } from '../record/sentences.ts';
import { placeIn } from './said-place.ts';

it.each([
  ['Please come to tower B flat 204, third gate', 'tower B flat 204'],
  ['we are in flat number 12A', 'flat number 12A'],
  ['he is on the 3rd floor', '3rd floor'],
  ['block C, house 7 please', 'block C, house 7'],
  ['flat two oh four', 'flat two oh four'],
  ['जल्दी आइए फ्लैट 204', 'फ्लैट 204'],
  ['He fell flat on his face', null],
  ['I have pain in my chest for 2 days', null],
  ['at my house he is sick', null],
])('%s: the place is %s', (text, place) => {
  expect(placeIn(text)).toBe(place);
});

/** Segments as they come, each with a pause before it in milliseconds. */
function said(...words: (readonly [speaker: 'caller' | 'operator', text: string, pauseMs?: number])[]) {
  const transcript = new Transcript();
  let before: { speaker: 'caller' | 'operator'; source: 'speech'; endMs: number } | undefined;
  for (const [index, [speaker, text, pauseMs = 5_000]] of words.entries()) {
    const startMs = (before?.endMs ?? 0) + pauseMs;
    const words = { speaker, source: 'speech', startMs } as const;
    transcript.add([{ sequence: index + 1, text, ...words, startsSentence: startsSentence(before, words) }]);
    before = { ...words, endMs: startMs + 500 };
  }
  return transcript.place;
}

it.each([
  ['what the caller said last', said(['caller', 'flat 12'], ['caller', 'no, flat 21']), 'flat 21', 2],
  [
    'not what the operator asked',
    said(['caller', 'flat 21'], ['operator', 'flat 12, right?'], ['caller', 'yes']),
    'flat 21',
    1,
  ],
  [
    'put together of words that came apart',
    said(
      ['caller', 'we are in tower'],
      ['caller', 'B flat', 200],
      ['caller', '1204 please', 200],
      ['caller', 'hurry', 200],
    ),
    'tower B flat 1204',
    3,
  ],
  [
    'not put together over a pause',
    said(['caller', 'lives in flat'], ['caller', '80 years old']),
    null,
    null,
  ],
])('is %s', (_, place, text, sequence) => {
  expect(place).toEqual(text === null ? null : { text, sequence });
});
