import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError, EXIT } from '../../base/errors.ts';
import { count } from '../../base/output.ts';
import type { AuditVerification } from '../../base/wire.ts';

/** A long log is read from its first entry to its last. */
const PATIENCE_MS = 30 * 60_000;

export default class AuditVerify extends BaseCommand<typeof AuditVerify> {
  static override summary = 'Check that nobody changed, removed, added or moved an entry of the audit log.';
  static override description =
    'Ends with exit code 8 and says what was found where. Keep the head it prints outside the database, and give it back with --head: that also finds an end that was cut off.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --head "$(cat last-head)" --json',
  ];
  static override flags = {
    head: string({
      summary: 'A head printed or logged earlier; it must still be in the chain.',
      helpValue: 'N:HASH',
    }),
  };

  async run(): Promise<AuditVerification> {
    const kiwi = await this.client();
    const result = await kiwi.get('/v1/audit-events/verification', {
      query: { expectedHead: this.flags.head },
      timeoutMs: PATIENCE_MS,
    });
    const { intact, fault, head, seals, entries } = result;
    const read = `${count(entries, 'entry', 'entries')} under ${count(seals, 'seal')}`;
    if (intact) {
      this.log(`Intact: ${read}.`);
      this.log(head === null ? 'Nothing is sealed yet.' : `Head: ${head.number}:${head.hash}`);
      return result;
    }
    await this.failAfter(
      new CliError('audit_log_altered', fault?.detail ?? 'The audit log is not as it was written.', {
        exit: EXIT.altered,
        hint: 'Keep the database as it is, and compare it with a backup: docs/security/audit.md',
        lines: [
          `${fault?.kind}, after ${read} in order`,
          ...(fault?.entryId ? [`entry ${fault.entryId}`] : []),
        ],
      }),
    );
    return result;
  }
}
