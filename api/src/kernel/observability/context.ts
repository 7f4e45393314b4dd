import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

/** What follows a piece of work through every call it makes: read by the logger, the outbox, jobs and sockets. Ids only. */
export interface WorkContext {
  readonly correlationId: string;
  /** W3C Trace Context, version 00. */
  readonly traceparent: string;
  /** Which operation, job or subscriber is at work; set once routing has decided. */
  operation?: string;
  /** `<kind>:<id>` of the caller once verified. */
  actor?: string;
}

const storage = new AsyncLocalStorage<WorkContext>();

/** The context of the work in progress, or undefined outside any (start-up, timers that belong to nobody). */
export function currentContext(): WorkContext | undefined {
  return storage.getStore();
}

/** The correlation id of the work in progress; a fresh one outside any. */
export function currentCorrelationId(): string {
  return storage.getStore()?.correlationId ?? uuidv7();
}

/** Runs `work` with a context of its own. Jobs, subscribers and sockets pass the id they were handed; without one a new id is made. */
export function runInContext<T>(
  from: { correlationId?: string | undefined; traceparent?: string | undefined; operation?: string },
  work: () => T,
): T {
  return storage.run(makeContext(from.correlationId, from.traceparent, from.operation), work);
}

/** Runs `work` in a context made earlier with {@link makeContext}. */
export function runWith<T>(context: WorkContext, work: () => T): T {
  return storage.run(context, work);
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
      correlationId !== undefined && CORRELATION_ID.test(correlationId) ? correlationId : uuidv7(),
    traceparent: childTraceparent(traceparent),
    ...(operation === undefined ? {} : { operation }),
  };
}

/** Keeps the caller's trace id and sampling flag with a span id of our own; starts a trace when there is none. */
function childTraceparent(parent: string | undefined): string {
  const match = parent === undefined ? null : TRACEPARENT.exec(parent);
  const random = randomIds();
  return match === null
    ? `00-${random.slice(0, 32)}-${random.slice(32, 48)}-00`
    : `00-${match[1]}-${random.slice(32, 48)}-${match[2]}`;
}

/** Random bytes are drawn for many ids at once: one system call each would show in the profile of a read. */
let pool = '';
let drawn = 0;
function randomIds(): string {
  if (drawn + 48 > pool.length) {
    pool = randomBytes(24 * 256).toString('hex');
    drawn = 0;
  }
  drawn += 48;
  return pool.slice(drawn - 48, drawn);
}
