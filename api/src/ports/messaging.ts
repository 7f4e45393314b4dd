export type MessageChannel = 'sms' | 'whatsapp' | 'email' | 'push';

export interface Message {
  readonly channel: MessageChannel;
  /** A phone in E.164 for sms and whatsapp, an address for email, a device's token for push. */
  readonly to: string;
  readonly body: string;
  /** The same key is sent once, by whatever process and however often it is asked: see `messagingOnce` in platform/once.ts. */
  readonly idempotencyKey: string;
}

/** Hands a message to a provider. Accepted is not delivered. */
export interface MessagingPort {
  /** @throws MessagingError always and only. */
  send(message: Message): Promise<{ readonly providerMessageId: string }>;
}

/** A provider without idempotency keys, which tells what it was given. */
export interface MessagingAdapter extends MessagingPort {
  /**
   * The ids of messages like this one that the provider has taken since then, or a little before, newest first.
   * @throws MessagingError always and only.
   */
  find(message: Message, since: Date): Promise<readonly string[]>;
}

/** Why a message was not accepted, and (decided once, here) whether trying again can help. */
export const MESSAGING_FAILURES = {
  /** The provider reports that the number cannot be reached. */
  invalid_recipient: { retryable: false },
  /** The person asked the provider to send nothing more. */
  recipient_opted_out: { retryable: false },
  /** The provider refuses this message, sender or channel. */
  rejected: { retryable: false },
  /** Our own credential or configuration is wrong: an operator must act, then it may be tried again. */
  misconfigured: { retryable: false },
  rate_limited: { retryable: true },
  /** No answer, a timeout or a 5xx: it may even have been accepted. */
  unavailable: { retryable: true },
} as const satisfies Record<string, { retryable: boolean }>;

export type MessagingFailure = keyof typeof MESSAGING_FAILURES;

/** The only error an adapter throws. Never carries the recipient or the body. */
export class MessagingError extends Error {
  readonly failure: MessagingFailure;
  readonly retryable: boolean;
  /** What the provider answered with, e.g. `21211`, for the log. */
  readonly providerCode: string | null;
  /** When the provider said how long to wait. */
  readonly retryAfterSeconds: number | null;

  constructor(
    failure: MessagingFailure,
    details: {
      readonly providerCode?: string;
      readonly retryAfterSeconds?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(
      `the message was not accepted: ${failure}${details.providerCode ? ` (${details.providerCode})` : ''}`,
      { cause: details.cause },
    );
    this.name = 'MessagingError';
    this.failure = failure;
    this.retryable = MESSAGING_FAILURES[failure].retryable;
    this.providerCode = details.providerCode ?? null;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
  }
}

/** One message as a sandbox provider took it. */
export interface SandboxMessage {
  readonly id: string;
  readonly channel: MessageChannel;
  readonly to: string;
  /** Of mail alone. */
  readonly subject: string | null;
  readonly body: string;
  readonly sentAt: Date;
}

/** Where the sandboxes of development and test keep what they were asked to send. Never wired in production. */
export interface SandboxOutbox {
  /** A second message of one id is a repeat: the first is kept. */
  keep(message: SandboxMessage): Promise<void>;
  /** Newest first, at most 100. */
  list(to?: string): Promise<readonly SandboxMessage[]>;
}
