import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { ConfigFault, EXIT_CONFIG, loadConfig } from '@kiwimesh/api/config.ts';
import { loadPolicies } from '@kiwimesh/api/features/booking/index.ts';
import { staffPasswords } from '@kiwimesh/api/features/identity/index.ts';
import { connect } from '@kiwimesh/api/kernel/db/connection.ts';
import { startEmbeddedPostgres } from '@kiwimesh/api/kernel/db/embedded.ts';
import { migrateUrl } from '@kiwimesh/api/kernel/db/migrate.ts';
import { Database } from '@kiwimesh/api/kernel/db/unit-of-work.ts';
import { isLoopback, listenOn } from '@kiwimesh/api/kernel/http/listen.ts';
import { DataKeys } from '@kiwimesh/api/kernel/privacy/data-keys.ts';
import { startDemoHost } from '@kiwimesh/widgets/demo/server.ts';
import { demoLogins, writeDemoLogins } from './demo/logins.ts';
import { type Seeded, seedDemo } from './demo/seed.ts';

/**
 * `make run`: Postgres, schema, demo data, the service, and a page of a make-believe hospital on another origin.
 * The service is `api/src/main.ts` in a process of its own, as in production; this one starts and stops things.
 */
const ROOT = path.resolve(import.meta.dirname, '..');

/** The demo page's port follows the API's, so that two copies on one machine can be told apart. */
const DEMO_PORT_OFFSET = 1;
const STOP_SECONDS = 40;

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  if (config.environment !== 'development' && config.environment !== 'test') {
    throw new Error(
      `make run writes demo data with known passwords, which ${config.environment} must not hold: unset KIWIMESH_ENV, or start node api/src/main.ts`,
    );
  }
  await buildWidgets();
  const demoPort = config.port + DEMO_PORT_OFFSET;
  for (const port of [config.port, demoPort]) await mustBeFree(port, config.host);
  await mkdir(config.dataDir, { recursive: true });

  say('Starting Postgres');
  const postgres =
    config.database.url === null
      ? await startEmbeddedPostgres({ dataDir: path.join(config.dataDir, 'postgres') })
      : null;
  const databaseUrl = config.database.url ?? postgres?.url ?? '';
  let service: ChildProcess | undefined;
  let demo: { close(): Promise<void> } | undefined;
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    say('Stopping');
    await demo?.close();
    await ended(service);
    await postgres?.stop();
    process.exit(code);
  };
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));

  try {
    const dataKeys = new DataKeys(config.dataKeys);
    const applied = await migrateUrl(databaseUrl, { dataKeys });
    if (applied.length > 0) {
      const what = applied[0]?.startsWith('0001') ? 'Made the schema' : 'Brought the schema up to date';
      say(`${what} (${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'})`);
    }
    const origins = [`http://localhost:${demoPort}`, `http://127.0.0.1:${demoPort}`];
    const seeded = await seed(databaseUrl, dataKeys, origins, config.policiesDir ?? undefined);

    const logFile = path.join(config.dataDir, 'kiwimesh.log');
    service = startService(databaseUrl, logFile);
    service.once('exit', (code) => {
      if (stopping) return;
      process.stderr.write(`The service ended (exit code ${code}); its log is ${logFile}\n`);
      void stop(1);
    });
    await ready(service);
    const api = `http://localhost:${config.port}`;
    const logins = demoLogins(seeded.world, api, seeded.keys);
    const loginsFile = await writeDemoLogins(config.dataDir, logins);
    const first = logins.hospitals[0];
    if (!first) throw new Error('The demo has no hospital');
    demo = await startDemoHost({
      apiUrl: api,
      publishableKey: first.publishableKey,
      port: demoPort,
      listen: (server, port) => listenOn(server, port, config.host),
    });
    announce({ api, demoPort, logins, loginsFile, logFile });
    if (!isLoopback(config.host)) warnOfNetwork(config.host, config.port);
  } catch (error) {
    process.stderr.write(`Kiwimesh could not start: ${error instanceof Error ? error.message : error}\n`);
    await stop(1);
  }
}

async function seed(
  databaseUrl: string,
  dataKeys: DataKeys,
  origins: string[],
  policiesDirectory?: string,
): Promise<Seeded> {
  const database = new Database(connect(databaseUrl, { as: 'app', poolMax: 2, name: 'kiwimesh demo' }), {
    dataKeys,
  });
  try {
    const seeded = await seedDemo({
      database,
      policies: loadPolicies(policiesDirectory),
      widgetOrigins: origins,
      hashPassword: staffPasswords.hash,
    });
    if (seeded.fresh) {
      const { hospitals, communities, staff, residents } = seeded.world;
      say(
        `Made demo data: ${hospitals.length} hospitals, ${communities.length} communities, ${staff.length} staff, ` +
          `${residents.length} residents, ${seeded.bookings} past bookings`,
      );
    }
    return seeded;
  } finally {
    await database.close();
  }
}

function startService(databaseUrl: string, logFile: string): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--conditions=kiwimesh-source', path.join(ROOT, 'api/src/main.ts')],
    {
      env: { ...process.env, DATABASE_URL: databaseUrl },
      // A process group of its own: Ctrl-C reaches it through us, once the demo page is closed.
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  child.stdout?.pipe(createWriteStream(logFile, { flags: 'a' }));
  return child;
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the service ended while starting (exit code ${code})`)));
  });
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const tooLong = setTimeout(() => child.kill('SIGKILL'), STOP_SECONDS * 1000);
  await gone;
  clearTimeout(tooLong);
}

/** The service serves the built widgets; a fresh clone has none yet. */
async function buildWidgets(): Promise<void> {
  if (existsSync(path.join(ROOT, 'widgets/dist/account.js'))) return;
  say('Building the widgets (once)');
  await new Promise<void>((resolve, reject) => {
    const build = spawn('npm', ['run', '--silent', 'build'], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    build.once('error', reject);
    build.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error('the widgets could not be built')),
    );
  });
}

async function mustBeFree(port: number, host: string): Promise<void> {
  const probe = createServer();
  const listening = await listenOn(probe, port, host).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`port ${port} is in use: stop what listens there, or choose another with PORT=…`);
  });
  await Promise.all([new Promise((closed) => probe.close(closed)), listening.close()]);
}

function announce(running: {
  api: string;
  demoPort: number;
  logins: ReturnType<typeof demoLogins>;
  loginsFile: string;
  logFile: string;
}): void {
  const { api, demoPort, logins, loginsFile, logFile } = running;
  const [hospital] = logins.hospitals;
  const [community] = logins.communities;
  const near = (file: string) => path.relative(process.cwd(), file);
  process.stdout.write(`
Kiwimesh is running. Ctrl-C stops all of it; a second run keeps its data.

  API                ${api}/v1
  Reference          ${api}/docs
  Widget on a page   http://localhost:${demoPort}   (a make-believe hospital's site, another origin)
  Sent messages      ${api}/dev/messages?to=${community?.residents[0]?.phone.replace('+', '%2B')}   (one-time codes are read here)

  Sign in as         email                                    password
    super admin      ${logins.superAdmin.email.padEnd(40)} ${logins.superAdmin.password}
    hospital admin   ${hospital?.admin.email.padEnd(40)} ${hospital?.admin.password}
    paramedic        ${hospital?.paramedic.email.padEnd(40)} ${hospital?.paramedic.password}
    nurse            ${hospital?.nurse.email.padEnd(40)} ${hospital?.nurse.password}
    manager          ${community?.manager.email.padEnd(40)} ${community?.manager.password}
    resident         ${community?.residents[0]?.phone.padEnd(40)} (one-time code)

  All demo logins    ${near(loginsFile)}
  Log                ${near(logFile)}
  Bring it to life   make simulate          (in another terminal)
  Command line       npx kiwimesh login --api ${api}
`);
}

/** Said last, where it is read: the demo is made for one machine. */
function warnOfNetwork(host: string, port: number): void {
  process.stderr.write(`
WARNING: KIWIMESH_HOST=${host} opens port ${port} to everybody who can reach this machine. The passwords above are
published with Kiwimesh, among them the super admin's, and /dev/messages shows every one-time code. Keep no real data
in it, and use it on a network you trust. Without KIWIMESH_HOST only this machine can connect.
`);
}

function say(what: string): void {
  process.stdout.write(`${what} …\n`);
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(error instanceof ConfigFault ? EXIT_CONFIG : 1);
});
