import { asSystem } from '../../kernel/db/unit/open-unit.ts';
import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { AuditEventModel } from './models.ts';

/** The newest entries that an export brings. */
const MOST = 1_000;

/**
 * What the audit log holds about a resident: what they did, and what was done with their record and bookings. Of others it
 * gives the role, never the identity or address; of the records of one entry, the resident's own.
 */
export const auditRecords: PersonalDataPart = {
  async collect(_uow, residentId, records) {
    // Residents do not read the audit log; what concerns them is theirs all the same.
    const rows = await asSystem('export: entries of the audit log', async ({ trx }) => {
      const own = await AuditEventModel.query(trx)
        .select('position')
        .where('actor_id', residentId)
        .orderBy('position', 'desc')
        .limit(MOST);
      // Not ordered by the database, which would rather walk the whole log backwards than use the index of the records.
      const about = await AuditEventModel.query(trx)
        .select('position')
        .whereRaw('record_ids && cast(? as text[])', [[...records]]);
      const newest = [...new Set([...own, ...about].map(({ position }) => Number(position)))]
        .sort((a, b) => b - a)
        .slice(0, MOST);
      return AuditEventModel.query(trx).whereIn('position', newest).orderBy('position', 'desc');
    });
    const mine = new Set(records);
    return { auditEvents: rows.map((row) => entryOut(row, residentId, mine)) };
  },

  /** The entries stay: their ids are pseudonyms. The addresses go once the erasure is done (`audit.erase-addresses`). */
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
