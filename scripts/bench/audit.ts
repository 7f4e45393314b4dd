import { pino } from 'pino';
import { AuditKeys } from '../../api/src/kernel/audit/keys.ts';
import { Sealer } from '../../api/src/kernel/audit/sealer.ts';
import { verifyAuditLog } from '../../api/src/kernel/audit/verify.ts';
import { connect } from '../../api/src/kernel/db/connection.ts';

/** The work on entries after their request, in microseconds per entry. */
export interface Aftermath {
  readonly entries: number;
  readonly seal: number;
  readonly verify: number;
}

/** Seals all that waits and verifies the whole log. */
export async function measureSealing(url: string, secret: string): Promise<Aftermath> {
  const keys = new AuditKeys([secret]);
  const app = connect(url, { as: 'app', poolMax: 2, statementTimeout: 60_000 });
  const owner = connect(url, { as: 'owner', poolMax: 1 });
  try {
    const begun = performance.now();
    const entries = await new Sealer({ knex: app, keys, log: pino({ level: 'silent' }) }).sealAll();
    const sealed = performance.now();
    const verified = await owner.transaction((trx) => verifyAuditLog(trx, keys));
    const done = performance.now();
    if (!verified.intact) throw new Error(`the audit log of the bench is broken: ${verified.fault?.detail}`);
    const each = (ms: number, count: number) => (ms * 1_000) / Math.max(1, count);
    return { entries, seal: each(sealed - begun, entries), verify: each(done - sealed, verified.entries) };
  } finally {
    await Promise.all([app.destroy(), owner.destroy()]);
  }
}
