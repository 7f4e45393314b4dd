import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../bin/run.js', import.meta.url));
/** Starting takes a moment where the machine is crowded. */
const PATIENCE = 120_000;

/** An API with nothing in it. */
let server: Server;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"data":[],"nextCursor":null}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const { PATH } = process.env;
  env = { PATH, HOME: '/nonexistent', XDG_CONFIG_HOME: '/nonexistent', CI: '1' };
  Object.assign(env, { KIWIMESH_API: `http://127.0.0.1:${port}`, KIWIMESH_API_KEY: 'sk_of_a_test' });
});
afterAll(() => server.close());

/** Runs the CLI with its output going to a file, and returns what it says on stderr. */
async function into(file: string, args: readonly string[]) {
  const output = openSync(file, 'w');
  const child = spawn(process.execPath, [BIN, ...args], {
    env,
    stdio: ['ignore', output, 'pipe'],
  });
  closeSync(output);
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

describe.concurrent('output that cannot be written', () => {
  it.for([
    ['hospitals', 'list'],
    ['hospitals', 'list', '--json'],
    ['residents', 'list'],
    ['service-types', 'list', '--json'],
    ['--help'],
    ['db', 'backup', '--help'],
    ['--version'],
  ])('prints one line on stderr for kiwimesh %s', { timeout: PATIENCE }, async (args, { expect }) => {
    const { code, said } = await into('/dev/full', args);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toContain('The output could not be written: no space is left.');
    expect(code).toBe(1);
  });

  it('is no error where the reader has had enough', { timeout: PATIENCE }, async () => {
    const child = spawn(
      'bash',
      ['-c', '"$0" "$1" --help | head -1; exit "$PIPESTATUS"', process.execPath, BIN],
      {
        env,
      },
    );
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    child.stdout.resume();
    expect((await once(child, 'close'))[0]).toBe(0);
    expect(said).toBe('');
  });
});
