import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Reach, Tenancy } from '../../kernel/tenancy/reach.ts';

export class StaffCredential extends TenantModel {
  static override tableName = 'staff_credential';
  static override idColumn = 'staff_id';
  static override tenancy = SYSTEM_ONLY;
  declare staffId: string;
  /** PHC string of argon2id. */
  declare passwordHash: string;
  declare changedAt: Date;
}

/** Failed attempts to sign in; see `lockout/counters.ts`. */
export class SignInAttempt extends TenantModel {
  static override tableName = 'sign_in_attempt';
  static override idColumn = ['account_index', 'block_index'];
  static override tenancy = SYSTEM_ONLY;
  declare accountIndex: Buffer;
  /** Empty for the row that counts for all networks the account was never used from. */
  declare blockIndex: Buffer;
  declare staffId: string | null;
  declare failures: number;
  declare windowStartedAt: Date | null;
  declare locks: number;
  declare lockedUntil: Date | null;
  declare knownUntil: Date | null;
  declare updatedAt: Date;
}

/** The authenticator app of a member of staff; enabled once confirmed. */
export class StaffTotp extends TenantModel {
  static override tableName = 'staff_totp';
  static override idColumn = 'staff_id';
  static override tenancy = SYSTEM_ONLY;
  declare staffId: string;
  declare sealedSecret: Buffer;
  declare confirmedAt: Date | null;
  /** A bigint, which the driver returns as a string. */
  declare lastStep: string | number;
  declare createdAt: Date;
}

export class StaffRecoveryCode extends TenantModel {
  static override tableName = 'staff_recovery_code';
  static override idColumn = ['staff_id', 'code_hash'];
  static override tenancy = SYSTEM_ONLY;
  declare staffId: string;
  declare codeHash: Buffer;
  declare usedAt: Date | null;
}

const ownSession: Reach = { column: 'staff_id', equals: 'staffId' };
/** Administrators see (and through identity end) the sessions of the staff in their scope, never a resident's. */
const sessionOfStaff: Reach = { through: { table: 'staff', column: 'staff_id' } };

/** One sign-in and its family of refresh tokens. */
export class Session extends TenantModel {
  static override tableName = 'session';
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: sessionOfStaff,
    hospital_admin: sessionOfStaff,
    nurse: ownSession,
    paramedic: ownSession,
    community_manager: ownSession,
    resident: { column: 'resident_id', equals: 'residentId' },
  };
  declare id: string;
  declare staffId: string | null;
  declare residentId: string | null;
  /** Number of the current refresh token, from 1. */
  declare generation: number;
  declare refreshSalt: Buffer;
  /** SHA-256 of the current refresh token. */
  declare refreshHash: Buffer;
  declare rotatedAt: Date;
  declare expiresAt: Date;
  declare revokedAt: Date | null;
  declare revokedReason: string | null;
  declare userAgent: string | null;
  declare createdAt: Date;
  /** When the person last confirmed their password in it; null if not since the sign-in. */
  declare reauthenticatedAt: Date | null;
  declare lastUsedAt: Date;
}

export class OtpChallenge extends TenantModel {
  static override tableName = 'otp_challenge';
  static override tenancy = SYSTEM_ONLY;
  declare id: string;
  /** Null if the phone belongs to no one: the steps are the same, but nothing is sent and no guess is correct. */
  declare residentId: string | null;
  declare phoneIndex: Buffer;
  declare addressIndex: Buffer;
  /** The network's digest for clients that send no device id. */
  declare deviceIndex: Buffer | null;
  /** Whether the device had signed in with this phone before; such devices have their own counts. */
  declare knownDevice: boolean;
  declare channel: 'sms' | 'whatsapp' | 'email';
  /** Whether the code was ever sent by email, in which case it does not prove the phone. */
  declare emailed: boolean;
  declare sends: number;
  declare guesses: number;
  declare createdAt: Date;
  declare sentAt: Date;
  declare expiresAt: Date;
  declare closedAt: Date | null;
  declare verified: boolean;
}

/** A device or network, as a keyed digest, from which a resident has signed in. */
export class OtpDevice extends TenantModel {
  static override tableName = 'otp_device';
  static override idColumn = ['resident_id', 'device_index'];
  static override tenancy = SYSTEM_ONLY;
  declare residentId: string;
  declare deviceIndex: Buffer;
  declare signedInAt: Date;
}

export class ApiKey extends TenantModel {
  static override tableName = 'api_key';
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    hospital_admin: { column: 'hospital_id', equals: 'hospitalId' },
  };
  declare id: string;
  declare name: string;
  declare kind: 'secret' | 'publishable';
  declare hospitalId: string | null;
  declare scopes: string[];
  declare allowedOrigins: string[];
  declare prefix: string;
  declare secretHash: Buffer | null;
  /** Of the secret before the last rotation, valid until `previousSecretExpiresAt`. */
  declare previousSecretHash: Buffer | null;
  declare previousSecretExpiresAt: Date | null;
  declare publishableKey: string | null;
  /** The member of staff; null if not known. */
  declare createdBy: string | null;
  /** Whether it stops working while its creator is deactivated. */
  declare endsWithMaker: boolean;
  declare active: boolean;
  declare deactivatedAt: Date | null;
  declare deactivatedByRole: string | null;
  declare deactivatedByTenant: string | null;
  declare lastUsedAt: Date | null;
  declare expiresAt: Date | null;
  declare version: number;
  declare createdAt: Date;
  declare updatedAt: Date;
  /** Maintained by the database: see migration `changes`. */
  declare readonly changedAt: Date;
}

/** A single-use link in an email: an invitation or a password reset. */
export class AccountLink extends TenantModel {
  static override tableName = 'account_link';
  static override tenancy = SYSTEM_ONLY;
  declare id: string;
  declare purpose: 'invitation' | 'password_reset';
  /** A random id if a reset was requested for an unknown email: the steps are the same, but nothing is sent. */
  declare staffId: string;
  declare emailIndex: Buffer;
  declare addressIndex: Buffer | null;
  declare language: string;
  declare salt: Buffer;
  /** SHA-256 of the token. */
  declare tokenHash: Buffer;
  declare sends: number;
  declare createdAt: Date;
  declare askedAt: Date;
  declare sentAt: Date | null;
  declare expiresAt: Date;
  declare usedAt: Date | null;
  declare closedAt: Date | null;
}

/** A message of the sandbox providers in development and test. */
export class SandboxMessageRow extends TenantModel {
  static override tableName = 'sandbox_message';
  static override tenancy = SYSTEM_ONLY;
  declare id: string;
  declare channel: 'sms' | 'whatsapp' | 'email' | 'push';
  declare recipient: string;
  declare subject: string | null;
  declare body: string;
  declare sentAt: Date;
}
