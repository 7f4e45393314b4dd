import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { copiedFiles, readDockerfile } from './dockerfile.ts';

/*
 * What the Dockerfile and .dockerignore admit into the production image from the checkout. deployment.test.ts builds
 * and starts it; this only lists files.
 */

const ROOT = path.resolve(import.meta.dirname, '../../..');
const DOCKERFILE = readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8');
const IGNORED = readFileSync(path.join(ROOT, '.dockerignore'), 'utf8');

/** Names of files that only tests use. */
const TEST_FILE =
  /\.(test|spec)(-d)?\.[cm]?[jt]s$|(^|\/)(test|tests|testing|fixtures|__\w+__)\/|(^|\/)(testing|test-[^/]+|[^/]+\.(setup|snap)|[^/]*contract-suite|[^/]*tampering)(\.ts)?$/;
const TEST_PACKAGE = /from '(vitest|fast-check|playwright-core|@axe-core\/[^']+)(\/[^']*)?'/;
const RELATIVE = /(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+\.ts)'/g;

/** What is wrong with the files that the image of a checkout gets, one line each. */
async function imageFaults(context: string): Promise<readonly string[]> {
  const stages = readDockerfile(readFileSync(path.join(context, 'Dockerfile'), 'utf8'));
  const files = await copiedFiles(stages, context);
  const present = new Set(files);
  return files.flatMap((file) => {
    if (TEST_FILE.test(file)) return [`${file} is for tests`];
    if (!file.endsWith('.ts')) return [];
    const text = readFileSync(path.join(context, file), 'utf8');
    const absent = [...text.matchAll(RELATIVE)]
      .map(([, specifier = '']) => path.posix.join(path.posix.dirname(file), specifier))
      .filter((target) => !present.has(target));
    return [
      ...(TEST_PACKAGE.test(text) ? [`${file} imports a package for tests`] : []),
      ...absent.map((target) => `${file} imports ${target}, which the image does not have`),
    ];
  });
}

/** A checkout with the real Dockerfile, what it copies, and the given files. */
function checkout(files: Readonly<Record<string, string>>, ignored = IGNORED): string {
  const folder = temporaryFolder();
  const copied = readDockerfile(DOCKERFILE)
    .at(-1)
    ?.steps.filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from='))
    .flatMap(({ text }) => text.split(' ').slice(0, -1));
  for (const source of copied ?? []) {
    if (path.extname(source) === '') mkdirSync(path.join(folder, source), { recursive: true });
  }
  for (const source of copied ?? []) if (path.extname(source) !== '') write(folder, source, '{}');
  for (const [file, text] of Object.entries(files)) write(folder, file, text);
  write(folder, 'Dockerfile', DOCKERFILE);
  write(folder, '.dockerignore', ignored);
  return folder;
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

describe('the production image', () => {
  it('has the sources of the service, the contract and the command line', async () => {
    const files = await copiedFiles(readDockerfile(DOCKERFILE), ROOT);
    expect(files).toEqual(
      expect.arrayContaining(['api/src/main.ts', 'cli/src/main.ts', 'openapi/generated/openapi.json']),
    );
  });

  it('has no test, fixture or test tool, and everything its sources import', async () => {
    expect(await imageFaults(ROOT)).toEqual([]);
  });

  const excluded = [
    'api/src/kernel/http/mount.test.ts',
    'api/src/kernel/http/operation.test-d.ts',
    'api/src/features/booking/testing.ts',
  ];
  it.each(excluded)('leaves out %s, and is rejected when .dockerignore does not', async (file) => {
    expect(await imageFaults(checkout({ [file]: '' }))).toEqual([]);
    expect(await imageFaults(checkout({ [file]: '' }, ''))).toEqual([`${file} is for tests`]);
  });

  it.each([
    ['api/src/kernel/http/testing/notes.ts', '', 'is for tests'],
    ['api/src/features/booking/test-world.ts', '', 'is for tests'],
    ['api/src/adapters/email/contract-suite.ts', '', 'is for tests'],
    ['api/src/kernel/audit/tampering.ts', '', 'is for tests'],
    ['cli/src/fixtures/rows.csv', '', 'is for tests'],
    ['api/src/kernel/check.ts', "import { expect } from 'vitest';\n", 'imports a package for tests'],
    [
      'api/src/kernel/world.ts',
      "import { world } from '../../test/support/worlds/world.ts';\n",
      'imports api/test/support/worlds/world.ts, which the image does not have',
    ],
  ])('reports %s', async (file, text, fault) => {
    expect(await imageFaults(checkout({ [file]: text }))).toEqual([`${file} ${fault}`]);
  });
});
