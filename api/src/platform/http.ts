import path from 'node:path';
import type { Composed } from '../kernel/compose.ts';
import { HttpAudit } from '../kernel/http/audit/http-audit.ts';
import type { ContractOperation } from '../kernel/http/contract/document.ts';
import { Cors } from '../kernel/http/cors.ts';
import type { Exchange } from '../kernel/http/exchange.ts';
import { Idempotency } from '../kernel/http/idempotency/once.ts';
import { IdempotencyRecords } from '../kernel/http/idempotency/records.ts';
import { CostLanes } from '../kernel/http/limits/lanes.ts';
import { Limits } from '../kernel/http/limits/limits.ts';
import { type AnyHandler, ContractMount } from '../kernel/http/mount.ts';
import { createPages } from '../kernel/http/pages/pages.ts';
import { ReplyCheck } from '../kernel/http/reply-check.ts';
import { HttpServer } from '../kernel/http/server.ts';
import type { PeriodicTask } from '../kernel/jobs/periodic.ts';
import type { Metrics } from '../kernel/observability/metrics.ts';
import { type OpenPlatform, ROOT } from './open.ts';
import type { PlatformConfig } from './settings/index.ts';

const PURGE_EVERY_MS = 10 * 60 * 1000;

/** The contract with its handlers on an HTTP server that does not listen yet. */
export function httpServer(
  open: OpenPlatform,
  {
    operations,
    problems,
    signatures,
    webSockets,
  }: Pick<Composed<unknown>, 'operations' | 'problems' | 'signatures' | 'webSockets'>,
  metrics: Metrics,
): { readonly server: HttpServer; readonly periodic: readonly PeriodicTask[] } {
  const { config, options, log, document, knex, databaseClock, health } = open;
  const authenticator = open.openings.authenticator.filled;
  const records = new IdempotencyRecords(knex, open.dataKeys);
  const limits = new Limits(config.http.limits, knex, () => databaseClock.offset);
  const mount: ContractMount = new ContractMount({
    document,
    phoneCountry: config.region.phoneCountry,
    handlers: operations as unknown as Record<string, AnyHandler>,
    signatures,
    serves: servedBy(config),
    authenticator,
    limits,
    idempotency: new Idempotency(records, log),
    lanes: new CostLanes(config.database.pool),
    audit: options.recorded === false ? null : new HttpAudit(open.recorder, log),
    cors: new Cors(config.http.corsOrigins, authenticator),
    replies: new ReplyCheck(replyChecks(config), log, metrics),
    log,
    metrics,
    problemMembers: emergencyMembers(config.region.emergencyNumber),
    bodyLimit: config.http.bodyLimit,
    proxyHops: config.http.proxyHops,
    stopping: () => health.isStopping,
    otherwise: (exchange) => pages(exchange),
  });
  const pages: (exchange: Exchange) => void = createPages(
    {
      document,
      metrics,
      problems,
      widgetsDir: path.join(ROOT, 'widgets', 'dist'),
      environment: config.environment,
      mapOrigins: config.maps.styleOrigins,
      region: config.region,
    },
    (exchange, error) => mount.refuse(exchange, error),
  );
  return {
    server: new HttpServer(mount, {
      strictTransport: config.publicUrl?.startsWith('https:') === true,
      takesWebSockets: (path) => webSockets.some((route) => route.path === path),
    }),
    periodic: [
      { name: 'http.purge-replies', every: PURGE_EVERY_MS, run: () => records.purge() },
      { name: 'http.purge-limits', every: PURGE_EVERY_MS, run: () => limits.purge() },
    ],
  };
}

/** Paths of people who call for help, and everything below them. */
const FOR_HELP = '/v1/calls';

/** Who calls for help and is refused, for whatever reason, learns what to dial instead. */
function emergencyMembers(emergencyNumber: string) {
  const members = { emergencyNumber };
  return (path: string) => (path === FOR_HELP || path.startsWith(`${FOR_HELP}/`) ? members : null);
}

/** Operations exist in the environments that the contract names (`x-environments`); a worker process serves only its health. */
function servedBy({ environment, role }: PlatformConfig): (operation: ContractOperation) => boolean {
  return ({ environments, path: template }) =>
    (environments === null || environments.includes(environment)) &&
    (role !== 'work' || template.startsWith('/health/'));
}

/** The share of replies that are validated against the contract: all in tests, one in ten in development, none in production. */
function replyChecks({ environment }: PlatformConfig): { readonly share: number; readonly strict: boolean } {
  if (environment === 'test') return { share: 1, strict: true };
  return { share: environment === 'development' ? 0.1 : 0, strict: false };
}
