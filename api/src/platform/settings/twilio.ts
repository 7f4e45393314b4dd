import { defineSettings, text } from '../../kernel/settings.ts';

const REQUIRED = {
  when: {
    anyOf: [
      { setting: 'KIWIMESH_MESSAGING', value: 'twilio' },
      { setting: 'KIWIMESH_TELEPHONY', value: 'twilio' },
    ],
  },
} as const;

/** The account at Twilio, of messages and telephone alike. */
export const twilioSettings = defineSettings({
  title: 'Twilio',
  declared: {
    TWILIO_ACCOUNT_SID: {
      schema: { type: 'string', minLength: 1 },
      means: 'the account at the provider',
      required: REQUIRED,
    },
    TWILIO_AUTH_TOKEN: {
      schema: { type: 'string', minLength: 1 },
      means: "the account's token, with which the provider also signs its webhooks",
      required: REQUIRED,
    },
    TWILIO_BASE_URL: {
      schema: { type: 'string', pattern: '^https?://[^/?#\\s]+$' },
      means: 'another server that speaks the protocol of the provider',
      otherwise: 'https://api.twilio.com',
    },
  },
  value(values) {
    const baseUrl = text(values.TWILIO_BASE_URL);
    return {
      accountSid: String(values.TWILIO_ACCOUNT_SID),
      authToken: String(values.TWILIO_AUTH_TOKEN),
      ...(baseUrl === null ? {} : { baseUrl }),
    };
  },
});
