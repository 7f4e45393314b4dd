import { string } from '@oclif/core/args';
import { ATTACHMENT_ARGUMENT, attachmentPath } from '../../attachments/attachments.ts';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';

export default class AttachmentsDelete extends BaseCommand<typeof AttachmentsDelete> {
  static override summary = 'Delete a file of a booking or call.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000051 --confirm prescription.jpg',
  ];
  static override args = { attachment: string({ description: ATTACHMENT_ARGUMENT, required: true }) };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<{ readonly id: string }> {
    const of = attachmentPath(this.args.attachment);
    const kiwi = await this.client();
    const { id, fileName } = await kiwi.get('/v1/attachments/{attachmentId}', of);
    await confirmName(fileName, this.flags.confirm, `${fileName} is deleted, and cannot be brought back.`);
    await kiwi.delete('/v1/attachments/{attachmentId}', of);
    this.log('Deleted.');
    return { id };
  }
}
