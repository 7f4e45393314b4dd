import type { JsonObject } from '../ground/json.ts';

/** A kind of job, used to enqueue one; declared with `job` of kernel/jobs/job.ts. */
export interface AnyJob {
  readonly name: string;
  /** @throws PayloadFault when data does not match its schema. */
  check(data: JsonObject): void;
}

/** A job to enqueue; made by its kind, e.g. `SendOtp.at(key, data, at)`. */
export interface JobRequest {
  readonly job: AnyJob;
  readonly key: string;
  /** Ids, states and times only. */
  readonly data: JsonObject;
  /** Null and past times mean immediately. */
  readonly at: Date | null;
}

/** What a unit of work has to write about one kind and key: a new job, or the cancellation of a pending one. */
export interface JobOrder extends JobRequest {
  readonly cancel: boolean;
}
