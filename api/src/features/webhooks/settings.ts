import { defineSettings } from '../../kernel/settings.ts';

const DAYS_3 = 259_200;

/** How events are sent to partners. */
export interface WebhookSettings {
  /** Whether endpoints may be on this machine. */
  readonly loopback: boolean;
  /** One attempt, from the look-up of the host to the end of the reply, milliseconds. */
  readonly timeoutMs: number;
  /** Before the second attempt, milliseconds; doubled before each further one. */
  readonly firstRetryMs: number;
  /** After the first attempt, for how long it is tried again, milliseconds. An endpoint that fails as long is paused. */
  readonly retryForMs: number;
}

export const webhookSettings = defineSettings({
  title: 'Webhooks to partners',
  declared: {
    KIWIMESH_WEBHOOK_LOOPBACK: {
      schema: { enum: ['yes', 'no'], default: 'no' },
      means: 'whether webhooks may be sent to this machine itself, over HTTP too: for development only',
    },
    KIWIMESH_WEBHOOK_TIMEOUT_SECONDS: {
      schema: { type: 'number', minimum: 0.1, maximum: 30, default: 15 },
      means: 'how long the server of a partner has to answer one webhook',
    },
    KIWIMESH_WEBHOOK_FIRST_RETRY_SECONDS: {
      schema: { type: 'number', minimum: 0.01, maximum: 3600, default: 15 },
      means: 'how long after a failed webhook it is tried again at first; doubled each time, up to 12 hours',
    },
    KIWIMESH_WEBHOOK_RETRY_SECONDS: {
      schema: { type: 'number', minimum: 0.01, maximum: 604_800, default: DAYS_3 },
      means:
        'for how long a webhook is tried again, and after how long a failing endpoint is paused (3 days)',
    },
  },
  check: (values, { deployed }) =>
    deployed && values.KIWIMESH_WEBHOOK_LOOPBACK === 'yes'
      ? ['KIWIMESH_WEBHOOK_LOOPBACK is for development: partners could reach services of this machine']
      : [],
  value: (values): WebhookSettings => ({
    loopback: values.KIWIMESH_WEBHOOK_LOOPBACK === 'yes',
    timeoutMs: Number(values.KIWIMESH_WEBHOOK_TIMEOUT_SECONDS) * 1_000,
    firstRetryMs: Number(values.KIWIMESH_WEBHOOK_FIRST_RETRY_SECONDS) * 1_000,
    retryForMs: Number(values.KIWIMESH_WEBHOOK_RETRY_SECONDS) * 1_000,
  }),
});
