import type { Sealer } from '../kernel/audit/sealer.ts';
import type { Composed } from '../kernel/compose.ts';
import type { Database } from '../kernel/db/unit/database.ts';
import type { Background } from '../kernel/jobs/background.ts';
import type { Health } from '../kernel/observability/health.ts';
import type { Logger } from '../kernel/observability/logger.ts';
import type { Metrics } from '../kernel/observability/metrics.ts';
import { Resealing } from '../kernel/privacy/resealing.ts';
import { WebSockets } from '../kernel/realtime/web-sockets.ts';
import { httpServer } from './http.ts';
import type { OpenPlatform } from './open.ts';
import type { PlatformConfig } from './settings/index.ts';

const PURGE_EVERY_MS = 3_600_000;

/** A process of the product, wired but not started. */
export interface Process<Faces> {
  readonly config: PlatformConfig;
  readonly database: Database;
  readonly background: Background;
  readonly health: Health;
  /** The faces of the modules, by name. */
  readonly features: Faces;
  /** For tests and tools that read the audit log immediately instead of within a second. */
  readonly sealer: Sealer;
  readonly log: Logger;
  /** Starts background work and listens. @returns where. */
  start(): Promise<{ readonly port: number; readonly url: string }>;
  /**
   * Reports not ready, notifies sockets, lets running requests and jobs finish, and closes everything.
   * @returns whether all of them finished in time.
   */
  stop(): Promise<boolean>;
}

/**
 * Wires the modules to HTTP, sockets and background work.
 * @throws ContractFault when the result cannot be served.
 */
export function createProcess<Faces>(open: OpenPlatform, modules: Composed<Faces>): Process<Faces> {
  const { config, metrics, database, background, databaseClock, health, log, realtime, sealer, signals } =
    open;
  const works = config.role !== 'serve';
  open.later.atCommit = modules.atCommit;
  health.add(modules.healthChecks);
  for (const { namespace, register } of modules.sockets) register(realtime.namespace(namespace));
  const { server: http, periodic } = httpServer(open, modules, metrics);
  const webSockets = new WebSockets(modules.webSockets, { log, proxyHops: config.http.proxyHops });
  if (config.role !== 'work') {
    webSockets.attach(http.server);
    realtime.attach(http.server);
    health.add(open.speech.healthChecks);
  }
  const resealing = new Resealing(database, log);
  watch(metrics, open, resealing, webSockets);

  return {
    config,
    database,
    background,
    health,
    features: modules.faces,
    sealer,
    log,
    async start() {
      await databaseClock.start();
      await signals.open();
      await modules.start();
      const forgetting = { name: 'effects.purge', every: PURGE_EVERY_MS, run: () => open.effects.purge() };
      await background.start([modules, { periodic: [...periodic, forgetting] }], { work: works });
      if (works) {
        resealing.start();
        sealer.start();
        await modules.work();
      }
      // Calls come by sockets.
      if (config.role !== 'work') open.speech.start();
      const address = await http.listen(config.port, config.host);
      open.later.url = address.url;
      return address;
    },
    async stop() {
      const timeout = config.shutdownSeconds * 1000;
      health.stop();
      databaseClock.stop();
      await resealing.stop();
      await Promise.all([realtime.stop(), webSockets.stop(timeout)]);
      const finished = await http.close(timeout);
      await background.stop(timeout);
      await modules.stop();
      await open.speech.stop();
      await signals.close();
      await sealer.stop();
      await open.messaging.stop();
      await open.mail.stop();
      await open.push.stop();
      await database.close();
      return finished;
    },
  };
}

function watch(
  metrics: Metrics,
  { database, background, realtime }: OpenPlatform,
  resealing: Resealing,
  webSockets: WebSockets,
): void {
  metrics.watchProcess();
  metrics.watchPool(() => database.pool());
  metrics.watch('kiwimesh_events_running', 'Event deliveries being handled.', () => background.load.running);
  metrics.watch(
    'kiwimesh_events_waiting',
    'Event deliveries claimed but not started.',
    () => background.load.waiting,
  );
  metrics.watch('kiwimesh_sockets', 'Sockets connected to this process.', () => realtime.connections);
  metrics.watch(
    'kiwimesh_web_sockets',
    'WebSockets of providers connected to this process.',
    () => webSockets.connections,
  );
  metrics.watch(
    'kiwimesh_resealed_rows',
    'Rows that this process encrypted again with the newest data key.',
    () => resealing.rows,
  );
}
