import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { claimDataFolder } from '@kiwimesh/api/postgres/data-folder/claim.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '../../api/test/support/eventually.ts';
import { upTo } from '../../api/test/support/size.ts';

/** `make run` as people meet it, with the conditions that stop it prepared for real. */
const ROOT = path.resolve(import.meta.dirname, '../..');
const base = mkdtempSync(path.join(tmpdir(), 'kiwimesh run '));
// Postgres runs as another account when we are root, and must be able to pass.
chmodSync(base, 0o755);
const children: ChildProcess[] = [];
/** A start takes seconds on an idle machine; the limit is for one that is crowded. */
const PATIENCE = 400_000;

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(base, { recursive: true, force: true });
});

const asRoot = process.getuid?.() === 0;
let folders = 0;
/** A folder that is not there yet. */
const unmade = () => path.join(base, `data ${++folders}`);
const made = () => {
  const folder = mkdtempSync(path.join(base, 'made '));
  chmodSync(folder, 0o755);
  return folder;
};

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** @param through a program that runs the command it is given, with its arguments. */
function run(env: Record<string, string>, through: readonly string[] = []): Run {
  const [program = '', ...args] = [
    ...through,
    process.execPath,
    '--conditions=kiwimesh-source',
    path.join(ROOT, 'scripts/run.ts'),
  ];
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { PATH, NODE_COMPILE_CACHE, ...env },
    // No socket: bash would take it for a remote shell and read its start-up files.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (text) => {
      said[name] += text;
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, ended, stdout: () => said.stdout, stderr: () => said.stderr };
}

/** Two ports in a row that are free now. */
async function freePorts(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (port < 65_535 && (await isFree(port + 1))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer().once('error', () => answer(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => found(port));
    });
  });
}

interface Refusal {
  readonly when: string;
  /** Prepares the condition. */
  readonly prepare: () => Promise<{
    readonly env: Record<string, string>;
    readonly through?: readonly string[];
  }>;
  readonly says: RegExp;
  readonly code?: number;
}

const held = (address: string | null, program: string) => async () => {
  const dataDir = made();
  await claimDataFolder(dataDir, { program, address, embedded: true });
  return { env: { PORT: String(await freePorts()), KIWIMESH_DATA_DIR: dataDir } };
};
const port = (value: string) => async () => ({ env: { PORT: value, KIWIMESH_DATA_DIR: unmade() } });
const inside = (command: (dataDir: string) => readonly string[], dataDir: () => string) => async () => {
  const folder = dataDir();
  return {
    env: { PORT: String(await freePorts()), KIWIMESH_DATA_DIR: folder },
    through: command(folder),
  };
};

/** The first four show one of each: a setting, a port, a folder and a disk that are refused. */
const REFUSALS: Refusal[] = [
  { when: 'the port is no number', prepare: port('banana'), says: /PORT must be a whole number/, code: 78 },
  {
    when: 'the port is in use',
    prepare: async () => {
      const squatter = createServer().listen(0, '127.0.0.1');
      await once(squatter, 'listening');
      squatter.unref();
      const { port: taken } = squatter.address() as { port: number };
      return { env: { PORT: String(taken), KIWIMESH_DATA_DIR: unmade() } };
    },
    says: /port \d+ is in use: .* another with PORT=/,
  },
  {
    when: 'the folder is in use by another run',
    prepare: held('http://localhost:4711', 'make run'),
    says: /is in use by make run at http:\/\/localhost:4711 \(process \d+\): stop it first/,
  },
  {
    when: 'files may not grow',
    prepare: inside(() => ['bash', '-c', 'ulimit -f 1024; exec "$@"', 'bash'], made),
    says: /limit on the size of files \(ulimit -f\) is too small/,
  },
  { when: 'the port is the last', prepare: port('65535'), says: /PORT=65535 .* choose one from 1 to 65534/ },
  { when: 'the port is chosen by the system', prepare: port('0'), says: /PORT=0 .* from 1 to 65534/ },
  { when: 'the port is too high', prepare: port('70000'), says: /PORT must be .*65535/, code: 78 },
  {
    when: 'the folder is in use by a command',
    prepare: held(null, 'kiwimesh db backup'),
    says: /is in use by kiwimesh db backup \(process \d+\): wait until it has ended/,
  },
  {
    when: 'the folder is a file',
    prepare: async () => {
      const file = unmade();
      writeFileSync(file, '');
      return { env: { PORT: String(await freePorts()), KIWIMESH_DATA_DIR: file } };
    },
    says: /is not a folder: remove it, or choose another folder with KIWIMESH_DATA_DIR=/,
  },
  {
    when: 'the folder may not be written',
    // Root may write everywhere unless that capability is taken away.
    prepare: inside(
      () => (asRoot ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'] : []),
      () => {
        const folder = made();
        chmodSync(folder, 0o555);
        return folder;
      },
    ),
    says: /no permission for .*: let this account write there/,
  },
  {
    when: 'it would fill production with demo data',
    prepare: async () => ({
      env: {
        PORT: String(await freePorts()),
        KIWIMESH_DATA_DIR: unmade(),
        KIWIMESH_ENV: 'production',
        KIWIMESH_SECRET: 'a'.repeat(32),
        KIWIMESH_DATA_KEY: 'b'.repeat(32),
        DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
        KIWIMESH_ALLOW_SANDBOX: 'messaging,email,push',
        KIWIMESH_PUBLIC_URL: 'https://care.example.org',
      },
    }),
    says: /demo data with known passwords, which production must not hold/,
  },
];

/** A disk of its own, which only root can mount. */
if (asRoot) {
  REFUSALS.push({
    when: 'the disk is full',
    prepare: inside(
      (folder) => [
        'unshare',
        '-m',
        'bash',
        '-c',
        `mount -t tmpfs -o size=30m none '${folder}' && exec "$@"`,
        'bash',
      ],
      made,
    ),
    says: /the disk of .* is (nearly )?full: free some space, or choose another folder/,
  });
}

describe.concurrent('make run', () => {
  it.for(upTo(4, REFUSALS))(
    'refuses with one line when $when',
    { timeout: PATIENCE },
    async ({ prepare, says, code = 1 }, { expect }) => {
      const { env, through } = await prepare();
      const { ended, stdout, stderr } = run(env, through);
      expect(await ended, stderr()).toBe(code);
      expect(stderr()).toMatch(says);
      expect(stderr().trim().split('\n')).toHaveLength(code === 78 ? 2 : 1);
      expect(`${stdout()}${stderr()}`.length).toBeLessThan(600);
      const dataDir = env.KIWIMESH_DATA_DIR ?? '';
      // Nothing is left running, and nothing was written that others would read.
      expect(existsSync(path.join(dataDir, 'postgres/postgres/postmaster.pid'))).toBe(false);
      expect(existsSync(path.join(dataDir, 'demo.json'))).toBe(false);
    },
  );
});

describe('a running make run', () => {
  it('locks its data folder, shares its database, and leaves nothing when killed', {
    timeout: PATIENCE,
  }, async () => {
    const dataDir = unmade();
    const firstPort = await freePorts();
    const env = { PORT: String(firstPort), KIWIMESH_DATA_DIR: dataDir };
    const first = run(env);
    const failed = first.ended.then((code) => {
      throw new Error(`ended with ${code}: ${first.stderr()}`);
    });
    // Also once the test itself ends it.
    failed.catch(() => {});
    const runs = eventually('it runs', () => first.stdout().includes('Kiwimesh is running'), PATIENCE);
    await Promise.race([failed, runs]);
    const logins = readFileSync(path.join(dataDir, 'demo.json'), 'utf8');
    const api = `http://localhost:${firstPort}`;
    expect(JSON.parse(logins).api).toBe(api);

    const second = run({ ...env, PORT: String(await freePorts()) });
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toContain(`is in use by make run at ${api} (process ${first.child.pid})`);
    expect(readFileSync(path.join(dataDir, 'demo.json'), 'utf8')).toBe(logins);

    const status = spawn(process.execPath, [path.join(ROOT, 'cli/bin/run.js'), 'db', 'status', '--json'], {
      env: { PATH: process.env.PATH, KIWIMESH_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    status.stdout.on('data', (text) => {
      told += text;
    });
    expect((await once(status, 'close'))[0]).toBe(0);
    expect(JSON.parse(told)).toMatchObject({ upToDate: true });
    expect((await fetch(`${api}/health/ready`)).status).toBe(200);

    first.child.kill('SIGKILL');
    await eventually('the service is gone', () => isFree(firstPort), PATIENCE);
    const pidFile = path.join(dataDir, 'postgres/postgres/postmaster.pid');
    await eventually('Postgres is gone', () => !existsSync(pidFile), PATIENCE);
    const claim = await claimDataFolder(dataDir, { program: 'a test', address: null, embedded: true });
    await claim.release();
  });
});
