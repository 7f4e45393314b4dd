import { type ContractDocument, isSafe, type OperationObject } from '../openapi.ts';

/** The most sensitive data about people in an operation's reply. `own`: only about the caller. */
export type Reads = 'health' | 'personal' | 'own' | 'none';

/** What the audit log records of an operation: the contract's `x-audit`. */
export interface AuditRule {
  /** The kind of record it is about: `booking`. `caller`: the caller's own kind. */
  readonly record: string;
  /**
   * Where the ids are: a path parameter (`/path/bookingId`) or places in the reply (`/reply/id`, `/reply/data/*` + `/id`).
   * Null when only the unit of work knows.
   */
  readonly ids: readonly string[] | null;
  readonly reads: Reads;
  /** Whether it changes something: all but GETs and the POSTs that are `x-safe`. */
  readonly changes: boolean;
  /**
   * For sign-ins and the like: the entry is written before the reply and has its outcome, since a unit of work may
   * commit (a failed attempt is counted) although the operation is rejected.
   */
  readonly atReply: boolean;
}

const READS: readonly string[] = ['health', 'personal', 'own', 'none'];
const RECORD = /^[a-z][a-z_]*$/;
const IDS = /^\/(path\/[a-zA-Z]+|reply(\/([a-zA-Z]+|\*))+|caller)$/;

/**
 * Reads `x-audit` and adds faults to `faults`. An operation that changes something, or whose reply has health or
 * personal data, must declare what to record.
 */
export function readAudit(
  document: ContractDocument,
  operation: OperationObject,
  method: string,
  at: string,
  faults: string[],
): AuditRule | null {
  const value = operation['x-audit'] as Record<string, unknown> | undefined;
  const changes = !isSafe(method, operation);
  const revealed = mostSensitive(document, operation.responses);
  if (value === undefined) {
    if (changes) faults.push(`${at}: changes something and has no x-audit, so nothing would be recorded`);
    else if (revealed !== 'none')
      faults.push(`${at}: its reply holds ${revealed} data and it has no x-audit`);
    return null;
  }
  const { record, ids = null, reads = 'none', when = 'unit', ...rest } = value;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) faults.push(`${at}: x-audit.${unknown} is not understood`);
  if (typeof record !== 'string' || !RECORD.test(record))
    faults.push(`${at}: x-audit.record is no kind of record`);
  if (ids !== null && (typeof ids !== 'string' || !IDS.test(ids)))
    faults.push(`${at}: x-audit.ids is not understood`);
  if (!READS.includes(String(reads))) faults.push(`${at}: x-audit.reads is not understood`);
  if (when !== 'unit' && when !== 'reply') faults.push(`${at}: x-audit.when is not understood`);
  if (revealed === 'health' && reads !== 'health') {
    faults.push(`${at}: its reply holds health data, so x-audit.reads must be health`);
  } else if (revealed === 'personal' && reads === 'none') {
    faults.push(`${at}: its reply holds personal data, so x-audit.reads must be personal, or own`);
  }
  return {
    record: String(record),
    ids: typeof ids === 'string' ? ids.slice(1).split('/') : null,
    reads: reads as Reads,
    changes,
    atReply: when === 'reply',
  };
}

/** The data in the 2xx replies, by the marks on their schemas, at any depth. */
function mostSensitive(
  document: ContractDocument,
  responses: OperationObject['responses'],
): 'health' | 'personal' | 'none' {
  const seen = new Set<string>();
  let found: 'health' | 'personal' | 'none' = 'none';
  const walk = (node: unknown): void => {
    if (found === 'health' || typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const item of node) walk(item);
      return;
    }
    const object = node as Record<string, unknown>;
    if (object['x-health-data'] === true) found = 'health';
    else if (object['x-personal-data'] === true) found = 'personal';
    for (const [key, value] of Object.entries(object)) {
      if (key === 'example' || key === 'examples') continue;
      if (key !== '$ref' || typeof value !== 'string') walk(value);
      else if (!seen.has(value)) {
        seen.add(value);
        walk(at(document, value));
      }
    }
  };
  for (const [status, reply] of Object.entries(responses ?? {})) if (status.startsWith('2')) walk(reply);
  return found;
}

function at(document: ContractDocument, pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (node, part) =>
        (node as Record<string, unknown> | undefined)?.[
          decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
        ],
      document,
    );
}
