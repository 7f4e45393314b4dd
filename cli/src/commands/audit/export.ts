import { resolve } from 'node:path';
import { option, string } from '@oclif/core/flags';
import { headOf, lineOf } from '../../audit/formats.ts';
import { auditFilters, auditQuery } from '../../audit/query.ts';
import { BaseCommand } from '../../base/command.ts';
import { openNew } from '../../base/new-file.ts';
import { count } from '../../base/output.ts';

export interface AuditExported {
  readonly file: string;
  readonly entries: number;
}

export default class AuditExport extends BaseCommand<typeof AuditExport> {
  static override summary = 'Write the audit log to a file, newest first.';
  static override description =
    'Writes all entries that `audit list` shows. The file contains personal data; only your account can read it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --from 2026-11-01 --to 2026-12-01 --format csv --file november.csv',
    '<%= config.bin %> <%= command.id %> --hospital "Sahyadri General" --file sahyadri.ndjson',
  ];
  static override flags = {
    ...auditFilters,
    format: option({
      options: ['ndjson', 'csv'] as const,
      summary: 'One JSON object per line, or comma-separated values.',
      default: 'ndjson' as const,
    })(),
    file: string({ summary: 'The file to write; it must not exist yet.', required: true }),
  };

  async run(): Promise<AuditExported> {
    const { format } = this.flags;
    const kiwi = await this.client();
    const query = await auditQuery(kiwi, this.flags);
    const file = resolve(this.flags.file);
    const target = await openNew(file);
    let entries = 0;
    try {
      await target.write(headOf(format));
      for await (const one of kiwi.pages('/v1/audit-events', { query: { ...query, limit: 200 } })) {
        await target.write(lineOf(format, one));
        entries += 1;
      }
    } finally {
      await target.close();
    }
    this.log(`${count(entries, 'entry', 'entries')} in ${file}`);
    return { file, entries };
  }
}
