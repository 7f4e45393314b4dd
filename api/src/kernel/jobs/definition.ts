import type { JsonObject } from '../ground/json.ts';

export interface JobRun {
  readonly key: string;
  /** 1 for the first run; runs cut short by a crash of the worker count. */
  readonly attempt: number;
}

/** The handler of a job; declared with `jobHandler` of kernel/jobs/job.ts. */
export interface JobDefinition<Data extends JsonObject = JsonObject> {
  readonly name: string;
  /** Default 5; then the job becomes a dead letter. */
  readonly maxAttempts?: number;
  /** Concurrent runs in one worker process. Default 10. */
  readonly concurrency?: number;
  /** Must be safe to run twice: a worker can crash after the effect. */
  handle(data: Data, run: JobRun): Promise<void>;
}
