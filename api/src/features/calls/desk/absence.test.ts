import { expect, it } from 'vitest';
import { GONE_AFTER_MS, isGone, type OperatorSigns, SEEN_FOR_MS } from './absence.ts';

const NOW = new Date('2026-11-27T09:00:00.000Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const { typed, phone } = SEEN_FOR_MS;

const cases: [string, 'gone' | 'there', Partial<OperatorSigns>][] = [
  ['of whom nothing is known', 'there', {}],
  ['who did something lately', 'there', { seenAt: ago(typed - 1) }],
  ['who did nothing for the time of the channel', 'gone', { seenAt: ago(typed) }],
  ['who may be talking on the telephone', 'there', { channel: 'phone', seenAt: ago(phone - 1) }],
  ['who was not heard on the telephone for its time', 'gone', { channel: 'phone', seenAt: ago(phone) }],
  ['who is connected', 'there', { connectedUntil: ago(-1), seenAt: ago(phone) }],
  [
    'who lost the connection just now',
    'there',
    { connectedUntil: ago(GONE_AFTER_MS - 1), seenAt: ago(phone) },
  ],
  [
    'who lost the connection a minute ago',
    'gone',
    { connectedUntil: ago(GONE_AFTER_MS), seenAt: ago(phone) },
  ],
  ['who goes on without the connection', 'there', { connectedUntil: ago(phone), seenAt: ago(typed - 1) }],
  ['who went on without it and stopped', 'gone', { connectedUntil: ago(phone), seenAt: ago(typed) }],
];

it.each(cases)('an operator %s counts as %s', (_, standing, signs) => {
  const gone = isGone({ channel: 'typed', seenAt: null, connectedUntil: null, ...signs }, NOW);
  expect(gone).toBe(standing === 'gone');
});
