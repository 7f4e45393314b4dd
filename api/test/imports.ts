import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';

const ROOT = new URL('../../', import.meta.url).pathname;

/**
 * Checks which way the sources under `folders` (relative to `baseDir`, default the repository) point.
 * @returns one line a breach: `file:line imports what — rule: why`.
 */
export async function importBreaches(folders: readonly string[], baseDir = ROOT): Promise<string[]> {
  const rules = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs'));
  const reply = await cruise([...folders], {
    ...rules.options,
    baseDir,
    ruleSet: { forbidden: rules.forbidden },
    validate: true,
  });
  const { summary } = reply.output as ICruiseResult;
  return summary.violations.map((violation) => {
    const why =
      rules.forbidden.find((rule: { name: string }) => rule.name === violation.rule.name)?.comment ?? '';
    const path = violation.cycle?.map((step) => step.name).join(' -> ') ?? violation.to;
    return `${violation.from}:${lineOf(baseDir, violation)} imports ${path} (${violation.rule.name}: ${why})`;
  });
}

/** The line of the import: found by the last part of its path, which the specifier repeats. */
function lineOf(
  baseDir: string,
  { from, to, cycle }: ICruiseResult['summary']['violations'][number],
): number {
  const target = (cycle?.[0]?.name ?? to).split('/').at(-1) ?? to;
  const lines = readFileSync(join(baseDir, from), 'utf8').split('\n');
  const found = lines.findIndex(
    (line) => /(from|import)\s*\(?\s*['"]|^\s*} from/.test(line) && line.includes(target),
  );
  return found + 1;
}
