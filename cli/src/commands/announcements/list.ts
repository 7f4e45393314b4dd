import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';
import type { Column } from '../../base/output.ts';
import { findHospital } from '../../organisations/find.ts';

type Announcement = components['schemas']['Announcement'];

const COLUMNS: readonly Column<Announcement>[] = [
  { header: 'Title', value: ({ title }) => title, flexible: 20 },
  { header: 'Published', value: ({ publishedAt }) => publishedAt },
  { header: 'Until', value: ({ endsAt }) => endsAt ?? 'withdrawn' },
  { header: 'Id', value: ({ id }) => id },
];

export default class AnnouncementsList extends BaseCommand<typeof AnnouncementsList> {
  static override summary = 'List current announcements, newest first.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --hospital "Sahyadri General" --json',
  ];
  static override flags = {
    hospital: string({ summary: 'Only those of this hospital (name or id).', helpValue: 'NAME|ID' }),
    ...listFlags,
  };

  async run(): Promise<Listed<Announcement>> {
    const { flags } = this;
    const kiwi = await this.client();
    const hospitalId = flags.hospital && (await findHospital(kiwi, flags.hospital)).id;
    const listed = await collect(
      (limit) => kiwi.pages('/v1/announcements', { query: { hospitalId, limit } }),
      flags,
    );
    this.logTable(listed.data, COLUMNS, 'There are no current announcements.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'announcement')}`);
    return listed;
  }
}
