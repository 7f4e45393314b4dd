import { expect, it } from 'vitest';
import { requestIn, wordsIn } from './words.ts';

it.each([
  ['STOP', 'stop'],
  [' stop. ', 'stop'],
  ['Stop all', 'stop'],
  ['Unsubscribe!', 'stop'],
  ['रोकें', 'stop'],
  ['बंद करो।', 'stop'],
  ['start', 'start'],
  ['शुरू', 'start'],
])('“%s” asks for %s', (text, request) => {
  expect(requestIn(text)).toBe(request);
});

it.each(['yes', 'no', 'please do not stop', 'stop by at five', 'the bleeding will not stop', ''])(
  '“%s” asks for neither',
  (text) => {
    expect(requestIn(text)).toBeNull();
  },
);

it('words of a message have one form, and a long message has none', () => {
  expect(wordsIn('  ＹＥＳ,\u200d please! ')).toEqual(['yes', 'please']);
  expect(wordsIn('yes '.repeat(20))).toEqual([]);
});
