import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from './policy.ts';
import { type PolicyFault, readPolicy } from './validate.ts';

const SHIPPED = import.meta.dirname;

/** All service types by id. An unchanging snapshot: a changed file counts after a restart. */
export type PolicyBook = ReadonlyMap<string, Policy>;

/** Says every mistake of every file at once, each as `file:line:column: message`. */
export class PolicyError extends Error {
  readonly faults: readonly PolicyFault[];

  constructor(faults: readonly PolicyFault[]) {
    super(faults.map((f) => `${f.file}:${f.line}:${f.column}: ${f.message}`).join('\n'));
    this.name = 'PolicyError';
    this.faults = faults;
  }
}

/**
 * Reads the shipped policies, then those of `directory` (`KIWIMESH_POLICIES_DIR`) in the order of their names.
 * @throws PolicyError with all faults: bad files, a folder that is not there, an id that an earlier file has taken.
 */
export function loadPolicies(directory?: string): PolicyBook {
  const faults: PolicyFault[] = [];
  const policies = new Map<string, Policy>();
  const origin = new Map<string, string>();

  for (const file of [...filesIn(SHIPPED), ...(directory ? filesIn(directory, faults) : [])]) {
    const { policy, faults: found } = readPolicy(readFileSync(file, 'utf8'), file);
    faults.push(...found);
    if (policy === null) continue;
    const earlier = origin.get(policy.id);
    if (earlier !== undefined) {
      const message = `Choose another id: ${policy.id} is already defined by ${earlier}`;
      faults.push({ file, line: lineOfId(file), column: 1, pointer: '/id', message });
      continue;
    }
    origin.set(policy.id, file);
    policies.set(policy.id, policy);
  }
  if (faults.length > 0) throw new PolicyError(faults);
  return policies;
}

/**
 * The policy of a booking that something is due for. @throws Error when its file was taken away: then what is due is
 * tried again, and at last kept as a dead letter, rather than forgotten.
 */
export function installed(policy: Policy | undefined, { serviceType }: { serviceType: string }): Policy {
  if (policy === undefined) throw new Error(`the policy of ${serviceType} is not installed`);
  return policy;
}

function filesIn(directory: string, faults?: PolicyFault[]): string[] {
  if (!existsSync(directory)) {
    const message = 'KIWIMESH_POLICIES_DIR names a folder that does not exist';
    faults?.push({ file: directory, line: 1, column: 1, pointer: '', message });
    return [];
  }
  return readdirSync(directory)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(directory, name));
}

function lineOfId(file: string): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  return Math.max(lines.findIndex((line) => line.startsWith('id:')) + 1, 1);
}
