import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';

/** What a later feature knows about staff on duty. */
export interface UnitStatus {
  /** Those of these people who were put out of service: dispatch offers them nothing. Needs a system scope. */
  outOfService(uow: UnitOfWork, staffIds: readonly string[]): Promise<ReadonlySet<string>>;
}
