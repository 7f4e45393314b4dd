import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AuditLog, auditLog, SECRET } from '../../../test/support/audit/audit-log.ts';
import { sized } from '../../../test/support/size.ts';

let log: AuditLog;
beforeAll(async () => {
  log = await auditLog(100);
});
afterAll(() => log.close());

const SCRIPT = new URL('../../../test/support/audit/audit-writer-process.ts', import.meta.url);

/** Starts a writer, and kills it without warning in the middle of its work, after some changes. */
async function live(seals: boolean): Promise<void> {
  const child = fork(SCRIPT, [log.db.url, SECRET, seals ? 'seals' : 'writes'], {
    execArgv: ['--conditions=kiwimesh-source'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  for (let left = 10 + Math.floor(Math.random() * 15); left > 0; left -= 1) await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('keeps the chain and one entry per change when writing processes are killed', async () => {
  for (let round = 0; round < sized({ small: 3, full: 10 }); round += 1) {
    await Promise.all([live(true), live(false), live(true)]);
    expect(await log.verify()).toMatchObject({ intact: true });
  }
  // Postgres rolls back what killed processes left open before it frees their locks.
  await log.db.owner.transaction((trx) => trx.raw('lock table community in share mode'));
  await log.sealer.sealAll();
  const changes: string[] = await log.db.owner('community').pluck('id');
  const entries: string[] = (await log.db.owner('audit_event').pluck('record_ids')).flat();
  expect(changes.length).toBeGreaterThan(sized({ small: 60, full: 200 }));
  expect(entries.sort()).toEqual(changes.sort());
  expect(await log.verify()).toMatchObject({ intact: true, entries: changes.length });
});
