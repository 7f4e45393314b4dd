import type { Knex } from 'knex';
import { eraseAddresses } from '../../kernel/audit/erasure.ts';
import type { AuditKeys } from '../../kernel/audit/keys.ts';
import { pruneAuditLog } from '../../kernel/audit/retention.ts';
import type { Sealer } from '../../kernel/audit/sealer.ts';
import type { Database } from '../../kernel/db/unit-of-work.ts';
import type { Feature, UnitOfWork } from '../../kernel/feature.ts';
import { type AuditOperations, auditOperations } from './operations.ts';

export { auditRecords } from './personal-data.ts';

export interface AuditDeps {
  readonly database: Database;
  /** A pool of the app role. */
  readonly knex: Knex;
  readonly keys: AuditKeys;
  readonly sealer: Sealer;
  /** How long entries are kept, days. */
  readonly retentionDays: () => Promise<number>;
}

export interface AuditFeature extends Feature {
  readonly operations: AuditOperations;
  /**
   * Erases the addresses from which a person acted; the entries and the chain stay. For erasure of personal data.
   * @param uow a unit with the system scope. @returns how many.
   */
  eraseAddresses(uow: UnitOfWork, actorId: string): Promise<number>;
  /** Removes what is older than the settings keep. @returns how many entries. */
  tidy(now: Date): Promise<number>;
}

const DAY_MS = 86_400_000;

/** The audit log for people: list, verification, retention, erasure. What writes it is kernel/audit. */
export function createAuditFeature({ database, knex, keys, sealer, retentionDays }: AuditDeps): AuditFeature {
  const erase = async (uow: UnitOfWork, actorId: string) => {
    await sealer.sealAll();
    return eraseAddresses(uow.trx, keys, actorId);
  };
  return {
    operations: auditOperations(database, keys),
    eraseAddresses: erase,
    async tidy(now) {
      return pruneAuditLog(knex, keys, new Date(now.getTime() - (await retentionDays()) * DAY_MS));
    },
    subscribers: [
      {
        name: 'audit.erase-addresses',
        events: ['resident.erased'],
        async handle({ aggregate }, uow) {
          await erase(uow, aggregate.id);
        },
      },
    ],
  };
}
