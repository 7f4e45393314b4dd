import { expect, it } from 'vitest';
import type { Signals } from '../../../kernel/coordination/signals.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { Revocations } from './revocations.ts';

const SESSION = '0193a5f0-7c1e-7000-8000-0000000000aa';

it('a load that began before another connection loss does not count as complete', async () => {
  let notify: (payload: string | null) => void = () => undefined;
  const signals = {
    connected: true,
    on: (_channel: string, listener: typeof notify) => {
      notify = listener;
    },
  } as unknown as Signals;
  const replies: ((rows: unknown) => void)[] = [];
  const database = {
    asSystem: () => new Promise((resolve) => replies.push(resolve)),
  } as unknown as Database;
  const revocations = new Revocations(database, signals, () => new Date());

  notify(null);
  const first = revocations.ready();
  // The connection is lost and restored before the first load ends; the session ended in between.
  notify(null);
  const second = revocations.ready();
  replies[0]?.([]);
  await first;
  const answer = revocations.isEnded(SESSION);
  expect(answer).toBeInstanceOf(Promise);
  replies[2]?.({ revokedAt: new Date() });
  expect(await answer).toBe(true);
  replies[1]?.([{ id: SESSION }]);
  await second;
  expect(revocations.isEnded(SESSION)).toBe(true);
  expect(revocations.isEnded(SESSION.replace('aa', 'bb'))).toBe(false);
});
