import type { JsonObject } from '../ground/json.ts';
import { checkPayload } from '../payload/check.ts';
import type { AnyJob, JobRequest } from '../payload/job.ts';
import type { Shape } from '../payload/shapes.ts';
import type { JobDefinition, JobRun } from './definition.ts';

/** A kind of job: `uow.enqueue(SendOtp.at(key, data, at))`. Its handler is declared with {@link jobHandler}. */
export interface JobType<Data extends JsonObject> extends AnyJob {
  /** Due at `at`; a time in the past means immediately. */
  at(key: string, data: Data, at: Date): JobRequest;
  /** Due immediately. */
  now(key: string, data: Data): JobRequest;
  /** Types stored data. @throws PayloadFault when this build's schema does not allow it. */
  read(stored: JsonObject): Data;
}

/**
 * Declares a kind of job. The type of its data follows from its schema.
 * @param name stored with each job: it never changes.
 */
export function job<Data extends JsonObject>(name: string, data: Shape<Data>): JobType<Data> {
  const check = (given: JsonObject) => checkPayload(`job ${name}`, data, given);
  const made: JobType<Data> = {
    name,
    check,
    at: (key, payload, at) => ({ job: made, key, data: payload, at }),
    now: (key, payload) => ({ job: made, key, data: payload, at: null }),
    read(stored) {
      checkPayload(`job ${name}`, data, stored);
      return stored;
    },
  };
  return made;
}

interface HandlerOptions<Data extends JsonObject> extends Pick<JobDefinition, 'maxAttempts' | 'concurrency'> {
  /** Must be safe to run twice: a worker can crash after the effect. */
  handle(data: Data, run: JobRun): Promise<void>;
}

/** Declares the handler of a kind of job. */
export function jobHandler<Data extends JsonObject>(
  job: JobType<Data>,
  { handle, ...options }: HandlerOptions<Data>,
): JobDefinition {
  return { name: job.name, ...options, handle: (stored, run) => handle(job.read(stored), run) };
}
