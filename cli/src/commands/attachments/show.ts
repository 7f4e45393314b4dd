import { string } from '@oclif/core/args';
import {
  ATTACHMENT_ARGUMENT,
  type Attachment,
  attachmentDetails,
  attachmentPath,
} from '../../attachments/attachments.ts';
import { BaseCommand } from '../../base/command.ts';

export default class AttachmentsShow extends BaseCommand<typeof AttachmentsShow> {
  static override summary = 'Show what is known of a file.';
  static override description =
    'Under --json with an address to download it, valid for minutes. Each reading is in the audit log.';
  static override examples = ['<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000051'];
  static override args = { attachment: string({ description: ATTACHMENT_ARGUMENT, required: true }) };

  async run(): Promise<Attachment> {
    const kiwi = await this.client();
    const one = await kiwi.get('/v1/attachments/{attachmentId}', attachmentPath(this.args.attachment));
    this.log(attachmentDetails(one));
    return one;
  }
}
