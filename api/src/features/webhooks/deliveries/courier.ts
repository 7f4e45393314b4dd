import type { Database } from '../../../kernel/db/unit/database.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { causesOf, networkFailure } from '../../../kernel/network/failures.ts';
import {
  BlockedAddress,
  type GuardedReply,
  guardedPost,
  type Resolve,
} from '../../../kernel/network/guarded-post.ts';
import { retryAfterMs } from '../../../kernel/network/retry-after.ts';
import { signedHeaders } from '../endpoints/signature.ts';
import { DeliverWebhook } from '../jobs.ts';
import type { AttemptOutcome, WebhookEndpoint } from '../models.ts';
import type { WebhookSettings } from '../settings.ts';
import { type ClaimedAttempt, claimAttempt } from './claim.ts';
import { type AttemptResult, recordAttempt } from './record.ts';
import { redactedReply } from './redact.ts';

/** How much of a reply is read. */
const REPLY_BYTES = 16_384;
/** Of one worker: other kinds of job keep half of its places. */
const CONCURRENCY = 5;

export interface CourierDeps {
  readonly database: Database;
  readonly settings: WebhookSettings;
  /** Default: the resolver of the system. */
  readonly resolve?: Resolve;
}

/** Sends events to endpoints, one attempt a job. */
export class Courier {
  readonly #deps: CourierDeps;

  constructor(deps: CourierDeps) {
    this.#deps = deps;
  }

  job(): JobDefinition {
    return jobHandler(DeliverWebhook, {
      // Attempts of a delivery are counted with the delivery: these are faults of our own.
      maxAttempts: 10,
      concurrency: CONCURRENCY,
      handle: ({ deliveryId }) => this.deliver(deliveryId),
    });
  }

  async deliver(deliveryId: string): Promise<void> {
    const { database, settings } = this.#deps;
    const claimed = await database.asSystem('claim a webhook', (uow) =>
      claimAttempt(uow, deliveryId, settings),
    );
    if (claimed === null) return;
    const result = await this.#attempt(claimed);
    await database.asSystem('record a webhook', (uow) => recordAttempt(uow, claimed, result, settings));
  }

  async #attempt({ attemptId, endpoint, envelope }: ClaimedAttempt): Promise<AttemptResult> {
    const { settings, resolve, database } = this.#deps;
    const body = JSON.stringify(envelope);
    const at = database.now();
    const started = performance.now();
    const latency = () => Math.round(performance.now() - started);
    try {
      const reply = await guardedPost(
        {
          url: endpoint.url,
          headers: {
            'content-type': 'application/json',
            'user-agent': 'Kiwimesh-Webhooks/1',
            'x-request-id': attemptId,
            ...signedHeaders({ id: envelope.id, at, body }, secretsOf(endpoint, at)),
          },
          body,
          timeoutMs: settings.timeoutMs,
          maxReplyBytes: REPLY_BYTES,
        },
        { loopback: settings.loopback, ...(resolve === undefined ? {} : { resolve }) },
      );
      return { ...judged(reply), latencyMs: latency(), reply: keptOf(endpoint, reply) };
    } catch (error) {
      const outcome = failureOf(error);
      return { outcome, status: null, latencyMs: latency(), reply: null, retryAfterMs: null };
    }
  }
}

/** During a rotation the one before signs too. */
function secretsOf(
  { secret, previousSecret, previousSecretExpiresAt }: WebhookEndpoint,
  at: Date,
): readonly string[] {
  const overlaps =
    previousSecret !== null && previousSecretExpiresAt !== null && previousSecretExpiresAt > at;
  return overlaps ? [secret, previousSecret] : [secret];
}

function judged({
  status,
  retryAfter,
}: GuardedReply): Pick<AttemptResult, 'outcome' | 'status' | 'retryAfterMs'> {
  const wait = retryAfterMs({ get: (name) => (name === 'retry-after' ? retryAfter : null) });
  const outcome: AttemptOutcome =
    status >= 200 && status < 300 ? 'delivered' : status >= 300 && status < 400 ? 'redirected' : 'refused';
  return { outcome, status, retryAfterMs: outcome === 'refused' ? wait : null };
}

function keptOf({ keepReplies }: WebhookEndpoint, { body }: GuardedReply): string | null {
  return keepReplies && body !== '' ? redactedReply(body) : null;
}

function failureOf(error: unknown): AttemptOutcome {
  for (const cause of causesOf(error)) {
    if (cause instanceof BlockedAddress) return 'blocked_address';
    if (cause.name === 'TimeoutError') return 'timed_out';
    const known = networkFailure(cause);
    if (known !== null) return known.failure;
  }
  return 'unreachable';
}
