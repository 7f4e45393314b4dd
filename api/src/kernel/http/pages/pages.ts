import path from 'node:path';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { Problem, type ProblemKind } from '../../ground/problem.ts';
import type { Metrics } from '../../observability/metrics.ts';
import type { ContractDocument } from '../contract/openapi.ts';
import type { Exchange } from '../exchange.ts';
import { API_HEADERS } from '../reply.ts';
import {
  ACCOUNT_POLICY,
  accountPage,
  CALL_LANGUAGES,
  type CallRegion,
  callPage,
  consolePage,
  consolePolicy,
  workerPolicy,
} from './account.ts';
import { compressedFiles, sendsText } from './compressed.ts';
import { annotatedContract, docsPage, docsScript, problemsPage, swaggerFolder } from './docs.ts';
import { landingPage } from './landing.ts';

export interface PagesOptions {
  readonly document: ContractDocument;
  readonly metrics: Metrics;
  /** Every kind of problem the service replies with. */
  readonly problems: readonly ProblemKind[];
  /** The built widgets; absent before the first build. */
  readonly widgetsDir: string;
  readonly environment: string;
  /** Origins that the map of the console is loaded from, beside the service. */
  readonly mapOrigins: readonly string[];
  readonly region: CallRegion;
}

/**
 * Our own pages load nothing from anywhere else and run no inline script. Styles may be set by script and `style`
 * attributes (the reference does); images may be embedded.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE_HEADERS = {
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

const FILE_HEADERS = {
  'content-security-policy': API_HEADERS['content-security-policy'],
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Hours a browser keeps the reference's own files. */
const KEPT = { maxAge: '12h', index: false } as const;

/**
 * Everything that is no operation: the contract itself, its reference, metrics, the widgets' files, the landing page.
 * `carry` finds the exchange of a request, `refuse` answers it with problem+json.
 */
export function createPages(
  options: PagesOptions,
  refuse: (exchange: Exchange, error: unknown) => void,
): (exchange: Exchange) => void {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', 'strong');
  // Of files too: opened by themselves they are no page.
  app.use((_req, res, next) => {
    res.set(FILE_HEADERS);
    next();
  });
  const exchanges = new WeakMap<object, Exchange>();
  mountContractPages(app, options);
  mountFiles(app, options);
  app.use((req, _res, next) => {
    const known = req.method === 'GET' || req.method === 'HEAD';
    next(new Problem(known ? 'not_found' : 'method_not_allowed'));
  });
  const onError: ErrorRequestHandler = (error, req, _res, _next) => {
    const exchange = exchanges.get(req);
    if (exchange !== undefined) refuse(exchange, fromExpress(error));
  };
  app.use(onError);
  return (exchange) => {
    exchanges.set(exchange.req, exchange);
    const { correlationId, traceparent } = exchange.context;
    const headers = { 'x-correlation-id': correlationId, traceparent, ...exchange.extraHeaders };
    for (const [name, value] of Object.entries(headers)) exchange.res.setHeader(name, value);
    app(exchange.req, exchange.res);
  };
}

function mountContractPages(
  app: Express,
  { document, metrics, problems, environment, mapOrigins, region }: PagesOptions,
): void {
  const page = (html: string): express.RequestHandler => {
    return (_req, res) => void res.set(PAGE_HEADERS).set('cache-control', 'no-cache').type('html').send(html);
  };
  const json = (make: () => object): express.RequestHandler => {
    // The contract is public: any page may read it.
    return sendsText(() => JSON.stringify(make()), {
      'access-control-allow-origin': '*',
      'cache-control': 'no-cache',
      'content-type': 'application/json; charset=utf-8',
    });
  };
  app.get('/', page(landingPage(document, environment)));
  const account = { ...PAGE_HEADERS, 'content-security-policy': ACCOUNT_POLICY, 'cache-control': 'no-cache' };
  app.get('/account', (_req, res) => void res.set(account).type('html').send(accountPage()));
  const headers = { ...account, 'content-security-policy': consolePolicy(mapOrigins) };
  // Its own links lead to what is open in it.
  app.get(['/console', '/console/:view', '/console/:view/:record'], (_req, res) => {
    res.set(headers).type('html').send(consolePage());
  });
  app.get('/call', (req, res) => {
    const language = req.acceptsLanguages(CALL_LANGUAGES) || 'en';
    res.set(account).vary('accept-language').type('html').send(callPage(language, region));
  });
  app.get(
    '/openapi.json',
    json(() => document),
  );
  app.get('/docs', page(docsPage(document)));
  app.get('/docs/problems', page(problemsPage(problems)));
  app.get(
    '/docs/contract.json',
    json(() => annotatedContract(document)),
  );
  app.get('/docs/start.js', (_req, res) => void res.type('js').send(docsScript()));
  app.get('/metrics', async (_req, res) => {
    res.set('cache-control', 'no-store').type(metrics.registry.contentType);
    res.send(await metrics.registry.metrics());
  });
}

function mountFiles(app: Express, { widgetsDir, mapOrigins }: PagesOptions): void {
  const reference = swaggerFolder();
  const compressed = compressedFiles(reference, () => ({ 'cache-control': 'public, max-age=43200' }));
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    app.use('/docs', (req, res, next) => (req.path === `/${file}` ? compressed(req, res, next) : next()));
    app.get(`/docs/${file}`, (_req, res) => res.sendFile(file, { root: reference, ...KEPT }));
  }
  app.use(
    '/docs',
    express.static(path.join(import.meta.dirname, 'assets'), {
      ...KEPT,
      setHeaders: (res, file) => {
        // Browsers guess the charset of XML without one; the file server names none for images.
        if (file.endsWith('.svg')) res.setHeader('content-type', 'image/svg+xml; charset=utf-8');
      },
    }),
  );
  // Hospitals include these files in pages of other origins.
  const shared = {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  };
  const ofWorker = { 'content-security-policy': workerPolicy(mapOrigins) };
  const headers = (file: string) => ({
    ...shared,
    'cache-control': widgetCaching(file),
    // A worker has the policy of its own file.
    ...(/\/map-worker-[\w-]+\.js$/.test(file) ? ofWorker : {}),
  });
  app.use(
    '/widgets',
    compressedFiles(widgetsDir, headers),
    express.static(widgetsDir, {
      setHeaders: (res, file) => {
        const named = `/${path.relative(widgetsDir, file).replaceAll(path.sep, '/')}`;
        for (const [name, value] of Object.entries(headers(named))) res.setHeader(name, value);
      },
    }),
  );
}

/** A chunk carries a digest of its content in its name and never changes; the modules that name chunks do. */
export const widgetCaching = (file: string): string =>
  /^(\/console)?\/chunks\/[\w.-]+-[\w-]{8}\.js(\.map)?$/.test(file)
    ? 'public, max-age=31536000, immutable'
    : 'public, max-age=300';

/** What Express or its file server rejects (a path that leads outside, a bad escape) is *not found* here. */
function fromExpress(error: unknown): unknown {
  const status = (error as { status?: unknown } | null)?.status;
  return !(error instanceof Problem) && typeof status === 'number' && status < 500
    ? new Problem('not_found')
    : error;
}
