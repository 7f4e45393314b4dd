import { createRequire } from 'node:module';
import path from 'node:path';
import { partnerEvents } from '../../events/partners.ts';
import type { ProblemKind } from '../../ground/problem.ts';
import type { AnyEvent } from '../../payload/event.ts';
import { METHODS } from '../contract/document.ts';
import { type Access, callersOf, readAccess } from '../contract/extensions/access.ts';
import type { Caller } from '../contract/extensions/relation.ts';
import type { ContractDocument, OperationObject } from '../contract/openapi.ts';
import { htmlText, pageOf } from './html.ts';

/** Where npm put the reference's files; they are served from there, never from another host. */
export function swaggerFolder(): string {
  return path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
}

type RelationWords = Readonly<Record<string, string>>;

/**
 * The contract with, in each operation's description, who may call it and which records it reaches: what `x-access`
 * says, in words; and with the events that partners receive.
 */
export function annotatedContract(document: ContractDocument): ContractDocument {
  const relations = document['x-tenant-relations'] ?? {};
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([template, item]) => [
      template,
      Object.fromEntries(
        Object.entries(item).map(([member, value]) => [
          member,
          (METHODS as readonly string[]).includes(member)
            ? annotated(value as OperationObject, relations)
            : value,
        ]),
      ),
    ]),
  );
  const webhooks = Object.fromEntries(partnerEvents().map((event) => [event.type, webhookOf(event)]));
  return { ...document, paths, webhooks };
}

/** An event as OpenAPI describes a webhook: its envelope, with the schema of its data. */
function webhookOf({ type, version, aggregateType, description, schema, example }: AnyEvent) {
  const text = { type: 'string' };
  const aggregate = { type: 'object', properties: { type: { const: aggregateType }, id: text } };
  const properties = {
    id: { ...text, format: 'uuid' },
    type: { const: type },
    version: { const: version },
    aggregate,
    occurredAt: { ...text, format: 'date-time' },
    correlationId: text,
    data: { ...schema, examples: [example] },
  };
  const payload = { type: 'object', required: Object.keys(properties), properties };
  return {
    post: {
      operationId: `webhook ${type}`,
      tags: ['webhooks'],
      summary: description,
      requestBody: { content: { 'application/json': { schema: payload } } },
      responses: { '2XX': { description: 'Taken. Everything else is tried again.' } },
    },
  };
}

function annotated(
  operation: OperationObject & { readonly description?: string },
  relations: RelationWords,
): OperationObject {
  const notes = [`**Who may call it**\n\n${accessTable(operation, relations)}`];
  const limit = operation['x-rate-limit'] as
    | { points: number; duration: number; refuses?: boolean }
    | undefined;
  if (limit !== undefined) {
    notes.push(
      `**Limit:** ${limit.points} requests in ${limit.duration} seconds for each caller or address${limit.refuses === false ? ', as the description says' : ''}.`,
    );
  }
  const environments = operation['x-environments'] as readonly string[] | undefined;
  if (environments !== undefined) notes.push(`**Exists only in:** ${environments.join(', ')}.`);
  return {
    ...operation,
    description: [operation.description, ...notes].filter(Boolean).join('\n\n'),
  } as never;
}

/** Callers that reach the same share a line. */
function accessTable(operation: OperationObject, relations: RelationWords): string {
  const access = readAccess(operation['x-access'], operation.operationId ?? '', []);
  const byRelation = Map.groupBy(callersOf(access), (caller) => access.tenant[caller] ?? 'none');
  const lines = [...byRelation].map(
    ([relation, callers]) =>
      `| ${callers.map((caller) => callerInWords(caller, access)).join(', ')} | ${relations[relation] ?? relation} |`,
  );
  return ['| Caller | Reaches |', '|---|---|', ...lines].join('\n');
}

function callerInWords(caller: Caller, { scopes }: Access): string {
  if (caller === 'anonymous') return 'anyone';
  if (caller === 'publishable_key') return 'a publishable key';
  if (caller === 'visitor') return 'a visitor with the token of their call';
  if (caller === 'api_key') return `an API key with ${scopes.map((scope) => `\`${scope}\``).join(' and ')}`;
  return caller.replaceAll('_', ' ');
}

/** The reference: swagger-ui, styled by docs.css. */
export function docsPage(document: ContractDocument): string {
  return pageOf({
    title: `${document.info.title} API`,
    head: '<link rel="stylesheet" href="/docs/swagger-ui.css"><link rel="stylesheet" href="/docs/docs.css">',
    body: `<main id="reference" class="reference"><p class="loading">The reference needs JavaScript. The contract itself is at
      <a href="/openapi.json">/openapi.json</a>.</p></main>
      <script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script>`,
  });
}

export function docsScript(): string {
  return `const dark = matchMedia('(prefers-color-scheme: dark)');
const dress = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dress();
dark.addEventListener('change', dress);
window.ui = SwaggerUIBundle({
  url: '/docs/contract.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  defaultModelRendering: 'example',
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: false,
  syntaxHighlight: { theme: 'nord' },
  tryItOutEnabled: false,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
});
`;
}

/** What a program does about each status, whatever the code. */
export const ADVICE_BY_STATUS: Readonly<Record<number, string>> = {
  400: 'The request is invalid: correct what errors points at before you repeat it.',
  401: 'Sign in, or send a valid credential, with what the code asks for.',
  403: 'The credential is valid but does not permit this: another role, scope or origin, or a more recent sign-in, is required.',
  404: 'The record does not exist or you may not see it; the reply is deliberately the same.',
  405: 'The reference lists the methods of the path.',
  409: 'Another request was first: read the record again, then decide what to do.',
  412: 'Read the record again, and send the change with the new version in If-Match.',
  413: 'Send a smaller body.',
  415: 'Send JSON, with the header Content-Type: application/json.',
  422: 'The request is valid but cannot be carried out: detail says why.',
  429: 'Wait as many seconds as Retry-After says.',
  500: 'An error on the server: try again later, and send us the correlationId if it persists.',
  503: 'Wait as many seconds as Retry-After says; a POST with an Idempotency-Key is safe to repeat.',
};

/** Every kind of problem, by status: the page that \`type\` of a problem leads to. */
export function problemsPage(kinds: readonly ProblemKind[]): string {
  const byStatus = Map.groupBy(
    kinds.toSorted((a, b) => a.status - b.status),
    ({ status }) => status,
  );
  const sections = [...byStatus].map(([status, problems]) => {
    const rows = problems.map(
      ({ code, title }) => `<tr id="${code}"><td><code>${code}</code></td><td>${htmlText(title)}</td></tr>`,
    );
    return `<section><h2>${status}</h2><p>${htmlText(ADVICE_BY_STATUS[status] ?? '')}</p><table><tbody>${rows.join('')}</tbody></table></section>`;
  });
  return pageOf({
    title: 'Problems',
    body: `<main class="page"><nav><a href="/">Kiwimesh</a> · <a href="/docs">API reference</a></nav>
      <h1>Problems</h1>
      <p>Every error is <code>application/problem+json</code> (RFC 9457). <code>code</code> is stable: switch on it.
      <code>detail</code> says what was wrong this time; <code>errors</code> points at each fault of the input;
      <code>correlationId</code> finds the request again in our logs.</p>${sections.join('')}</main>`,
  });
}
