import { type Recovered, recoverSuperAdmin } from '@kiwimesh/api/features/identity/passwords/recovery.ts';
import { normaliseStoredAddresses } from '@kiwimesh/api/features/organisations/stored-addresses/normalise.ts';
import { AuditKeys } from '@kiwimesh/api/kernel/audit/keys.ts';
import { UnitAudit } from '@kiwimesh/api/kernel/audit/unit.ts';
import { connect } from '@kiwimesh/api/kernel/db/connection.ts';
import { type MigrationStatus, migrateUp, migrationStatus } from '@kiwimesh/api/kernel/db/migrate.ts';
import { Database } from '@kiwimesh/api/kernel/db/unit/database.ts';
import { appendEvents } from '@kiwimesh/api/kernel/events/append.ts';
import { throughOutbox } from '@kiwimesh/api/kernel/jobs/through-outbox.ts';
import { keyUse, reencrypt as sealAnew } from '@kiwimesh/api/kernel/privacy/reencrypt.ts';
import type { DataKeys } from '@kiwimesh/api/kernel/sealing/data-keys.ts';
import { dataKeysOf, secretOf } from '@kiwimesh/api/kernel/sealing/key-settings.ts';
import {
  BackupFault,
  type BackupReport,
  restore as putBack,
  backup as takeBackup,
  verifyBackup,
} from '@kiwimesh/api/postgres/backup.ts';
import { CliError, EXIT } from '../base/errors.ts';

export type { BackupReport };

/** @returns the names of the migrations applied now. */
export function migrate(url: string): Promise<readonly string[]> {
  return asOwner(url, (owner) => migrateUp(owner, undefined, contextOf(process.env)));
}

/** A step that seals personal data needs the keys; without any it refuses when it finds some. */
function contextOf(environment: NodeJS.ProcessEnv) {
  const dataKeys = dataKeysOf(environment);
  return dataKeys === undefined ? {} : { dataKeys };
}

export function status(url: string): Promise<MigrationStatus> {
  return asOwner(url, (owner) => migrationStatus(owner));
}

/** Re-encrypts with the newest data key, or only reports which key the data is encrypted with. */
export function reencrypt(url: string, { statusOnly }: { statusOnly: boolean }) {
  return explaining(url, async () => {
    const dataKeys = dataKeysOf(process.env);
    const [newestKeyId] = dataKeys?.ids ?? [];
    if (dataKeys === undefined || newestKeyId === undefined) {
      throw new CliError('missing_input', 'Set KIWIMESH_DATA_KEY.', {
        hint: 'Use the key of the service, and its previous keys in KIWIMESH_PREVIOUS_DATA_KEYS.',
      });
    }
    const database = new Database(connect(url, { as: 'app', poolMax: 2, name: 'kiwimesh cli' }), {
      dataKeys,
    });
    try {
      const rows = statusOnly ? {} : await sealAnew(database);
      const keys = await keyUse(database);
      return { rows, newestKeyId, keys, done: keys.every(({ keyId }) => keyId === newestKeyId) };
    } finally {
      await database.close();
    }
  });
}

/** Brings stored phones and emails into the form of today; recorded in the audit log. */
export function normalise(url: string, { dryRun }: { dryRun: boolean }) {
  return explaining(url, async () => {
    const dataKeys = dataKeysOf(process.env);
    if (dataKeys === undefined) {
      throw new CliError('missing_input', 'Set KIWIMESH_DATA_KEY.', {
        hint: 'The same as the service has.',
      });
    }
    const database = auditedDatabase(
      url,
      serviceSecret('otherwise its audit log cannot be continued.'),
      dataKeys,
    );
    try {
      return await normaliseStoredAddresses(database, { dryRun });
    } finally {
      await database.close();
    }
  });
}

/** Adds or reactivates a super admin and makes a link to choose a password; recorded in the audit log. */
export function recoverAdmin(
  url: string,
  person: { readonly email: string; readonly name: string; readonly resetSecondFactor: boolean },
): Promise<Omit<Recovered, 'path' | 'expiresAt'> & { readonly link: string; readonly expiresAt: string }> {
  return explaining(url, async () => {
    const secret = serviceSecret('otherwise the link will not work.');
    if (!/^[^\s@]+@[^\s@]+$/.test(person.email)) {
      throw new CliError('invalid_email', `--email must be an address such as you@example.org.`);
    }
    const database = auditedDatabase(url, secret);
    try {
      const { path, expiresAt, ...rest } = await recoverSuperAdmin(database, [secret], {
        ...person,
        language: 'en',
      });
      const link = `${(process.env.KIWIMESH_PUBLIC_URL ?? '').replace(/\/$/, '')}${path}`;
      return { ...rest, link, expiresAt: expiresAt.toISOString() };
    } finally {
      await database.close();
    }
  });
}

/** @param why the end of the hint: what fails with another secret. */
function serviceSecret(why: string): string {
  const secret = secretOf(process.env);
  if (secret !== undefined && secret.length >= 32) return secret;
  throw new CliError('missing_input', 'Set KIWIMESH_SECRET.', {
    hint: `Use the secret of the service, ${why}`,
  });
}

/** As the service opens it: what is done is recorded in the audit log, and events go to the outbox. */
function auditedDatabase(url: string, secret: string, dataKeys?: DataKeys): Database {
  return new Database(connect(url, { as: 'app', poolMax: 1, name: 'kiwimesh cli' }), {
    appendEvents,
    writeJobs: throughOutbox,
    audit: new UnitAudit(new AuditKeys([process.env.KIWIMESH_AUDIT_SECRET || secret])),
    ...(dataKeys === undefined ? {} : { dataKeys }),
  });
}

export function backup(
  url: string,
  file: string,
  options: { readonly overwrite: boolean },
): Promise<BackupReport> {
  return explaining(url, () => takeBackup(url, file, options));
}

/**
 * Puts a backup into the database. One that holds rows is only emptied once `confirmed` resolves.
 * @param confirmed gets when the backup was taken; rejects to leave everything as it is.
 */
export function restore(
  url: string,
  file: string,
  confirmed: (takenAt: string) => Promise<void>,
): Promise<BackupReport> {
  return explaining(url, async () => {
    const { takenAt } = await verifyBackup(file);
    try {
      return await putBack(url, file);
    } catch (error) {
      if (!(error instanceof BackupFault) || !error.message.includes('not empty')) throw error;
    }
    await confirmed(takenAt);
    return putBack(url, file, { replace: true });
  });
}

async function asOwner<T>(url: string, work: (owner: ReturnType<typeof connect>) => Promise<T>): Promise<T> {
  const owner = connect(url, { as: 'owner', poolMax: 2, name: 'kiwimesh cli' });
  try {
    return await explaining(url, () => work(owner));
  } finally {
    await owner.destroy();
  }
}

async function explaining<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explained(error, url);
  }
}

/** The error, without the password in the URL. */
function explained(error: unknown, url: string): unknown {
  if (error instanceof CliError) return error;
  const { code, message, cause } = error as Error & { code?: string };
  if (error instanceof BackupFault) {
    return new CliError('backup_refused', `${message[0]?.toUpperCase()}${message.slice(1)}.`, {
      exit: EXIT.refused,
    });
  }
  if (code === 'already_exists') return new CliError('refused', message, { exit: EXIT.refused });
  const { host, pathname } = new URL(url);
  const where = `${host}${pathname}`;
  const unreachable = /^(dependency_down|ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|57P03)/;
  if (code && unreachable.test(code)) {
    const why = code === 'dependency_down' && typeof cause === 'string' ? cause : code;
    const text = `The database ${where} does not answer (${why}).`;
    return new CliError('database_unreachable', text, { exit: EXIT.unreachable });
  }
  if (code?.startsWith('28')) {
    const text = `The database ${where} does not accept this user and password.`;
    return new CliError('database_refused', text, { exit: EXIT.refused });
  }
  if (code === '3D000') {
    return new CliError('database_missing', `There is no database ${where}.`, { exit: EXIT.refused });
  }
  if (code === '42501') {
    return new CliError('database_refused', `This user may not change the schema of ${where}.`, {
      exit: EXIT.refused,
      hint: 'Use the owner of the schema, not the user of the API.',
    });
  }
  return error;
}
