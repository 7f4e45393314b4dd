import { type Principal, ROLES, type Role } from '../../../auth/principal.ts';
import { Problem } from '../../../ground/problem.ts';
import { type Caller, type Relations, readRelations } from './relation.ts';

/** Who may call an operation: the contract's `x-access`. Absent members admit no caller of that kind. */
export interface Access {
  /** Any caller, with or without a credential. */
  readonly public: boolean;
  readonly roles: readonly Role[];
  /** An API key needs every one of these; empty means API keys are not served. */
  readonly scopes: readonly string[];
  /** The scope an API key needs to get the reply's body; null when its write scope is enough. */
  readonly reply: string | null;
  readonly keys: readonly 'publishable'[];
  /** Those who call for help without an account, with the token of their call. */
  readonly visitors: boolean;
  /** Providers whose signature of the request proves who they are: webhooks. */
  readonly signed: boolean;
  /** Whether roles that have not yet set up a required second factor are admitted, too. */
  readonly enrolment: boolean;
  /** How the records relate to each admitted caller. */
  readonly tenant: Relations;
}

const SCOPE = /^[a-z][a-z-]*:(read|write)$/;

/** Reads `x-access` and adds faults to `faults`. An operation must declare who may call it. */
export function readAccess(value: unknown, at: string, faults: string[]): Access {
  const access = {
    public: false,
    roles: [] as Role[],
    scopes: [] as string[],
    reply: null as string | null,
    keys: [] as 'publishable'[],
    visitors: false,
    signed: false,
    enrolment: false,
    tenant: {} as Relations,
  };
  if (typeof value !== 'object' || value === null) {
    faults.push(`${at}: no x-access: declare who may call it`);
    return access;
  }
  for (const [member, given] of Object.entries(value)) {
    if (member === 'public' && typeof given === 'boolean') access.public = given;
    else if (member === 'visitors' && typeof given === 'boolean') access.visitors = given;
    else if (member === 'signed' && typeof given === 'boolean') access.signed = given;
    else if (member === 'enrolment' && typeof given === 'boolean') access.enrolment = given;
    else if (member === 'roles' && listOf(given, (role) => (ROLES as readonly string[]).includes(role)))
      access.roles = given as Role[];
    else if (member === 'scopes' && listOf(given, (scope) => SCOPE.test(scope)))
      access.scopes = given as string[];
    else if (member === 'reply' && typeof given === 'string' && SCOPE.test(given)) access.reply = given;
    else if (member === 'keys' && listOf(given, (key) => key === 'publishable'))
      access.keys = given as 'publishable'[];
    else if (member !== 'tenant') faults.push(`${at}: x-access.${member} is not understood`);
  }
  const callers = callersOf(access);
  if (callers.length === 0) {
    faults.push(`${at}: x-access admits no caller`);
    return access;
  }
  access.tenant = readRelations((value as { tenant?: unknown }).tenant, callers, at, faults);
  return access;
}

/** Every caller that the rule admits. */
export function callersOf(access: Omit<Access, 'tenant'>): Caller[] {
  return [
    ...(access.public ? (['anonymous'] as const) : []),
    ...access.roles,
    ...(access.scopes.length > 0 ? (['api_key'] as const) : []),
    ...(access.keys.length > 0 ? (['publishable_key'] as const) : []),
    ...(access.visitors ? (['visitor'] as const) : []),
    ...(access.signed ? (['signed'] as const) : []),
  ];
}

function listOf(value: unknown, fits: (item: string) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && fits(item));
}

/**
 * The guard that every request passes after its credential was verified and before its contents are read.
 * @throws Problem `unauthenticated` without a caller, `role_not_allowed` or `scope_missing` with the wrong one.
 */
export function guard(access: Access, principal: Principal): void {
  if (access.public) return;
  switch (principal.kind) {
    case 'staff':
    case 'resident':
      if (access.roles.includes(principal.role)) return;
      throw new Problem('role_not_allowed');
    case 'api_key': {
      if (access.scopes.length === 0) {
        throw new Problem('scope_missing', { detail: 'API keys cannot do this.' });
      }
      const missing = access.scopes.filter((scope) => !principal.scopes.includes(scope));
      if (missing.length === 0) return;
      throw new Problem('scope_missing', {
        detail: `The key needs ${missing.join(' and ')}.`,
        extensions: { requiredScopes: access.scopes },
      });
    }
    case 'publishable_key':
      if (access.keys.includes('publishable')) return;
      throw new Problem('role_not_allowed', { detail: 'A publishable key cannot do this: sign in first.' });
    case 'visitor':
      if (access.visitors) return;
      throw new Problem('role_not_allowed', { detail: 'The token of a call is good for that call alone.' });
    case 'anonymous':
      throw new Problem('unauthenticated');
  }
}

/** Whether the caller may see the operation's reply: the right to write does not include the right to read. */
export function mayRead({ reply }: Pick<Access, 'reply'>, principal: Principal): boolean {
  return reply === null || principal.kind !== 'api_key' || principal.scopes.includes(reply);
}
