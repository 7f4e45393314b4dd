import { createHash } from 'node:crypto';
import { principalKey } from '../../auth/principal.ts';
import type { UnitOfWork } from '../../db/unit/unit-of-work.ts';
import { Problem } from '../../ground/problem.ts';
import { WorkLocal } from '../../ground/work-local.ts';
import type { Logger } from '../../observability/logger.ts';
import type { ContractOperation } from '../contract/document.ts';
import type { Exchange } from '../exchange.ts';
import { problemBody, toProblem } from '../failure.ts';
import { JSON_TYPE, PROBLEM_TYPE, type Reply } from '../reply.ts';
import { IdempotencyRecords, LEASE_SECONDS, type RequestKey, type SavedReply } from './records.ts';

/** A saved reply is sent unchanged, text and all. */
export interface Replay extends SavedReply {
  readonly mediaType: string;
}

interface Holding {
  readonly request: RequestKey;
  readonly holder: string;
}

const holding = new WorkLocal<Holding>();

/** Headers that belong to the outcome; the others belong to the one exchange. */
const KEPT_HEADERS = ['etag', 'location'];
/** Statuses that say nothing about the request itself: a repeat should be judged again. */
const TRANSIENT = new Set([401, 408, 425, 429]);

/**
 * `Idempotency-Key`: a POST with a key runs once. Its reply, also a rejection such as 409 or 422, is stored for 24
 * hours and sent to every repeat with the same body. 5xx and 401, 408, 425, 429 are not stored: the repeat runs.
 *  Not covered: operations whose reply carries a secret (tokens, a new key: `x-secret-reply`), because secrets are
 *  never stored; operations that change nothing (`x-safe`), because nothing can happen twice; and callers known only by
 *  a publishable key or not at all, because they cannot be distinguished. The header is then accepted and has no effect.
 */
export class Idempotency {
  private readonly records: IdempotencyRecords;
  private readonly log: Logger;

  constructor(records: IdempotencyRecords, log: Logger) {
    this.records = records;
    this.log = log;
  }

  /** The key to run under, or null when the request runs without one. */
  keyOf(exchange: Exchange, operation: ContractOperation): RequestKey | null {
    const key = exchange.headers['idempotency-key'];
    if (key === undefined || operation.method !== 'post') return null;
    if (operation.secretReply || operation.safe) return null;
    const { principal } = exchange;
    if (principal.kind === 'anonymous' || principal.kind === 'publishable_key') return null;
    return { actor: principalKey(principal), operation: operation.operationId, key };
  }

  /**
   * Runs `work` at most once for the key.
   * @throws Problem `idempotency_in_progress`, `idempotency_key_reused`, and whatever `work` throws the first time.
   */
  async run(request: RequestKey, exchange: Exchange, work: () => Promise<Reply>): Promise<Reply | Replay> {
    const claim = await this.records.claim(request, fingerprint(exchange));
    switch (claim.outcome) {
      case 'saved':
        return {
          ...claim.reply,
          headers: { ...claim.reply.headers, 'idempotency-replayed': 'true' },
          mediaType: claim.reply.status < 400 ? JSON_TYPE : PROBLEM_TYPE,
        };
      case 'other_request':
        throw new Problem('idempotency_key_reused');
      case 'in_progress':
        throw new Problem('idempotency_in_progress', { headers: { 'retry-after': '1' } });
      case 'reply_lost':
        throw new Problem('idempotency_in_progress', {
          detail:
            'The first request with this key took effect, but its reply was lost. Read the resource to see the result.',
        });
      case 'claimed':
        return this.hold({ request, holder: claim.holder }, exchange, work);
    }
  }

  private async hold(held: Holding, exchange: Exchange, work: () => Promise<Reply>): Promise<Reply> {
    const { request, holder } = held;
    const heartbeat = setInterval(
      () => {
        this.records.renew(request, holder).catch((error: unknown) => this.warn('renew', error));
      },
      (LEASE_SECONDS * 1000) / 3,
    );
    try {
      const reply = await holding.run(held, work);
      await this.settle('save', this.records.save(request, holder, saved(reply)));
      return reply;
    } catch (error) {
      const problem = toProblem(error);
      const kept = problem.status < 500 && !TRANSIENT.has(problem.status);
      const { correlationId } = exchange.context;
      await this.settle(
        kept ? 'save' : 'release',
        kept
          ? this.records.save(request, holder, {
              status: problem.status,
              headers: {},
              body: JSON.stringify(problemBody(problem, correlationId, exchange.problemMembers)),
            })
          : this.records.release(request, holder),
      );
      throw error;
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** The outcome stands, whether or not the record could be written; if not, its lease expires. */
  private async settle(what: string, written: Promise<void>): Promise<void> {
    await written.catch((error: unknown) => this.warn(what, error));
  }

  private warn(what: string, err: unknown): void {
    this.log.warn({ err }, `idempotency record: ${what} failed`);
  }
}

function saved(reply: Reply): SavedReply {
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = reply.headers[name];
    if (value !== undefined) headers[name] = value;
  }
  return {
    status: reply.status,
    headers,
    body: reply.body === undefined ? null : JSON.stringify(reply.body),
  };
}

/** The path is part of it: `/v1/offers/{a}/response` and `/v1/offers/{b}/response` are one operation, two requests. */
function fingerprint(exchange: Exchange): string {
  return createHash('sha256')
    .update(canonicalPath(exchange.path))
    .update('\n')
    .update(exchange.body === undefined ? '' : JSON.stringify(exchange.body))
    .digest('base64');
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** One text for all spellings of a path: ids in capitals, a slash at the end. */
function canonicalPath(path: string): string {
  return path.replaceAll(UUID, (id) => id.toLowerCase()).replace(/\/$/, '');
}

/**
 * For `beforeCommit` of the database that handlers use: a unit of work run for a request with an idempotency key also
 * marks the key, in the same transaction. A process killed between that commit and the saved reply therefore never does
 * the work twice, and one whose key was taken over (it was silent for a whole lease) cannot commit.
 * @throws Problem `idempotency_in_progress` when another process holds the key by now.
 */
export async function markIdempotencyKey(uow: UnitOfWork): Promise<void> {
  const held = holding.get();
  if (held === undefined) return;
  if (!(await IdempotencyRecords.markEffect(uow.trx, held.request, held.holder))) {
    throw new Problem('idempotency_in_progress');
  }
}
