import { expect, it } from 'vitest';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { Signals } from '../../../kernel/work/signals.ts';
import { Revocations } from './revocations.ts';

const SESSION = '0193a5f0-7c1e-7000-8000-0000000000aa';

it('what was read before the connection was lost again does not count as everything that was missed', async () => {
  let heard: (payload: string | null) => void = () => undefined;
  const signals = {
    connected: true,
    on: (_channel: string, listener: typeof heard) => {
      heard = listener;
    },
  } as unknown as Signals;
  const replies: ((rows: unknown) => void)[] = [];
  const database = {
    asSystem: () => new Promise((resolve) => replies.push(resolve)),
  } as unknown as Database;
  const revocations = new Revocations(database, signals, () => new Date());

  heard(null);
  const first = revocations.ready();
  // Lost and found again before the first look was answered: the session ended in between.
  heard(null);
  const second = revocations.ready();
  replies[0]?.([]);
  await first;
  const asked = revocations.isEnded(SESSION);
  expect(asked).toBeInstanceOf(Promise);
  replies[2]?.({ revokedAt: new Date() });
  expect(await asked).toBe(true);
  replies[1]?.([{ id: SESSION }]);
  await second;
  expect(revocations.isEnded(SESSION)).toBe(true);
  expect(revocations.isEnded(SESSION.replace('aa', 'bb'))).toBe(false);
});
