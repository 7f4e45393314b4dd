import { EmailError, type EmailPort } from '../../../ports/email.ts';
import { type MessageWording, MessagingError, type MessagingPort } from '../../../ports/messaging.ts';

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

type RegionalTexts = Readonly<Record<string, { readonly signInCode?: CodeText }>>;

/** The text with a code in a language, or else in English. */
function wordsIn(language: string, regional: RegionalTexts): CodeText & { readonly wording: MessageWording } {
  const base = language.split('-')[0] ?? '';
  const words = regional[base]?.signInCode ?? TEXTS[base];
  const wording = { template: 'sign_in_code', language: words === undefined ? 'en' : base };
  return { ...(words ?? EN), wording };
}

/** The text of codes, as it is for people of these languages. */
export function codeWordings(languages: readonly string[], regional: RegionalTexts): MessageWording[] {
  return languages.map((language) => wordsIn(language, regional).wording);
}

/**
 * Sends a code. A permanent rejection by the provider is ignored: the person notices that no code arrives. Other errors
 * are thrown, so that the job is retried or becomes a dead letter that an operator sees.
 * @param regional texts of the region, by language, which come before the shipped ones.
 */
export async function sendCode(
  ports: { readonly messaging: MessagingPort; readonly email: EmailPort },
  { channel, to, code, minutes, language, idempotencyKey }: OtpMessage,
  regional: RegionalTexts = {},
): Promise<void> {
  const { subject, text: words, wording } = wordsIn(language, regional);
  const text = words.replaceAll('{code}', code).replaceAll('{minutes}', String(minutes));
  await deliver(ports, { channel, to, subject, text, wording, idempotencyKey });
}

/** Sends one message; errors are handled as in {@link sendCode}. */
export async function deliver(
  ports: { readonly messaging: MessagingPort; readonly email: EmailPort },
  message: {
    readonly channel: OtpChannel;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    readonly wording: MessageWording;
    readonly idempotencyKey: string;
  },
): Promise<void> {
  const { channel, to, subject, text, wording, idempotencyKey } = message;
  try {
    if (channel === 'email') {
      await ports.email.send({ to, subject, text, idempotencyKey });
    } else await ports.messaging.send({ channel, to, body: text, wording, idempotencyKey });
  } catch (error) {
    const rejected = error instanceof MessagingError || error instanceof EmailError;
    // A code has no other channel: that its text is not registered an operator has to see.
    if (rejected && error.final && error.failure !== 'unregistered') return;
    throw error;
  }
}
