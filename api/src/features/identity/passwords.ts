import { hash, verify } from '@node-rs/argon2';
import { asSystem } from '../../kernel/db/unit-of-work.ts';
import type { UnitOfWork } from '../../kernel/feature.ts';
import { StaffCredential } from './models.ts';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. About 13 ms on the machine it was measured on. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash of nothing anybody could type: verifying against it costs what a real one costs. */
let decoy: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), PARAMETERS);
}

/** Whether the password is right; with no hash at all it takes the same time to say no. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash('\u0000decoy', PARAMETERS);
  const matches = await verify(stored ?? (await decoy), password.normalize('NFKC'));
  return stored !== null && matches;
}

/** Puts the hash in place of any earlier one. The caller has decided that it may. */
export async function setPasswordHash(uow: UnitOfWork, staffId: string, passwordHash: string): Promise<void> {
  await asSystem('set a password', async (system) => {
    await StaffCredential.query(system.trx)
      .insert({ staffId, passwordHash, changedAt: uow.now })
      .onConflict('staff_id')
      .merge();
  });
}

/** How organisations sets passwords without knowing identity. */
export const staffPasswords = { hash: hashPassword, set: setPasswordHash };
