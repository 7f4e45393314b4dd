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
  /** Its place in the request, from 1. */
  readonly row: number;
  readonly status: 'created' | 'updated' | 'unchanged' | 'failed';
  /** The record; of a row that failed, the record whose name differs from it. */
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

export interface ImportOptions {
  /** A known record whose name differs from the row's: `fail` leaves it and reports the row, `update` renames it. */
  readonly onNameChange: 'fail' | 'update';
  /** What messages call a row: `row 3`, or `line 12` of the caller's file. */
  readonly labelOf: (row: number) => string;
}

/** A record with a name, as all that are imported have. */
export interface NamedRow extends VersionedRow {
  name: string;
}

/** What the engine must know about a kind of record. */
export interface ImportKind<Row extends NamedRow> {
  readonly entity: Entity;
  readonly model: ModelClass<Row>;
  /** Begins with the value that is unique in the table: rows are written in the order of their keys. */
  keyOf(row: Row): string;
  /** Records of the caller's reach with these natural keys. */
  findExisting(uow: UnitOfWork, drafts: readonly Draft<Row>[]): Promise<readonly Row[]>;
  /** The defaults record for a key that is new; `id`, version and times are added here. */
  defaults(uow: UnitOfWork, draft: Draft<Row>): Partial<Row>;
  /** Why a record cannot be made or made active again, found before anything is written (its phone is another's by now). */
  findConflicts(uow: UnitOfWork, drafts: readonly Draft<Row>[]): Promise<ReadonlyMap<number, RowFault>>;
  /** Fields that an import sets on a new record only; a row that would change one of them fails. */
  readonly unchangeable?: readonly (keyof Row & string)[];
  /** Why a record may not be changed so, null when it may. */
  forbiddenChange?(uow: UnitOfWork, row: Row, values: Partial<Row>): Promise<RowFault | null>;
  /** Explains a row whose name differs from the record's. */
  readonly nameDiffers: string;
  /** What one record per key means for people, added where two rows share a key and differ. */
  readonly onePerKey?: string;
  /** After the records are in: links, passwords. */
  finish?(uow: UnitOfWork, written: readonly Written<Row>[]): Promise<void>;
}

export interface Written<Row> {
  readonly draft: Draft<Row>;
  readonly id: string;
  readonly created: boolean;
}

/** The record changed hands between two statements of this import: it was moved, renamed or taken out of reach. */
const CHANGED: RowFault = {
  field: null,
  detail: 'the record was changed at the same time; import the row again',
};

/**
 * Brings rows in: creates what is new with one statement, changes what differs, leaves the rest alone. What is wrong
 * with a row was found before anything is written, so a bad row never costs a good one.
 *
 * Of several imports of the same rows at once, one creates each record and the others find it. New rows are inserted in
 * the order of their keys and known ones locked in the order of their ids, whatever the order in the file, so that two
 * imports wait for each other and never in a circle.
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
  /** Records that are there already, by natural key. */
  readonly #present = new Map<string, Row>();

  constructor(uow: UnitOfWork, kind: ImportKind<Row>, options: ImportOptions) {
    this.#uow = uow;
    this.#kind = kind;
    this.#options = options;
  }

  /** @returns the first row about each record, by key, and the others. */
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

  /** Inserts the records that are new, and fails the rows that cannot be: every other row then has its record. */
  async create(drafts: readonly Draft<Row>[]): Promise<void> {
    await this.#lookUp(drafts);
    const conflicts = new Map(
      await this.#kind.findConflicts(
        this.#uow,
        drafts.filter((draft) => this.#claims(draft)),
      ),
    );
    const absent = drafts.filter(({ key }) => !this.#present.has(key));
    // Another import may have made the record since it was looked for: then nobody else has its phone or email.
    await this.#lookUp(absent.filter(({ row }) => conflicts.has(row)));
    const fresh = absent.filter(({ row, key }) => !conflicts.has(row) && !this.#present.has(key));
    const created = await this.#insert(fresh);
    const met = fresh.filter(({ key }) => !created.has(key));
    await this.#lookUp(met);
    const elsewhere = met.filter(({ key }) => !this.#present.has(key));
    for (const [row, fault] of await this.#kind.findConflicts(this.#uow, elsewhere))
      conflicts.set(row, fault);
    for (const draft of drafts) {
      const id = created.get(draft.key);
      if (id !== undefined) {
        emitEntityEvent(this.#uow, this.#kind.entity, id, 'created');
        this.#write(draft, id, 'created');
      } else if (this.#claims(draft) && (conflicts.has(draft.row) || !this.#present.has(draft.key))) {
        this.#fail(draft.row, null, conflicts.get(draft.row) ?? CHANGED);
      }
    }
  }

  /** Changes the records that were there where the rows say otherwise. */
  async change(drafts: readonly Draft<Row>[]): Promise<void> {
    const byId = new Map<string, Draft<Row>>();
    for (const draft of drafts) {
      const row = this.#present.get(draft.key);
      if (row === undefined || this.#results.has(draft.row)) continue;
      const { fault, changes } = await this.#compare(row, draft.values);
      if (fault !== null) this.#refuse(draft, row, fault);
      else if (Object.keys(changes).length === 0) this.#write(draft, row.id, 'unchanged');
      else byId.set(row.id, draft);
    }
    const locked = await this.#lock([...byId.keys()]);
    // Those who come before those who go: a file may put one administrator in another's place.
    const going = (row: Row) => byId.get(row.id)?.values.active === false;
    for (const row of [...locked.filter((one) => !going(one)), ...locked.filter(going)]) {
      const draft = byId.get(row.id);
      if (draft === undefined || this.#kind.keyOf(row) !== draft.key) continue;
      const { fault, changes } = await this.#compare(row, draft.values);
      const outcome = fault ?? (await this.#updateOrFault(row, changes));
      if (typeof outcome === 'object') this.#refuse(draft, row, outcome);
      else this.#write(draft, row.id, outcome);
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

  /** Whether the row needs a phone, email or name that must be free. */
  #claims({ key, values }: Draft<Row>): boolean {
    const row = this.#present.get(key);
    return row === undefined || (!row.active && values.active === true);
  }

  async #lookUp(drafts: readonly Draft<Row>[]): Promise<void> {
    if (drafts.length === 0) return;
    const found = await this.#kind.findExisting(this.#uow, drafts);
    for (const row of found) this.#present.set(this.#kind.keyOf(row), row);
  }

  /** @returns the ids of the records that were made, by key. */
  async #insert(drafts: readonly Draft<Row>[]): Promise<ReadonlyMap<string, string>> {
    const base = { active: true, version: 1, createdAt: this.#uow.now, updatedAt: this.#uow.now };
    const rows = drafts.map((draft) => ({
      ...base,
      ...this.#kind.defaults(this.#uow, draft),
      ...draft.values,
    }));
    const made = await insertMissing(this.#query(), rows as never[]);
    return new Map(made.map((row) => [this.#kind.keyOf(row), row.id]));
  }

  async #lock(ids: readonly string[]): Promise<readonly Row[]> {
    if (ids.length === 0) return [];
    return this.#query()
      .whereIn('id', [...ids])
      .orderBy('id')
      .forUpdate();
  }

  /** What the row would change of the record, and why it may not. */
  async #compare(
    row: Row,
    values: Partial<Row>,
  ): Promise<{ readonly fault: RowFault | null; readonly changes: Partial<Row> }> {
    const { unchangeable = [], nameDiffers } = this.#kind;
    const changes = Object.fromEntries(
      Object.entries(values).filter(([key, value]) => value !== row[key as keyof Row]),
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

  /** A change of `active` can be refused by the database (the last administrator, a lesser authority): only its own row then fails. */
  async #updateOrFault(row: Row, changes: Partial<Row>): Promise<'updated' | 'unchanged' | RowFault> {
    if (changes.active === undefined) return this.#update(row, changes);
    try {
      return await savepoint(() => this.#update(row, changes));
    } catch (error) {
      const refusal = error instanceof ReactivationRefused ? error : lastAdministrator(error);
      if (refusal?.detail === undefined) throw error;
      return { field: 'active', detail: refusal.detail };
    }
  }

  async #update(row: Row, changes: Partial<Row>): Promise<'updated' | 'unchanged'> {
    if (Object.keys(changes).length === 0) return 'unchanged';
    const patch = { ...changes, version: row.version + 1, updatedAt: this.#uow.now };
    const record = this.#query().findById(row.id) as unknown as QueryBuilder<Row, Row | undefined>;
    await updateOne(record, patch as never);
    emitEntityEvent(this.#uow, this.#kind.entity, row.id, changeOf(row, { active: row.active, ...changes }));
    return 'updated';
  }

  #query(): QueryBuilder<Row, Row[]> {
    return this.#kind.model.query(this.#uow.trx) as unknown as QueryBuilder<Row, Row[]>;
  }

  #write(draft: Draft<Row>, id: string, status: 'created' | 'updated' | 'unchanged'): void {
    this.#results.set(draft.row, { row: draft.row, status, id, errors: [] });
    this.written.push({ draft, id, created: status === 'created' });
  }

  /** Names the record where the caller has something to decide about it. */
  #refuse(draft: Draft<Row>, row: Row, fault: RowFault): void {
    this.#fail(draft.row, fault.code === undefined ? null : row.id, fault);
  }

  #fail(row: number, id: string | null, ...errors: RowFault[]): void {
    this.#results.set(row, { row, status: 'failed', id, errors });
  }
}

/** Two names are one when only letter case, blanks or Unicode forms differ. */
function keyOfName(name: string): string {
  return nameKey(name.replaceAll(/\s+/g, ' ').trim());
}

function sameValues(a: object, b: object): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
