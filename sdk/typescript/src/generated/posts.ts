/** Generated from the contract by `npm run generate -w openapi`. Do not edit. */

/** Paths whose POST changes nothing. */
export const SAFE_POSTS: readonly string[] = [
  '/v1/auth/account-links/inspection',
  '/v1/communities/{communityId}/announcements/preview',
  '/v1/llm/explanations',
  '/v1/places/search',
  '/v1/residents/search',
  '/v1/staff/search',
  '/v1/triage-evaluations',
  '/v1/units/nearest',
];

/** Paths whose POST an idempotency key does not cover. */
export const UNCOVERED_POSTS: readonly string[] = [
  '/dev/messages',
  '/dev/push-subscriptions',
  '/v1/api-keys',
  '/v1/api-keys/{apiKeyId}/rotation',
  '/v1/auth/invitations/acceptance',
  '/v1/auth/login',
  '/v1/auth/otp/request',
  '/v1/auth/otp/verify',
  '/v1/auth/password-resets',
  '/v1/auth/password-resets/confirmation',
  '/v1/auth/refresh',
  '/v1/calls/by-place',
  '/v1/me/recovery-codes',
  '/v1/me/totp',
  '/v1/me/totp/confirmation',
  '/v1/webhook-endpoints',
  '/v1/webhook-endpoints/{webhookEndpointId}/rotate-secret',
];
