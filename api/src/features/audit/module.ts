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
import { AuditLog } from './service.ts';

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
const PRUNE_EVERY_MS = 10 * 60 * 1000;

/** Reading, verification, retention and erasure of the audit log. Entries are written by kernel/audit. */
export const audit = defineModule({
  name: 'audit',
  create({ database, knex, auditLog: { keys, sealer }, databaseClock, system }: AuditNeeds) {
    return {
      operations: auditOperations(new AuditLog(database, keys)),
      personalData: auditRecords,
      subscribers: [
        // Erases the addresses from which the person acted; the entries and the chain stay.
        subscriber('audit.erase-addresses', [ResidentErased], async ({ data }, uow) => {
          await sealer.sealAll();
          await eraseAddresses(uow.trx, keys, data.residentId);
        }),
      ],
      periodic: [
        {
          /** Deletes entries past the retention time of the settings. */
          name: 'audit.prune',
          every: PRUNE_EVERY_MS,
          async run() {
            const { retentionDays } = (await system.settings.current()).audit;
            return pruneAuditLog(knex, keys, new Date(databaseClock().getTime() - retentionDays * DAY_MS));
          },
        },
      ],
    };
  },
});
