import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Outside node_modules and of no package.json, like the other things that only the full size needs. */
const FOLDER = path.resolve(import.meta.dirname, '..', '..', '..', '..', '.moto');
const MOTO = 'moto[server,s3]==5.2.5';

export interface IndependentServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Starts moto, which speaks the protocol of Amazon S3 and was written by others; installs it where it is missing (120 MB,
 * Python). It accepts every signature, also altered and expired ones.
 */
export async function startIndependentServer(): Promise<IndependentServer> {
  const program = path.join(FOLDER, 'bin', 'moto_server');
  if (!existsSync(program)) await install();
  // -u: what it prints comes at once.
  const server = spawn(path.join(FOLDER, 'bin', 'python'), ['-u', program, '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  for await (const line of createInterface({ input: server.stderr })) {
    const [endpoint] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (endpoint === undefined) continue;
    server.stderr.resume();
    return {
      endpoint,
      async stop() {
        server.kill();
        await ended;
      },
    };
  }
  throw new Error('moto ended before it listened');
}

async function install(): Promise<void> {
  const draft = `${FOLDER}.draft`;
  await rm(draft, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', draft]);
  const pip = ['-m', 'pip', '--python', draft, 'install', '--quiet', '--only-binary', ':all:', MOTO];
  await run('python3', pip);
  await rename(draft, FOLDER);
}
