import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import type { Config } from './config.ts';
import { auditRecords, createAuditFeature } from './features/audit/index.ts';
import { bookingRecords, createBookingFeature } from './features/booking/index.ts';
import {
  addressChanges,
  createIdentityFeature,
  DatabaseSandboxOutbox,
  type IdentityFeature,
  SANDBOX_OTP_LIMITS,
  SANDBOX_RESET_LIMITS,
  signInRecords,
  staffInvitations,
  staffPasswords,
} from './features/identity/index.ts';
import { createOrganisationsFeature, residentRecords } from './features/organisations/index.ts';
import { createPrivacyFeature } from './features/privacy/index.ts';
import { createSettings, createSystemFeature } from './features/system/index.ts';
import { AuditKeys } from './kernel/audit/keys.ts';
import { AuditRecorder } from './kernel/audit/recorder.ts';
import { Sealer } from './kernel/audit/sealer.ts';
import { UnitAudit } from './kernel/audit/unit.ts';
import { Signals } from './kernel/auth/signals.ts';
import { connect } from './kernel/db/connection.ts';
import { DatabaseClock } from './kernel/db/database-clock.ts';
import { migrationStatus } from './kernel/db/migrate.ts';
import { Database } from './kernel/db/unit-of-work.ts';
import { appendEventsAnd } from './kernel/events/append.ts';
import { handlingAtCommit } from './kernel/events/at-commit.ts';
import type { Backoff } from './kernel/events/backoff.ts';
import type { BackgroundConnection } from './kernel/events/worker-session.ts';
import type { Clock, Feature } from './kernel/feature.ts';
import { HttpAudit } from './kernel/http/audit/http-audit.ts';
import {
  type ContractDocument,
  type ContractOperation,
  readOperations,
} from './kernel/http/contract/document.ts';
import { Cors } from './kernel/http/cors.ts';
import type { Exchange } from './kernel/http/exchange.ts';
import { Housekeeping } from './kernel/http/housekeeping.ts';
import { Idempotency, markIdempotencyKey } from './kernel/http/idempotency/once.ts';
import { IdempotencyRecords } from './kernel/http/idempotency/records.ts';
import { Limits } from './kernel/http/limits.ts';
import { type AnyHandler, ContractMount } from './kernel/http/mount.ts';
import type { Operations } from './kernel/http/operation.ts';
import { createPages } from './kernel/http/pages/pages.ts';
import { ReplyCheck } from './kernel/http/reply-check.ts';
import { HttpServer } from './kernel/http/server.ts';
import { Background } from './kernel/jobs/background.ts';
import { Health, type HealthCheck } from './kernel/observability/health.ts';
import { createLogger, type Logger } from './kernel/observability/logger.ts';
import { Metrics } from './kernel/observability/metrics.ts';
import { DataKeys } from './kernel/privacy/data-keys.ts';
import { Resealing } from './kernel/privacy/resealing.ts';
import { RealtimeServer } from './kernel/realtime/server.ts';
import { openMail, openMessaging } from './messaging.ts';
import { platformOperations } from './platform.ts';

export interface AppOptions {
  /** The schema's owner; the product itself works as the app role. */
  readonly databaseUrl: string;
  readonly log?: Logger;
  /** What the product takes for now, for tests that move time. Default: the database's time. */
  readonly clock?: Clock;
  /** The clock of this process, for tests of one that is wrong. */
  readonly processClock?: Clock;
  /** Between attempts of events and jobs; the product's own unless a test waits for dead letters. */
  readonly backoff?: Backoff;
  /** False leaves the audit log unwritten: for the bench alone, to show what it costs. No setting reaches it. */
  readonly recorded?: boolean;
}

/** The whole of one process, wired and not yet started. */
export interface App {
  readonly config: Config;
  readonly database: Database;
  readonly background: Background;
  readonly health: Health;
  readonly identity: IdentityFeature;
  /** For tests and tools that read the audit log at once instead of within a second. */
  readonly sealer: Sealer;
  readonly log: Logger;
  /** Starts background work and listens. @returns where. */
  start(): Promise<{ readonly port: number; readonly url: string }>;
  /**
   * Not ready any more; sockets told; running requests and jobs finish; everything is closed.
   * @returns whether all of them finished in time.
   */
  stop(): Promise<boolean>;
}

/** How long a reader of the sandboxes' messages waits for those still being sent, milliseconds. */
const SANDBOX_PATIENCE = 1_000;

/** System work whose writes say nothing about anybody, by its reason: not in the audit log. */
const BOOKKEEPING = [
  'note the use of a key',
  'note the use of sessions',
  'keep a sandbox message',
  'tidy sign-ins',
];

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The composition root: the one place that knows every part.
 * @throws ContractFault, PolicyError when what is wired together cannot be served.
 */
export async function createApp(config: Config, options: AppOptions): Promise<App> {
  const log = options.log ?? createLogger(config.logLevel);
  const metrics = new Metrics();
  const document = readContract();

  const connection: BackgroundConnection = {
    url: config.database.appUrl ?? options.databaseUrl,
    switchRole: config.database.appUrl === null,
  };
  const knex = connect(connection.url, {
    as: 'app',
    poolMax: config.database.pool,
    name: `kiwimesh ${config.role}`,
    switchRole: connection.switchRole ?? true,
  });
  const dataKeys = new DataKeys(config.dataKeys);
  const auditKeys = new AuditKeys(config.auditSecrets);
  const databaseClock = new DatabaseClock(knex, options.processClock);
  const clock = options.clock ?? databaseClock.now;
  const sealer = new Sealer({
    knex,
    keys: auditKeys,
    log,
    clock,
  });
  const recorder = new AuditRecorder(knex, auditKeys, () => databaseClock.offset);
  const database = new Database(knex, {
    beforeCommit: markIdempotencyKey,
    ...(options.recorded === false ? {} : { audit: new UnitAudit(auditKeys, BOOKKEEPING) }),
    // A wake-up after the commit: NOTIFY inside it would line commits up behind one another.
    appendEvents: handlingAtCommit(
      () => atCommit,
      appendEventsAnd(() => background.announce()),
    ),
    dataKeys,
    clock,
    onSystemScope: (reason) => log.debug({ reason }, 'system scope'),
    onEffectError: (err) => log.error({ err }, 'an effect after a commit failed'),
  });
  const background = await Background.open({
    database,
    connection,
    jobsUrl: config.jobsUrl ?? undefined,
    log,
    ...(options.backoff === undefined ? {} : { backoff: options.backoff }),
  });
  const sandboxOutbox = new DatabaseSandboxOutbox(database);
  const messaging = await openMessaging(config, sandboxOutbox);
  // Where links in mails lead when no setting says it: to this process.
  let listening = `http://localhost:${config.port}`;
  const mail = await openMail(config, sandboxOutbox);

  const signals = new Signals(connection);
  const settings = createSettings({ database, signals, production: config.environment === 'production' });

  const { region } = config;
  const organisations = createOrganisationsFeature({
    database,
    passwords: staffPasswords,
    invitations: staffInvitations,
    addresses: addressChanges,
    region,
  });
  const identity = createIdentityFeature({
    database,
    organisations,
    settings,
    signals,
    secrets: config.secrets,
    messaging: messaging.port,
    mail: {
      port: mail.port,
      publicUrl: () => config.publicUrl ?? listening,
      language: region.languages[0],
      timezone: region.timezone,
      ...(mail.outbox === null ? {} : { resetLimits: SANDBOX_RESET_LIMITS }),
      invitationHours: async () => (await settings.current()).invitations.validHours,
    },
    jobs: background.jobs,
    ...(messaging.outbox === null ? {} : { otpLimits: SANDBOX_OTP_LIMITS }),
    ...(messaging.outbox === null && mail.outbox === null
      ? {}
      : {
          sandbox: {
            outbox: sandboxOutbox,
            // Not idle in time: the reader is shown what was sent so far.
            settled: () => background.idle(SANDBOX_PATIENCE).catch(() => {}),
          },
        }),
    clock,
  });
  const { authenticator } = identity;
  const access = new Map(readOperations(document).map((each) => [each.operationId, each.access]));
  const realtime = new RealtimeServer({
    authenticator,
    connection,
    log,
    origins: config.http.corsOrigins,
    audit: recorder,
    proxyHops: config.http.proxyHops,
    accessOf: (operationId) => access.get(operationId),
    clock: databaseClock.now,
  });
  const booking = createBookingFeature({
    database,
    organisations,
    jobs: background.jobs,
    realtime,
    policiesDirectory: config.policiesDir ?? undefined,
    emergencyNumber: config.region.emergencyNumber,
  });
  const system = createSystemFeature({ database, deadJobs: background.store, settings });
  const audit = createAuditFeature({
    database,
    knex,
    keys: auditKeys,
    sealer,
    retentionDays: async () => (await settings.current()).audit.retentionDays,
  });
  const privacy = createPrivacyFeature({
    database,
    jobs: background.jobs,
    settings,
    organisations,
    // The resident's own record last: the others find their traces by it.
    parts: [bookingRecords, signInRecords, auditRecords, residentRecords],
  });
  const features: readonly Feature[] = [identity, organisations, booking, privacy, system, audit];
  const atCommit = features.flatMap((feature) => feature.atCommit ?? []);

  const health = new Health(healthChecks(config, knex, database, background));
  // The compiler holds this against the contract: an operation without handler fails here.
  const operations: Operations = {
    ...identity.operations,
    ...organisations.operations,
    ...booking.operations,
    ...privacy.operations,
    ...system.operations,
    ...audit.operations,
    ...platformOperations({ health, region }),
  };

  const records = new IdempotencyRecords(knex, dataKeys);
  const { limits: limitSettings } = config.http;
  const limits = new Limits(limitSettings, knex, () => databaseClock.offset);
  const mount: ContractMount = new ContractMount({
    document,
    phoneCountry: region.phoneCountry,
    handlers: operations as unknown as Record<string, AnyHandler>,
    serves: servedBy(config),
    authenticator,
    limits,
    idempotency: new Idempotency(records, log),
    audit: options.recorded === false ? null : new HttpAudit(recorder, log),
    cors: new Cors(config.http.corsOrigins, authenticator),
    replies: new ReplyCheck(replyChecks(config), log, metrics),
    log,
    metrics,
    bodyLimit: config.http.bodyLimit,
    proxyHops: config.http.proxyHops,
    stopping: () => health.isStopping,
    otherwise: (exchange) => pages(exchange),
  });
  const pages: (exchange: Exchange) => void = createPages(
    {
      document,
      metrics,
      widgetsDir: path.join(ROOT, 'widgets', 'dist'),
      environment: config.environment,
    },
    (exchange, error) => mount.refuse(exchange, error),
  );
  const http = new HttpServer(mount, {
    strictTransport: config.publicUrl?.startsWith('https:') === true,
  });
  if (config.role !== 'work') realtime.attach(http.server);
  watch(metrics, database, background, realtime);
  const resealing = new Resealing(database, log);
  metrics.watch(
    'kiwimesh_resealed_rows',
    'Rows this process sealed anew under the newest data key.',
    () => resealing.rows,
  );
  const housekeeping = new Housekeeping(
    [
      () => records.purge(),
      () => limits.purge(),
      () => identity.tidy(),
      () => audit.tidy(databaseClock.now()),
    ],
    log,
  );

  return {
    config,
    database,
    background,
    health,
    identity,
    sealer,
    log,
    async start() {
      await databaseClock.start();
      await signals.open();
      await identity.start();
      await background.start(features, { work: config.role !== 'serve' });
      if (config.role !== 'serve') {
        housekeeping.start();
        resealing.start();
        sealer.start();
        if (config.firstAdmin !== null && (await identity.inviteFirstAdmin(config.firstAdmin))) {
          log.info('the first super admin is invited');
        }
      }
      const address = await http.listen(config.port, config.host);
      listening = address.url;
      return address;
    },
    async stop() {
      const timeout = config.shutdownSeconds * 1000;
      health.stop();
      databaseClock.stop();
      housekeeping.stop();
      await resealing.stop();
      await realtime.stop();
      const finished = await http.close(timeout);
      await background.stop(timeout);
      await identity.stop();
      await signals.close();
      await sealer.stop();
      await messaging.stop();
      await mail.stop();
      await database.close();
      return finished;
    },
  };
}

/** The bundled contract: the same file the SDK's types are made from. */
function readContract(): ContractDocument {
  return JSON.parse(readFileSync(path.join(ROOT, 'openapi', 'generated', 'openapi.json'), 'utf8'));
}

/** Operations exist where the contract says so (`x-environments`); a process that only works answers for its health alone. */
function servedBy({ environment, role }: Config): (operation: ContractOperation) => boolean {
  return ({ environments, path: template }) =>
    (environments === null || environments.includes(environment)) &&
    (role !== 'work' || template.startsWith('/health/'));
}

/** Replies are held against the contract: all in tests, one in ten in development, none in production. */
function replyChecks({ environment }: Config): { readonly share: number; readonly strict: boolean } {
  if (environment === 'test') return { share: 1, strict: true };
  return { share: environment === 'development' ? 0.1 : 0, strict: false };
}

function healthChecks(
  config: Config,
  /** The app's own pool. */
  knex: Knex,
  database: Database,
  background: Background,
): HealthCheck[] {
  let migrated = false;
  const migrations = async () => {
    if (migrated) return;
    const { pending } = await migrationStatus(knex);
    if (pending.length > 0) throw new Error(`${pending.length} migrations are pending`);
    migrated = true;
  };
  const checks: HealthCheck[] = [
    {
      name: 'database',
      async check() {
        if (!(await database.ping())) throw new Error('the database does not answer');
      },
    },
    { name: 'migrations', check: migrations },
    {
      name: 'jobs',
      async check() {
        await background.store.anyDue();
      },
    },
  ];
  if (config.role !== 'serve') {
    checks.push({
      name: 'events',
      async check() {
        if (!background.awake) throw new Error('wake-ups do not arrive');
      },
    });
  }
  return checks;
}

function watch(metrics: Metrics, database: Database, background: Background, realtime: RealtimeServer): void {
  metrics.watchProcess();
  metrics.watchPool(() => database.pool());
  metrics.watch('kiwimesh_events_running', 'Event deliveries being handled.', () => background.load.running);
  metrics.watch(
    'kiwimesh_events_waiting',
    'Event deliveries taken and not begun.',
    () => background.load.waiting,
  );
  metrics.watch('kiwimesh_sockets', 'Sockets connected to this process.', () => realtime.connections);
}
