import { EmailError, type EmailPort } from '../../../ports/email.ts';
import { MessagingError, type MessagingPort } from '../../../ports/messaging.ts';

/** How a message reaches a phone. */
export type PhoneChannel = 'sms' | 'whatsapp';
export type OtpChannel = PhoneChannel | 'email';

/** The message with a code: `{code}` and `{minutes}` are filled. */
export interface CodeText {
  readonly subject: string;
  readonly text: string;
}

/** By language, with English as the fallback. The code comes first, because notifications show only the first words. */
const EN: CodeText = {
  subject: 'Your Kiwimesh code',
  text: '{code} is your Kiwimesh code, valid for {minutes} minutes. Do not share it.',
};
const TEXTS: Readonly<Record<string, CodeText>> = {
  en: EN,
  hi: {
    subject: 'आपका Kiwimesh कोड',
    text: '{code} आपका Kiwimesh कोड है, {minutes} मिनट तक मान्य। इसे किसी को न बताएँ।',
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

/** The channel that was asked for, where it reaches phones of the region or is email; else the usual one. */
export function channelFor(
  asked: OtpChannel | undefined,
  there: readonly [PhoneChannel, ...PhoneChannel[]],
): OtpChannel {
  return asked !== undefined && (asked === 'email' || there.includes(asked)) ? asked : there[0];
}

/**
 * Sends a code. A permanent rejection by the provider is ignored: the person notices that no code arrives. Other errors
 * are thrown, so that the job is retried or becomes a dead letter that an operator sees.
 * @param regional texts of the region, by language, which come before the shipped ones.
 */
export async function sendCode(
  ports: { readonly messaging: MessagingPort; readonly email: EmailPort },
  { channel, to, code, minutes, language, idempotencyKey }: OtpMessage,
  regional: Readonly<Record<string, { readonly signInCode?: CodeText }>> = {},
): Promise<void> {
  const base = language.split('-')[0] ?? '';
  const words = regional[base]?.signInCode ?? TEXTS[base] ?? EN;
  const text = words.text.replaceAll('{code}', code).replaceAll('{minutes}', String(minutes));
  await deliver(ports, { channel, to, subject: words.subject, text, idempotencyKey });
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
