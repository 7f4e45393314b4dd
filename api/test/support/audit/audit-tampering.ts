import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

/* For tests: what a person who may write every row could do to the audit log, one thing at a time. */

/** Mulberry32: the same numbers for the same seed, so that a failure can be repeated. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

const TABLES = ['audit_event', 'audit_seal', 'audit_head'];
const KEY: Readonly<Record<string, string>> = {
  audit_event: 'position',
  audit_seal: 'number',
  audit_head: 'one',
};

export async function columns(owner: Knex): Promise<Column[]> {
  const { rows } = await owner.raw(
    `select table_name as table, column_name as name, udt_name as type, is_nullable = 'YES' as nullable
       from information_schema.columns where table_name = any(?) and column_name <> 'one'
      order by table_name, ordinal_position`,
    [TABLES],
  );
  return rows;
}

/** Another value of a column's type, as SQL over the old one. */
function other(type: string, below: (n: number) => number): string {
  switch (type) {
    case 'uuid':
      return `'${randomUUID()}'::uuid`;
    case 'text':
      return ["coalesce(~, '') || 'x'", "''", "'succeeded'", 'reverse(~)', "'refused'"][below(5)] as string;
    case '_text':
      return [
        "~ || 'x'::text",
        "'{}'::text[]",
        "array['x']",
        '(select array_agg(r order by r desc) from unnest(~) r)',
      ][below(4)] as string;
    case 'bytea':
      return [
        "coalesce(~, '\\x00') || '\\x00'",
        "'\\x'::bytea",
        'set_byte(~, 0, (get_byte(~, 0) + 1) % 256)',
      ][below(3)] as string;
    case 'timestamptz':
      return ["~ + interval '1 microsecond'", "~ - interval '1 day'", "'infinity'::timestamptz"][
        below(3)
      ] as string;
    default:
      return ['~ + 1', '~ + 1000', 'greatest(~ - 1, 1)'][below(3)] as string;
  }
}

export interface Tampering {
  /** What was done, for the failure's message. */
  readonly what: string;
  /** Rows it changed; 0 when the value was already the intended one. */
  readonly changed: number;
}

/** Does one random thing to the log, in a transaction that its caller undoes. */
export async function tamper(
  trx: Knex,
  known: readonly Column[],
  below: (n: number) => number,
): Promise<Tampering> {
  const kind = below(10);
  if (kind < 5) return edit(trx, known[below(known.length)] as Column, below);
  if (kind < 7) return remove(trx, TABLES[below(3)] as string, below);
  if (kind < 9) return swap(trx, known, below);
  return [cutTail, cutFront, copyEntry, emptied][below(4)]?.(trx, below) as Promise<Tampering>;
}

async function anyKey(trx: Knex, table: string, below: (n: number) => number): Promise<string> {
  const key = KEY[table] as string;
  const rows = await trx(table).select(key).orderBy(key);
  return String(rows[below(rows.length)]?.[key]);
}

async function edit(trx: Knex, column: Column, below: (n: number) => number): Promise<Tampering> {
  const { table, name, type, nullable } = column;
  const key = await anyKey(trx, table, below);
  const value = nullable && below(4) === 0 ? 'null' : other(type, below).replaceAll('~', name);
  const change = `update ${table} set ${name} = ${value} where ${KEY[table]} = '${key}' and ${name} is distinct from ${value}`;
  return { what: change, changed: await affected(trx, change) };
}

async function remove(trx: Knex, table: string, below: (n: number) => number): Promise<Tampering> {
  const change = `delete from ${table} where ${KEY[table]} = '${await anyKey(trx, table, below)}'`;
  return { what: change, changed: await affected(trx, change) };
}

/** Two rows change places: as a whole, or in one column. */
async function swap(trx: Knex, known: readonly Column[], below: (n: number) => number): Promise<Tampering> {
  const table = TABLES[below(2)] as string;
  const key = KEY[table] as string;
  const [a, b] = [await anyKey(trx, table, below), await anyKey(trx, table, below)];
  if (a === b) return { what: 'nothing', changed: 0 };
  const own = known.filter((column) => column.table === table);
  const column = own[below(own.length)]?.name as string;
  if (column === key || column === 'id' || below(2) === 0) {
    await trx.raw(`update ${table} set ${key} = -1 where ${key} = ${a}; update ${table} set ${key} = ${a} where ${key} = ${b};
      update ${table} set ${key} = ${b} where ${key} = -1`);
    return { what: `swap rows ${a} and ${b} of ${table}`, changed: 2 };
  }
  const change = `update ${table} as x set ${column} = y.${column} from ${table} as y
    where x.${key} in (${a}, ${b}) and y.${key} in (${a}, ${b}) and x.${key} <> y.${key} and x.${column} is distinct from y.${column}`;
  return { what: `swap ${column} of rows ${a} and ${b} of ${table}`, changed: await affected(trx, change) };
}

/** The newest seals with all their entries; the head is left unchanged. */
async function cutTail(trx: Knex, below: (n: number) => number): Promise<Tampering> {
  const from = await anyKey(trx, 'audit_seal', below);
  await trx.raw(`delete from audit_event where position >= (select first_position from audit_seal where number = ${from});
    delete from audit_seal where number >= ${from}`);
  return { what: `cut seals from ${from} on`, changed: 1 };
}

async function cutFront(trx: Knex, below: (n: number) => number): Promise<Tampering> {
  const to = await anyKey(trx, 'audit_seal', below);
  await trx.raw(`delete from audit_event where position < (select first_position + entries from audit_seal where number = ${to});
    delete from audit_seal where number <= ${to}`);
  return { what: `cut seals up to ${to}`, changed: 1 };
}

/** A genuine entry once more, under a new id or the next position. */
async function copyEntry(trx: Knex, below: (n: number) => number): Promise<Tampering> {
  const key = await anyKey(trx, 'audit_event', below);
  await trx.raw(`create temporary table copied on commit drop as select * from audit_event where position = ${key};
    update copied set id = gen_random_uuid(), position = (select max(position) + 1 from audit_event);
    insert into audit_event select * from copied`);
  return { what: `add a copy of entry ${key}`, changed: 1 };
}

async function emptied(trx: Knex, below: (n: number) => number): Promise<Tampering> {
  const table = TABLES[below(3)] as string;
  await trx.raw(`truncate ${table}`);
  return { what: `truncate ${table}`, changed: 1 };
}

async function affected(trx: Knex, change: string): Promise<number> {
  return (await trx.raw(change)).rowCount ?? 0;
}
