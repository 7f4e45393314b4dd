import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { kindsOf } from './kinds.ts';

const root = mkdtempSync(join(tmpdir(), 'kiwimesh-kinds-'));
afterAll(() => rmSync(root, { recursive: true }));

function file(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

it('sorts test files by what they import, directly or through others', async () => {
  file('api/test/support/database.ts', "import pg from 'pg';");
  file('api/src/thing/testing.ts', "import { testDatabase } from '../../test/support/database.ts';");
  file('api/src/thing/rules.ts', "import type { Thing } from './models.ts';");
  file('api/src/thing/models.ts', '');
  file('api/src/thing/rules.test.ts', "import { rule } from './rules.ts';");
  file('api/src/thing/rows.test.ts', "import {\n  world,\n} from './testing.ts';");
  file('api/src/thing/later.test.ts', "const { world } = await import('./testing.ts');");
  file('cli/src/process.test.ts', "import { spawn } from 'node:child_process';");
  file('cli/src/mocked.test.ts', "vi.mock('@inquirer/prompts');");
  file('cli/src/environment.test.ts', "process.env.HOME = '/nowhere';");
  file('api/src/thing/spied.test.ts', "import './testing.ts';\nvi.spyOn(Rows.prototype, 'read');");
  file(
    'api/src/thing/table.test.ts',
    'class Thing extends TenantModel {\n  static override tenancy = {};\n}',
  );
  file('api/src/thing/clients.ts', 'afterAll(() => close());\nexport function client() {}');
  file('api/src/thing/hooked.test.ts', "import { client } from './clients.ts';");
  file('api/test/graph.ts', 'class Thing extends TenantModel {\n  static override tenancy: Tenancy = {};\n}');
  file('api/src/thing/graph.test.ts', "import { seed } from '../../test/graph.ts';");
  file('widgets/src/thing.browser.test.ts', '');
  file('widgets/node_modules/other/other.test.ts', '');
  expect(await kindsOf(root)).toEqual({
    pure: ['api/src/thing/rules.test.ts'],
    node: [
      'api/src/thing/later.test.ts',
      'api/src/thing/rows.test.ts',
      'api/src/thing/spied.test.ts',
      'cli/src/process.test.ts',
    ],
    isolated: [
      'api/src/thing/graph.test.ts',
      'api/src/thing/hooked.test.ts',
      'api/src/thing/table.test.ts',
      'cli/src/environment.test.ts',
      'cli/src/mocked.test.ts',
    ],
    browser: ['widgets/src/thing.browser.test.ts'],
  });

  file('widgets/src/stubbed.browser.test.ts', "vi.stubGlobal('fetch', fetch);");
  await expect(kindsOf(root)).rejects.toThrow('widgets/src/stubbed.browser.test.ts');
});
