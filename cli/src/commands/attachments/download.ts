import { basename, resolve } from 'node:path';
import { string } from '@oclif/core/args';
import { string as stringFlag } from '@oclif/core/flags';
import { ATTACHMENT_ARGUMENT, attachmentPath } from '../../attachments/attachments.ts';
import { saveFile } from '../../attachments/transfer.ts';
import { BaseCommand } from '../../base/command.ts';
import { CliError, EXIT } from '../../base/errors.ts';

export default class AttachmentsDownload extends BaseCommand<typeof AttachmentsDownload> {
  static override summary = 'Save a file, and compare it with its checksum.';
  static override description =
    'Only you can read the new file. It may hold health data: delete it when you have seen it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000051',
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000051 --out photo.jpg',
  ];
  static override args = { attachment: string({ description: ATTACHMENT_ARGUMENT, required: true }) };
  static override flags = {
    out: stringFlag({
      summary: 'The file to write, which must not exist yet. Default: as it is called, here.',
    }),
  };

  async run(): Promise<{ readonly id: string; readonly file: string; readonly sha256: string | null }> {
    const kiwi = await this.client();
    const one = await kiwi.get('/v1/attachments/{attachmentId}', attachmentPath(this.args.attachment));
    const { id, sha256, state } = one;
    if (state !== 'ready') {
      throw new CliError('not_ready', `The file is ${state}: it cannot be downloaded.`, {
        exit: EXIT.refused,
      });
    }
    // The name was typed by somebody else: it chooses no folder.
    const file = resolve(this.flags.out ?? basename(one.fileName));
    await saveFile(one, file);
    this.log(`Saved ${file}`);
    return { id, file, sha256 };
  }
}
