import { isDeepStrictEqual } from 'node:util';
import type { ModelClass, QueryBuilder } from 'objection';
import { ReactivationRefused } from '../../../kernel/db/errors.ts';
import { savepoint } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { insertMissing, updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { nameKey } from '../../../kernel/values/text.ts';
import { changeOf, type Entity, emitEntityEvent } from '../events.ts';
import { lastAdministrator } from '../people/administrators.ts';
import type { VersionedRow } from '../records.ts';
import type { RowFault } from './row-reader.ts';

export interface RowResult {
  /** Its position in the request, from 1. */
  readonly row: number;
  readonly status: 'created' | 'updated' | 'unchanged' | 'failed';
  /** The record; for a failed row, the record whose name differs. */
  readonly id: string | null;
  readonly errors: readonly RowFault[];
}

/** A row without faults: its natural key, and its values without empty cells. */
export interface Draft<Row> {
  readonly row: number;
  readonly key: string;
  readonly values: Partial<Row>;
}

export type ReadRow<Row> = Draft<Row> | { readonly row: number; readonly faults: readonly RowFault[] };

export interface ImportOptions {
  /** For a row whose name differs from the existing record's: `fail` reports the row, `update` renames the record. */
  readonly onNameChange: 'fail' | 'update';
  /** What messages call a row: `row 3`, or `line 12` of the caller's file. */
  readonly labelOf: (row: number) => string;
}

/** Every imported record has a name. */
export interface NamedRow extends VersionedRow {
  name: string;
}

/** What the engine needs to know about a kind of record. */
export interface ImportKind<Row extends NamedRow> {
  readonly entity: Entity;
  readonly model: ModelClass<Row>;
  /** Begins with the value that is unique in the table, because rows are written in the order of their keys. */
  keyOf(row: Row): string;
  /** Records with these natural keys that the caller can reach. */
  findExisting(uow: UnitOfWork, drafts: readonly Draft<Row>[]): Promise<readonly Row[]>;
  /** The columns of a new record that a row may leave out; `id`, version and times are added by the engine. */
  defaults(uow: UnitOfWork, draft: Draft<Row>): Partial<Row>;
  /** By row, why a record cannot be created or reactivated (another one has its phone), checked before anything is written. */
  findConflicts(uow: UnitOfWork, drafts: readonly Draft<Row>[]): Promise<ReadonlyMap<number, RowFault>>;
  /** Fields that an import sets on new records only; a row that would change one of them fails. */
  readonly unchangeable?: readonly (keyof Row & string)[];
  /** Why the caller may not make this change, or null. */
  forbiddenChange?(uow: UnitOfWork, row: Row, values: Partial<Row>): Promise<RowFault | null>;
  /** Explains a row whose name differs from the record's. */
  readonly nameDiffers: string;
  /** Explains that there is one record per key; added to the fault of a row that contradicts an earlier one. */
  readonly onePerKey?: string;
  /** Runs after each update of an existing record, in its savepoint. */
  changed?(uow: UnitOfWork, before: Row, changes: Partial<Row>): void;
  /** Runs after the records are written: links, passwords. */
  finish?(uow: UnitOfWork, written: readonly Written<Row>[]): Promise<void>;
}

export interface Written<Row> {
  readonly draft: Draft<Row>;
  readonly id: string;
  readonly created: boolean;
}

/** The record was moved, renamed or taken out of reach between two statements of this import. */
const CHANGED: RowFault = {
  field: null,
  detail: 'the record was changed at the same time; import the row again',
};

/**
 * Creates new records with one statement, updates those that differ and leaves the others alone. Faults are found before
 * anything is written, so a faulty row never prevents a valid one from being imported.
 *
 * When several imports of the same rows run at once, one creates each record and the others find it. New rows are inserted
 * in the order of their keys and existing ones locked in the order of their ids, whatever the order in the file, so that
 * imports can wait for each other but not deadlock.
 */
export async function importDrafts<Row extends NamedRow>(
  uow: UnitOfWork,
  kind: ImportKind<Row>,
  rows: readonly ReadRow<Row>[],
  options: ImportOptions,
): Promise<readonly RowResult[]> {
  const run = new ImportRun(uow, kind, options);
  const { drafts, repeats } = run.groupByKey(rows);
  await run.create(drafts);
  await run.change(drafts);
  await kind.finish?.(uow, run.written);
  for (const repeat of repeats) run.repeat(repeat);
  return run.inOrder();
}

/** A later row about the same record as an earlier one of the request. */
interface Repeat<Row> {
  readonly draft: Draft<Row>;
  readonly first: Draft<Row>;
}

class ImportRun<Row extends NamedRow> {
  readonly written: Written<Row>[] = [];
  readonly #uow: UnitOfWork;
  readonly #kind: ImportKind<Row>;
  readonly #options: ImportOptions;
  readonly #results = new Map<number, RowResult>();
  /** Existing records, by natural key. */
  readonly #existing = new Map<string, Row>();

  constructor(uow: UnitOfWork, kind: ImportKind<Row>, options: ImportOptions) {
    this.#uow = uow;
    this.#kind = kind;
    this.#options = options;
  }

  /** Separates the first row about each record, ordered by key, from repeats of it. */
  groupByKey(rows: readonly ReadRow<Row>[]): { drafts: Draft<Row>[]; repeats: Repeat<Row>[] } {
    const firsts = new Map<string, Draft<Row>>();
    const repeats: Repeat<Row>[] = [];
    for (const read of rows) {
      if ('faults' in read) {
        this.#fail(read.row, null, ...read.faults);
        continue;
      }
      const first = firsts.get(read.key);
      if (first === undefined) firsts.set(read.key, read);
      else repeats.push({ draft: read, first });
    }
    const drafts = [...firsts.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    return { drafts, repeats };
  }

  /** Inserts new records and fails the rows that conflict. Every other row then has an existing record. */
  async create(drafts: readonly Draft<Row>[]): Promise<void> {
    await this.#lookUp(drafts);
    const conflicts = new Map(
      await this.#kind.findConflicts(
        this.#uow,
        drafts.filter((draft) => this.#needsUniqueValues(draft)),
      ),
    );
    const absent = drafts.filter(({ key }) => !this.#existing.has(key));
    // A concurrent import may have created the record since it was looked up; then there is no conflict.
    await this.#lookUp(absent.filter(({ row }) => conflicts.has(row)));
    const missing = absent.filter(({ row, key }) => !conflicts.has(row) && !this.#existing.has(key));
    const created = await this.#insert(missing);
    const createdElsewhere = missing.filter(({ key }) => !created.has(key));
    await this.#lookUp(createdElsewhere);
    const unreachable = createdElsewhere.filter(({ key }) => !this.#existing.has(key));
    for (const [row, fault] of await this.#kind.findConflicts(this.#uow, unreachable))
      conflicts.set(row, fault);
    for (const draft of drafts) {
      const id = created.get(draft.key);
      if (id !== undefined) {
        emitEntityEvent(this.#uow, this.#kind.entity, id, 'created');
        this.#succeed(draft, id, 'created');
      } else if (
        this.#needsUniqueValues(draft) &&
        (conflicts.has(draft.row) || !this.#existing.has(draft.key))
      ) {
        this.#fail(draft.row, null, conflicts.get(draft.row) ?? CHANGED);
      }
    }
  }

  /** Updates the existing records that differ from their rows. */
  async change(drafts: readonly Draft<Row>[]): Promise<void> {
    const byId = new Map<string, Draft<Row>>();
    for (const draft of drafts) {
      const row = this.#existing.get(draft.key);
      if (row === undefined || this.#results.has(draft.row)) continue;
      const { fault, changes } = await this.#compare(row, draft.values);
      if (fault !== null) this.#failUpdate(draft, row, fault);
      else if (Object.keys(changes).length === 0) this.#succeed(draft, row.id, 'unchanged');
      else byId.set(row.id, draft);
    }
    const locked = await this.#lock([...byId.keys()]);
    // Activations before deactivations: a file may replace the only administrator by another one.
    const isDeactivated = (row: Row) => byId.get(row.id)?.values.active === false;
    for (const row of [...locked.filter((one) => !isDeactivated(one)), ...locked.filter(isDeactivated)]) {
      const draft = byId.get(row.id);
      if (draft === undefined || this.#kind.keyOf(row) !== draft.key) continue;
      const { fault, changes } = await this.#compare(row, draft.values);
      const outcome = fault ?? (await this.#updateOrFault(row, changes));
      if (typeof outcome === 'object') this.#failUpdate(draft, row, outcome);
      else this.#succeed(draft, row.id, outcome);
    }
    for (const { row } of byId.values()) if (!this.#results.has(row)) this.#fail(row, null, CHANGED);
  }

  repeat({ draft, first }: Repeat<Row>): void {
    const { id, status, errors } = this.#results.get(first.row) as RowResult;
    if (!sameValues(first.values, draft.values)) {
      const { onePerKey } = this.#kind;
      const detail = `is about the same record as ${this.#options.labelOf(first.row)} but has different values`;
      this.#fail(draft.row, null, { field: null, detail: onePerKey ? `${detail}; ${onePerKey}` : detail });
    } else if (status === 'failed') {
      this.#fail(draft.row, id, ...errors);
    } else {
      this.#results.set(draft.row, { row: draft.row, status: 'unchanged', id, errors: [] });
    }
  }

  inOrder(): RowResult[] {
    return [...this.#results.values()].sort((a, b) => a.row - b.row);
  }

  /** Whether the row creates or activates a record, whose phone, email or name must not be taken. */
  #needsUniqueValues({ key, values }: Draft<Row>): boolean {
    const row = this.#existing.get(key);
    return row === undefined || (!row.active && values.active === true);
  }

  async #lookUp(drafts: readonly Draft<Row>[]): Promise<void> {
    if (drafts.length === 0) return;
    const found = await this.#kind.findExisting(this.#uow, drafts);
    for (const row of found) this.#existing.set(this.#kind.keyOf(row), row);
  }

  /** @returns the ids of the created records, by key. */
  async #insert(drafts: readonly Draft<Row>[]): Promise<ReadonlyMap<string, string>> {
    const base = { active: true, version: 1, createdAt: this.#uow.now, updatedAt: this.#uow.now };
    const rows = drafts.map((draft) => ({
      ...base,
      ...this.#kind.defaults(this.#uow, draft),
      ...draft.values,
    }));
    const inserted = await insertMissing(this.#query(), rows as never[]);
    return new Map(inserted.map((row) => [this.#kind.keyOf(row), row.id]));
  }

  async #lock(ids: readonly string[]): Promise<readonly Row[]> {
    if (ids.length === 0) return [];
    return this.#query()
      .whereIn('id', [...ids])
      .orderBy('id')
      .forUpdate();
  }

  /** What the row would change of the record, and why it must not. */
  async #compare(
    row: Row,
    values: Partial<Row>,
  ): Promise<{ readonly fault: RowFault | null; readonly changes: Partial<Row> }> {
    const { unchangeable = [], nameDiffers } = this.#kind;
    const changes = Object.fromEntries(
      Object.entries(values).filter(([key, value]) => !isDeepStrictEqual(value, row[key as keyof Row])),
    ) as Partial<Row>;
    const renames = changes.name !== undefined && keyOfName(changes.name) !== keyOfName(row.name);
    if (this.#options.onNameChange === 'fail') {
      if (renames) {
        return { fault: { field: 'name', code: 'name_differs', detail: nameDiffers }, changes };
      }
      delete changes.name;
    }
    const field = unchangeable.find((one) => one in changes);
    if (field !== undefined) {
      return {
        fault: { field, detail: 'differs from the record; it cannot be changed by an import' },
        changes,
      };
    }
    if (Object.keys(changes).length === 0) return { fault: null, changes };
    return { fault: (await this.#kind.forbiddenChange?.(this.#uow, row, values)) ?? null, changes };
  }

  /** The database can reject a change of `active` (last administrator, insufficient authority); then only this row fails. */
  async #updateOrFault(row: Row, changes: Partial<Row>): Promise<'updated' | 'unchanged' | RowFault> {
    if (changes.active === undefined) return this.#update(row, changes);
    try {
      return await savepoint(() => this.#update(row, changes));
    } catch (error) {
      const rejection = error instanceof ReactivationRefused ? error : lastAdministrator(error);
      if (rejection?.detail === undefined) throw error;
      return { field: 'active', detail: rejection.detail };
    }
  }

  async #update(row: Row, changes: Partial<Row>): Promise<'updated' | 'unchanged'> {
    if (Object.keys(changes).length === 0) return 'unchanged';
    const patch = { ...changes, version: row.version + 1, updatedAt: this.#uow.now };
    const record = this.#query().findById(row.id) as unknown as QueryBuilder<Row, Row | undefined>;
    await updateOne(record, patch as never);
    emitEntityEvent(this.#uow, this.#kind.entity, row.id, changeOf(row, { active: row.active, ...changes }));
    this.#kind.changed?.(this.#uow, row, changes);
    return 'updated';
  }

  #query(): QueryBuilder<Row, Row[]> {
    return this.#kind.model.query(this.#uow.trx) as unknown as QueryBuilder<Row, Row[]>;
  }

  #succeed(draft: Draft<Row>, id: string, status: 'created' | 'updated' | 'unchanged'): void {
    this.#results.set(draft.row, { row: draft.row, status, id, errors: [] });
    this.written.push({ draft, id, created: status === 'created' });
  }

  /** The result has the record's id only where the caller has a decision to make about it. */
  #failUpdate(draft: Draft<Row>, row: Row, fault: RowFault): void {
    this.#fail(draft.row, fault.code === undefined ? null : row.id, fault);
  }

  #fail(row: number, id: string | null, ...errors: RowFault[]): void {
    this.#results.set(row, { row, status: 'failed', id, errors });
  }
}

/** Names that differ in letter case, blanks or Unicode forms only have the same key. */
function keyOfName(name: string): string {
  return nameKey(name.replaceAll(/\s+/g, ' ').trim());
}

function sameValues(a: object, b: object): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
