import { randomBytes } from 'node:crypto';
import { outsideWork, WorkLocal } from '../ground/work-local.ts';
import type { AuditSubject } from './audit-subject.ts';

/**
 * What follows a piece of work through every call it makes: read by the logger, the outbox, jobs and sockets. Ids only.
 */
export interface WorkContext {
  readonly correlationId: string;
  /** W3C Trace Context, version 00. */
  readonly traceparent: string;
  /** The operation, job or subscriber that runs; set once routing has decided. */
  operation?: string;
  /** `<kind>:<id>` of the caller once verified. */
  actor?: string;
  /** Whose share of shared capacity the work counts towards: a tenant, or the network of a caller who has not signed in. */
  share?: string;
  /** The audit subject of the work, while a request or socket message is handled. */
  audit?: AuditSubject;
}

const contexts = new WorkLocal<WorkContext>();

/** The context of the work in progress, or undefined outside any (start-up, timers of no request). */
export function currentContext(): WorkContext | undefined {
  return contexts.get();
}

/** The correlation id of the work in progress; a new one outside any. */
export function currentCorrelationId(): string {
  return contexts.get()?.correlationId ?? newId();
}

/**
 * Runs `work` with a context of its own. Jobs, subscribers and sockets pass the id they received; without one a new id
 * is made.
 */
export function runInContext<T>(
  from: {
    correlationId?: string | undefined;
    traceparent?: string | undefined;
    operation?: string;
    share?: string;
  },
  work: () => T,
): T {
  const context = makeContext(from.correlationId, from.traceparent, from.operation);
  if (from.share !== undefined) context.share = from.share;
  return contexts.run(context, work);
}

/** Runs `work` in a context made earlier with {@link makeContext}. */
export function runWith<T>(context: WorkContext, work: () => T): T {
  return contexts.run(context, work);
}

/** Runs `work` outside any context: for work that a request starts but that is not part of it. */
export function outsideContext<T>(work: () => T): T {
  return outsideWork(work);
}

/** Letters, digits and `._:-`, up to 128 (as in the contract): what other systems use as ids, and nothing that could forge a log line or a header. */
const CORRELATION_ID = /^[A-Za-z0-9._:-]{1,128}$/;
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

/** A context from what a caller sent: a value of the wrong shape is replaced, never echoed. */
export function makeContext(
  correlationId: string | undefined,
  traceparent: string | undefined,
  operation?: string,
): WorkContext {
  return {
    correlationId:
      correlationId !== undefined && CORRELATION_ID.test(correlationId) ? correlationId : newId(),
    traceparent: childTraceparent(traceparent),
    ...(operation === undefined ? {} : { operation }),
  };
}

/** Keeps the caller's trace id and sampling flag with a new span id; starts a trace when there is none. */
function childTraceparent(parent: string | undefined): string {
  const match = parent === undefined ? null : TRACEPARENT.exec(parent);
  if (match === null) return `00-${randomHex(32)}-${randomHex(16)}-00`;
  return `00-${match[1]}-${randomHex(16)}-${match[2]}`;
}

/** The time part of ids made in one millisecond is the same text. */
let millisecond = 0;
let timePart = '';

/** A UUID of version 7 (RFC 9562), so that ids sort by the time they were made; 72 of its bits are random. */
function newId(): string {
  const now = Date.now();
  if (now !== millisecond) {
    const time = now.toString(16).padStart(12, '0');
    timePart = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    millisecond = now;
  }
  return `${timePart}${randomHex(3)}-8${randomHex(3)}-${randomHex(12)}`;
}

/** Random bytes are drawn for some hundred ids at once: a system call for each would show in the profile of a read. */
const DRAW = 8_192;
let pool = '';
let drawn = 0;

function randomHex(digits: number): string {
  if (drawn + digits > pool.length) {
    pool = randomBytes(DRAW).toString('hex');
    drawn = 0;
  }
  drawn += digits;
  return pool.slice(drawn - digits, drawn);
}
