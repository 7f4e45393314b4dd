import { randomBytes } from 'node:crypto';
import { SandboxSmtp } from '../adapters/email/sandbox-smtp.ts';
import { SmtpEmail } from '../adapters/email/smtp.ts';
import { GatewayMessaging } from '../adapters/messaging/gateway/gateway.ts';
import { GatewayReports } from '../adapters/messaging/gateway/reports.ts';
import { SandboxTwilio } from '../adapters/messaging/sandbox-twilio.ts';
import { TwilioMessaging } from '../adapters/messaging/twilio.ts';
import { TwilioReports } from '../adapters/messaging/twilio-reports.ts';
import type { EffectLedger } from '../kernel/effects/ledger.ts';
import type { Clock } from '../kernel/ground/clock.ts';
import type { Logger } from '../kernel/observability/logger.ts';
import type { EmailPort } from '../ports/email.ts';
import type {
  MessageBook,
  MessageReports,
  MessagingAdapter,
  MessagingPort,
  MessagingReports,
  SandboxOutbox,
} from '../ports/messaging.ts';
import { emailOnce, messagingOnce } from './once.ts';
import { bookedMessaging } from './prices/booked.ts';
import { type MessageTexts, messageTexts, registeredMessaging } from './registration/registered.ts';
import type { PlatformConfig } from './settings/index.ts';

/** Where people's messages arrive, below the address of the service. */
const INCOMING_PATH = '/v1/webhooks/messages/twilio/incoming';

export interface Messaging {
  readonly port: MessagingPort;
  readonly reports: MessageReports;
  readonly texts: MessageTexts;
  /** Whether messages are kept instead of sent. */
  readonly sandbox: boolean;
  stop(): Promise<void>;
}

interface MessagingParts {
  readonly effects: EffectLedger;
  readonly book: MessageBook;
  readonly clock: Clock;
  readonly log: Logger;
  /** The public address. */
  readonly publicUrl: () => string;
  /** That on which this process listens. */
  readonly ownUrl: () => string;
}

/** The messaging adapter of the settings. The sandbox speaks the provider's protocol on a local port and keeps messages in `outbox`. */
export async function openMessaging(
  { messaging, messagePrices: prices, twilio, publicUrl, region }: PlatformConfig,
  outbox: SandboxOutbox,
  { effects, book, clock, log, ...addresses }: MessagingParts,
): Promise<Messaging> {
  const opened = (
    adapter: MessagingAdapter,
    reports: MessagingReports,
    replies: Pick<MessageReports, 'answerable' | 'receiveSandbox'>,
    provider = reports.name,
  ) => ({
    port: bookedMessaging(messagingOnce(adapter, effects), { provider, prices, book, clock }),
    reports: { ...ofMessages(reports, effects), ...replies },
    texts: messageTexts(undefined, log),
  });
  // Providers refuse a message with an address that they cannot reach.
  const reportsUrl = (name: string) => () =>
    publicUrl === null ? null : `${publicUrl}/v1/webhooks/messages/${name}`;
  if (messaging.provider === 'twilio') {
    const { from, whatsappFrom, replies } = messaging;
    const reports = new TwilioReports(twilio);
    const adapter = new TwilioMessaging({
      ...twilio,
      reportsUrl: reportsUrl(reports.name),
      from,
      ...(whatsappFrom === null ? {} : { whatsappFrom }),
    });
    const answerable = { answerable: replies, receiveSandbox: null };
    return { ...opened(adapter, reports, answerable), sandbox: false, stop: async () => {} };
  }
  if (messaging.provider === 'gateway') {
    const { gateway, register } = messaging;
    const reports = new GatewayReports(gateway);
    const reportsAt = reportsUrl(reports.name);
    const adapter = new GatewayMessaging({
      ...gateway,
      reportsUrl: (key) => {
        const url = reportsAt();
        return url === null ? null : reports.addressOf(key, url);
      },
    });
    const unanswered = { answerable: false, receiveSandbox: null };
    const parts = { ...opened(adapter, reports, unanswered), sandbox: false, stop: async () => {} };
    if (region.smsRegistration === undefined) return parts;
    return { ...parts, port: registeredMessaging(parts.port, register), texts: messageTexts(register, log) };
  }
  const account = {
    accountSid: `AC${randomBytes(16).toString('hex')}`,
    authToken: randomBytes(16).toString('hex'),
  };
  const sandbox = new SandboxTwilio({ ...account, outbox });
  const baseUrl = await sandbox.start();
  const adapter = new TwilioMessaging({ ...account, from: '+15005550006', baseUrl });
  const receiveSandbox: MessageReports['receiveSandbox'] = async (message) => {
    const signedFor = `${addresses.publicUrl()}${INCOMING_PATH}`;
    await sandbox.passOn(message, { signedFor, postTo: `${addresses.ownUrl()}${INCOMING_PATH}` });
  };
  const reports = new TwilioReports(account);
  return {
    ...opened(adapter, reports, { answerable: true, receiveSandbox }, 'sandbox'),
    sandbox: true,
    stop: () => sandbox.stop(),
  };
}

/** Which message a report is about is known to the ledger, by the provider's id. */
function ofMessages(
  reports: MessagingReports,
  effects: EffectLedger,
): Omit<MessageReports, 'answerable' | 'receiveSandbox'> {
  return {
    name: reports.name,
    authentic: (request) => reports.authentic(request),
    recipient: (body) => reports.recipient(body),
    report: (body) => reports.report(body),
    incoming: (body) => reports.incoming(body),
    keyOf: (providerMessageId) => effects.keyOf('messaging', providerMessageId),
  };
}

export interface Mail {
  readonly port: EmailPort;
  /** Whether mail is kept instead of sent. */
  readonly sandbox: boolean;
  stop(): Promise<void>;
}

/** Mail through the server of the settings, or through a local one that keeps messages in `outbox`. */
export async function openMail(
  { email }: PlatformConfig,
  outbox: SandboxOutbox,
  effects: EffectLedger,
): Promise<Mail> {
  const { from, smtpUrl } = email;
  if (smtpUrl !== null) {
    const adapter = new SmtpEmail({ url: smtpUrl, from });
    return { port: emailOnce(adapter, effects), sandbox: false, stop: async () => {} };
  }
  const sandbox = new SandboxSmtp({ outbox });
  const adapter = new SmtpEmail({ url: await sandbox.start(), from });
  return { port: emailOnce(adapter, effects), sandbox: true, stop: () => sandbox.stop() };
}
