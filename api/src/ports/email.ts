export interface Email {
  /** One address (RFC 5321 mailbox), without a display name. */
  readonly to: string;
  readonly subject: string;
  /** Plain text; every mail reads well without its html. */
  readonly text: string;
  readonly html?: string;
  /** A key is sent once, see `emailOnce` in platform/once.ts; every attempt of it carries the same Message-ID. */
  readonly idempotencyKey: string;
}

/** Hands mail to a server. Accepted is not delivered. */
export interface EmailPort {
  /**
   * @returns the Message-ID, without its angle brackets.
   * @throws EmailError always and only.
   */
  send(email: Email): Promise<{ readonly messageId: string }>;
}

/**
 * Why a mail was not accepted, and (decided once, here) whether trying again can help, and whether that is final: neither time nor an
 * operator changes it.
 */
export const EMAIL_FAILURES = {
  /** No such mailbox, or it takes nothing from us: 5xx to RCPT TO. */
  invalid_recipient: { retryable: false, final: true },
  /** The server refuses this mail for good: another 5xx. */
  rejected: { retryable: false, final: true },
  /** Our credential, certificate or sender is wrong: an operator must act, then it may be tried again. */
  misconfigured: { retryable: false, final: false },
  /** The server says "later": greylisting, quota, full mailbox (4xx). */
  deferred: { retryable: true, final: false },
  /** No connection, no answer, an answer cut off: it may even have been accepted. */
  unavailable: { retryable: true, final: false },
} as const satisfies Record<string, { retryable: boolean; final: boolean }>;

export type EmailFailure = keyof typeof EMAIL_FAILURES;

/** The only error an adapter throws. Never carries the recipient, the subject or the text. */
export class EmailError extends Error {
  readonly failure: EmailFailure;
  readonly retryable: boolean;
  readonly final: boolean;
  /** What the server answered with, such as `550`, or what went wrong before it could, such as `ETIMEDOUT`; for the log. */
  readonly serverCode: string | null;

  constructor(failure: EmailFailure, serverCode: string | null = null, options: ErrorOptions = {}) {
    super(`the mail was not accepted: ${failure}${serverCode === null ? '' : ` (${serverCode})`}`, options);
    this.name = 'EmailError';
    this.failure = failure;
    this.retryable = EMAIL_FAILURES[failure].retryable;
    this.final = EMAIL_FAILURES[failure].final;
    this.serverCode = serverCode;
  }
}
