import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import { type BeforeDeadLetter, deadDeliveries, retryDelivery } from '../../kernel/events/dead-letters.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import type { DeadJob } from '../../kernel/jobs/store.ts';

/** The part of the job store that is used here. */
export interface DeadJobs {
  deadLetters(limit: number, before?: BeforeDeadLetter): Promise<readonly DeadJob[]>;
  retry(id: string): Promise<boolean>;
}

/** An event or a job that used up its attempts. */
export interface DeadLetter {
  /** `event_<number>` or `job_<id>`. */
  readonly id: string;
  readonly kind: 'event' | 'job';
  /** The consumer or the kind of job. */
  readonly name: string;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: Date;
  readonly correlationId: string | null;
}

export interface DeadLetterPage {
  readonly letters: readonly DeadLetter[];
  readonly nextCursor: string | null;
}

const EVENT_ID = /^event_(\d{1,18})$/;
const JOB_ID = /^job_([A-Za-z0-9-]{1,60})$/;

/** The dead letters of both queues as one list: newest first, and events before jobs of the same millisecond. */
export class DeadLetters {
  readonly #database: Database;
  readonly #jobs: DeadJobs;

  constructor(database: Database, jobs: DeadJobs) {
    this.#database = database;
    this.#jobs = jobs;
  }

  /** @throws Problem `invalid_request` for a cursor that is not from this list. */
  async list(principal: Principal, limit: number, cursor?: string): Promise<DeadLetterPage> {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const [events, jobs] = await Promise.all([
      this.#database.run(principal, (uow) => deadDeliveries(uow, limit + 1, positionAmongEvents(after))),
      this.#jobs.deadLetters(limit + 1, positionAmongJobs(after)),
    ]);
    const letters = [
      ...events.map(
        ({ consumer, id, ...rest }): DeadLetter => ({
          ...rest,
          id: `event_${id}`,
          kind: 'event',
          name: consumer,
        }),
      ),
      ...jobs.map((job): DeadLetter => ({ ...job, id: `job_${job.id}`, kind: 'job' })),
    ]
      // The sort is stable: within one millisecond events stay before jobs, and each kind keeps its order.
      .sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime());
    const page = letters.slice(0, limit);
    const last = page.at(-1);
    return {
      letters: page,
      nextCursor: letters.length > limit && last !== undefined ? writeCursor(last) : null,
    };
  }

  /** @throws Problem `not_found` when there is no such dead letter, or it has just been retried by another caller. */
  async retry(principal: Principal, id: string): Promise<void> {
    const event = EVENT_ID.exec(id)?.[1];
    const job = JOB_ID.exec(id)?.[1];
    const found =
      event !== undefined
        ? await this.#database.run(principal, (uow) => retryDelivery(uow, event))
        : job !== undefined && (await this.#jobs.retry(job));
    if (!found) throw new Problem('not_found', { detail: 'There is no such dead letter.' });
  }
}

/** The last letter of the previous page. */
interface Position {
  readonly kind: 'event' | 'job';
  readonly id: string;
  readonly failedAt: Date;
}

function writeCursor({ id, kind, failedAt }: DeadLetter): string {
  const rawId = id.slice(kind.length + 1);
  return Buffer.from(`${failedAt.getTime()} ${kind} ${rawId}`).toString('base64url');
}

const CURSOR = /^(\d{1,15}) (event|job) ([A-Za-z0-9-]{1,60})$/;

function readCursor(cursor: string): Position {
  const match = CURSOR.exec(Buffer.from(cursor, 'base64url').toString());
  if (match === null || (match[2] === 'event' && !/^\d{1,18}$/.test(match[3] ?? ''))) {
    throw new Problem('invalid_request', {
      detail: 'The cursor is not from this list.',
      errors: [{ pointer: '/query/cursor', detail: 'must be the nextCursor of an earlier page' }],
    });
  }
  return { failedAt: new Date(Number(match[1])), kind: match[2] as Position['kind'], id: match[3] ?? '' };
}

function positionAmongEvents(position: Position | undefined): BeforeDeadLetter | undefined {
  if (position === undefined) return undefined;
  return position.kind === 'event' ? position : { failedAt: position.failedAt };
}

/** Jobs of the same millisecond as an event come after it. */
function positionAmongJobs(position: Position | undefined): BeforeDeadLetter | undefined {
  if (position === undefined) return undefined;
  return position.kind === 'job' ? position : { failedAt: new Date(position.failedAt.getTime() + 1) };
}
