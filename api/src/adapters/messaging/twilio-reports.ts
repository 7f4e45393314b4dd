import { parse } from 'node:querystring';
import type {
  DeliveryReport,
  MessageProgress,
  MessagingReports,
  ReportRequest,
} from '../../ports/messaging.ts';
import { isSigned } from '../twilio/signature.ts';

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

/** What Twilio posts to the status callback of a message, signed with the account's token. */
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
    const to = fieldOf(formOf(body), 'To').replace(/^whatsapp:/, '');
    return /^\+[1-9][0-9]{6,14}$/.test(to) ? to : null;
  }

  report(body: Uint8Array): DeliveryReport | null {
    const form = formOf(body);
    const progress = PROGRESS[fieldOf(form, 'MessageStatus')];
    const id = fieldOf(form, 'MessageSid');
    if (progress === undefined || !/^[A-Z]{2}[0-9a-f]{32}$/.test(id)) return null;
    const code = fieldOf(form, 'ErrorCode');
    return {
      providerMessageId: id,
      progress,
      code: /^[0-9]{1,9}$/.test(code) ? code : null,
    };
  }
}

type Form = ReturnType<typeof parse>;

/** Empty where it is missing or comes twice. */
function fieldOf(form: Form, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}

function formOf(body: Uint8Array): Form {
  return parse(Buffer.from(body).toString('utf8'));
}
