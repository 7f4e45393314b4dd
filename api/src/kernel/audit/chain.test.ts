import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AuditLog, auditLog, entry } from '../../../test/support/audit/audit-log.ts';
import { columns, numbers, tamper } from '../../../test/support/audit/audit-tampering.ts';
import { sized } from '../../../test/support/size.ts';
import { systemScope } from '../auth/scope.ts';
import { ConstraintViolation, DatabaseFault } from '../db/errors.ts';
import { eraseAddresses } from './erasure.ts';
import { verifyAuditLog } from './verify.ts';

class Undo extends Error {}

let log: AuditLog;
const PERSON = '0193a5f0-7c1e-7000-8000-00000000aaaa';

beforeAll(async () => {
  log = await auditLog(5);
  for (let index = 0; index < 34; index += 1) {
    const noSubject = { hospitalId: null, communityId: null, recordType: null, recordIds: [], purpose: null };
    const change =
      index % 3 === 0
        ? { ...noSubject, address: null }
        : index % 7 === 1
          ? { outcome: 'refused' as const, problem: 'not_found' }
          : index % 7 === 2
            ? { actor: { ...entry().actor, id: PERSON } }
            : {};
    await log.recorder.write([entry(change)]);
  }
  await log.sealer.sealAll();
  const erased = await log.database.run(systemScope('test'), ({ trx }) =>
    eraseAddresses(trx, log.keys, PERSON),
  );
  expect(erased).toBeGreaterThan(0);
});
afterAll(() => log.close());

test('an unchanged log is intact', async () => {
  expect(await log.verify()).toMatchObject({ intact: true, seals: 7, entries: 34, fault: null });
});

const CHANGES = sized({ small: 100, full: 1_000 });

test('random edits, removals, swaps and additions are all found', async () => {
  const seed = Number(process.env.KIWIMESH_TAMPER_SEED ?? Date.now() % 1_000_000);
  const below = numbers(seed);
  const known = await columns(log.db.owner);
  const missed: string[] = [];
  const kinds = new Set<string>();
  let done = 0;
  while (done < CHANGES) {
    await log.db.owner
      .transaction(async (trx) => {
        const { what, changed } = await tamper(trx, known, below).catch((error: unknown) => {
          // Rejected by a constraint of the table itself: not possible to begin with.
          const outOfRange = error instanceof DatabaseFault && error.code.startsWith('22');
          if (error instanceof ConstraintViolation || outOfRange) return { what: '', changed: 0 };
          throw error;
        });
        if (changed > 0) {
          done += 1;
          const { intact, fault } = await verifyAuditLog(trx, log.keys);
          if (intact) missed.push(what);
          else kinds.add(fault?.kind ?? '');
        }
        throw new Undo();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undo)) throw error;
      });
  }
  expect({ seed, missed }).toEqual({ seed, missed: [] });
  expect(kinds.size).toBeGreaterThanOrEqual(6);
  expect(await log.verify()).toMatchObject({ intact: true });
});
