import { isDeepStrictEqual } from 'node:util';
import type { Model, ModelClass, QueryBuilder } from 'objection';
import { ConstraintViolation } from '../../kernel/db/errors.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import { checkVersion } from '../../kernel/ground/versions.ts';
import type { RecordTenant } from '../../kernel/observability/audit-subject.ts';
import { updateOne } from '../../kernel/tenancy/written-rows.ts';
import { lastAdministrator } from './people/administrators.ts';

/** What every editable record has. */
export interface VersionedRow extends Model {
  id: string;
  active: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** The row does not exist or is out of the caller's reach: one answer for both. */
export function notFound(what: string): Problem {
  return new Problem('not_found', { detail: `There is no such ${what}.` });
}

/** As {@link notFound}, for a record that a field of the body refers to. */
export function notFoundAt(pointer: string, what: string): Problem {
  const detail = `There is no such ${what}.`;
  return new Problem('not_found', { detail, errors: [{ pointer, detail }] });
}

/** 422 about one field of the body. */
export function unprocessable(pointer: string, detail: string): Problem {
  return new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
}

/** The columns of a record that has just been created. */
export function newRecord({ now }: UnitOfWork) {
  return { active: true, version: 1, createdAt: now, updatedAt: now };
}

export interface UpdatedRecord<Row> {
  readonly before: Row;
  readonly after: Row;
}

/**
 * Updates one record under a row lock. A patch that changes nothing keeps the version.
 * @param expected the versions the caller read, usually one; any other version is 412.
 * @throws Problem `not_found`, `precondition_failed`.
 */
export async function updateRecord<Row extends VersionedRow>(
  uow: UnitOfWork,
  recordOf: new () => Row,
  what: string,
  id: string,
  expected: readonly number[] | undefined,
  changesOf: (row: Row) => Promise<Partial<Row>> | Partial<Row>,
): Promise<UpdatedRecord<Row>> {
  const model = recordOf as unknown as ModelClass<Row>;
  const before = (await model.query(uow.trx).findById(id).forUpdate()) as Row | undefined;
  if (before === undefined) throw notFound(what);
  uow.about(model.tableName, id, before as RecordTenant);
  checkVersion(before.version, expected);
  const changes = changedColumns(before, await changesOf(before));
  if (changes === undefined) return { before, after: before };
  const bookkeeping = { version: before.version + 1, updatedAt: uow.now };
  const row = model.query(uow.trx).findById(id) as unknown as QueryBuilder<Row, Row | undefined>;
  return { before, after: await updateOne(row, { ...changes, ...bookkeeping } as never) };
}

/** The part of `changes` that differs from the row; undefined when nothing does. */
function changedColumns<Row extends object>(row: Row, changes: Partial<Row>): Partial<Row> | undefined {
  const entries = Object.entries(changes).filter(
    ([key, value]) => value !== undefined && !isDeepStrictEqual(value, (row as Record<string, unknown>)[key]),
  );
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Partial<Row>);
}

/** The problem that a violated unique constraint is reported as, by the constraint's name. */
export type UniqueRules = Readonly<Record<string, { readonly pointer: string; readonly detail: string }>>;

/**
 * Runs a write and turns violated constraints into problems: `already_exists` at the field for a unique constraint in
 * `rules`, `last_administrator`, and `unprocessable` when a referenced record was removed at the same time.
 */
export async function withConstraintProblems<T>(rules: UniqueRules, write: () => PromiseLike<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof ConstraintViolation)) throw error;
    const last = lastAdministrator(error);
    if (last !== undefined) throw last;
    const rule = rules[error.constraint];
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

/** An `ilike` pattern for values that contain the text, in which `%` and `_` are not wildcards. */
export function likePattern(text: string): string {
  return `%${text.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
}
