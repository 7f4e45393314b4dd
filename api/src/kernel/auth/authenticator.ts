import type { Principal } from './principal.ts';

/** What a caller presented, as found on the wire. `origin` is the browser's Origin header, null outside browsers. */
export type Credential =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'api_key'; readonly key: string }
  | { readonly kind: 'publishable_key'; readonly key: string; readonly origin: string | null };

/** What has just ended: one session, or some keys (it does not say which: verify each again). */
export type Ended = { readonly kind: 'session'; readonly sessionId: string } | { readonly kind: 'keys' };

/** What the caller is verified for; by default anything. */
export type Purpose = 'enrolment';

/** Minutes after a sign-in in which no new proof of identity is required. */
export const RECENT_MINUTES = 15;

/** The single verified path from a credential to a {@link Principal}, shared by HTTP and Socket.IO. */
export interface Authenticator {
  /**
   * @throws Problem `unauthenticated` when the credential is unknown, expired, revoked or malformed (the same answer
   *   for all four, so that it reveals nothing), `origin_not_allowed` when a publishable key is used from another
   *   origin, `second_factor_enrolment_required` when the person has not set up a required second factor and `purpose`
   *   is not its enrolment.
   */
  verify(credential: Credential, purpose?: Purpose): Promise<Principal>;

  /**
   * Whether the person signed in, or confirmed their password, in this session within the last {@link RECENT_MINUTES}. A
   * session left open, or stolen, must not be enough to change who gets in (OWASP ASVS 5.0, 7.5.1).
   */
  signedInRecently(principal: Principal): Promise<boolean>;

  /** Whether any active publishable key allows this origin. Answers CORS preflights, which carry no key. */
  isAllowedOrigin(origin: string): Promise<boolean>;

  /**
   * Calls back in every process, within a second of the commit, when sessions end or keys change: whatever was admitted
   * for longer than one request, such as a socket, must be closed.
   */
  onEnded?(listener: (ended: Ended) => void): void;
}
