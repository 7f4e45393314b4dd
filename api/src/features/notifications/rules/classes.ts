/** What people can choose about, and what decides how urgent it is. */
export const NOTIFICATION_CLASSES = ['emergency', 'dispatch', 'bookings', 'reminders', 'community'] as const;

export type NotificationClass = (typeof NOTIFICATION_CLASSES)[number];
