import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';

const ROOT = new URL('../../../', import.meta.url).pathname;

interface Rule {
  readonly name: string;
  readonly comment: string;
}

const rules = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')) as {
  readonly forbidden: readonly Rule[];
  readonly options: object;
  readonly KERNEL_LAYERS: readonly (readonly string[])[];
  readonly FEATURES: readonly string[];
};

export const { KERNEL_LAYERS, FEATURES } = rules;

/** Names of all rules, each once. */
export const RULES: readonly string[] = [...new Set(rules.forbidden.map(({ name }) => name))];

/** The imports of a set of folders. */
export interface Imports {
  /** One line a breach: `file:line imports what (rule: why)`. */
  readonly breaches: readonly string[];
  /** By file, what it imports, types included. */
  readonly graph: ReadonlyMap<string, readonly string[]>;
}

/** Reads all imports under `folders` (relative to `baseDir`, default the repository) and checks them with the rules. */
export async function readImports(folders: readonly string[], baseDir = ROOT): Promise<Imports> {
  const reply = await cruise([...folders], {
    ...rules.options,
    baseDir,
    ruleSet: { forbidden: rules.forbidden as never },
    validate: true,
  });
  const { summary, modules } = reply.output as ICruiseResult;
  const breaches = summary.violations.map((violation) => {
    const why = rules.forbidden.find(({ name }) => name === violation.rule.name)?.comment ?? '';
    const path = violation.cycle?.map((step) => step.name).join(' -> ') ?? violation.to;
    return `${violation.from}:${lineOf(baseDir, violation)} imports ${path} (${violation.rule.name}: ${why})`;
  });
  const graph = new Map(
    modules.map(({ source, dependencies }) => [source, dependencies.map(({ resolved }) => resolved)]),
  );
  return { breaches, graph };
}

/** The entry points of the product; migrations are found by their folder. */
const STARTS = /^(api\/src\/main\.ts$|cli\/|scripts\/)|\/migrations\/\d+_[^/]+\.ts$/;

/**
 * Files below `api/src` that neither a process of the service, the command line, nor a script imports, directly or
 * through others: unused, or test tools that belong in `api/test`. Only tests import the `testing.ts` of a feature.
 */
export function unreached(graph: Imports['graph']): readonly string[] {
  const reached = new Set([...graph.keys()].filter((file) => STARTS.test(file) && !isTest(file)));
  for (const file of reached) for (const next of graph.get(file) ?? []) reached.add(next);
  return [...graph.keys()].filter(
    (file) =>
      file.startsWith('api/src/') &&
      !reached.has(file) &&
      !isTest(file) &&
      !/\.d\.ts$|\/testing\.ts$/.test(file),
  );
}

function isTest(file: string): boolean {
  return /\.test(-d)?\.ts$|(^|\/)test\//.test(file);
}

/** The line of the import: found by the last part of its path, which the specifier repeats. */
function lineOf(
  baseDir: string,
  { from, to, cycle }: ICruiseResult['summary']['violations'][number],
): number {
  const parts = (cycle?.[0]?.name ?? to).split('/');
  const target = parts[parts.lastIndexOf('node_modules') + 1 || parts.length - 1] ?? to;
  const lines = readFileSync(join(baseDir, from), 'utf8').split('\n');
  const found = lines.findIndex(
    (line) => /(from|import)\s*\(?\s*['"]|^\s*} from/.test(line) && line.includes(target),
  );
  return found + 1;
}
