import type { Database } from '../../kernel/db/unit/database.ts';
import type { Clock } from '../../kernel/ground/clock.ts';
import { defineModule } from '../../kernel/module.ts';
import type { SystemFace } from '../system/index.ts';
import { PostgresLedger } from './ledger.ts';
import { llmOperations } from './operations.ts';
import { ModelOperations, type RouterReadings } from './service.ts';

interface LlmNeeds {
  readonly database: Database;
  readonly system: SystemFace;
  readonly models: RouterReadings;
  readonly databaseClock: Clock;
}

const PRUNE_EVERY_MS = 24 * 3_600_000;

/** Operating the language models: their state, their choice, their budgets. */
export const llm = defineModule({
  name: 'llm',
  create(needs: LlmNeeds) {
    const service = new ModelOperations(needs);
    return {
      operations: llmOperations(service),
      start: () => needs.models.prepare(),
      fills: { spendLedger: new PostgresLedger(needs) },
      periodic: [{ name: 'llm.prune-spend', every: PRUNE_EVERY_MS, run: () => service.prune() }],
    };
  },
});
