import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import { details } from '../../base/output.ts';
import { dayName, type ShownRegion, shownRegion } from '../../regions/show.ts';

export default class RegionsShow extends BaseCommand<typeof RegionsShow> {
  static override summary = 'Show the region that the API serves, or a region pack.';
  static override description = 'Works without an API where a region pack is named.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> ae',
    '<%= config.bin %> <%= command.id %> regions/ke.yaml --json',
  ];
  static override args = {
    region: string({ description: 'The id of a pack of this version, or a file that ends in .yaml.' }),
  };

  async run(): Promise<ShownRegion> {
    const region = await this.#region();
    this.log(
      details([
        ['Id', region.id],
        ['Country', region.country],
        ['Currency', region.currency],
        ['Languages', region.languages],
        ['Emergency number', region.emergencyNumber],
        ['Time zone', region.timezone],
        ['Weeks begin on', dayName(region.firstDayOfWeek)],
        ['Codes go by', region.phoneChannels],
      ]),
    );
    return region;
  }

  async #region(): Promise<ShownRegion> {
    const { region: name } = this.args;
    if (name === undefined) {
      const kiwi = await this.client();
      return shownRegion(await kiwi.get('/v1/region', {}));
    }
    const { loadRegion, OperatorFileError } = await import('../../server/regions.ts');
    try {
      return shownRegion(loadRegion(name));
    } catch (error) {
      if (!(error instanceof OperatorFileError)) throw error;
      throw new CliError('bad_region', error.faults.join('\n'), {
        hint: 'kiwimesh regions validate FILE shows the lines.',
      });
    }
  }
}
