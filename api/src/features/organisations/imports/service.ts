import type { Principal } from '../../../kernel/auth/principal.ts';
import { scopeOf } from '../../../kernel/auth/scope.ts';
import { Bulkhead } from '../../../kernel/coordination/bulkhead.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { StaffPasswords } from '../people/identity-services.ts';
import type { RegionDefaults } from '../region-defaults.ts';
import { COMMUNITIES, HOSPITALS } from '../sites/site-kinds.ts';
import type { ImportOptions, RowResult } from './engine.ts';
import { importResidents } from './residents.ts';
import type { ImportRow } from './row-reader.ts';
import { importSites } from './sites.ts';
import { importStaff, newPasswordsOf } from './staff.ts';

export interface ImportCall {
  readonly kind: 'hospitals' | 'communities' | 'staff' | 'residents';
  readonly rows: readonly ImportRow[];
  /** Line of the caller's file on which each row begins; messages then refer to lines. */
  readonly lines?: readonly number[] | undefined;
  readonly onNameChange?: ImportOptions['onNameChange'] | undefined;
  /** Checks the rows as an import would, and keeps nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface ImportDeps {
  readonly database: Database;
  readonly region: RegionDefaults;
  readonly passwords: StaffPasswords;
}

/** Which kinds of import each role may run. The contract's guard admits the union of these. */
const ROLES: Readonly<Record<ImportCall['kind'], readonly string[]>> = {
  hospitals: ['super_admin'],
  communities: ['super_admin'],
  staff: ['super_admin', 'hospital_admin'],
  residents: ['super_admin', 'hospital_admin', 'community_manager'],
};

/** Enough to keep the hashing threads busy. */
const CONCURRENT_HASHES = 8;

/** Imports rows of CSV files. */
export class ImportService {
  readonly #deps: ImportDeps;

  constructor(deps: ImportDeps) {
    this.#deps = deps;
  }

  /**
   * Imports up to some hundred rows in one transaction; each row gets its own result, in order.
   * @throws Problem `role_not_allowed`, `unprocessable`.
   */
  async run(principal: Principal, call: ImportCall): Promise<readonly RowResult[]> {
    if (!ROLES[call.kind].includes(scopeOf(principal).role)) {
      throw new Problem('role_not_allowed', { detail: `Your role may not import ${call.kind}.` });
    }
    return this.#import(principal, call);
  }

  async #import(
    principal: Principal,
    { kind, rows, lines, onNameChange = 'fail', dryRun = false }: ImportCall,
  ): Promise<readonly RowResult[]> {
    if (lines !== undefined && lines.length !== rows.length) {
      throw new Problem('unprocessable', {
        detail: 'Send one line number for each row, or omit lines.',
        errors: [{ pointer: '/lines', detail: `must have ${rows.length} entries, one for each row` }],
      });
    }
    const { database, region, passwords } = this.#deps;
    const options: ImportOptions = {
      onNameChange,
      labelOf: (row) => (lines === undefined ? `row ${row}` : `line ${lines[row - 1]}`),
    };
    // Imports write rows in one order, so they do not deadlock with each other; deadlocks with other work are retried.
    const run = (work: ImportWork) =>
      dryRun ? runAndRollBack(database, principal, work) : database.run(principal, work, { retry: true });
    switch (kind) {
      case 'residents':
        return run((uow) => importResidents(uow, region, rows, options));
      case 'staff': {
        const hashes = dryRun ? new Map<number, string>() : await this.#hashPasswords(principal, rows);
        return run((uow) => importStaff(uow, region, passwords, rows, hashes, options));
      }
      case 'hospitals':
        return run((uow) => importSites(uow, region, HOSPITALS, rows, options));
      case 'communities':
        return run((uow) => importSites(uow, region, COMMUNITIES, rows, options));
    }
  }

  /** Hashes the passwords of new staff, by row, a few at a time because all requests share the queue of hashes. */
  async #hashPasswords(
    principal: Principal,
    rows: readonly ImportRow[],
  ): Promise<ReadonlyMap<number, string>> {
    const { database, region, passwords } = this.#deps;
    const plain = await database.run(principal, (uow) => newPasswordsOf(uow, region, passwords, rows));
    const hashing = new Bulkhead(CONCURRENT_HASHES);
    const hashed = await Promise.all(
      [...plain].map(
        async ([row, password]) => [row, await hashing.run(() => passwords.hash(password, 'bulk'))] as const,
      ),
    );
    return new Map(hashed);
  }
}

type ImportWork = (uow: UnitOfWork) => Promise<readonly RowResult[]>;

/** Carries results out of a transaction that is rolled back. */
class DryRunRollback extends Error {
  readonly results: readonly RowResult[];

  constructor(results: readonly RowResult[]) {
    super('a dry run is rolled back');
    this.results = results;
  }
}

/** Does everything an import does, then rolls it back: nothing is kept and no event is sent. */
async function runAndRollBack(
  database: Database,
  principal: Principal,
  work: ImportWork,
): Promise<readonly RowResult[]> {
  const rolledBack = async (uow: UnitOfWork): Promise<never> => {
    throw new DryRunRollback(await work(uow));
  };
  try {
    return await database.run(principal, rolledBack, { retry: true });
  } catch (error) {
    if (!(error instanceof DryRunRollback)) throw error;
    // A record that was rolled back has no id, and later rows about it have none either.
    const created = new Set(error.results.filter(({ status }) => status === 'created').map(({ id }) => id));
    return error.results.map((result) => (created.has(result.id) ? { ...result, id: null } : result));
  }
}
