import type { UnitOfWork, WriteJobs } from '../db/unit/unit-of-work.ts';
import { event, subscriber } from '../events/event.ts';
import type { Subscriber } from '../events/subscriber.ts';
import type { JsonObject } from '../ground/json.ts';
import type { JobOrder } from '../payload/job.ts';
import { flag, nullable, object, type Shape, time } from '../payload/shapes.ts';

const name: Shape<string> = { schema: { type: 'string', maxLength: 255 } };
const key: Shape<string> = { schema: { type: 'string', maxLength: 1_000 } };
/** Checked against the schema of its job when it was enqueued. */
const payload: Shape<JsonObject> = { schema: { type: 'object' } };

const uuid = '0193a5f0-7c1e-7000-8000-000000000001';

/** The kernel's own: in no catalogue, since it is a message to itself. Jobs of one name and key keep their order. */
const JobOrdered = event('job.ordered', {
  description:
    'A job is to be written to a job store that is not in the database of the unit of work, or cancelled.',
  data: object({ name, key, data: payload, at: nullable(time), cancel: flag }),
  example: { name: 'send-otp', key: `${uuid}:1`, data: { challengeId: uuid }, at: null, cancel: false },
});

/**
 * Writes a unit's jobs through the outbox: for job stores that its transaction cannot write to, and for processes that
 * do not know the store (the command line). They exist exactly when the unit commits, and are written to the store once
 * or, when a worker crashes in between, twice: that moves the time of a pending job, or runs one again.
 */
export const throughOutbox: WriteJobs = async (uow, orders) => {
  for (const { job, key, data, at, cancel } of orders) {
    const due = at?.toISOString() ?? null;
    uow.emit(JobOrdered(`${job.name}:${key}`, { name: job.name, key, data, at: due, cancel }));
  }
};

/** Writes jobs that came through the outbox; every process with background work has it, whatever its store. */
export function jobOrders(
  write: (order: Omit<JobOrder, 'job'> & { readonly name: string }, uow: UnitOfWork) => Promise<void>,
): Subscriber {
  return subscriber('kernel.jobs', [JobOrdered], async ({ data: { at, ...order } }, uow) => {
    await write({ ...order, at: at === null ? null : new Date(at) }, uow);
  });
}
