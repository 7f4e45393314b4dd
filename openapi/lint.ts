/**
 * Lints the contract, split and bundled: first the rules of form (Redocly), then the rules of this house.
 * Prints each finding and exits 1 when there is one. Nothing leaves the machine.
 */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { QUIET, redoclyCli } from './generate.ts';
import { lintAudit } from './lint/audit.ts';
import type { Contract, Finding } from './lint/document.ts';
import { lintExamples } from './lint/examples.ts';
import { lintFiles } from './lint/files.ts';
import { lintInput } from './lint/input.ts';
import { lintOperations } from './lint/operation.ts';
import { lintPersonal } from './lint/personal.ts';

const here = import.meta.dirname;

/** Everything this house asks of a bundled contract. */
export function lintContract(contract: Contract): Finding[] {
  return [...lintDeclarations(contract), ...lintExamples(contract)];
}

/** The same but for the examples, for which all schemas are compiled. */
export function lintDeclarations(contract: Contract): Finding[] {
  return [
    ...lintOperations(contract),
    ...lintAudit(contract),
    ...lintInput(contract),
    ...lintPersonal(contract),
  ];
}

if (import.meta.main) {
  const form = spawnSync(process.execPath, [redoclyCli(), 'lint', 'split', 'bundled', 'realtime', 'events'], {
    cwd: here,
    env: QUIET,
    stdio: 'inherit',
  });
  const bundled: Contract = JSON.parse(await readFile(path.join(here, 'generated', 'openapi.json'), 'utf8'));
  const findings = [...lintContract(bundled), ...(await lintFiles(here))];
  for (const { rule, where, message } of findings) console.error(`${rule}: ${where}: ${message}`);
  console.log(`${findings.length} findings of the house's rules`);
  if (form.status !== 0 || findings.length > 0) process.exitCode = 1;
}
