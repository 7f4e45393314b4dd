import { defineSettings } from '../../kernel/settings.ts';

/** How notifications are sent outside of the product. */
export interface NotificationSettings {
  /** How long a push has to reach the person before the next channel is tried, milliseconds. */
  readonly confirmMs: number;
  /** How long before a booked visit the resident is reminded of it, milliseconds. */
  readonly reminderMs: number;
}

export const notificationSettings = defineSettings({
  title: 'Notifications',
  declared: {
    KIWIMESH_PUSH_CONFIRM_SECONDS: {
      schema: { type: 'number', minimum: 0.01, maximum: 3_600, default: 30 },
      means:
        'how long a push has to be confirmed before a notification is sent by the next channel, such as SMS',
    },
    KIWIMESH_VISIT_REMINDER_MINUTES: {
      schema: { type: 'number', minimum: 1, maximum: 10_080, default: 120 },
      means: 'how long before a booked visit the resident is reminded of it',
    },
  },
  value: (values): NotificationSettings => ({
    confirmMs: Number(values.KIWIMESH_PUSH_CONFIRM_SECONDS) * 1_000,
    reminderMs: Number(values.KIWIMESH_VISIT_REMINDER_MINUTES) * 60_000,
  }),
});
