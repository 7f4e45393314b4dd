import type { Principal } from '../../../kernel/auth/principal.ts';
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

/** Imports up to some hundred rows in one transaction; each row gets its own result, in order. */
export async function importRows(
  { database, region, passwords }: ImportDeps,
  principal: Principal,
  { kind, rows }: ImportCall,
): Promise<readonly RowResult[]> {
  if (kind === 'residents') return database.run(principal, (uow) => importResidents(uow, region, rows));
  if (kind === 'staff') {
    const plain = await database.run(principal, (uow) => passwordsOf(uow, region, passwords, rows));
    const hashed = await Promise.all(
      [...plain].map(async ([row, password]) => [row, await passwords.hash(password)] as const),
    );
    const hashes = new Map(hashed);
    return database.run(principal, (uow) => importStaff(uow, region, passwords, rows, hashes));
  }
  const entity = kind === 'hospitals' ? 'hospital' : 'community';
  return database.run(principal, (uow) => importSites(uow, region, entity, rows));
}
