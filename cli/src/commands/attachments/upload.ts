import { string } from '@oclif/core/args';
import { type Attachment, attachmentPath, recordFlags, recordOf } from '../../attachments/attachments.ts';
import { describeFile, sendFile, untilChecked } from '../../attachments/transfer.ts';
import { BaseCommand } from '../../base/command.ts';
import { CliError, EXIT } from '../../base/errors.ts';

export default class AttachmentsUpload extends BaseCommand<typeof AttachmentsUpload> {
  static override summary = 'Attach a file to a booking or call, and wait until it was checked.';
  static override description = 'A JPEG, PNG or WebP picture or a PDF document, named as such.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> prescription.jpg --booking 00000005',
    '<%= config.bin %> <%= command.id %> report.pdf --call 00000041 --json',
  ];
  static override args = { file: string({ description: 'The file.', required: true }) };
  static override flags = recordFlags;

  async run(): Promise<Attachment> {
    const { file } = this.args;
    const described = await describeFile(file);
    const kiwi = await this.client();
    const record = await recordOf(kiwi, this.flags);
    const { id, upload } = await kiwi.post('/v1/attachments', { body: { record, ...described } });
    await sendFile(file, upload);
    await kiwi.post('/v1/attachments/{attachmentId}/complete', attachmentPath(id));
    const one = await untilChecked(kiwi, id);
    if (one.rejection !== null) {
      const why = one.rejection.replaceAll('_', ' ');
      throw new CliError('rejected', `${file} was not kept: ${why}.`, { exit: EXIT.refused });
    }
    this.log(
      one.state === 'ready'
        ? `Attached ${id}.`
        : `Attached ${id}. It is still being checked: kiwimesh attachments show ${id}`,
    );
    return one;
  }
}
