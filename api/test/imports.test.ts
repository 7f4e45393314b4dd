import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { importBreaches } from './imports.ts';

test('the sources point the way the house says', async () => {
  const breaches = await importBreaches(['api/src', 'cli/src', 'sdk/typescript', 'widgets', 'scripts']);
  expect(breaches).toEqual([]);
});

describe('the check itself', () => {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  /** A throw-away repository of the given files, cruised with the real rules. */
  async function breachesIn(files: Record<string, string>): Promise<string[]> {
    const folder = mkdtempSync(join(tmpdir(), 'kiwimesh-imports-'));
    made.push(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const roots = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
    return importBreaches(roots, folder);
  }

  const leaf = 'export const value = 1;\n';
  const uses = (specifier: string) =>
    `// a line before\nimport { value } from '${specifier}';\nexport const own = value;\n`;

  const breaches: [string, string, string, string][] = [
    ['kernel-stands-alone', 'api/src/kernel/a.ts', 'api/src/features/x/index.ts', '../features/x/index.ts'],
    ['kernel-stands-alone', 'api/src/kernel/a.ts', 'api/src/ports/sms.ts', '../ports/sms.ts'],
    ['kernel-stands-alone', 'api/src/kernel/a.ts', 'api/src/config.ts', '../config.ts'],
    ['ports-are-interfaces', 'api/src/ports/sms.ts', 'api/src/adapters/sms/p.ts', '../adapters/sms/p.ts'],
    [
      'adapters-serve-ports',
      'api/src/adapters/sms/p.ts',
      'api/src/features/x/index.ts',
      '../../features/x/index.ts',
    ],
    ['adapters-stay-apart', 'api/src/adapters/sms/p.ts', 'api/src/adapters/push/q.ts', '../push/q.ts'],
    [
      'features-use-ports-not-providers',
      'api/src/features/x/a.ts',
      'api/src/adapters/sms/p.ts',
      '../../adapters/sms/p.ts',
    ],
    [
      'features-meet-at-their-faces',
      'api/src/features/x/a.ts',
      'api/src/features/y/service.ts',
      '../y/service.ts',
    ],
    ['the-app-adds-modules', 'api/src/app.ts', 'api/src/features/y/service.ts', './features/y/service.ts'],
    [
      'platform-knows-no-feature',
      'api/src/platform/open.ts',
      'api/src/features/y/index.ts',
      '../features/y/index.ts',
    ],
    [
      'features-use-ports-not-providers',
      'api/src/features/x/a.ts',
      'api/src/platform/open.ts',
      '../../platform/open.ts',
    ],
    [
      'features-are-used-through-their-faces',
      'api/src/config.ts',
      'api/src/features/y/service.ts',
      './features/y/service.ts',
    ],
    [
      'clients-speak-http',
      'cli/src/commands/a.ts',
      'api/src/kernel/db/a.ts',
      '../../../api/src/kernel/db/a.ts',
    ],
    ['clients-speak-http', 'widgets/src/a.ts', 'api/src/kernel/a.ts', '../../api/src/kernel/a.ts'],
    [
      'cli-server-commands-use-the-allowed-entries',
      'cli/src/server/a.ts',
      'api/src/kernel/http/a.ts',
      '../../../api/src/kernel/http/a.ts',
    ],
    ['kernel-stands-alone', 'api/src/kernel/a.ts', 'api/src/postgres/a.ts', '../postgres/a.ts'],
    [
      'operator-tools-use-the-database-only',
      'api/src/postgres/a.ts',
      'api/src/kernel/http/a.ts',
      '../kernel/http/a.ts',
    ],
    ['operator-tools-stay-out-of-the-service', 'api/src/app.ts', 'api/src/postgres/a.ts', './postgres/a.ts'],
    ['sdk-stands-alone', 'sdk/typescript/src/a.ts', 'cli/src/a.ts', '../../../cli/src/a.ts'],
    [
      'api-knows-no-client',
      'api/src/features/x/a.ts',
      'sdk/typescript/src/a.ts',
      '../../../../sdk/typescript/src/a.ts',
    ],
    [
      'products-import-no-test-code',
      'api/src/features/x/a.ts',
      'api/test/walls.ts',
      '../../../test/walls.ts',
    ],
  ];
  test.each(breaches)('%s: %s -> %s is caught at its line', async (rule, from, to, specifier) => {
    const found = await breachesIn({ [from]: uses(specifier), [to]: leaf });
    expect(
      found.some((line) => line.startsWith(`${from}:2 imports ${to}`) && line.includes(`(${rule}:`)),
    ).toBe(true);
  });

  test('a type-only import over a border is caught too', async () => {
    const found = await breachesIn({
      'api/src/kernel/a.ts': `import type { T } from '../features/x/index.ts';\nexport type U = T;\n`,
      'api/src/features/x/index.ts': 'export type T = 1;\n',
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^api\/src\/kernel\/a\.ts:1 imports/);
  });

  test('a cycle is caught and shown; one of types alone is not', async () => {
    const a = (kind: string) =>
      `import ${kind}{ b } from './b.ts';\nexport const a = () => 1 as unknown as typeof b;\n`;
    const b = `import { a } from './a.ts';\nexport const b = a;\n`;
    const found = await breachesIn({
      'api/src/kernel/a.ts': a('').replace('1 as unknown as typeof b', 'b'),
      'api/src/kernel/b.ts': b,
    });
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toContain('no-cycles');
    expect(await breachesIn({ 'api/src/kernel/a.ts': a('type '), 'api/src/kernel/b.ts': b })).toEqual([]);
  });

  test('what the house allows passes', async () => {
    const found = await breachesIn({
      'api/src/app.ts': uses('./features/x/module.ts'),
      'api/src/platform/open.ts': uses('../adapters/sms/p.ts'),
      'api/src/features/x/module.ts': uses('./a.ts'),
      'api/src/features/x/index.ts': uses('./a.ts'),
      'api/src/features/x/a.ts': `${uses('../y/index.ts')}export { value as k } from '../../kernel/k.ts';\n`,
      'api/src/features/y/index.ts': uses('../../ports/sms.ts'),
      'api/src/ports/sms.ts': leaf,
      'api/src/kernel/k.ts': leaf,
      'api/src/adapters/sms/p.ts': uses('../../ports/sms.ts'),
      'api/src/kernel/db/migrate.ts': leaf,
      'cli/src/server/database.ts': uses('../../../api/src/kernel/db/migrate.ts'),
      'api/src/features/x/a.test.ts': uses('../y/inside.ts'),
      'api/src/features/y/inside.ts': leaf,
    });
    expect(found).toEqual([]);
  });
});
