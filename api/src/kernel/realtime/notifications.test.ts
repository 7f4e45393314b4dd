import { expect, test } from 'vitest';
import { Notifications } from './notifications.ts';

const NOTIFY = 'SELECT pg_notify($1, $2)';

test('notifications that come together are sent in one statement, in their order', async () => {
  const sent: unknown[] = [];
  const all = new Notifications(async (_, values) => void sent.push(values));
  expect(all.take('INSERT INTO socket_attachment', [])).toBeUndefined();
  await all.take(NOTIFY, ['calls', 'first']);
  await Promise.all(['b', 'c', 'd'].map((payload) => all.take(NOTIFY, ['calls', payload])));
  expect(sent).toEqual([
    [['calls'], ['first']],
    [
      ['calls', 'calls', 'calls'],
      ['b', 'c', 'd'],
    ],
  ]);
});

test('a notification equal to one before it is in a statement of its own', async () => {
  const sent: unknown[] = [];
  const all = new Notifications(async (_, [, payloads]) => void sent.push(payloads));
  await all.take(NOTIFY, ['calls', 'first']);
  await Promise.all(['same', 'other', 'same'].map((payload) => all.take(NOTIFY, ['calls', payload])));
  expect(sent).toEqual([['first'], ['same', 'other'], ['same']]);
});

test('notifications that could not be sent are rejected, and later ones are sent', async () => {
  let down = true;
  const all = new Notifications(async () => {
    if (down) throw new Error('down');
  });
  await expect(all.take(NOTIFY, ['calls', 'lost'])).rejects.toThrow('down');
  down = false;
  await all.take(NOTIFY, ['calls', 'sent']);
});
