import { parse } from 'node:querystring';
import type {
  DeliveryFailure,
  DeliveryReport,
  IncomingMessage,
  MessageProgress,
  MessagingReports,
  OptOutRequest,
  ReportRequest,
} from '../../ports/messaging.ts';
import { isSigned } from '../twilio/signature.ts';

const SID = /^[A-Z]{2}[0-9a-f]{32}$/;
const SIGNATURE = 'x-twilio-signature';

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const PROGRESS: Readonly<Record<string, MessageProgress>> = {
  accepted: 'accepted',
  scheduled: 'accepted',
  queued: 'accepted',
  sending: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

/** Codes of the provider's error dictionary: https://www.twilio.com/docs/api/errors */
const FAILURES: Readonly<Record<string, DeliveryFailure>> = {
  21610: 'recipient_opted_out',
  30003: 'unreachable',
  30004: 'rejected',
  30005: 'invalid_recipient',
  30006: 'invalid_recipient',
  30007: 'rejected',
  30034: 'rejected',
  63003: 'invalid_recipient',
  63016: 'rejected',
  63024: 'invalid_recipient',
};

/** Where the account leaves answers to these words to the provider (Advanced Opt-Out). */
const REQUESTS: Readonly<Record<string, OptOutRequest>> = { STOP: 'stop', START: 'start', HELP: 'help' };

/**
 * What Twilio posts to the status callback of a message, and of messages that people send to a number of the account, signed
 * with the account's token.
 */
export class TwilioReports implements MessagingReports {
  readonly name = 'twilio';
  readonly #authToken: string;

  constructor({ authToken }: { readonly authToken: string }) {
    this.#authToken = authToken;
  }

  authentic({ url, headers, body }: ReportRequest): boolean {
    return isSigned(this.#authToken, headers[SIGNATURE], url, formOf(body));
  }

  recipient(body: Uint8Array): string | null {
    const form = formOf(body);
    return phoneIn(fieldOf(form, isIncoming(form) ? 'From' : 'To'));
  }

  report(body: Uint8Array): DeliveryReport | null {
    const form = formOf(body);
    const progress = PROGRESS[fieldOf(form, 'MessageStatus')];
    const id = fieldOf(form, 'MessageSid');
    if (progress === undefined || !SID.test(id)) return null;
    const code = fieldOf(form, 'ErrorCode');
    return {
      providerMessageId: id,
      progress,
      failure: progress === 'failed' ? (FAILURES[code] ?? 'undelivered') : null,
      code: /^[0-9]{1,9}$/.test(code) ? code : null,
    };
  }

  incoming(body: Uint8Array): IncomingMessage | null {
    const form = formOf(body);
    const id = fieldOf(form, 'MessageSid');
    const sender = fieldOf(form, 'From');
    const from = phoneIn(sender);
    // Without a text: a picture alone.
    const text = fieldOf(form, 'Body');
    if (!isIncoming(form) || !SID.test(id) || from === null) return null;
    const channel = sender.startsWith('whatsapp:') ? 'whatsapp' : 'sms';
    return {
      providerMessageId: id,
      channel,
      from,
      text,
      request: REQUESTS[fieldOf(form, 'OptOutType')] ?? null,
    };
  }
}

type Form = ReturnType<typeof parse>;

const isIncoming = (form: Form): boolean => fieldOf(form, 'SmsStatus') === 'received';

function phoneIn(address: string): string | null {
  const phone = address.replace(/^whatsapp:/, '');
  return /^\+[1-9][0-9]{6,14}$/.test(phone) ? phone : null;
}

/** Empty where it is missing or comes twice. */
function fieldOf(form: Form, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}

function formOf(body: Uint8Array): Form {
  return parse(Buffer.from(body).toString('utf8'));
}
