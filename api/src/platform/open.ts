import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AuditKeys } from '../kernel/audit/keys.ts';
import { AuditRecorder } from '../kernel/audit/recorder.ts';
import { Sealer } from '../kernel/audit/sealer.ts';
import { UnitAudit } from '../kernel/audit/unit.ts';
import type { Authenticator } from '../kernel/auth/authenticator.ts';
import type { BackgroundConnection } from '../kernel/coordination/background-connection.ts';
import type { Backoff } from '../kernel/coordination/backoff.ts';
import { connectionTurns } from '../kernel/coordination/connection-turns.ts';
import { Signals } from '../kernel/coordination/signals.ts';
import { connect } from '../kernel/db/connection.ts';
import { DatabaseClock } from '../kernel/db/database-clock.ts';
import { Database } from '../kernel/db/unit/database.ts';
import { EffectLedger } from '../kernel/effects/ledger.ts';
import { appendEventsAnd } from '../kernel/events/append.ts';
import { handlingAtCommit } from '../kernel/events/at-commit.ts';
import type { AtCommit } from '../kernel/events/subscriber.ts';
import type { Clock } from '../kernel/ground/clock.ts';
import { readOperations } from '../kernel/http/contract/document.ts';
import type { ContractDocument } from '../kernel/http/contract/openapi.ts';
import { markIdempotencyKey } from '../kernel/http/idempotency/once.ts';
import { Background } from '../kernel/jobs/background.ts';
import { Late } from '../kernel/late.ts';
import { Health } from '../kernel/observability/health.ts';
import { createLogger, type Logger } from '../kernel/observability/logger.ts';
import { Metrics } from '../kernel/observability/metrics.ts';
import { RealtimeServer } from '../kernel/realtime/server.ts';
import { DataKeys } from '../kernel/sealing/data-keys.ts';
import type { SpendLedger } from '../llm/spend/ledger.ts';
import type { MessageBook, SandboxOutbox } from '../ports/messaging.ts';
import { healthChecks } from './health.ts';
import { openRouter } from './llm.ts';
import { openMaps } from './maps.ts';
import { openMail, openMessaging } from './messaging.ts';
import { openPush } from './push.ts';
import { openScanning } from './scanning.ts';
import type { PlatformServices } from './services.ts';
import type { PlatformConfig } from './settings/index.ts';
import { openSpeech } from './speech.ts';
import { openStorage } from './storage.ts';
import { openSynthesis } from './synthesis.ts';
import { openTelephone } from './telephony.ts';

export interface PlatformOptions {
  /** With the login of the schema's owner; the product itself runs as the app role. */
  readonly databaseUrl: string;
  readonly log?: Logger;
  /** The current time as the product sees it, for tests that move time. Default: the database's time. */
  readonly clock?: Clock;
  /** The clock of this process, for tests with a wrong one. */
  readonly processClock?: Clock;
  /** The delays between attempts of events and jobs, for tests that wait for dead letters. */
  readonly backoff?: Backoff;
  /** False turns the audit log off, for the benchmark that measures its cost. There is no setting for it. */
  readonly recorded?: boolean;
}

/** How long a reader of the sandboxes' messages waits for those still being sent. */
const SANDBOX_WAIT_MS = 1_000;

/** Reasons of system work whose writes concern no person, so that they are not in the audit log. */
const BOOKKEEPING = [
  'note the use of a key',
  'note the use of sessions',
  'keep a sandbox message',
  'claim an effect',
  'record an effect',
  'delete old effects',
  'book the cost of a message',
  'delete old costs of messages',
  'tidy sign-ins',
  'read the spend on models',
  'reserve the spend on models',
  'book the spend on models',
  'delete old spend on models',
];

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What a process opens before its modules are created. */
export type OpenPlatform = Awaited<ReturnType<typeof openPlatform>>;

/** Opens what modules need. Connections are made when they are first used or started. */
export async function openPlatform(config: PlatformConfig, options: PlatformOptions) {
  const log = options.log ?? createLogger(config.logLevel);
  const document = readContract();
  const authenticator = new Late<Authenticator>('authenticator');
  const sandboxOutbox = new Late<SandboxOutbox>('sandboxOutbox');
  const messageBook = new Late<MessageBook>('messageBook');
  /** `atCommit` is set when the modules are created, `url` when the process listens. */
  const later: { atCommit: readonly AtCommit[]; url: string } = {
    atCommit: [],
    url: `http://localhost:${config.port}`,
  };

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
  const databaseClock = new DatabaseClock(knex, options.processClock);
  const clock = options.clock ?? databaseClock.now;
  const keys = new AuditKeys(config.auditSecrets);
  const sealer = new Sealer({ knex, keys, log, clock });
  const recorder = new AuditRecorder(knex, keys, () => databaseClock.offset);
  const database = new Database(knex, {
    beforeCommit: markIdempotencyKey,
    ...(options.recorded === false ? {} : { audit: new UnitAudit(keys, BOOKKEEPING) }),
    // Notified after the commit: NOTIFY in the transaction would make commits wait for each other.
    appendEvents: handlingAtCommit(
      () => later.atCommit,
      appendEventsAnd(() => background.announce()),
    ),
    writeJobs: (uow, orders) => background.writeJobs(uow, orders),
    // Not in production: types are checked at compile time, and a fault in a schema must not roll back a booking.
    checkPayloads: config.environment === 'development' || config.environment === 'test',
    dataKeys,
    clock,
    turns: connectionTurns(config.database.pool),
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
  const effects = new EffectLedger({ database, worker: () => background.worker });
  const publicUrl = () => config.publicUrl ?? later.url;
  const messaging = await openMessaging(config, sandboxOutbox.value, {
    ...{ effects, log, clock: databaseClock.now, book: messageBook.value },
    ...{ publicUrl, ownUrl: () => later.url },
  });
  const mail = await openMail(config, sandboxOutbox.value, effects);
  const push = openPush(config, sandboxOutbox.value, effects, databaseClock.now);
  const telephone = await openTelephone(config);
  const signals = new Signals(connection);
  const access = new Map(readOperations(document).map((each) => [each.operationId, each.access]));
  const realtime = new RealtimeServer({
    authenticator: authenticator.value,
    connection,
    log,
    origins: config.http.corsOrigins,
    audit: recorder,
    proxyHops: config.http.proxyHops,
    accessOf: (operationId) => access.get(operationId),
    clock: databaseClock.now,
  });
  const metrics = new Metrics();
  const spendLedger = new Late<SpendLedger>('spendLedger');
  const models = openRouter(config.models, { ledger: spendLedger.value, metrics, log });
  const speech = openSpeech(config.speech, { root: ROOT, metrics, log });
  const health = new Health(healthChecks({ config, knex, database, background }));

  const services: PlatformServices = {
    database,
    knex,
    deadJobs: background.store,
    realtime,
    signals,
    clock,
    databaseClock: databaseClock.now,
    region: config.region,
    log,
    health,
    metrics,
    auditLog: { keys, sealer },
    messaging: messaging.port,
    messageReports: messaging.reports,
    messageTexts: messaging.texts,
    email: mail.port,
    push: push.services,
    telephone,
    storage: openStorage(config),
    scanning: { scanner: openScanning(config) },
    models,
    speech: speech.service,
    synthesis: { synthesiser: openSynthesis(config.synthesis, log) },
    serves: config.role !== 'work',
    maps: openMaps(config.maps, log),
    mapStyle: { url: config.maps.styleUrl },
    sandboxes: {
      messaging: messaging.sandbox,
      email: mail.sandbox,
      // On a timeout the reader gets what was sent so far.
      settled: () => background.idle(SANDBOX_WAIT_MS).catch(() => {}),
    },
    publicUrl,
    secrets: config.secrets,
    production: config.environment === 'production',
  };
  return {
    config,
    options,
    log,
    document,
    knex,
    dataKeys,
    databaseClock,
    sealer,
    recorder,
    database,
    background,
    effects,
    messaging,
    mail,
    push,
    speech,
    signals,
    realtime,
    health,
    services,
    metrics,
    openings: { authenticator, messageBook, sandboxOutbox, spendLedger },
    later,
  };
}

let contract: ContractDocument | undefined;

/** The bundled contract, from which the SDK's types are also generated. */
function readContract(): ContractDocument {
  contract ??= JSON.parse(
    readFileSync(path.join(ROOT, 'openapi', 'generated', 'openapi.json'), 'utf8'),
  ) as ContractDocument;
  return contract;
}
