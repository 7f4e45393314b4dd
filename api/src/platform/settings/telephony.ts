import { defineSettings, text } from '../../kernel/settings.ts';

const NUMBER = { type: 'string', pattern: '^\\+[1-9][0-9]{6,14}$' };

const LINE = '\\+[1-9][0-9]{6,14}=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

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
    KIWIMESH_TELEPHONY_LINES: {
      schema: { type: 'string', pattern: `^${LINE}(,${LINE})*$` },
      means:
        'the hospitals whose desks answer first, by the number that is dialled: +918045678900=<id of the hospital>, separated by commas',
      otherwise: "the desk of the caller's community answers, and that of the platform other callers",
    },
    KIWIMESH_TELEPHONY_FALLBACK: {
      schema: NUMBER,
      means: 'the number that callers are connected with while no call can be taken, E.164',
      otherwise: 'an announcement asks callers to dial the emergency number of the region',
    },
  },
  value: (values) => ({
    gateway: values.KIWIMESH_TELEPHONY as 'off' | 'twilio',
    from: text(values.KIWIMESH_TELEPHONY_FROM),
    desk: text(values.KIWIMESH_TELEPHONY_DESK),
    fallback: text(values.KIWIMESH_TELEPHONY_FALLBACK),
    lines: (text(values.KIWIMESH_TELEPHONY_LINES)?.split(',') ?? []).map((line): [string, string] => {
      const [number = '', hospitalId = ''] = line.split('=');
      return [number, hospitalId];
    }),
  }),
});
