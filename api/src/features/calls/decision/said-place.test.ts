import { expect, it } from 'vitest';
import { saidPlace } from './said-place.ts';

const caller = (text: string, sequence = 1) => ({ speaker: 'caller', text, sequence });

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
  expect(saidPlace([caller(text)])?.text ?? null).toBe(place);
});

it('is what the caller said last, not what the operator asked', () => {
  const segments = [
    caller('flat 12', 1),
    caller('no, flat 21', 2),
    { speaker: 'operator', text: 'flat 12, right?', sequence: 3 },
  ];
  expect(saidPlace(segments)).toEqual({ text: 'flat 21', sequence: 2 });
});
