import { STAFF_ROLES, type StaffRole } from '../../../kernel/auth/principal.ts';

/** After how many wrong attempts an account is locked, and for how long. */
export interface LockoutPolicy {
  /** Wrong attempts within the window that lock the account. */
  readonly attempts: number;
  readonly windowSeconds: number;
  /** Duration of the first lock; each further one is `growth` times longer, up to `maxLockSeconds`. */
  readonly lockSeconds: number;
  readonly growth: number;
  readonly maxLockSeconds: number;
}

/** What super admins change at run time. */
export interface SettingsDocument {
  /** For staff, who have passwords; residents' codes have limits of their own (docs/decisions, codes under attack). */
  readonly lockout: { readonly [role in StaffRole]: LockoutPolicy };
  /** The roles that must have a second factor. */
  readonly secondFactor: { readonly requiredRoles: readonly StaffRole[] };
  readonly audit: { readonly retentionDays: number };
  /** How long a resident can cancel a request for erasure. */
  readonly privacy: { readonly erasureDelayDays: number };
  readonly invitations: { readonly validHours: number };
  readonly triage: { readonly retentionDays: number };
  readonly calls: {
    readonly retentionDays: number;
    /** Calls that begin while it is enabled, where the law of the region allows it. */
    readonly recording: { readonly enabled: boolean; readonly retentionDays: number };
  };
  /** What language models may cost, in millionths of a US dollar. */
  readonly models: {
    /** Of one assessment. */
    readonly maxCostMicros: number;
    /** Of a hospital or community, by days and months in UTC. */
    readonly dailyBudgetMicros: number;
    readonly monthlyBudgetMicros: number;
  };
}

export interface Settings extends SettingsDocument {
  /** 1 until a setting is changed. */
  readonly version: number;
  /** Null until a setting is changed. */
  readonly updatedAt: Date | null;
}

/** A change: a part, or a role's policy, that is left out returns to its default. */
export interface SettingsChange {
  readonly lockout?: { readonly [role in StaffRole]?: LockoutPolicy | undefined } | undefined;
  readonly secondFactor?: SettingsDocument['secondFactor'] | undefined;
  readonly audit?: SettingsDocument['audit'] | undefined;
  readonly privacy?: SettingsDocument['privacy'] | undefined;
  readonly invitations?: SettingsDocument['invitations'] | undefined;
  readonly triage?: SettingsDocument['triage'] | undefined;
  readonly calls?:
    | (Pick<SettingsDocument['calls'], 'retentionDays'> & {
        readonly recording?: SettingsDocument['calls']['recording'] | undefined;
      })
    | undefined;
  readonly models?: SettingsDocument['models'] | undefined;
}

/** In production administrators always need a second factor (OWASP ASVS 5.0, 6.3.3). */
export const ALWAYS_SECOND_FACTOR: readonly StaffRole[] = ['super_admin', 'hospital_admin'];

/**
 * Ten wrong attempts, far below the 100 in a row that NIST SP 800-63B-4 (3.2.2) allows; five for administrators. Locks
 * last 15 minutes, doubling up to a day: a short wait after mistyping, but too slow for guessing.
 */
const LOCKOUT: LockoutPolicy = {
  attempts: 10,
  windowSeconds: 900,
  lockSeconds: 900,
  growth: 2,
  maxLockSeconds: 86_400,
};

/** For how many days the law of the region wants records kept at least. */
export interface LegalRetention {
  readonly audit?: number;
  readonly triage?: number;
  readonly calls?: number;
}

/** Five years. Operators set what is longer for them. */
const AUDIT_RETENTION_DAYS = 1_826;

/** The settings of a new installation. */
export function defaultSettings(production: boolean, law: LegalRetention = {}): SettingsDocument {
  const administrators = { ...LOCKOUT, attempts: 5 };
  const policyOf = (role: StaffRole) => (ALWAYS_SECOND_FACTOR.includes(role) ? administrators : LOCKOUT);
  return {
    lockout: Object.fromEntries(
      STAFF_ROLES.map((role) => [role, policyOf(role)]),
    ) as SettingsDocument['lockout'],
    secondFactor: { requiredRoles: production ? ALWAYS_SECOND_FACTOR : [] },
    audit: { retentionDays: atLeast(law.audit, AUDIT_RETENTION_DAYS) },
    privacy: { erasureDelayDays: 30 },
    invitations: { validHours: 72 },
    // As long as the audit log.
    triage: { retentionDays: atLeast(law.triage, AUDIT_RETENTION_DAYS) },
    // Long enough for a complaint about a call.
    calls: {
      retentionDays: atLeast(law.calls, AUDIT_RETENTION_DAYS),
      recording: { enabled: false, retentionDays: 90 },
    },
    // At most six cents an assessment: the upper bounds of two attempts, at the dearest models of the shipped catalogue. What an
    // answer costs is about one: a hospital with a thousand calls a day that all ask a paid model stays within its day.
    models: { maxCostMicros: 60_000, dailyBudgetMicros: 20_000_000, monthlyBudgetMicros: 300_000_000 },
  };
}

const atLeast = (law: number | undefined, days: number): number => Math.max(law ?? 0, days);

/** The defaults, overridden by the change. Nothing is kept for a shorter time than the law of the region wants. */
export function withDefaults(
  change: SettingsChange,
  production: boolean,
  law: LegalRetention = {},
): SettingsDocument {
  const defaults = defaultSettings(production, law);
  const { audit = defaults.audit, triage = defaults.triage, calls = defaults.calls } = change;
  const roles = change.secondFactor?.requiredRoles ?? defaults.secondFactor.requiredRoles;
  const always = production ? ALWAYS_SECOND_FACTOR : [];
  return {
    lockout: { ...defaults.lockout, ...change.lockout } as SettingsDocument['lockout'],
    // A database copied from staging may require less than production does.
    secondFactor: { requiredRoles: [...new Set([...always, ...roles])] },
    audit: { retentionDays: atLeast(law.audit, audit.retentionDays) },
    privacy: change.privacy ?? defaults.privacy,
    invitations: change.invitations ?? defaults.invitations,
    triage: { retentionDays: atLeast(law.triage, triage.retentionDays) },
    calls: {
      retentionDays: atLeast(law.calls, calls.retentionDays),
      recording: calls.recording ?? defaults.calls.recording,
    },
    models: change.models ?? defaults.models,
  };
}
