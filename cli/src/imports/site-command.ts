import { BaseCommand } from '../base/command.ts';
import { type ImportSummary, importArgs, importDescription, importFlags, runImport } from './run.ts';

/** The import command of hospitals or communities, which have no flags of their own. */
export function siteImportCommand(kind: 'hospitals' | 'communities', example: string) {
  return class SitesImport extends BaseCommand<typeof SitesImport> {
    static override summary = `Import ${kind} from a CSV file. Repeating an import creates no duplicates.`;
    static override description = importDescription(kind);
    static override examples = [
      `<%= config.bin %> <%= command.id %> ${example}`,
      `<%= config.bin %> <%= command.id %> ${kind}.csv --dry-run`,
    ];
    static override args = importArgs;
    static override flags = importFlags;

    async run(): Promise<ImportSummary> {
      return runImport({
        kind,
        file: this.args.file,
        flags: this.flags,
        client: () => this.client(),
        log: (text) => this.log(text),
        failAfter: (error) => this.failAfter(error),
      });
    }
  };
}
