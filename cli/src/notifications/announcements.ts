import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/args';
import { string as text } from '@oclif/core/flags';
import { bold, count, details, shortTime, zone } from '../base/output.ts';
import { timestamp } from '../base/time.ts';

export type CommunityAnnouncement = components['schemas']['CommunityAnnouncement'];
export type Outreach = components['schemas']['CommunityAnnouncementPreview'];

export const COMMUNITY_ARGUMENT = { community: string({ description: 'Name or id.', required: true }) };

export const ANNOUNCEMENT_FLAGS = {
  title: text({ summary: 'One line, up to 120 characters.', required: true }),
  message: text({ summary: 'Plain text, up to 2,000 characters.', required: true }),
  until: text({
    summary: 'When to stop showing it, such as 2026-11-30 or 2026-11-30T18:00.',
    helpValue: 'TIME',
  }),
};

/** What the flags say, as the API takes it. @throws CliError. */
export function announcementIn(flags: {
  readonly title: string;
  readonly message: string;
  readonly until?: string | undefined;
}): components['schemas']['AnnouncementCreate'] {
  return { title: flags.title, message: flags.message, endsAt: timestamp(flags.until) ?? null };
}

/** Whom it would reach, by which ways, and how the notification reads. */
export function outreachDetails({ recipients, channels, languages, allowance }: Outreach): string {
  const { left, perDay, nextAt } = allowance;
  const room =
    nextAt === null ? `${left} of ${perDay} in 24 hours` : `from ${shortTime(nextAt)} on (${zone()})`;
  const reach = details([
    ['recipients', recipients],
    ['by push first', channels.push],
    ['by SMS first', channels.sms],
    ['by email first', channels.email],
    ['in their list alone', channels.none],
    ['can be published', room],
  ]);
  const shares = languages.map(({ language, recipients: readers, title, body, outside, sms }) => {
    const lines = details([
      ['title', title],
      ['body', body],
      ['outside', outside],
      ['SMS', count(sms.segments, 'message')],
    ]);
    return `${bold(`${language}, for ${readers}`)}\n${lines}`;
  });
  return [reach, ...shares].join('\n\n');
}
