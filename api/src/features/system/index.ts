import type { Database } from '../../kernel/db/unit-of-work.ts';
import type { Feature } from '../../kernel/feature.ts';
import { type DeadJobs, DeadLetters } from './dead-letters.ts';
import { type SystemOperations, systemOperations } from './operations.ts';

export interface SystemDeps {
  readonly database: Database;
  /** The job store, for the dead letters of jobs. */
  readonly deadJobs: DeadJobs;
}

/** What operators of the platform need: for now the dead letters. */
export function createSystemFeature({
  database,
  deadJobs,
}: SystemDeps): Feature & { readonly operations: SystemOperations } {
  return { operations: systemOperations(new DeadLetters(database, deadJobs)) };
}
