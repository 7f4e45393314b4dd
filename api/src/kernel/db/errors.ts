import { Problem } from '../ground/problem.ts';
import { diskFull, isDiskFull } from './disk-full.ts';
import { isStaleStatement } from './statement-names.ts';

/** The rule of the schema that a write broke. */
export type ConstraintKind = 'unique' | 'exclusion' | 'foreign_key' | 'check' | 'not_null';

const CONSTRAINT_KINDS: Readonly<Record<string, ConstraintKind>> = {
  '23505': 'unique',
  '23P01': 'exclusion',
  '23503': 'foreign_key',
  '23514': 'check',
  '23502': 'not_null',
};

/**
 * A write broke a constraint. Services catch it and reply in the words of their domain, by `constraint`: `if (error
 * instanceof ConstraintViolation && error.constraint === 'booking_no_overlap') throw problem(…)`. Carries names from
 * the schema only: Postgres' own detail line quotes the row, which may hold a person's data.
 */
export class ConstraintViolation extends Error {
  readonly kind: ConstraintKind;
  /** Name of the constraint or unique index; for `not_null`, the column's name. */
  readonly constraint: string;
  readonly table: string | null;

  constructor(kind: ConstraintKind, constraint: string, table: string | null) {
    super(`${kind} constraint ${constraint} refused the write`);
    this.name = 'ConstraintViolation';
    this.kind = kind;
    this.constraint = constraint;
    this.table = table;
  }
}

/**
 * Any other error that Postgres reported. The message is kept only for classes of error that cannot quote a row's
 * values.
 */
export class DatabaseFault extends Error {
  /** SQLSTATE, five characters (PostgreSQL appendix A). */
  readonly code: string;
  /** Whether the same unit of work may succeed when run again from the start. */
  readonly retryable: boolean;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'DatabaseFault';
    this.code = code;
    this.retryable = RETRYABLE.has(code);
  }
}

/**
 * A write would have put a row where the caller cannot see it. Reported as *not found*: a caller learns nothing about
 * tenants it does not belong to.
 */
export class TenancyViolation extends Problem {
  constructor(layer: 'model' | 'database', table: string | null) {
    super('not_found', { cause: `${layer} layer rejected a write to ${table ?? 'a table'}` });
    this.name = 'TenancyViolation';
  }
}

/** A caller would have reactivated what a caller with more authority deactivated (migration `deactivation`). */
export class ReactivationRefused extends Problem {
  constructor() {
    super('role_not_allowed', {
      detail:
        'It was deactivated by a person with more authority, or of another hospital or community: `deactivation.liftableBy` names the roles that can reactivate it.',
      cause: 'reactivation_above_authority',
    });
    this.name = 'ReactivationRefused';
  }
}

/** Serialization failure and deadlock: Postgres aborted the transaction so that another could continue. */
const RETRYABLE = new Set(['40001', '40P01']);
/** Syntax, access rule, object state and transaction state errors: they name objects of the schema, never values. */
const QUOTES_NO_VALUES = /^(42|25|2B|55|40|3F|0A)/;
/** Connection exceptions, operator intervention (shutdown, cancel, statement timeout), out of resources, lock timeout. */
const UNAVAILABLE = /^(08|57|53|55P03)/;
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);

interface PostgresError extends Error {
  code?: string;
  constraint?: string;
  table?: string;
  column?: string;
  severity?: string;
}

/** Turns what the driver or pool threw into a typed error that quotes no row; anything else is returned unchanged. */
export function typedDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  if (error instanceof ConstraintViolation || error instanceof DatabaseFault) return error;
  const { code, constraint, table, column, severity, message } = error as PostgresError;
  if (isDiskFull(code)) return diskFull(code);
  if (isConnectionLoss(code, error)) return unavailable(code ?? error.name);
  if (code === undefined || severity === undefined) return error;
  if (constraint === 'reactivation_above_authority') return new ReactivationRefused();
  const kind = CONSTRAINT_KINDS[code];
  if (kind !== undefined)
    return new ConstraintViolation(kind, constraint ?? column ?? 'unnamed', table ?? null);
  // A prepared statement no longer fits its table's shape: the connection is discarded and the next attempt gets a new
  // one.
  if (UNAVAILABLE.test(code) || isStaleStatement(error)) return unavailable(code);
  if (code === '42501' && /row-level security/.test(message)) {
    return new TenancyViolation('database', /for table "([^"]+)"/.exec(message)?.[1] ?? null);
  }
  const said = QUOTES_NO_VALUES.test(code) ? withoutLiteral(message) : 'Postgres refused the statement';
  return new DatabaseFault(code, `${said} (SQLSTATE ${code})`);
}

/** A syntax error is reported with the text it is at, which can be a literal instead of a word. */
function withoutLiteral(message: string): string {
  return message.replace(/ at or near "(?![a-z_]+"$).*/is, '');
}

/**
 * Knex puts the statement before the message of whatever a query throws. Statements are long, may hold literals, and
 * belong neither in logs nor in replies: this error keeps its own message.
 */
export function withOwnMessage(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { message } = error;
  return Object.defineProperty(error, 'message', { configurable: true, get: () => message, set: () => {} });
}

function isConnectionLoss(code: string | undefined, error: Error): boolean {
  if (code !== undefined && NETWORK_CODES.has(code)) return true;
  if (error.name === 'KnexTimeoutError') return true;
  return /^(Connection terminated|Client has encountered a connection error|timeout expired|Connection ended|Unable to acquire a connection)/.test(
    error.message,
  );
}

function unavailable(cause: string): Problem {
  return new Problem('dependency_down', {
    detail: 'The database cannot be reached at the moment. Try again shortly.',
    headers: { 'Retry-After': '2' },
    cause,
  });
}
