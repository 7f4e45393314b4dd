import type { Knex } from 'knex';
import { eraseAddresses } from '../../kernel/audit/erasure.ts';
import type { AuditKeys } from '../../kernel/audit/keys.ts';
import { pruneAuditLog } from '../../kernel/audit/retention.ts';
import type { Sealer } from '../../kernel/audit/sealer.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import { subscriber } from '../../kernel/events/event.ts';
import type { Clock } from '../../kernel/ground/clock.ts';
import { defineModule } from '../../kernel/module.ts';
import { ResidentErased } from '../privacy/index.ts';
import type { SystemFace } from '../system/index.ts';
import { auditOperations } from './operations.ts';
import { auditRecords } from './personal-data.ts';

interface AuditNeeds {
  readonly database: Database;
  /** A pool of the app role. */
  readonly knex: Knex;
  readonly auditLog: { readonly keys: AuditKeys; readonly sealer: Sealer };
  /** The time of the database, by which entries are pruned. */
  readonly databaseClock: Clock;
  readonly system: SystemFace;
}

const DAY_MS = 86_400_000;
const TIDY_EVERY = 10 * 60 * 1000;

/** The audit log for people: list, verification, retention, erasure. What writes it is kernel/audit. */
export const audit = defineModule({
  name: 'audit',
  create({ database, knex, auditLog: { keys, sealer }, databaseClock, system }: AuditNeeds) {
    return {
      operations: auditOperations(database, keys),
      personalData: auditRecords,
      subscribers: [
        // The addresses from which the person acted; the entries and the chain stay.
        subscriber('audit.erase-addresses', [ResidentErased], async ({ data }, uow) => {
          await sealer.sealAll();
          await eraseAddresses(uow.trx, keys, data.residentId);
        }),
      ],
      periodic: [
        {
          /** Removes what is older than the settings keep. */
          name: 'audit.prune',
          every: TIDY_EVERY,
          async run() {
            const { retentionDays } = (await system.settings.current()).audit;
            return pruneAuditLog(knex, keys, new Date(databaseClock().getTime() - retentionDays * DAY_MS));
          },
        },
      ],
    };
  },
});
