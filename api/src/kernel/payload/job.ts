import type { JsonObject } from '../ground/json.ts';

/** A kind of job, by which it is asked for; declared with `job` of kernel/jobs/job.ts. */
export interface AnyJob {
  readonly name: string;
  /** @throws PayloadFault when data is not what its schema says. */
  check(data: JsonObject): void;
}

/** A job to be done; made by its kind, e.g. `SendOtp.at(key, data, at)`. */
export interface JobRequest {
  readonly job: AnyJob;
  readonly key: string;
  /** Ids, states and times only. */
  readonly data: JsonObject;
  /** Null and the past mean at once. */
  readonly at: Date | null;
}

/** What a unit of work has to write about one kind and key: a request, or that a pending one is cancelled. */
export interface JobOrder extends JobRequest {
  readonly cancel: boolean;
}
