import { basename } from 'node:path';
import { string } from '@oclif/core/args';
import { string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { CliError, EXIT } from '../../../base/errors.ts';
import { type Column, count } from '../../../base/output.ts';
import { parseCsv } from '../../../imports/csv.ts';
import { decode, readInput } from '../../../imports/text.ts';
import { COLUMNS, type ImportedRow, importRows, rowsOf } from '../../../neighbourhood/import.ts';
import { findCommunity } from '../../../organisations/find.ts';

const TABLE: readonly Column<ImportedRow>[] = [
  { header: 'Line', value: ({ line }) => line },
  { header: 'Name', value: ({ name }) => name, flexible: 20 },
  { header: 'Result', value: ({ status, error }) => error ?? status },
];

export default class DefibrillatorsImport extends BaseCommand<typeof DefibrillatorsImport> {
  static override summary =
    'Import defibrillators from a CSV file. Repeating an import creates no duplicates.';
  static override description =
    `Columns: ${COLUMNS.join(', ')}. A row with the name of a defibrillator corrects it.
Rows with errors do not affect the other rows (exit code ${EXIT.partial}).`;
  static override examples = ['<%= config.bin %> <%= command.id %> "Green Meadows" defibrillators.csv'];
  static override args = {
    community: string({ description: 'Name or id.', required: true }),
    file: string({ description: 'CSV file with a header line, or - for stdin.', required: true }),
  };
  static override flags = {
    encoding: text({ summary: 'The encoding of the file if it is not UTF-8, for example windows-1252.' }),
  };

  async run(): Promise<{ readonly results: readonly ImportedRow[] }> {
    const { args, flags } = this;
    const name = args.file === '-' ? 'stdin' : basename(args.file);
    const sheet = await parseCsv(decode(await readInput(args.file), name, flags.encoding), name);
    const rows = rowsOf(sheet, name);
    if (rows.length === 0) throw new CliError('no_rows', `${name} has a header but no rows.`);
    const kiwi = await this.client();
    const { id } = await findCommunity(kiwi, args.community);
    const results = await importRows(kiwi, id, rows);
    this.logTable(results, TABLE, '');
    const failed = results.filter(({ status }) => status === 'failed').length;
    if (failed > 0) {
      const message = `${count(failed, 'row')} could not be imported.`;
      await this.failAfter(new CliError('rows_failed', message, { exit: EXIT.partial }));
    }
    return { results };
  }
}
