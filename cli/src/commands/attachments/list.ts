import { ATTACHMENT_COLUMNS, type Attachment, recordFlags, recordOf } from '../../attachments/attachments.ts';
import { BaseCommand } from '../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';

export default class AttachmentsList extends BaseCommand<typeof AttachmentsList> {
  static override summary = 'List the files of a booking or call, newest first.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --booking 00000005',
    '<%= config.bin %> <%= command.id %> --call 00000041 --json',
  ];
  static override flags = { ...recordFlags, ...listFlags };

  async run(): Promise<Listed<Attachment>> {
    const { flags } = this;
    const kiwi = await this.client();
    const { type, id } = await recordOf(kiwi, flags);
    const listed = await collect(
      (limit) => kiwi.pages('/v1/attachments', { query: { recordType: type, recordId: id, limit } }),
      flags,
    );
    this.logTable(listed.data, ATTACHMENT_COLUMNS, `Nothing is attached to the ${type}.`);
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'file')}`);
    return listed;
  }
}
