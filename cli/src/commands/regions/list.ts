import { BaseCommand } from '../../base/command.ts';
import type { Listed } from '../../base/list.ts';
import type { Column } from '../../base/output.ts';
import { type ShownRegion, shownRegion } from '../../regions/show.ts';

const COLUMNS: readonly Column<ShownRegion>[] = [
  { header: 'Id', value: ({ id }) => id },
  { header: 'Country', value: ({ country }) => country },
  { header: 'Currency', value: ({ currency }) => currency },
  { header: 'Languages', value: ({ languages }) => languages },
  { header: 'Emergency', value: ({ emergencyNumber }) => emergencyNumber },
  { header: 'Time zone', value: ({ timezone }) => timezone, drop: 1 },
];

export default class RegionsList extends BaseCommand<typeof RegionsList> {
  static override summary = 'List the region packs that come with this version.';
  static override description =
    'Works without an API. The setting KIWIMESH_REGION of the service chooses one.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run(): Promise<Listed<ShownRegion>> {
    const { loadRegion, regionIds } = await import('../../server/regions.ts');
    const data = regionIds().map((id) => shownRegion(loadRegion(id)));
    this.logTable(data, COLUMNS, 'There are no region packs.');
    return { data, more: false };
  }
}
