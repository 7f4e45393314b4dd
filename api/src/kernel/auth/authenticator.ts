import type { Principal } from './principal.ts';

/** What a caller presented, as found on the wire. `origin` is the browser's Origin header, null outside browsers. */
export type Credential =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'api_key'; readonly key: string }
  | { readonly kind: 'publishable_key'; readonly key: string; readonly origin: string | null };

/** What just ended: one session, or some keys (which is not said: ask again about each). */
export type Ended = { readonly kind: 'session'; readonly sessionId: string } | { readonly kind: 'keys' };

/** What the caller is verified for. Without one: anything. */
export type Purpose = 'enrolment';

/** Minutes after a sign-in in which it stands for asking who it is again. */
export const RECENT_MINUTES = 15;

/** The single verified path from a credential to a {@link Principal}, shared by HTTP and Socket.IO. */
export interface Authenticator {
  /**
   * @throws Problem `unauthenticated` when the credential is unknown, expired, revoked or malformed (one answer for
   *   all four, so that it tells nothing), `origin_not_allowed` when a publishable key is used from another origin,
   *   `second_factor_enrolment_required` when the person owes a second factor and `purpose` is not its enrolment.
   */
  verify(credential: Credential, purpose?: Purpose): Promise<Principal>;

  /**
   * Whether the person signed in, or confirmed their password, in this session within the last {@link RECENT_MINUTES}. A
   * session left open, or stolen, must not be enough to change who gets in (OWASP ASVS 5.0, 7.5.1).
   */
  signedInRecently(principal: Principal): Promise<boolean>;

  /** Whether any active publishable key allows this origin: what a CORS preflight, which carries no key, is answered from. */
  isAllowedOrigin(origin: string): Promise<boolean>;

  /**
   * Calls back, on every process and within a second of the commit, when sessions end or keys change: what was admitted
   * for longer than a request, such as a socket, must go.
   */
  onEnded?(listener: (ended: Ended) => void): void;
}
