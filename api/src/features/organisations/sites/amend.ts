import type { Model, ModelClass, QueryBuilder } from 'objection';
import { ConstraintViolation } from '../../../kernel/db/errors.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { RecordTenant } from '../../../kernel/observability/audit-subject.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { lastAdministrator } from '../people/administrators.ts';

/** What every record that people edit has. */
export interface VersionedRow extends Model {
  id: string;
  active: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** Says that a record is not there, or not the caller's: one answer for both. */
export function notFound(what: string): Problem {
  return new Problem('not_found', { detail: `There is no such ${what}.` });
}

/** Says that what a field refers to is not there, or not the caller's: one answer for both, as for a path. */
export function notFoundAt(pointer: string, what: string): Problem {
  const detail = `There is no such ${what}.`;
  return new Problem('not_found', { detail, errors: [{ pointer, detail }] });
}

export interface Amended<Row> {
  readonly before: Row;
  readonly after: Row;
}

/**
 * Changes one record under a row lock. `expected` are the versions the caller read, one as a rule: another one is 412. A patch that
 * changes nothing keeps the version.
 * @throws Problem `not_found`, `precondition_failed`.
 */
export async function amend<Row extends VersionedRow>(
  uow: UnitOfWork,
  recordOf: new () => Row,
  what: string,
  id: string,
  expected: readonly number[] | undefined,
  changesOf: (row: Row) => Promise<Partial<Row>> | Partial<Row>,
): Promise<Amended<Row>> {
  const model = recordOf as unknown as ModelClass<Row>;
  const before = (await model.query(uow.trx).findById(id).forUpdate()) as Row | undefined;
  if (before === undefined) throw notFound(what);
  uow.about(model.tableName, id, before as RecordTenant);
  expectVersion(before.version, expected);
  const changes = differing(before, await changesOf(before));
  if (changes === undefined) return { before, after: before };
  const bookkeeping = { version: before.version + 1, updatedAt: uow.now };
  const row = model.query(uow.trx).findById(id) as unknown as QueryBuilder<Row, Row | undefined>;
  return { before, after: await updateOne(row, { ...changes, ...bookkeeping } as never) };
}

/** @throws Problem `precondition_failed` when the caller read another version than the present one. */
export function expectVersion(present: number, expected: readonly number[] | undefined): void {
  if (expected === undefined || expected.includes(present)) return;
  throw new Problem('precondition_failed', {
    detail: `You read version ${expected.join(' or ')}, but the record is now at version ${present}. Read it again before you repeat the change.`,
    extensions: { currentVersion: present },
  });
}

/** The part of `changes` that differs from the row, undefined when nothing does. */
function differing<Row extends object>(row: Row, changes: Partial<Row>): Partial<Row> | undefined {
  const entries = Object.entries(changes).filter(
    ([key, value]) => value !== undefined && value !== (row as Record<string, unknown>)[key],
  );
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Partial<Row>);
}

export interface Rule {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * Runs a write and answers broken unique constraints in the caller's words: 409 `already_exists` naming the field.
 * The last administrator who would leave is 409 `last_administrator`.
 * Broken foreign keys cannot happen here (references are looked up first), but a racing removal is 422 all the same.
 */
export async function naming<T>(
  duplicates: Readonly<Record<string, Rule>>,
  write: () => PromiseLike<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof ConstraintViolation)) throw error;
    const last = lastAdministrator(error);
    if (last !== undefined) throw last;
    const rule = duplicates[error.constraint];
    if (error.kind === 'unique' && rule !== undefined) {
      throw new Problem('already_exists', { detail: rule.detail, errors: [rule], cause: error });
    }
    if (error.kind === 'foreign_key') {
      throw new Problem('unprocessable', {
        detail: 'A record that it refers to no longer exists.',
        cause: error,
      });
    }
    throw error;
  }
}

/** 422 about one field of the body. */
export function impossible(pointer: string, detail: string): Problem {
  return new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
}

/** @throws Problem `unprocessable` when the platform does not know the time zone. */
export function checkTimezone(timezone: string | undefined): void {
  if (timezone !== undefined && !isTimezone(timezone)) {
    throw impossible(
      '/timezone',
      'This time zone is not in the IANA database; use a name such as Asia/Kolkata.',
    );
  }
}

export function isTimezone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    return true;
  } catch {
    return false;
  }
}

/** `%` and `_` are letters in what people search for, not wildcards. */
export function containing(text: string): string {
  return `%${text.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
}
