import { EmailError, type EmailPort } from '../../../ports/email.ts';
import { MessagingError, type MessagingPort } from '../../../ports/messaging.ts';

export type OtpChannel = 'sms' | 'whatsapp' | 'email';

/** By language, with English as the fallback. The code comes first, because notifications show only the first words. */
const TEXTS: Readonly<Record<string, { subject: string; text: (code: string, minutes: number) => string }>> =
  {
    en: {
      subject: 'Your Kiwimesh code',
      text: (code, minutes) =>
        `${code} is your Kiwimesh code, valid for ${minutes} minutes. Do not share it.`,
    },
    hi: {
      subject: 'आपका Kiwimesh कोड',
      text: (code, minutes) => `${code} आपका Kiwimesh कोड है, ${minutes} मिनट तक मान्य। इसे किसी को न बताएँ।`,
    },
  };

export interface OtpMessage {
  readonly channel: OtpChannel;
  /** A phone, E.164, or an email address. */
  readonly to: string;
  readonly code: string;
  readonly minutes: number;
  /** BCP 47. */
  readonly language: string;
  readonly idempotencyKey: string;
}

/**
 * Sends a code. A permanent rejection by the provider is ignored: the person notices that no code arrives. Other errors
 * are thrown, so that the job is retried or becomes a dead letter that an operator sees.
 */
export async function sendCode(
  ports: { readonly messaging: MessagingPort; readonly email: EmailPort },
  { channel, to, code, minutes, language, idempotencyKey }: OtpMessage,
): Promise<void> {
  const words = TEXTS[language] ?? TEXTS[language.split('-')[0] ?? ''] ?? TEXTS.en;
  if (words === undefined) return;
  const body = words.text(code, minutes);
  await deliver(ports, { channel, to, subject: words.subject, text: body, idempotencyKey });
}

/** Sends one message; errors are handled as in {@link sendCode}. */
export async function deliver(
  ports: { readonly messaging: MessagingPort; readonly email: EmailPort },
  message: {
    readonly channel: OtpChannel;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    readonly idempotencyKey: string;
  },
): Promise<void> {
  const { channel, to, subject, text, idempotencyKey } = message;
  try {
    if (channel === 'email') {
      await ports.email.send({ to, subject, text, idempotencyKey });
    } else await ports.messaging.send({ channel, to, body: text, idempotencyKey });
  } catch (error) {
    const rejected = error instanceof MessagingError || error instanceof EmailError;
    if (rejected && !error.retryable && error.failure !== 'misconfigured') return;
    throw error;
  }
}
