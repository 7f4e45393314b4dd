import { EMAIL_FAILURES, EmailError, type EmailPort } from '../../../ports/email.ts';
import { MESSAGING_FAILURES, MessagingError, type MessagingPort } from '../../../ports/messaging.ts';
import { notificationMail } from './mail.ts';

/** Of messages to phones, in the order of the region. */
type PhoneChannels = readonly ['sms' | 'whatsapp', ...('sms' | 'whatsapp')[]];

export interface Ports {
  readonly messaging: MessagingPort;
  readonly email: EmailPort;
  /** The public address of this installation. */
  readonly publicUrl: () => string;
  readonly region: { readonly phoneChannels: PhoneChannels };
}

/** One message on its way to one person. */
export interface Message {
  /** `sms` goes by WhatsApp where the region has no SMS. */
  readonly channel: 'sms' | 'email';
  readonly to: string;
  /** Says nothing about health. */
  readonly line: string;
  readonly language: string;
  /** Whose line it is; null where it is a hospital's own. */
  readonly template: string | null;
  /** On whose behalf. */
  readonly hospitalId: string | null;
  readonly idempotencyKey: string;
}

/** `refused`: this channel does not reach the person; `later`: it may be tried again. */
export type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused' | 'later'; readonly failure: string; readonly error: Error };

/** Hands a message to the port of its channel. @throws what is no answer of a port. */
export async function send(ports: Ports, message: Message): Promise<Outcome> {
  const { channel, to, line, language, template, hospitalId, idempotencyKey } = message;
  try {
    if (channel === 'email') {
      await ports.email.send({ ...notificationMail(line, language, ports.publicUrl()), to, idempotencyKey });
    } else {
      const { phoneChannels } = ports.region;
      const phone = phoneChannels.includes('sms') ? 'sms' : phoneChannels[0];
      const wording = template === null ? {} : { wording: { template, language } };
      const content = { channel: phone, to, body: line, ...wording };
      await ports.messaging.send({ ...content, hospitalId, idempotencyKey });
    }
    return { kind: 'sent' };
  } catch (error) {
    if (!(error instanceof MessagingError || error instanceof EmailError)) throw error;
    return { kind: error.final ? 'refused' : 'later', failure: error.failure, error };
  }
}

const FAILURES: ReadonlyMap<string, { readonly final: boolean }> = new Map(
  Object.entries({ ...EMAIL_FAILURES, ...MESSAGING_FAILURES }),
);

/** Whether a channel that failed so may be taken up again; not for what is no failure of a port, such as `no_address`. */
export const mayBeTakenLater = (failure: string | null): boolean =>
  failure !== null && FAILURES.get(failure)?.final === false;
