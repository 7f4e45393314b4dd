import type { Principal } from '../../../kernel/auth/principal.ts';
import { Bulkhead, overloaded } from '../../../kernel/bulkhead.ts';
import type { Database } from '../../../kernel/db/unit-of-work.ts';
import type { RegionDefaults, StaffPasswords } from '../face.ts';
import type { RowResult } from './engine.ts';
import { importResidents } from './residents.ts';
import type { ImportRow } from './row-reader.ts';
import { importSites } from './sites.ts';
import { importStaff, passwordsOf } from './staff.ts';

export interface ImportCall {
  readonly kind: 'hospitals' | 'communities' | 'staff' | 'residents';
  readonly rows: readonly ImportRow[];
}

interface ImportDeps {
  readonly database: Database;
  readonly region: RegionDefaults;
  readonly passwords: StaffPasswords;
}

/** Enough to keep the threads that hash busy. */
const HASHES_AT_ONCE = 8;

/**
 * Imports of this process: each holds a database connection for seconds. A tenant runs two at once at most, so that the
 * third place is always another's, and a few more may wait.
 */
const imports = new Bulkhead(3, {
  runningPerShare: 2,
  waiting: 60,
  waitingPerShare: 12,
  refusal: overloaded(
    'Too many imports are running at this moment. Send these rows again in a few seconds.',
    5,
  ),
});

/**
 * Imports up to some hundred rows in one transaction; each row gets its own result, in order.
 * @throws Problem `overloaded`.
 */
export function importRows(
  deps: ImportDeps,
  principal: Principal,
  call: ImportCall,
): Promise<readonly RowResult[]> {
  return imports.run(() => importNow(deps, principal, call));
}

async function importNow(
  { database, region, passwords }: ImportDeps,
  principal: Principal,
  { kind, rows }: ImportCall,
): Promise<readonly RowResult[]> {
  if (kind === 'residents') return database.run(principal, (uow) => importResidents(uow, region, rows));
  if (kind === 'staff') {
    const plain = await database.run(principal, (uow) => passwordsOf(uow, region, passwords, rows));
    // A few at a time: the queue of hashes is everybody's.
    const few = new Bulkhead(HASHES_AT_ONCE);
    const hashed = await Promise.all(
      [...plain].map(
        async ([row, password]) => [row, await few.run(() => passwords.hash(password, 'bulk'))] as const,
      ),
    );
    const hashes = new Map(hashed);
    return database.run(principal, (uow) => importStaff(uow, region, passwords, rows, hashes));
  }
  const entity = kind === 'hospitals' ? 'hospital' : 'community';
  return database.run(principal, (uow) => importSites(uow, region, entity, rows));
}
