import type { ModelClass, QueryBuilder } from 'objection';
import { ReactivationRefused } from '../../../kernel/db/errors.ts';
import { savepoint } from '../../../kernel/db/unit-of-work.ts';
import type { UnitOfWork } from '../../../kernel/feature.ts';
import { insertMissing } from '../../../kernel/tenancy/written-rows.ts';
import { lastAdministrator } from '../administrators.ts';
import type { VersionedRow } from '../amend.ts';
import { type Entity, edit, happened } from '../events.ts';
import type { RowFault } from './row-reader.ts';

export interface RowResult {
  /** Its place in the request, from 1. */
  readonly row: number;
  readonly status: 'created' | 'updated' | 'unchanged' | 'failed';
  readonly id: string | null;
  readonly errors: readonly RowFault[];
}

/** A row that could be read: its natural key and what it says, without the cells left empty. */
export interface Draft<Row> {
  readonly row: number;
  readonly key: string;
  readonly values: Partial<Row>;
}

export type ReadRow<Row> = Draft<Row> | { readonly row: number; readonly faults: readonly RowFault[] };

/** What the engine must know about a kind of record. */
export interface ImportKind<Row extends VersionedRow> {
  readonly entity: Entity;
  readonly model: ModelClass<Row>;
  keyOf(row: Row): string;
  /** Records of the caller's reach with these natural keys. */
  existing(uow: UnitOfWork, drafts: readonly Draft<Row>[]): Promise<readonly Row[]>;
  /** The whole record for a key that is new; `id`, version and times are added here. */
  whole(uow: UnitOfWork, draft: Draft<Row>): Partial<Row>;
  /** Why a record cannot be made or made active again, told before anything is written (its phone is another's by now). */
  refusals(uow: UnitOfWork, drafts: readonly Draft<Row>[]): Promise<ReadonlyMap<number, RowFault>>;
  /** Fields that an import sets on a new record only; a row that would change one of them fails. */
  readonly unchangeable?: readonly (keyof Row & string)[];
  /** Why a record may not be changed so, null when it may. */
  forbids?(uow: UnitOfWork, row: Row, values: Partial<Row>): Promise<RowFault | null>;
  /** What to do about a record that somebody else made between the look and the write. */
  readonly raced: RowFault;
  /** After the records are in: links, passwords. */
  finish?(uow: UnitOfWork, written: readonly Written<Row>[]): Promise<void>;
}

export interface Written<Row> {
  readonly draft: Draft<Row>;
  readonly id: string;
  readonly created: boolean;
}

const CHANGED: RowFault = {
  field: null,
  detail: 'somebody changed this record at the same moment; import the row again',
};

/**
 * Brings rows in: creates what is new with one statement, changes what differs, leaves the rest alone. What is wrong
 * with a row was found before anything is written, so a bad row never costs a good one.
 */
export async function importDrafts<Row extends VersionedRow>(
  uow: UnitOfWork,
  kind: ImportKind<Row>,
  rows: readonly ReadRow<Row>[],
): Promise<readonly RowResult[]> {
  const results = new Map<number, RowResult>();
  const fail = (row: number, ...errors: RowFault[]) => {
    results.set(row, { row, status: 'failed', id: null, errors });
  };
  const firsts = new Map<string, Draft<Row>>();
  const repeats: Draft<Row>[] = [];
  for (const read of rows) {
    if ('faults' in read) fail(read.row, ...read.faults);
    else if (!firsts.has(read.key)) firsts.set(read.key, read);
    else repeats.push(read);
  }

  const drafts = [...firsts.values()];
  const present = await lookUp(uow, kind, drafts);
  const claiming = drafts.filter(({ key, values }) => {
    const row = present.get(key);
    return row === undefined || (!row.active && values.active === true);
  });
  let refusals = await kind.refusals(uow, claiming);
  const absent = drafts.filter((draft) => !present.has(draft.key));
  // Another import may have made the record since it was looked for: then it is there, and nobody else's.
  await addPresent(
    uow,
    kind,
    present,
    absent.filter(({ row }) => refusals.has(row)),
  );
  const fresh = absent.filter((draft) => !present.has(draft.key) && !refusals.has(draft.row));
  const created = new Map((await insertAll(uow, kind, fresh)).map((row) => [kind.keyOf(row), row.id]));
  const met = fresh.filter((draft) => !created.has(draft.key));
  if (met.length > 0) {
    await addPresent(uow, kind, present, met);
    refusals = new Map([
      ...refusals,
      ...(await kind.refusals(
        uow,
        met.filter(({ key }) => !present.has(key)),
      )),
    ]);
  }
  for (const { row, key } of claiming) {
    const fault = refusals.get(row);
    const own = present.get(key);
    if (fault !== undefined && (own === undefined || !own.active)) fail(row, fault);
  }
  const written: Written<Row>[] = [];
  for (const draft of fresh) {
    const id = created.get(draft.key);
    if (id === undefined) {
      if (!present.has(draft.key) && !results.has(draft.row)) fail(draft.row, kind.raced);
      continue;
    }
    happened(uow, kind.entity, id, 'created');
    results.set(draft.row, { row: draft.row, status: 'created', id, errors: [] });
    written.push({ draft, id, created: true });
  }
  // Those who come before those who go: a file may put one administrator in another's place.
  const [going, others] = [true, false].map((goes) =>
    drafts.filter(({ values }) => (values.active === false) === goes),
  ) as [Draft<Row>[], Draft<Row>[]];
  for (const draft of [...others, ...going]) {
    const row = present.get(draft.key);
    if (row === undefined || results.has(draft.row)) continue;
    const fixed = (kind.unchangeable ?? []).filter(
      (field) => field in draft.values && draft.values[field] !== row[field],
    );
    if (fixed.length > 0) {
      fail(
        draft.row,
        ...fixed.map((field) => ({
          field,
          detail: 'is another one in the record; change it there, not by import',
        })),
      );
      continue;
    }
    const forbidden = (await kind.forbids?.(uow, row, draft.values)) ?? null;
    const status = forbidden === null ? await changeOrFault(uow, kind, row, draft.values) : forbidden;
    if (typeof status === 'object') {
      fail(draft.row, status);
      continue;
    }
    results.set(draft.row, { row: draft.row, status, id: row.id, errors: [] });
    written.push({ draft, id: row.id, created: false });
  }
  await kind.finish?.(uow, written);

  for (const repeat of repeats) {
    const first = firsts.get(repeat.key) as Draft<Row>;
    const outcome = results.get(first.row);
    if (!sameValues(first.values, repeat.values)) {
      fail(repeat.row, {
        field: null,
        detail: `is about the same record as row ${first.row} but says otherwise`,
      });
    } else if (outcome?.id == null) {
      fail(repeat.row, ...(outcome?.errors ?? []));
    } else {
      results.set(repeat.row, { row: repeat.row, status: 'unchanged', id: outcome.id, errors: [] });
    }
  }
  return [...results.values()].sort((a, b) => a.row - b.row);
}

async function lookUp<Row extends VersionedRow>(
  uow: UnitOfWork,
  kind: ImportKind<Row>,
  drafts: readonly Draft<Row>[],
): Promise<Map<string, Row>> {
  return new Map((await kind.existing(uow, drafts)).map((row) => [kind.keyOf(row), row]));
}

/** Looks again for records that were not there: each statement sees what others have committed by then. */
async function addPresent<Row extends VersionedRow>(
  uow: UnitOfWork,
  kind: ImportKind<Row>,
  present: Map<string, Row>,
  drafts: readonly Draft<Row>[],
): Promise<void> {
  if (drafts.length === 0) return;
  for (const [key, row] of await lookUp(uow, kind, drafts)) present.set(key, row);
}

async function insertAll<Row extends VersionedRow>(
  uow: UnitOfWork,
  kind: ImportKind<Row>,
  drafts: readonly Draft<Row>[],
): Promise<readonly Row[]> {
  const base = { active: true, version: 1, createdAt: uow.now, updatedAt: uow.now };
  const rows = drafts.map((draft) => ({ ...base, ...kind.whole(uow, draft), ...draft.values }));
  return insertMissing(kind.model.query(uow.trx) as unknown as QueryBuilder<Row, Row[]>, rows as never[]);
}

/** A change of `active` can be refused by the database (the last administrator, a lesser authority): only its own row then fails. */
async function changeOrFault<Row extends VersionedRow>(
  uow: UnitOfWork,
  kind: ImportKind<Row>,
  row: Row,
  values: Partial<Row>,
): Promise<'updated' | 'unchanged' | RowFault> {
  if (values.active === undefined || values.active === row.active) return change(uow, kind, row, values);
  try {
    return await savepoint(() => change(uow, kind, row, values));
  } catch (error) {
    const refusal = error instanceof ReactivationRefused ? error : lastAdministrator(error);
    if (refusal?.detail === undefined) throw error;
    return { field: 'active', detail: refusal.detail };
  }
}

async function change<Row extends VersionedRow>(
  uow: UnitOfWork,
  kind: ImportKind<Row>,
  row: Row,
  values: Partial<Row>,
): Promise<'updated' | 'unchanged' | RowFault> {
  const changes = Object.fromEntries(
    Object.entries(values).filter(([key, value]) => value !== (row as Record<string, unknown>)[key]),
  );
  if (Object.keys(changes).length === 0) return 'unchanged';
  const patch = { ...changes, version: row.version + 1, updatedAt: uow.now };
  const changed = await kind.model
    .query(uow.trx)
    .findById(row.id)
    .where('version', row.version)
    .patch(patch as never);
  if (changed === 0) return CHANGED;
  happened(uow, kind.entity, row.id, edit(row, { active: row.active, ...changes }));
  return 'updated';
}

function sameValues(a: object, b: object): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
