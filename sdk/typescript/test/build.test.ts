/** What is published: it must work for people who have nothing of this repository but the package. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const sdk = path.join(import.meta.dirname, '..');
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
let home: string;
let installed: string;

const node = (...args: string[]) => run(process.execPath, args, { cwd: home });

/** A page or script of another project, with the built package in its node_modules. */
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'kiwimesh-sdk-'));
  installed = path.join(home, 'node_modules', '@kiwimesh', 'sdk');
  await mkdir(installed, { recursive: true });
  await run(process.execPath, [
    tsc,
    '-p',
    path.join(sdk, 'tsconfig.build.json'),
    '--outDir',
    `${installed}/dist`,
  ]);
  await writeFile(path.join(installed, 'package.json'), await readFile(path.join(sdk, 'package.json')));
  for (const name of ['openapi-fetch', 'socket.io-client']) {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = entry.slice(0, entry.lastIndexOf(name) + name.length);
    await symlink(root, path.join(home, 'node_modules', name));
  }
  await writeFile(path.join(home, 'package.json'), '{"type":"module"}');
});

afterAll(() => rm(home, { recursive: true, force: true }));

test('runs without a build step', async () => {
  await writeFile(
    path.join(home, 'main.js'),
    `import { Kiwimesh, webStore } from '@kiwimesh/sdk';
     const kiwi = new Kiwimesh({ baseUrl: 'http://127.0.0.1:9', store: webStore(), retries: 0 });
     console.log(await kiwi.get('/v1/me').catch((error) => error.name), kiwi.signedIn);`,
  );
  expect((await node('main.js')).stdout.trim()).toBe('NetworkError false');
});

test('has types that pass a strict compiler', async () => {
  await writeFile(
    path.join(home, 'main.ts'),
    `import { Kiwimesh, type Schema } from '@kiwimesh/sdk';
     const kiwi = new Kiwimesh({ baseUrl: 'http://127.0.0.1:9' });
     export const booking: Promise<Schema<'Booking'>> = kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId: 'x' } });
     // @ts-expect-error there is no such path
     void kiwi.get('/v1/nothing');`,
  );
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023', 'dom'],
    types: [],
  };
  await writeFile(path.join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
  const { stdout } = await node(tsc, '-p', '.').catch((error) => error);
  expect(stdout).toBe('');
});

test('uses no API that only Node has', async () => {
  const dist = path.join(installed, 'dist');
  for (const file of (await readdir(dist)).filter((name) => name.endsWith('.js'))) {
    const text = await readFile(path.join(dist, file), 'utf8');
    const imported = [...text.matchAll(/from ['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/g)].map(
      (m) => m[1] ?? m[2],
    );
    for (const name of imported) expect(name).toMatch(/^(\.\/[\w/-]+\.js|openapi-fetch|socket\.io-client)$/);
    expect(text.match(/\b(process|Buffer)\.\w+|\brequire\(/)?.[0]).toBeUndefined();
  }
});

test('loads the realtime library on demand', async () => {
  const text = await readFile(path.join(installed, 'dist', 'connection.js'), 'utf8');
  expect(text).toContain("await import('socket.io-client')");
  expect(text).not.toMatch(/from ['"]socket\.io-client['"]/);
});
