import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/args';
import { string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { timestamp } from '../../base/time.ts';
import { findHospital } from '../../organisations/find.ts';

export default class AnnouncementsPublish extends BaseCommand<typeof AnnouncementsPublish> {
  static override summary = 'Publish an announcement to the communities that a hospital serves.';
  static override description = 'Everyone in the communities can read it: do not name a patient.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Sahyadri General" --title "Pharmacy closed" --message "Closed on Sunday." --until 2026-11-30',
  ];
  static override args = {
    hospital: string({ description: 'Name or id.', required: true }),
  };
  static override flags = {
    title: text({ summary: 'One line, up to 120 characters.', required: true }),
    message: text({ summary: 'Plain text, up to 2,000 characters.', required: true }),
    until: text({
      summary: 'When to stop showing it, such as 2026-11-30 or 2026-11-30T18:00.',
      helpValue: 'TIME',
    }),
  };

  async run(): Promise<components['schemas']['Announcement']> {
    const { args, flags } = this;
    const endsAt = timestamp(flags.until) ?? null;
    const kiwi = await this.client();
    const { id: hospitalId } = await findHospital(kiwi, args.hospital);
    const announcement = await kiwi.post('/v1/hospitals/{hospitalId}/announcements', {
      path: { hospitalId },
      body: { title: flags.title, message: flags.message, endsAt },
    });
    this.log(`Published ${announcement.id}. It is shown until ${announcement.endsAt ?? 'it is withdrawn'}.`);
    return announcement;
  }
}
