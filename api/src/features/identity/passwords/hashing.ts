import { hash, type Options, verify } from '@node-rs/argon2';
import type { Lane } from '../../../kernel/coordination/bulkhead.ts';
import { HashingQueue } from './hashing-queue.ts';
import { normalisedPassword } from './policy/policy.ts';

/**
 * OWASP's first choice for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane; measured at about 13 ms.
 * After a change, each password is hashed again at its next sign-in.
 */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options;
const PREFIX = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;

/** One per process, because its threads are the scarce resource. */
const queue = new HashingQueue();

/** Verified where there is no hash, so that it takes as long as with one. No typed password matches it. */
let decoy: Promise<string> | undefined;

/** @param lane `bulk` for imports, which no one waits for. @throws Problem `overloaded`. */
export function hashPassword(password: string, lane: Lane = 'interactive'): Promise<string> {
  return queue.run(() => hash(normalisedPassword(password), PARAMETERS), { lane });
}

/** Whether the password is correct; takes the same time without a stored hash. @throws Problem `overloaded`. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash('\u0000decoy', PARAMETERS);
  const against = stored ?? (await decoy);
  const matches = await queue.run(() => verify(against, normalisedPassword(password)));
  return stored !== null && matches;
}

/** Whether the hash was made with other parameters than the current ones. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(PREFIX);
}
