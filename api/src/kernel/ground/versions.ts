import { Problem } from './problem.ts';

/**
 * Holds a change against the version that its caller read (`If-Match`).
 * @param expected the versions the caller accepts, usually one; undefined: any.
 * @param extensions members of the problem that say what the record is like now.
 * @throws Problem `precondition_failed` when the record has another version.
 */
export function checkVersion(
  current: number,
  expected: readonly number[] | undefined,
  extensions: Readonly<Record<string, unknown>> = { currentVersion: current },
): void {
  if (expected === undefined || expected.includes(current)) return;
  throw new Problem('precondition_failed', {
    detail: `You read version ${expected.join(' or ')}, but the record is now at version ${current}. Read it again before you repeat the change.`,
    extensions,
  });
}
