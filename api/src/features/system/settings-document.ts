import { STAFF_ROLES, type StaffRole } from '../../kernel/auth/principal.ts';

/** When wrong sign-ins of one account stop being looked at, and for how long. */
export interface LockoutPolicy {
  /** Wrong attempts within the window that lock. */
  readonly attempts: number;
  readonly windowSeconds: number;
  /** The first lock; each further one is `growth` times longer, up to `maxLockSeconds`. */
  readonly lockSeconds: number;
  readonly growth: number;
  readonly maxLockSeconds: number;
}

/** What a super admin decides at run time. */
export interface SettingsDocument {
  /** Of those with a password; residents' codes have limits of their own (docs/decisions, codes under attack). */
  readonly lockout: { readonly [role in StaffRole]: LockoutPolicy };
  /** Who cannot work without a second factor. */
  readonly secondFactor: { readonly requiredRoles: readonly StaffRole[] };
  readonly audit: { readonly retentionDays: number };
  /** How long a resident can take back a wish to be erased. */
  readonly privacy: { readonly erasureDelayDays: number };
  readonly invitations: { readonly validHours: number };
}

export interface Settings extends SettingsDocument {
  /** 1 while nobody has changed anything. */
  readonly version: number;
  /** Null while nobody has changed anything. */
  readonly updatedAt: Date | null;
}

/** What a change brings: a part, or one role's policy, that is left out goes back to its default. */
export interface SettingsChange {
  readonly lockout?: { readonly [role in StaffRole]?: LockoutPolicy | undefined } | undefined;
  readonly secondFactor?: SettingsDocument['secondFactor'] | undefined;
  readonly audit?: SettingsDocument['audit'] | undefined;
  readonly privacy?: SettingsDocument['privacy'] | undefined;
  readonly invitations?: SettingsDocument['invitations'] | undefined;
}

/** In production the accounts that administer are never without a second factor (OWASP ASVS 5.0, 6.3.3). */
export const ALWAYS_SECOND_FACTOR: readonly StaffRole[] = ['super_admin', 'hospital_admin'];

/**
 * Ten wrong attempts, far below the hundred that NIST SP 800-63B-4 (3.2.2) allows in a row; five for the accounts that
 * administer. A quarter of an hour, doubling to a day: who mistyped waits for a coffee, who guesses gets nowhere.
 */
const LOCKOUT: LockoutPolicy = {
  attempts: 10,
  windowSeconds: 900,
  lockSeconds: 900,
  growth: 2,
  maxLockSeconds: 86_400,
};

/** Five years. What the law of a place asks for is for its operator to set. */
const AUDIT_DAYS = 1_826;

/** The settings while nobody has changed any. */
export function defaultSettings(production: boolean): SettingsDocument {
  const stricter = { ...LOCKOUT, attempts: 5 };
  const policyOf = (role: StaffRole) => (ALWAYS_SECOND_FACTOR.includes(role) ? stricter : LOCKOUT);
  return {
    lockout: Object.fromEntries(
      STAFF_ROLES.map((role) => [role, policyOf(role)]),
    ) as SettingsDocument['lockout'],
    secondFactor: { requiredRoles: production ? ALWAYS_SECOND_FACTOR : [] },
    audit: { retentionDays: AUDIT_DAYS },
    privacy: { erasureDelayDays: 30 },
    invitations: { validHours: 72 },
  };
}

/** The defaults with what was decided in their place. */
export function withDefaults(change: SettingsChange, production: boolean): SettingsDocument {
  const defaults = defaultSettings(production);
  const roles = change.secondFactor?.requiredRoles ?? defaults.secondFactor.requiredRoles;
  const always = production ? ALWAYS_SECOND_FACTOR : [];
  return {
    lockout: { ...defaults.lockout, ...change.lockout } as SettingsDocument['lockout'],
    // A database moved here from staging may say less than production asks.
    secondFactor: { requiredRoles: [...new Set([...always, ...roles])] },
    audit: change.audit ?? defaults.audit,
    privacy: change.privacy ?? defaults.privacy,
    invitations: change.invitations ?? defaults.invitations,
  };
}
