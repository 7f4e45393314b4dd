import { type CallNotice, type GatewayCallState, TelephonyError } from '../../../ports/telephony.ts';

const CALL_SID = /^CA[0-9a-f]{32}$/;
const E164 = /^\+[1-9]\d{6,14}$/;

const STATES: Readonly<Record<string, GatewayCallState>> = {
  queued: 'ringing',
  initiated: 'ringing',
  ringing: 'ringing',
  'in-progress': 'answered',
  completed: 'completed',
  busy: 'busy',
  'no-answer': 'no_answer',
  canceled: 'cancelled',
  failed: 'failed',
};

/**
 * What Twilio gives as the number of a caller who withholds it: the letters of ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and
 * UNAVAILABLE on the keys of a telephone ("What do these strange caller ids mean", Twilio support).
 */
const WITHHELD = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253']);

/** Reads the form of a voice webhook or a status callback. @throws TelephonyError `bad_message` */
export function readNotice(form: Readonly<Record<string, string>>): CallNotice {
  const { CallSid = '', CallStatus = '', Direction = '', From, To, DialCallStatus } = form;
  const state = STATES[CallStatus];
  if (!CALL_SID.test(CallSid)) throw new TelephonyError('bad_message', 'call_sid');
  if (state === undefined) throw new TelephonyError('bad_message', 'call_status');
  return {
    providerCallId: CallSid,
    direction: Direction.startsWith('outbound') ? 'out' : 'in',
    state,
    from: numberOf(From),
    to: numberOf(To),
    forwarded:
      DialCallStatus === undefined
        ? null
        : ['completed', 'answered'].includes(DialCallStatus)
          ? 'completed'
          : 'unanswered',
  };
}

function numberOf(value: string | undefined): string | null {
  return value !== undefined && E164.test(value) && !WITHHELD.has(value) ? value : null;
}
