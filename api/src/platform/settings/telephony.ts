import { defineSettings, text } from '../../kernel/settings.ts';

const NUMBER = { type: 'string', pattern: '^\\+[1-9][0-9]{6,14}$' };

/** The gateway to the telephone network. */
export const telephonySettings = defineSettings({
  title: 'Telephone',
  declared: {
    KIWIMESH_TELEPHONY: {
      schema: { enum: ['off', 'twilio'], default: 'off' },
      means: 'the gateway through which people call from a telephone; off takes no such calls',
    },
    KIWIMESH_TELEPHONY_FROM: {
      schema: NUMBER,
      means: 'the number that calls of operators to callers come from, E.164',
      otherwise: 'operators call back from their own telephone',
    },
    KIWIMESH_TELEPHONY_DESK: {
      schema: NUMBER,
      means: 'the telephone at the desk, E.164: it rings when somebody calls, and both sides are transcribed',
      otherwise: 'the caller alone is transcribed',
    },
  },
  value: (values) => ({
    gateway: values.KIWIMESH_TELEPHONY as 'off' | 'twilio',
    from: text(values.KIWIMESH_TELEPHONY_FROM),
    desk: text(values.KIWIMESH_TELEPHONY_DESK),
  }),
});
