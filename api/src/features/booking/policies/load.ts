import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '../engine/index.ts';
import { policyIn, type RegionalTerms } from './regional.ts';
import { type PolicyFault, readPolicy } from './validate.ts';

const SHIPPED = import.meta.dirname;

/** All service types by id. A snapshot: changes of files take effect after a restart. */
export type PolicyBook = ReadonlyMap<string, Policy>;

/** Lists every fault of every file, each as `file:line:column: message`. */
export class PolicyError extends Error {
  readonly faults: readonly PolicyFault[];

  constructor(faults: readonly PolicyFault[]) {
    super(faults.map((f) => `${f.file}:${f.line}:${f.column}: ${f.message}`).join('\n'));
    this.name = 'PolicyError';
    this.faults = faults;
  }
}

/**
 * Reads the shipped policies, then those of `directory` (`KIWIMESH_POLICIES_DIR`), each in order of file name.
 * @param region whose prices and names they get; without it they are as written.
 * @throws PolicyError with all faults: invalid files, a missing folder, an id that an earlier file defines, a price in a
 * currency that is not the region's.
 */
export function loadPolicies(directory?: string, region?: RegionalTerms): PolicyBook {
  const faults: PolicyFault[] = [];
  const policies = new Map<string, Policy>();
  const definedBy = new Map<string, string>();

  for (const file of [...filesIn(SHIPPED), ...(directory ? filesIn(directory, faults) : [])]) {
    const { policy, faults: found } = readPolicy(readFileSync(file, 'utf8'), file);
    faults.push(...found);
    if (policy === null) continue;
    const earlier = definedBy.get(policy.id);
    if (earlier !== undefined) {
      const message = `Choose another id: ${policy.id} is already defined by ${earlier}`;
      faults.push({ file, line: lineOf(file, 'id'), column: 1, pointer: '/id', message });
      continue;
    }
    definedBy.set(policy.id, file);
    policies.set(policy.id, policy);
  }
  for (const [id, { linked }] of policies) {
    for (const to of linked?.to ?? []) {
      if (policies.has(to)) continue;
      const message = `Use the id of another service type: there is no ${to}`;
      faults.push({ file: definedBy.get(id) ?? '', line: 1, column: 1, pointer: '/linked/to', message });
    }
  }
  if (region !== undefined) applyRegion(region, policies, definedBy, faults);
  if (faults.length > 0) throw new PolicyError(faults);
  return policies;
}

/** Puts the prices and names of the region in place of those that the files have. */
function applyRegion(
  region: RegionalTerms,
  policies: Map<string, Policy>,
  definedBy: ReadonlyMap<string, string>,
  faults: PolicyFault[],
): void {
  for (const [id, written] of policies) {
    const { policy, faults: found } = policyIn(region, written);
    policies.set(id, policy);
    const file = definedBy.get(id) ?? '';
    for (const { setting, message } of found) {
      faults.push({ file, line: lineOf(file, setting), column: 1, pointer: `/${setting}`, message });
    }
  }
  for (const id of Object.keys(region.services)) {
    if (policies.has(id)) continue;
    const message = `Use the id of a service type: there is no ${id}`;
    faults.push({
      file: `region pack ${region.id}`,
      line: 1,
      column: 1,
      pointer: `/services/${id}`,
      message,
    });
  }
}

/**
 * The policy that a timer or subscriber needs. @throws Error if its file was removed: the work is then retried and
 * finally kept as a dead letter instead of being lost.
 */
export function requirePolicy(policies: PolicyBook, serviceType: string): Policy {
  const policy = policies.get(serviceType);
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

/** The line of a setting on the top level; the first when it is not there. */
function lineOf(file: string, setting: string): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  return Math.max(lines.findIndex((line) => line.startsWith(`${setting}:`)) + 1, 1);
}
