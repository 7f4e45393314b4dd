import { asSystem } from '../../kernel/db/unit/open-unit.ts';
import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { AuditEventModel } from './models.ts';

/** How many of the newest entries an export has. */
const MAX_ENTRIES = 1_000;

/**
 * What the audit log holds about a resident: what they did, and what was done with their record and bookings. Other
 * people appear with their role only, and of the records of an entry only the resident's own are listed.
 */
export const auditRecords: PersonalDataPart = {
  async collect(_uow, residentId, records) {
    // In a system scope: residents may not read the audit log, but may export the entries that concern them.
    const rows = await asSystem('export: entries of the audit log', async ({ trx }) => {
      const own = await AuditEventModel.query(trx)
        .select('position')
        .where('actor_id', residentId)
        .orderBy('position', 'desc')
        .limit(MAX_ENTRIES);
      // Sorted below: with an `order by`, Postgres scans the whole log backwards instead of using the index on record ids.
      const about = await AuditEventModel.query(trx)
        .select('position')
        .whereRaw('record_ids && cast(? as text[])', [[...records]]);
      const newest = [...new Set([...own, ...about].map(({ position }) => Number(position)))]
        .sort((a, b) => b - a)
        .slice(0, MAX_ENTRIES);
      return AuditEventModel.query(trx).whereIn('position', newest).orderBy('position', 'desc');
    });
    const mine = new Set(records);
    return { auditEvents: rows.map((row) => entryOut(row, residentId, mine)) };
  },

  /** The entries stay: their ids are pseudonyms. The subscriber `audit.erase-addresses` erases the addresses afterwards. */
  async erase() {},
};

function entryOut(row: AuditEventModel, residentId: string, mine: ReadonlySet<string>) {
  const self = row.actorId === residentId;
  return {
    id: row.id,
    occurredAt: row.occurredAt.toISOString(),
    actor: { kind: row.actorKind, role: row.role, self },
    action: row.action,
    recordType: row.recordType,
    recordIds: row.recordIds.filter((id) => mine.has(id)),
    outcome: row.outcome,
    problem: row.problem,
    address: self ? row.address : null,
  };
}
