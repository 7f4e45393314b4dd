import type { PushUrgency } from '../../../ports/push.ts';

/** What people can choose about, and what decides how urgent it is. */
export const NOTIFICATION_CLASSES = ['emergency', 'dispatch', 'bookings', 'reminders', 'community'] as const;

export type NotificationClass = (typeof NOTIFICATION_CLASSES)[number];

/** Ways to reach a person outside of the product. */
export const CHANNELS = ['push', 'sms', 'email'] as const;

export type Channel = (typeof CHANNELS)[number];

/** How a class is sent outside of the product. */
export interface ClassOfNotifications {
  /** Of who has chosen nothing. A message on a phone costs money: it is for what cannot wait until the app is opened. */
  readonly channels: readonly Channel[];
  /** Channels that cannot be left out. A class that has some ignores quiet hours. */
  readonly required: readonly Channel[];
  /** When a push has reached the person: once its service took it, or once they have read the notification. */
  readonly confirmedBy: 'accepted' | 'read';
  readonly urgency: PushUrgency;
  /** How long it is worth being sent, seconds, where the notification says nothing else. */
  readonly lifetimeSeconds: number;
}

/** Classes that can wait for a digest. */
export const DIGEST_CLASSES = ['community', 'reminders'] as const satisfies readonly NotificationClass[];

export type DigestClass = (typeof DIGEST_CLASSES)[number];

/** What a person chose for one class. */
export interface ClassChoice {
  readonly class: NotificationClass;
  /** In the order in which they are tried. */
  readonly channels: readonly Channel[];
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

/**
 * The classes. Mail is slow, so it is the last resort, for emergencies alone. A push service takes pushes for devices that are
 * switched off, too: for what cannot wait only a person who has read it counts.
 */
export const CLASSES: Readonly<Record<NotificationClass, ClassOfNotifications>> = {
  emergency: {
    channels: ['push', 'sms', 'email'],
    required: ['push', 'sms'],
    confirmedBy: 'read',
    urgency: 'high',
    lifetimeSeconds: HOUR,
  },
  dispatch: {
    channels: ['push', 'sms'],
    required: [],
    confirmedBy: 'read',
    urgency: 'high',
    lifetimeSeconds: HOUR,
  },
  bookings: {
    channels: ['push'],
    required: [],
    confirmedBy: 'accepted',
    urgency: 'normal',
    lifetimeSeconds: DAY,
  },
  reminders: {
    channels: ['push', 'sms'],
    required: [],
    confirmedBy: 'accepted',
    urgency: 'normal',
    lifetimeSeconds: DAY,
  },
  community: {
    channels: [],
    required: [],
    confirmedBy: 'accepted',
    urgency: 'low',
    lifetimeSeconds: 3 * DAY,
  },
};
