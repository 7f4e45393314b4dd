import { string } from '@oclif/core/args';
import { string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { CliError } from '../../../base/errors.ts';
import { count } from '../../../base/output.ts';
import { findCommunity } from '../../../organisations/find.ts';
import { findPlace, placesOf } from '../../../places/places.ts';

export default class PlaceCodesSheet extends BaseCommand<typeof PlaceCodesSheet> {
  static override summary = 'Write the codes of a community as a PDF to print, a page for each place.';
  static override description = 'Each QR code opens the page for calls with the place filled in.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" codes.pdf',
    '<%= config.bin %> <%= command.id %> "Green Meadows" gate.pdf --place "Gate 2"',
  ];
  static override args = {
    community: string({ description: 'Name or id.', required: true }),
    file: string({ description: 'The PDF to write; it must not exist.', required: true }),
  };
  static override flags = {
    place: text({ summary: 'Only these; default: all active ones.', multiple: true, helpValue: 'NAME' }),
    page: text({ summary: 'The page that opens; default: /call of the API.', helpValue: 'URL' }),
  };

  async run(): Promise<{ readonly file: string; readonly places: number }> {
    const { file } = this.args;
    const kiwi = await this.client();
    const community = await findCommunity(kiwi, this.args.community);
    const wanted = this.flags.place ?? [];
    const places =
      wanted.length === 0
        ? (await placesOf(kiwi, community.id)).filter(({ active }) => active)
        : await Promise.all(wanted.map((one) => findPlace(kiwi, community.id, one)));
    if (places.length === 0) throw new CliError('no_places', 'The community has no active place codes.');
    const page = this.flags.page ?? `${this.api}/call`;
    if (!URL.canParse(page)) throw new CliError('bad_page', `--page must be an address, not "${page}".`);
    const { emergencyNumber, languages } = await kiwi.get('/v1/region', {});
    // Loaded here alone: fonts and PDF take longer than most commands.
    const { writeSheet } = await import('../../../places/sheet.ts');
    try {
      await writeSheet(file, { community: community.name, places, page, emergencyNumber, languages });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CliError('not_written', `The sheet could not be written: ${reason}`);
    }
    this.log(`${file}: ${count(places.length, 'page')}`);
    return { file, places: places.length };
  }
}
