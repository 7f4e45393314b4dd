import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError, EXIT } from '../../base/errors.ts';
import { count } from '../../base/output.ts';
import type { AuditVerification } from '../../base/wire.ts';

/** A long log is read from its first entry to its last. */
const PATIENCE_MS = 30 * 60_000;

export default class AuditVerify extends BaseCommand<typeof AuditVerify> {
  static override summary = 'Verify that no entry of the audit log was changed, removed, added or moved.';
  static override description =
    'Exits with code 8 and describes the first difference found. Store the head it prints outside the database and pass it with --head next time: that also detects a truncated log.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --head "$(cat last-head)" --json',
  ];
  static override flags = {
    head: string({
      summary: 'A head printed or logged earlier, which must still be in the chain.',
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
      new CliError('audit_log_altered', fault?.detail ?? 'The audit log was changed.', {
        exit: EXIT.altered,
        hint: 'Do not change the database, and compare it with a backup: docs/security/audit.md',
        lines: [
          `${fault?.kind}, after ${read} verified`,
          ...(fault?.entryId ? [`entry ${fault.entryId}`] : []),
        ],
      }),
    );
    return result;
  }
}
