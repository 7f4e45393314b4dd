import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { Bulkhead, overloaded } from '../../../kernel/work/bulkhead.ts';
import type { RegionDefaults, StaffPasswords } from '../face.ts';
import type { ImportOptions, RowResult } from './engine.ts';
import { importResidents } from './residents.ts';
import type { ImportRow } from './row-reader.ts';
import { importSites } from './sites.ts';
import { importStaff, passwordsOf } from './staff.ts';

export interface ImportCall {
  readonly kind: 'hospitals' | 'communities' | 'staff' | 'residents';
  readonly rows: readonly ImportRow[];
  /** Line of the caller's file on which each row begins: messages then name lines. */
  readonly lines?: readonly number[] | undefined;
  readonly onNameChange?: ImportOptions['onNameChange'] | undefined;
  /** Judges the rows as an import would, and keeps nothing. */
  readonly dryRun?: boolean | undefined;
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
  { kind, rows, lines, onNameChange = 'fail', dryRun = false }: ImportCall,
): Promise<readonly RowResult[]> {
  if (lines !== undefined && lines.length !== rows.length) {
    throw new Problem('unprocessable', {
      detail: 'Send one line number for each row, or omit lines.',
      errors: [{ pointer: '/lines', detail: `must have ${rows.length} entries, one for each row` }],
    });
  }
  const options: ImportOptions = {
    onNameChange,
    labelOf: (row) => (lines === undefined ? `row ${row}` : `line ${lines[row - 1]}`),
  };
  const run = (work: Work) => (dryRun ? judged(database, principal, work) : kept(database, principal, work));
  if (kind === 'residents') return run((uow) => importResidents(uow, region, rows, options));
  if (kind === 'staff') {
    const plain = dryRun
      ? []
      : await database.run(principal, (uow) => passwordsOf(uow, region, passwords, rows));
    // A few at a time: the queue of hashes is everybody's.
    const few = new Bulkhead(HASHES_AT_ONCE);
    const hashed = await Promise.all(
      [...plain].map(
        async ([row, password]) => [row, await few.run(() => passwords.hash(password, 'bulk'))] as const,
      ),
    );
    const hashes = new Map(hashed);
    return run((uow) => importStaff(uow, region, passwords, rows, hashes, options));
  }
  const entity = kind === 'hospitals' ? 'hospital' : 'community';
  return run((uow) => importSites(uow, region, entity, rows, options));
}

type Work = (uow: UnitOfWork) => Promise<readonly RowResult[]>;

/** Rows are written in one order, so that imports do not deadlock with each other; with anything else they try again. */
function kept(database: Database, principal: Principal, work: Work): Promise<readonly RowResult[]> {
  return database.run(principal, work, { retry: true });
}

/** Carries results out of a transaction that is rolled back. */
class Judged extends Error {
  readonly results: readonly RowResult[];

  constructor(results: readonly RowResult[]) {
    super('a dry run is rolled back');
    this.results = results;
  }
}

/** Does everything an import does, then rolls it back: nothing is kept and no event is sent. */
async function judged(database: Database, principal: Principal, work: Work): Promise<readonly RowResult[]> {
  const rolledBack = async (uow: UnitOfWork): Promise<never> => {
    throw new Judged(await work(uow));
  };
  try {
    return await database.run(principal, rolledBack, { retry: true });
  } catch (error) {
    if (!(error instanceof Judged)) throw error;
    // A record that was not kept has no id, nor has a later row about it.
    const made = new Set(error.results.filter(({ status }) => status === 'created').map(({ id }) => id));
    return error.results.map((result) => (made.has(result.id) ? { ...result, id: null } : result));
  }
}
