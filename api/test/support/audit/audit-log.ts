import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { type AuditEntry, SYSTEM } from '../../../src/kernel/audit/entry.ts';
import { AuditKeys } from '../../../src/kernel/audit/keys.ts';
import { AuditRecorder } from '../../../src/kernel/audit/recorder.ts';
import { Sealer } from '../../../src/kernel/audit/sealer.ts';
import { UnitAudit } from '../../../src/kernel/audit/unit.ts';
import { type AuditVerification, verifyAuditLog } from '../../../src/kernel/audit/verify.ts';
import { connect } from '../../../src/kernel/db/connection.ts';
import { Database } from '../../../src/kernel/db/unit/database.ts';
import { type TestDatabase, testDatabase } from '../database.ts';

/* For the tests of kernel/audit: an audit log on a database of its own. */

export const SECRET = 'an-audit-secret-of-the-tests-0123456789';

export async function auditLog(batch = 5) {
  const db: TestDatabase = await testDatabase();
  const knex = connect(db.url, { as: 'app', poolMax: 8, name: 'audit test' });
  const keys = new AuditKeys([SECRET]);
  const log = pino({ level: 'silent' });
  const database = new Database(connect(db.url, { as: 'app', poolMax: 8 }), {
    audit: new UnitAudit(keys, ['bookkeeping']),
    appendEvents: async () => {},
  });
  return {
    db,
    knex,
    keys,
    database,
    recorder: new AuditRecorder(knex, keys),
    sealer: new Sealer({ knex, keys, log, batch, every: 20 }),
    verify: (expectedHead?: string): Promise<AuditVerification> =>
      db.owner.transaction((trx) => verifyAuditLog(trx, keys, expectedHead)),
    close: async () => {
      await Promise.all([knex.destroy(), database.close()]);
      await db.close();
    },
  };
}

export type AuditLog = Awaited<ReturnType<typeof auditLog>>;

export function entry(change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: uuidv7(),
    occurredAt: new Date(),
    actor: { ...SYSTEM, kind: 'staff', id: uuidv7(), role: 'nurse', hospitalId: uuidv7() },
    hospitalId: uuidv7(),
    communityId: uuidv7(),
    action: 'getBooking',
    recordType: 'booking',
    recordIds: [uuidv7(), uuidv7()],
    purpose: 'a purpose',
    outcome: 'succeeded',
    problem: null,
    address: '203.0.113.7',
    correlationId: uuidv7(),
    ...change,
  };
}
