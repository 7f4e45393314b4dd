import type { Database } from '../../kernel/db/unit/database.ts';
import type { Clock } from '../../kernel/ground/clock.ts';
import { defineModule } from '../../kernel/module.ts';
import { messageCostsOperations } from './operations.ts';
import { MessageCosts } from './service.ts';

interface MessageCostsNeeds {
  readonly database: Database;
  readonly databaseClock: Clock;
}

const PRUNE_EVERY_MS = 24 * 3_600_000;

/** What SMS and WhatsApp messages cost, by month and hospital. */
export const messageCosts = defineModule({
  name: 'message-costs',
  create(needs: MessageCostsNeeds) {
    const costs = new MessageCosts(needs);
    return {
      operations: messageCostsOperations(costs),
      fills: { messageBook: costs },
      periodic: [{ name: 'message-costs.prune', every: PRUNE_EVERY_MS, run: () => costs.prune() }],
    };
  },
});
