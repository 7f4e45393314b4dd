export type MessageChannel = 'sms' | 'whatsapp' | 'email' | 'push';

export interface Message {
  readonly channel: MessageChannel;
  /** A phone in E.164 for sms and whatsapp, an address for email, a device's token for push. */
  readonly to: string;
  readonly body: string;
  /** The same key is sent once, by whatever process and however often it is asked: see `messagingOnce` in platform/once.ts. */
  readonly idempotencyKey: string;
  /** What a carrier knows the text by, where a law has texts registered: see `registeredMessaging` in platform/registration.ts. */
  readonly registration?: MessageRegistration;
  /** Which of our texts it is; absent where it is none of them. */
  readonly wording?: MessageWording;
  /** On whose behalf it is sent, for the costs; absent or null for the platform's own. */
  readonly hospitalId?: string | null;
}

/** What a message costs. */
export interface MessagePrice {
  /** Millionths of the currency. */
  readonly micros: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** A message that a provider took, as it is booked: nothing of it leads to a phone. */
export interface BookedMessage {
  /** Its idempotency key: it is booked once. */
  readonly key: string;
  readonly provider: string;
  readonly channel: 'sms' | 'whatsapp';
  /** ISO 3166-1 alpha-2 of the phone; null for a number of no country. */
  readonly country: string | null;
  readonly segments: number;
  /** Null where no price is known. */
  readonly price: MessagePrice | null;
  readonly hospitalId: string | null;
}

/** Where costs of messages are booked. */
export interface MessageBook {
  /** A second booking of one key changes nothing. */
  book(message: BookedMessage): Promise<void>;
}

/** A text of the product in one language. */
export interface MessageWording {
  /** Such as `sign_in_code`, or the template of a notification. */
  readonly template: string;
  /** BCP 47. */
  readonly language: string;
}

/** The ids of a text in a register of carriers, such as India's DLT. */
export interface MessageRegistration {
  readonly templateId: string;
  readonly entityId: string;
  /** The sender that the text is registered for; null for the adapter's own. */
  readonly sender: string | null;
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

/**
 * How far a provider got with a message it accepted. A later word of this list replaces an earlier one and never the other way,
 * so that reports may come twice and in any order.
 */
export const MESSAGE_PROGRESS = ['accepted', 'sent', 'failed', 'delivered', 'read'] as const;
export type MessageProgress = (typeof MESSAGE_PROGRESS)[number];

/** A request of a provider as it arrived. */
export interface ReportRequest {
  /** The public address that the provider called, with its query: what proxies made of it was not signed. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** Why a message that the provider had accepted did not arrive. */
export const DELIVERY_FAILURES = [
  /** The phone is switched off or out of reach. */
  'unreachable',
  /** No such number, or one that takes no messages. */
  'invalid_recipient',
  'recipient_opted_out',
  /** A network on the way refused it. */
  'rejected',
  /** For another reason, or none that the provider tells. */
  'undelivered',
] as const;
export type DeliveryFailure = (typeof DELIVERY_FAILURES)[number];

/** What a provider says about a message. */
export interface DeliveryReport {
  readonly providerMessageId: string;
  readonly progress: MessageProgress;
  /** Null unless it failed. */
  readonly failure: DeliveryFailure | null;
  /** Why it failed, in the provider's words for programs, such as `30003`; null where it does not say. */
  readonly code: string | null;
}

/** What a person asks of the provider, or of us: no more messages to their number, or messages again. */
export const OPT_OUT_REQUESTS = ['stop', 'start', 'help'] as const;
export type OptOutRequest = (typeof OPT_OUT_REQUESTS)[number];

/** A message that a person sent to us. */
export interface IncomingMessage {
  /** The provider's own id, the same when it sends it again. */
  readonly providerMessageId: string;
  readonly channel: 'sms' | 'whatsapp';
  /** E.164. */
  readonly from: string;
  readonly text: string;
  /** Null unless the provider has read one in it: then it has answered it, too. */
  readonly request: OptOutRequest | null;
}

/** Reads what a provider tells about messages, by webhook. */
export interface MessagingReports {
  /** Names the provider in the path of its webhook. */
  readonly name: string;
  /** Whether the provider signed these bytes, sent to this address, with our account's secret. Never throws. */
  authentic(request: ReportRequest): boolean;
  /** The phone of the person whom the body is about, E.164; null where it does not say. Never throws. */
  recipient(body: Uint8Array): string | null;
  /** Null where the body says nothing about how far a message got. Never throws. */
  report(body: Uint8Array): DeliveryReport | null;
  /** The message of a person; null where the body is none. Never throws. */
  incoming(body: Uint8Array): IncomingMessage | null;
}

/** Reports of the provider of this installation, and which message each is about. */
export interface MessageReports extends MessagingReports {
  /** Whether people can answer messages: then messages may ask them to. */
  readonly answerable: boolean;
  /** Has the sandbox pass a message of a person on, as the provider does; null where there is no sandbox. */
  readonly receiveSandbox:
    | ((message: Pick<IncomingMessage, 'channel' | 'from' | 'text'>) => Promise<void>)
    | null;
  /** The idempotency key with which a message was sent; null where none has this id, or it is not recorded yet. */
  keyOf(providerMessageId: string): Promise<string | null>;
}

/**
 * Why a message was not accepted, and (decided once, here) whether trying again can help, and whether that is final: neither time nor
 * an operator makes this message one that is accepted.
 */
export const MESSAGING_FAILURES = {
  /** The provider reports that the number cannot be reached. */
  invalid_recipient: { retryable: false, final: true },
  /** The person asked the provider to send nothing more. */
  recipient_opted_out: { retryable: false, final: true },
  /** The provider refuses this message, sender or channel. */
  rejected: { retryable: false, final: true },
  /** Our own credential or configuration is wrong: an operator must act, then it may be tried again. */
  misconfigured: { retryable: false, final: false },
  rate_limited: { retryable: true, final: false },
  /** No answer, a timeout or a 5xx: it may even have been accepted. */
  unavailable: { retryable: true, final: false },
  /** It may have been accepted, and the provider cannot be asked: sending it again could double it. */
  unknown_outcome: { retryable: false, final: true },
  /** The law has texts registered, and this one is not: carriers would drop it. */
  unregistered: { retryable: false, final: true },
} as const satisfies Record<string, { retryable: boolean; final: boolean }>;

export type MessagingFailure = keyof typeof MESSAGING_FAILURES;

/** The only error an adapter throws. Never carries the recipient or the body. */
export class MessagingError extends Error {
  readonly failure: MessagingFailure;
  readonly retryable: boolean;
  readonly final: boolean;
  /** What the provider answered with, e.g. `21211`, for the log. */
  readonly providerCode: string | null;
  /** When the provider said how long to wait. */
  readonly retryAfterSeconds: number | null;
  /** Whether it may have been accepted all the same. */
  readonly unsure: boolean;

  constructor(
    failure: MessagingFailure,
    details: {
      readonly providerCode?: string;
      readonly retryAfterSeconds?: number;
      /** Although it is `unavailable`: there was no connection, for example. */
      readonly notTaken?: boolean;
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
    this.final = MESSAGING_FAILURES[failure].final;
    this.providerCode = details.providerCode ?? null;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
    this.unsure = failure === 'unavailable' && details.notTaken !== true;
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
