/** An app on a telephone, by the token that its push service gave it. */
export interface AppTarget {
  readonly kind: 'fcm';
  readonly token: string;
}

/** A browser, by the subscription that it made (Push API). */
export interface BrowserTarget {
  readonly kind: 'web_push';
  /** An address that the browser's push service chose, and that a person sent us. */
  readonly endpoint: string;
  /** Its public key, P-256, uncompressed, base64url. */
  readonly p256dh: string;
  /** Its authentication secret, 16 bytes, base64url. */
  readonly auth: string;
}

export type PushTarget = AppTarget | BrowserTarget;

export type PushUrgency = 'high' | 'normal' | 'low';

/** What a device shows, and what it needs to open the right page. No text of a person and no word about health. */
export interface PushMessage<Target extends PushTarget = PushTarget> {
  readonly target: Target;
  readonly title: string;
  readonly body: string;
  /** Ids, by name. */
  readonly data: Readonly<Record<string, string>>;
  readonly urgency: PushUrgency;
  /** Seconds for which the provider keeps it for a device that cannot be reached. */
  readonly ttlSeconds: number;
  /**
   * The same for every try of one push, which is handed over once by whatever process: see `pushOnce` in platform/once.ts.
   * A provider that still holds an earlier try replaces it, and a device that shows one shows it once. At most 32
   * characters of the base64url alphabet.
   */
  readonly collapseKey: string;
}

/** Hands a push to the service of a device. Accepted is not shown. */
export interface PushPort<Target extends PushTarget = PushTarget> {
  /** @throws PushError always and only. */
  send(message: PushMessage<Target>): Promise<{ readonly providerMessageId: string | null }>;
}

/** Why a push was not accepted, and whether trying again can help. */
export const PUSH_FAILURES = {
  /** The device is registered no longer: nothing will ever reach it there. */
  gone: { retryable: false },
  /** The provider refuses this push, or the address is one that nothing is sent to. */
  rejected: { retryable: false },
  /** Our own credential or configuration is wrong: an operator must act, then it may be tried again. */
  misconfigured: { retryable: true },
  rate_limited: { retryable: true },
  /** No answer, a wrong one, or a 5xx: it may even have been accepted. */
  unavailable: { retryable: true },
  /** Another process hands it over at this moment: a later request gets its outcome. */
  under_way: { retryable: true },
} as const satisfies Record<string, { retryable: boolean }>;

export type PushFailure = keyof typeof PUSH_FAILURES;

/** The only error an adapter throws. Never carries the target or what is sent. */
export class PushError extends Error {
  override readonly name = 'PushError';
  readonly failure: PushFailure;
  readonly retryable: boolean;
  /** What the provider answered with, such as `UNREGISTERED`, for the log. */
  readonly providerCode: string | null;
  /** When the provider said how long to wait. */
  readonly retryAfterMs: number | null;

  constructor(
    failure: PushFailure,
    details: { readonly providerCode?: string | null; readonly retryAfterMs?: number | null } = {},
  ) {
    const { providerCode = null, retryAfterMs = null } = details;
    super(`the push was not accepted: ${failure}${providerCode === null ? '' : ` (${providerCode})`}`);
    this.failure = failure;
    this.retryable = PUSH_FAILURES[failure].retryable;
    this.providerCode = providerCode;
    this.retryAfterMs = retryAfterMs;
  }
}

/** A browser of the sandbox, for development and tests. */
export interface SandboxSubscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** What an installation can push with. */
export interface PushServices {
  /** Null where this installation has no app. */
  readonly fcm: PushPort<PushTarget & { kind: 'fcm' }> | null;
  /** Null where it pushes to no browsers. */
  readonly webPush: PushPort<PushTarget & { kind: 'web_push' }> | null;
  /** With which browsers subscribe: base64url of the uncompressed P-256 point; null without `webPush`. */
  readonly vapidPublicKey: string | null;
  /** Whether an address of this machine may be subscribed: with the sandbox alone. */
  readonly loopback: boolean;
  /** Subscribes a browser of the sandbox; null where pushes are real. */
  readonly subscribeSandbox: (() => Promise<SandboxSubscription>) | null;
}
