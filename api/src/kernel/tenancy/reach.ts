import type { Scope, ScopeRole } from '../auth/scope.ts';

/** The ids of a scope, by which rows are recognised as the caller's. */
export type ScopeId = 'hospitalId' | 'communityId' | 'residentId' | 'staffId' | 'visitorId';

/** The many-to-many of hospitals and communities, read in the two directions. */
export type Link = 'communitiesOfHospital' | 'hospitalsOfCommunity';

/** Which rows of a table one role reaches. Columns are the database's own names. */
export type Reach =
  | 'all'
  | 'none'
  /** The column holds the caller's own id. */
  | { readonly column: string; readonly equals: ScopeId }
  /** The column holds a community linked to the caller's hospital, or a hospital linked to the caller's community. */
  | { readonly column: string; readonly linked: Link }
  /**
   * The row is reached exactly when a row of `table` is: the one whose `references` (default `id`) equals `column`
   * here, by the reach its own model declares. `having` narrows those rows by fixed values, e.g. `{ state: 'open' }`.
   * Alone it is checked row by row. Inside `anyOf` the reached rows of `table` are listed once per query, so that each
   * branch can use its index: there they must be few (a person's open offers, not a hospital's bookings).
   */
  | {
      readonly through: {
        readonly table: string;
        readonly column: string;
        readonly references?: string;
        readonly having?: Readonly<Record<string, string | boolean | null>>;
      };
    }
  /**
   * The row has exactly one parent, of one of several kinds: the row of `table` that `column` names here; the columns of
   * the other kinds are null. It is reached exactly when that parent is, which is checked row by row.
   */
  | { readonly parents: readonly Parent[] }
  | { readonly anyOf: readonly Reach[] };

interface Parent {
  readonly table: string;
  readonly column: string;
}

/** How a table relates to the tenancy graph: one reach for each kind of caller, without exception. `system` always reaches all. */
export type Tenancy = { readonly [role in Exclude<ScopeRole, 'system'>]: Reach } & {
  readonly system?: 'all';
};

/** Finds the tenancy of another table, for `through`. */
export type TenancyOf = (table: string) => Tenancy;

export function reachOf(tenancy: Tenancy, scope: Scope): Reach {
  if (scope.role === 'system') return 'all';
  return tenancy[scope.role] ?? 'none';
}

/** A piece of SQL in knex's terms: `?` for values, `??` for identifiers. */
export interface Predicate {
  readonly sql: string;
  readonly bindings: readonly (string | boolean)[];
}

/** What represents a column in a predicate: a reference into a query, or the value that a write gives it. */
export type ColumnTerm = (column: string) => Predicate;

const ALL: Predicate = { sql: 'true', bindings: [] };
const NONE: Predicate = { sql: 'false', bindings: [] };

/** `"table"."column"`. */
export function columnOf(table: string): ColumnTerm {
  return (column) => ({ sql: '??', bindings: [`${table}.${column}`] });
}

/** The reach as SQL. A scope without the id that a reach needs reaches nothing. */
export function predicateOf(reach: Reach, scope: Scope, term: ColumnTerm, tenancyOf: TenancyOf): Predicate {
  return build(reach, scope, term, tenancyOf, 0);
}

function build(
  reach: Reach,
  scope: Scope,
  term: ColumnTerm,
  tenancyOf: TenancyOf,
  depth: number,
  oneOfSeveral = false,
): Predicate {
  if (reach === 'all') return ALL;
  if (reach === 'none') return NONE;
  if ('equals' in reach) {
    const id = scope[reach.equals];
    return id === null ? NONE : joined(term(reach.column), ' = ', { sql: '?', bindings: [id] });
  }
  if ('linked' in reach) return linked(reach, scope, term);
  if ('anyOf' in reach) {
    const branches = reach.anyOf
      .map((branch) => build(branch, scope, term, tenancyOf, depth, true))
      .filter((branch) => branch.sql !== NONE.sql);
    if (branches.length === 0) return NONE;
    return {
      sql: `(${branches.map((branch) => branch.sql).join(' or ')})`,
      bindings: branches.flatMap((branch) => branch.bindings),
    };
  }
  if ('parents' in reach) return oneParent(reach.parents, scope, term, tenancyOf, depth);
  return through(reach.through, scope, term, tenancyOf, depth, oneOfSeveral);
}

function oneParent(
  parents: readonly Parent[],
  scope: Scope,
  term: ColumnTerm,
  tenancyOf: TenancyOf,
  depth: number,
): Predicate {
  const kinds = parents
    .map((parent) => through(parent, scope, term, tenancyOf, depth, false))
    .filter((kind) => kind.sql !== NONE.sql);
  if (kinds.length === 0) return NONE;
  return {
    sql: `(${kinds.map((kind) => kind.sql).join(' or ')})`,
    bindings: kinds.flatMap((kind) => kind.bindings),
  };
}

function linked(reach: { column: string; linked: Link }, scope: Scope, term: ColumnTerm): Predicate {
  const [wanted, given, id] =
    reach.linked === 'communitiesOfHospital'
      ? ['community_id', 'hospital_id', scope.hospitalId]
      : ['hospital_id', 'community_id', scope.communityId];
  if (id === null) return NONE;
  const column = term(reach.column);
  return {
    sql: `${column.sql} in (select ${wanted} from hospital_community where ${given} = ?)`,
    bindings: [...column.bindings, id],
  };
}

function through(
  { table, column, references = 'id', having = {} }: Extract<Reach, { through: unknown }>['through'],
  scope: Scope,
  term: ColumnTerm,
  tenancyOf: TenancyOf,
  depth: number,
  listed: boolean,
): Predicate {
  if (depth > 3) throw new Error(`tenancy of ${table}: reaches go through each other in a circle`);
  const alias = `reach_${depth}`;
  const inner = columnOf(alias);
  const parent = build(reachOf(tenancyOf(table), scope), scope, inner, tenancyOf, depth + 1);
  if (parent.sql === NONE.sql) return NONE;
  const fixed = Object.entries(having).map(([name, value]) =>
    value === null
      ? joined(inner(name), ' is null', { sql: '', bindings: [] })
      : joined(inner(name), ' = ', { sql: '?', bindings: [value] }),
  );
  if (listed) {
    const here = term(column);
    const key = inner(references);
    const conditions = [...fixed, parent];
    return {
      sql: `${here.sql} = any(array(select ${key.sql} from ?? as ?? where ${conditions.map((each) => each.sql).join(' and ')}))`,
      bindings: [
        ...here.bindings,
        ...key.bindings,
        table,
        alias,
        ...conditions.flatMap((each) => each.bindings),
      ],
    };
  }
  const conditions = [joined(inner(references), ' = ', term(column)), ...fixed, parent];
  return {
    sql: `exists (select 1 from ?? as ?? where ${conditions.map((each) => each.sql).join(' and ')})`,
    bindings: [table, alias, ...conditions.flatMap((each) => each.bindings)],
  };
}

function joined(left: Predicate, operator: string, right: Predicate): Predicate {
  return { sql: `${left.sql}${operator}${right.sql}`, bindings: [...left.bindings, ...right.bindings] };
}

/** The columns that a reach depends on: a write that does not change them cannot move a row. */
export function columnsOf(reach: Reach): readonly string[] {
  if (typeof reach === 'string') return [];
  if ('anyOf' in reach) return reach.anyOf.flatMap(columnsOf);
  if ('parents' in reach) return reach.parents.map(({ column }) => column);
  return ['through' in reach ? reach.through.column : reach.column];
}

/**
 * Whether a row with these values is reached, as far as can be decided without a query.
 * `unknown`: a link or parent must be looked up, or an unchanged column decides.
 */
export function decide(
  reach: Reach,
  scope: Scope,
  values: Readonly<Record<string, unknown>>,
): 'reached' | 'foreign' | 'unknown' {
  if (reach === 'all') return 'reached';
  if (reach === 'none') return 'foreign';
  if ('anyOf' in reach) {
    const answers = reach.anyOf.map((branch) => decide(branch, scope, values));
    if (answers.includes('reached')) return 'reached';
    return answers.includes('unknown') ? 'unknown' : 'foreign';
  }
  if ('parents' in reach) {
    const named = reach.parents.filter(({ column }) => !(column in values) || isGiven(values[column]));
    return named.length > 0 ? 'unknown' : 'foreign';
  }
  const column = 'through' in reach ? reach.through.column : reach.column;
  if (!(column in values)) return 'unknown';
  const value = values[column];
  if (!isGiven(value)) return 'foreign';
  if ('equals' in reach) return value === scope[reach.equals] ? 'reached' : 'foreign';
  return 'unknown';
}

const isGiven = (value: unknown): boolean => value !== null && value !== undefined;
