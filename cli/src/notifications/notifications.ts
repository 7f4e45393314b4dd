import type { components } from '@kiwimesh/openapi/types';
import { CliError } from '../base/errors.ts';
import { type Column, details, shortTime } from '../base/output.ts';

export type Notification = components['schemas']['Notification'];

export type Preferences = components['schemas']['NotificationPreferences'];
type Channel = components['schemas']['NotificationChannel'];

const CHANNELS: readonly Channel[] = ['push', 'sms', 'email'];

export const CLASSES: readonly Notification['class'][] = [
  'emergency',
  'dispatch',
  'bookings',
  'reminders',
  'community',
];

export const NOTIFICATION_COLUMNS: readonly Column<Notification>[] = [
  { header: 'Sent', value: ({ createdAt }) => shortTime(createdAt) },
  { header: 'Class', value: (notification) => notification.class, drop: 2 },
  { header: 'Title', value: ({ title }) => title, flexible: 20 },
  { header: 'Read', value: ({ readAt }) => (readAt === null ? 'not yet' : shortTime(readAt)) },
  { header: 'Id', value: ({ id }) => id, drop: 1 },
];

type Delivery = components['schemas']['NotificationDelivery'];

export const DELIVERY_COLUMNS: readonly Column<Delivery>[] = [
  { header: 'Channel', value: ({ channel }) => channel },
  { header: 'State', value: ({ state }) => state },
  { header: 'Attempts', value: ({ attempts }) => String(attempts) },
  { header: 'Failure', value: ({ failure }) => failure ?? '' },
  { header: 'At', value: ({ at }) => shortTime(at) },
];

/** Preferences as people read them. */
export function preferenceDetails({ classes, quietHours, digest, timezone }: Preferences): string {
  const daily =
    digest === null ? 'none' : `at ${digest.at} (${timezone}): ${(digest.classes ?? []).join(', ')}`;
  const quiet = quietHours === null ? 'none' : `${quietHours.from} to ${quietHours.to} (${timezone})`;
  return details([
    ...classes.map(({ class: of, channels }): [string, string] => [of, channels.join(', ') || 'list only']),
    ['quiet hours', quiet],
    ['daily mail', daily],
  ]);
}

/** `bookings=push,sms`. @throws CliError. */
export function classChoice(assignment: string): Pick<Preferences['classes'][number], 'class' | 'channels'> {
  const [name = '', list] = assignment.split('=');
  const of = CLASSES.find((one) => one === name);
  if (of === undefined) throw new CliError('invalid_input', `“${name}” is no class: ${CLASSES.join(', ')}.`);
  if (list === undefined)
    throw new CliError('invalid_input', `Give channels: ${name}=${CHANNELS.join(',')}.`);
  const names = list === '' || list === 'none' ? [] : list.split(',');
  const channels = names.map((channel) => {
    const known = CHANNELS.find((one) => one === channel);
    if (known === undefined) {
      throw new CliError('invalid_input', `“${channel}” is no channel: ${CHANNELS.join(', ')}, or none.`);
    }
    return known;
  });
  return { class: of, channels };
}

/** `22:00-07:00`. @throws CliError. */
export function quietHours(text: string): { readonly from: string; readonly to: string } {
  const [, from, to] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text) ?? [];
  if (from === undefined || to === undefined) {
    throw new CliError('invalid_input', `“${text}” are no quiet hours: give 22:00-07:00, or none.`);
  }
  return { from, to };
}
