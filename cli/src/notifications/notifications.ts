import type { components } from '@kiwimesh/openapi/types';
import { type Column, shortTime } from '../base/output.ts';

export type Notification = components['schemas']['Notification'];

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
