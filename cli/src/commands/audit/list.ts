import { auditFilters, auditQuery } from '../../audit/query.ts';
import { BaseCommand } from '../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';
import { type Column, shortTime } from '../../base/output.ts';
import type { AuditEvent } from '../../base/wire.ts';

const COLUMNS: readonly Column<AuditEvent>[] = [
  { header: 'When', value: (one) => shortTime(one.occurredAt) },
  { header: 'Who', value: (one) => one.actor.role ?? one.actor.kind },
  { header: 'Id', value: (one) => one.actor.id, drop: 3 },
  { header: 'Action', value: (one) => one.action, flexible: 16 },
  { header: 'Outcome', value: (one) => one.problem ?? one.outcome, flexible: 16 },
  { header: 'About', value: (one) => one.recordType, flexible: 8, drop: 1 },
  { header: 'Records', value: about, flexible: 12, drop: 2 },
  { header: 'From', value: (one) => one.address, drop: 4 },
];

export default class AuditList extends BaseCommand<typeof AuditList> {
  static override summary = 'List audit events, newest first.';
  static override description =
    "Hospital admins see their hospital's entries, super admins see all. Entries appear within about a second.";
  static override examples = [
    '<%= config.bin %> <%= command.id %> --record 0193a5f0-7c1e-7000-8000-000000000005',
    '<%= config.bin %> <%= command.id %> --actor meera@sahyadri.example --from 2026-11-01 --outcome refused --json',
  ];
  static override flags = { ...auditFilters, ...listFlags };

  async run(): Promise<Listed<AuditEvent>> {
    const kiwi = await this.client();
    const query = await auditQuery(kiwi, this.flags);
    const pages = (limit: number) => kiwi.pages('/v1/audit-events', { query: { ...query, limit } });
    const listed = await collect(pages, this.flags);
    this.logTable(listed.data, COLUMNS, 'There are no such entries.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'entry', 'entries')}`);
    return listed;
  }
}

function about({ recordIds }: AuditEvent): string | null {
  const [first] = recordIds;
  if (first === undefined) return null;
  return recordIds.length === 1 ? first : `${first} and ${recordIds.length - 1} more`;
}
