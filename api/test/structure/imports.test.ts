import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { FEATURES, type Imports, KERNEL_LAYERS, RULES, readImports, unreached } from './imports.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;

describe('the sources', () => {
  let imports: Imports;
  beforeAll(async () => {
    imports = await readImports(['api/src', 'cli/src', 'sdk/typescript', 'widgets', 'scripts', 'openapi']);
  });

  it('import only what the rules allow', () => {
    expect(imports.breaches).toEqual([]);
  });

  it('of the service are all reached from a process, command or script', () => {
    expect(unreached(imports.graph)).toEqual([]);
  });

  it('written by hand have at most 500 lines', () => {
    expect(tooLong(ROOT, sources(ROOT))).toEqual([]);
  });
});

const MAX_LINES = 500;

/** Files that people write, by version control. */
function sources(root: string): readonly string[] {
  const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 24 });
  return files
    .split('\n')
    .filter((file) => /\.(ts|js|mjs|cjs|css|ya?ml)$/.test(file) && !file.includes('/generated/'));
}

function tooLong(root: string, files: readonly string[]): readonly string[] {
  return files.flatMap((file) => {
    let text: string;
    try {
      text = readFileSync(join(root, file), 'utf8');
    } catch {
      // Removed and not yet committed.
      return [];
    }
    const lines = text.split('\n').length - 1;
    return lines > MAX_LINES ? [`${file} has ${lines} lines`] : [];
  });
}

/** A rule, a file that breaks it, and what it imports: a file, or the name of a package. */
type Breach = readonly [rule: string, from: string, to: string];

const LAYER_BREACHES: readonly Breach[] = [
  ['kernel-layers', 'api/src/kernel/ground/a.ts', 'api/src/kernel/auth/b.ts'],
  ['kernel-layers', 'api/src/kernel/auth/a.ts', 'api/src/kernel/coordination/b.ts'],
  ['kernel-layers', 'api/src/kernel/observability/a.ts', 'api/src/kernel/audit/b.ts'],
  ['kernel-layers', 'api/src/kernel/db/a.ts', 'api/src/kernel/db/unit/b.ts'],
  ['kernel-layers', 'api/src/kernel/db/unit/a.ts', 'api/src/kernel/audit/b.ts'],
  ['kernel-layers', 'api/src/kernel/tenancy/a.ts', 'api/src/kernel/privacy/b.ts'],
  ['kernel-layers', 'api/src/kernel/events/a.ts', 'api/src/kernel/jobs/b.ts'],
  ['kernel-layers', 'api/src/kernel/jobs/a.ts', 'api/src/kernel/http/b.ts'],
  ['kernel-layers', 'api/src/kernel/http/a.ts', 'api/src/kernel/realtime/b.ts'],
  ['kernel-layers', 'api/src/kernel/realtime/a.ts', 'api/src/kernel/module.ts'],
];

const BREACHES: readonly Breach[] = [
  ...LAYER_BREACHES,
  ['no-unresolved', 'api/src/features/x/unresolved.ts', './absent.ts'],
  ['one-async-storage', 'api/src/kernel/http/storage.ts', 'node:async_hooks'],
  ['feature-order', 'api/src/features/organisations/a.ts', 'api/src/features/booking/index.ts'],
  ['feature-order', 'api/src/features/booking/a.ts', 'api/src/features/audit/index.ts'],
  ['services-know-no-operations', 'api/src/features/x/service.ts', 'api/src/features/x/operations.ts'],
  ['services-know-no-operations', 'api/src/features/x/index.ts', 'api/src/features/x/part/operations.ts'],
  ['services-know-no-http', 'api/src/features/x/part/rules.ts', 'api/src/kernel/http/b.ts'],
  ['operations-run-no-units', 'api/src/features/x/operations.ts', 'api/src/kernel/db/unit/database.ts'],
  ['engines-are-pure', 'api/src/features/x/engine/decide.ts', 'api/src/features/x/policies/policy.ts'],
  ['engines-are-pure', 'api/src/features/x/engine/clock.ts', 'node:fs'],
  ['engines-know-policies-only', 'api/src/features/x/engine/rows.ts', 'api/src/features/x/models.ts'],
  ['package-owners', 'api/src/features/x/web.ts', 'express'],
  ['package-owners', 'api/src/kernel/http/engine.ts', 'openapi-backend'],
  ['package-owners', 'api/src/kernel/jobs/model.ts', 'objection'],
  ['package-owners', 'api/src/adapters/email/table.ts', 'knex'],
  ['package-owners', 'api/src/features/x/sql.ts', 'pg'],
  ['package-owners', 'api/src/platform/sockets.ts', 'socket.io'],
  ['package-owners', 'api/src/features/x/strategy.ts', 'passport'],
  ['package-owners', 'api/src/kernel/events/queue.ts', 'agenda'],
  ['package-owners', 'api/src/features/x/mail.ts', 'nodemailer'],
  ['package-owners', 'api/src/features/x/schema.ts', 'ajv'],
  ['package-owners', 'api/src/features/x/sms.ts', 'twilio'],
  ['package-owners', 'api/src/adapters/messaging/sms.ts', 'twilio'],
  ['package-owners', 'api/src/features/x/stream.ts', 'ws'],
  ['package-owners', 'api/src/llm/local.ts', 'ollama'],
  ['package-owners', 'api/src/features/x/chat.ts', 'openai'],
  ['package-owners', 'api/src/platform/claude.ts', '@anthropic-ai/sdk'],
  ['package-owners', 'cli/src/base/element.ts', 'lit'],
  ['package-owners', 'widgets/src/sources/command.ts', '@oclif/core'],
  ['package-owners', 'widgets/src/sources/fetch.ts', 'openapi-fetch'],
  ['kernel-stands-alone', 'api/src/kernel/http/b.ts', 'api/src/features/x/index.ts'],
  ['kernel-stands-alone', 'api/src/kernel/http/b.ts', 'api/src/ports/sms.ts'],
  ['kernel-stands-alone', 'api/src/kernel/http/b.ts', 'api/src/config.ts'],
  ['kernel-stands-alone', 'api/src/kernel/http/b.ts', 'api/src/postgres/a.ts'],
  ['ports-are-interfaces', 'api/src/ports/sms.ts', 'api/src/adapters/sms/p.ts'],
  ['adapters-serve-ports', 'api/src/adapters/sms/p.ts', 'api/src/features/x/index.ts'],
  ['adapters-stay-apart', 'api/src/adapters/sms/p.ts', 'api/src/adapters/push/q.ts'],
  ['features-use-ports-not-providers', 'api/src/features/x/a.ts', 'api/src/adapters/sms/p.ts'],
  ['features-use-ports-not-providers', 'api/src/features/x/a.ts', 'api/src/platform/open.ts'],
  ['features-ask-and-choose-no-model', 'api/src/features/x/ask.ts', 'api/src/llm/router.ts'],
  ['the-router-stands-alone', 'api/src/llm/router.ts', 'api/src/adapters/llm/p.ts'],
  ['the-router-stands-alone', 'api/src/llm/spend/ledger.ts', 'api/src/kernel/db/connection.ts'],
  ['speech-stands-alone', 'api/src/speech/live.ts', 'api/src/adapters/speech/p.ts'],
  ['features-listen-and-choose-no-engine', 'api/src/features/x/a.ts', 'api/src/speech/live.ts'],
  ['features-meet-at-their-faces', 'api/src/features/x/a.ts', 'api/src/features/y/service.ts'],
  ['features-are-used-through-their-faces', 'api/src/region.ts', 'api/src/features/y/service.ts'],
  ['settings-load-no-feature', 'api/src/config.ts', 'api/src/features/y/service.ts'],
  ['settings-load-no-feature', 'api/src/features/x/settings.ts', 'api/src/features/x/service.ts'],
  ['the-app-adds-modules', 'api/src/app.ts', 'api/src/features/y/service.ts'],
  ['platform-knows-no-feature', 'api/src/platform/open.ts', 'api/src/features/y/index.ts'],
  ['operator-tools-use-the-database-only', 'api/src/postgres/a.ts', 'api/src/kernel/http/b.ts'],
  ['operator-tools-stay-out-of-the-service', 'api/src/app.ts', 'api/src/postgres/a.ts'],
  ['clients-speak-http', 'cli/src/commands/a.ts', 'api/src/kernel/db/a.ts'],
  ['clients-speak-http', 'widgets/src/a.ts', 'api/src/kernel/db/a.ts'],
  ['cli-server-commands-use-the-allowed-entries', 'cli/src/server/a.ts', 'api/src/kernel/http/b.ts'],
  ['cli-base-stands-alone', 'cli/src/base/a.ts', 'cli/src/bookings/a.ts'],
  ['cli-parts-know-no-commands', 'cli/src/bookings/a.ts', 'cli/src/commands/a.ts'],
  ['cli-parts-know-no-commands', 'cli/src/commands/b.ts', 'cli/src/commands/a.ts'],
  ['cli-database-commands-only', 'cli/src/commands/b.ts', 'cli/src/server/tool.ts'],
  ['widget-elements-get-properties', 'widgets/src/elements/a.ts', 'widgets/src/sources/a.ts'],
  ['widget-elements-get-properties', 'widgets/src/parts/a.ts', 'widgets/src/screens/a.ts'],
  ['widget-elements-call-no-service', 'widgets/src/elements/b.ts', 'sdk/typescript/src/a.ts'],
  ['widget-elements-call-no-service', 'widgets/src/parts/b.ts', 'sdk/typescript/src/a.ts'],
  ['widget-sources-know-no-element', 'widgets/src/sources/a.ts', 'widgets/src/parts/a.ts'],
  ['widget-screens-know-no-navigation', 'widgets/src/screens/a.ts', 'widgets/src/booking/a.ts'],
  ['sdk-stands-alone', 'sdk/typescript/src/a.ts', 'cli/src/base/a.ts'],
  ['api-knows-no-client', 'api/src/features/x/a.ts', 'sdk/typescript/src/a.ts'],
  [
    'products-import-no-test-code',
    'api/src/features/x/a.ts',
    'api/test/support/tenants/without-model-layer.ts',
  ],
  ['products-import-no-test-code', 'api/src/features/x/a.ts', 'api/src/features/x/testing.ts'],
];

/** What is allowed, in a repository of its own. */
const ALLOWED: readonly (readonly [from: string, to: string])[] = [
  ['api/src/main.ts', 'api/src/app.ts'],
  ['api/src/main.ts', 'api/src/postgres/embedded.ts'],
  ['api/src/app.ts', 'api/src/features/x/module.ts'],
  ['api/src/config.ts', 'api/src/features/x/settings.ts'],
  ['api/src/app.ts', 'api/src/platform/open.ts'],
  ['api/src/platform/open.ts', 'api/src/adapters/sms/p.ts'],
  ['api/src/adapters/sms/p.ts', 'api/src/ports/sms.ts'],
  ['api/src/features/x/module.ts', 'api/src/features/x/operations.ts'],
  ['api/src/features/x/operations.ts', 'api/src/features/x/service.ts'],
  ['api/src/features/x/operations.ts', 'api/src/kernel/http/operation.ts'],
  ['api/src/features/x/service.ts', 'api/src/features/y/index.ts'],
  ['api/src/features/x/service.ts', 'api/src/features/x/engine/decide.ts'],
  ['api/src/features/x/service.ts', 'api/src/kernel/db/unit/database.ts'],
  ['api/src/features/y/index.ts', 'api/src/ports/sms.ts'],
  ['api/src/features/y/index.ts', 'api/src/llm/ask.ts'],
  ['api/src/platform/open.ts', 'api/src/llm/router.ts'],
  ['api/src/features/x/service.ts', 'api/src/speech/speech.ts'],
  ['api/src/llm/router.ts', 'api/src/ports/llm.ts'],
  ['api/src/features/booking/index.ts', 'api/src/features/identity/index.ts'],
  ['api/src/features/x/service.ts', 'api/src/features/booking/index.ts'],
  ['api/src/kernel/db/unit/database.ts', 'api/src/kernel/db/connection.ts'],
  ['api/src/kernel/db/connection.ts', 'knex'],
  ['api/src/postgres/embedded.ts', 'api/src/kernel/db/connection.ts'],
  ['cli/src/server/database.ts', 'api/src/kernel/db/connection.ts'],
  ['cli/src/commands/list.ts', 'cli/src/base/command.ts'],
  ['api/src/features/x/a.test.ts', 'api/src/features/y/inside.ts'],
];

const leaf = 'export const value = 1;\n';

/** Writes a repository in which each file imports the given ones, from its second line on. */
function planted(folder: string, imports: readonly (readonly [from: string, to: string])[]): void {
  const files = new Map<string, string[]>();
  for (const [from, to] of imports) {
    files.set(from, [...(files.get(from) ?? []), to]);
    if (to.includes('/') && !to.startsWith('@') && !to.startsWith('.') && !files.has(to)) files.set(to, []);
  }
  for (const [file, targets] of files) {
    const lines = targets.map((to, index) => `import * as i${index} from '${specifier(file, to)}';\n`);
    const uses = `export const own = [${targets.map((_, index) => `i${index}`).join(', ')}];\n`;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `// The first line.\n${lines.join('')}${uses}${leaf}`);
  }
}

function specifier(from: string, to: string): string {
  if (!/^(api|cli|sdk|widgets)\//.test(to)) return to;
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

describe('the rules', () => {
  const folder = (name: string) => join(temporaryFolder(), name);
  let found: Imports;
  beforeAll(async () => {
    const place = mkdtempSync(join(tmpdir(), 'kiwimesh-imports-'));
    planted(
      place,
      BREACHES.map(([, from, to]) => [from, to] as const),
    );
    writeFileSync(
      join(place, 'api/src/kernel/http/left.ts'),
      `import { right } from './right.ts';\nexport const left = right;\n`,
    );
    writeFileSync(
      join(place, 'api/src/kernel/http/right.ts'),
      `import type { left } from './left.ts';\nexport const right = 1 as unknown as typeof left;\n`,
    );
    writeFileSync(
      join(place, 'api/src/kernel/http/borrowed.ts'),
      `import type { value } from '../../features/x/index.ts';\nexport type Borrowed = typeof value;\n`,
    );
    found = await readImports(readdirSync(place), place);
    rmSync(place, { recursive: true, force: true });
  });

  test.each(BREACHES)('%s: %s -> %s is caught at its line', (rule, from, to) => {
    const imported = BREACHES.filter(([, file]) => file === from).map(([, , target]) => target);
    const line = imported.indexOf(to) + 2;
    const name = to.startsWith('node:') ? `(node:)?${to.slice(5)}` : to;
    const expected = new RegExp(`^${from}:${line} imports ${name}\\b.* \\(${rule}: `);
    expect(found.breaches.filter((breach) => expected.test(breach))).toHaveLength(1);
  });

  test('a cycle of types alone is caught and shown', () => {
    expect(found.breaches).toContainEqual(
      expect.stringMatching(
        /^api\/src\/kernel\/http\/left\.ts:1 imports .*right\.ts -> .*left\.ts \(no-cycles: /,
      ),
    );
  });

  test('a type-only import across a border is caught', () => {
    expect(found.breaches).toContainEqual(
      expect.stringMatching(/^api\/src\/kernel\/http\/borrowed\.ts:1 imports .*\(kernel-stands-alone: /),
    );
  });

  test('each has a planted breach', () => {
    const shown = new Set([...BREACHES.map(([rule]) => rule), 'no-cycles']);
    expect(RULES.filter((rule) => !shown.has(rule))).toEqual([]);
  });

  test('files that only tests import are found', () => {
    const graph = new Map([
      ['api/src/main.ts', ['api/src/app.ts']],
      ['api/src/app.ts', []],
      ['api/src/kernel/left-over.ts', []],
      ['api/src/kernel/tool.ts', []],
      ['api/src/kernel/tool.test.ts', ['api/src/kernel/tool.ts']],
      ['api/src/kernel/migrations/20261126000100_first.ts', []],
    ]);
    expect(unreached(graph)).toEqual(['api/src/kernel/left-over.ts', 'api/src/kernel/tool.ts']);
  });

  test('a file that is too long is found', () => {
    const place = folder('long');
    mkdirSync(place);
    writeFileSync(join(place, 'a.ts'), '\n'.repeat(MAX_LINES));
    writeFileSync(join(place, 'b.ts'), '\n'.repeat(MAX_LINES + 1));
    expect(tooLong(place, ['a.ts', 'b.ts'])).toEqual(['b.ts has 501 lines']);
  });

  test('what is allowed passes', async () => {
    const place = folder('allowed');
    planted(place, ALLOWED);
    mkdirSync(join(place, 'node_modules/knex'), { recursive: true });
    writeFileSync(join(place, 'node_modules/knex/package.json'), '{"name":"knex","main":"index.js"}');
    writeFileSync(join(place, 'node_modules/knex/index.js'), '');
    const allowed = await readImports(['api', 'cli'], place);
    expect(allowed.breaches).toEqual([]);
  });

  test('name every folder of the kernel and every feature', () => {
    const foldersOf = (place: string) =>
      readdirSync(join(ROOT, place), { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? entry.name : [],
      );
    const layers = KERNEL_LAYERS.flat().filter((name) => !name.includes('/'));
    expect(layers.toSorted()).toEqual(foldersOf('api/src/kernel').toSorted());
    expect(FEATURES.toSorted()).toEqual(foldersOf('api/src/features').toSorted());
  });
});
