import { createHash } from 'node:crypto';

/**
 * Whether a case is held out from work on lexicons and rules: a third of all, chosen by a digest of the id. Ids are
 * random, so what a case says has no influence on where it goes.
 */
export function isHeldOut(id: string): boolean {
  return createHash('sha256').update(id).digest().readUInt8(0) % 3 === 0;
}

/** Whether a file of cases is one of the held-out ones, of which reports show counts only unless asked for more. */
export function isHeldOutFile(path: string): boolean {
  return /(^|[\\/])held-out-[^\\/]*$/.test(path);
}
