/** Rules that look at one operation at a time. */
import { access, reply, tenant } from './access.ts';
import { cost } from './cost.ts';
import {
  type Contract,
  changes,
  type Finding,
  type Located,
  operations,
  parametersOf,
  resolve,
  responsesOf,
} from './document.ts';

type Rule = (contract: Contract, located: Located) => Iterable<string>;

const errors: Rule = function* (_contract, { operation, path }) {
  const open = operation['x-access']?.public === true;
  const needed = ['400', '429', '500', '503', ...(open ? [] : ['401', '403'])];
  if (path.includes('{')) needed.push('404');
  if (operation.requestBody !== undefined) needed.push('413', '415', '422');
  for (const status of needed) {
    if (operation.responses?.[status] === undefined) yield `does not declare ${status}`;
  }
};

const problems: Rule = function* (contract, { operation }) {
  for (const [status, reply] of responsesOf(contract, operation)) {
    if (!/^[45]/.test(status)) continue;
    const types = Object.keys(reply.content ?? {});
    if (types.join() !== 'application/problem+json') yield `${status} is not application/problem+json`;
    const schema = reply.content?.['application/problem+json']?.schema?.$ref;
    if (schema !== '#/components/schemas/Problem') yield `${status} does not use the Problem schema`;
  }
};

const headers: Rule = function* (contract, located) {
  const { operation, method } = located;
  const taken = parametersOf(contract, operation).filter((parameter) => parameter.in === 'header');
  const takes = (name: string) => taken.some((parameter) => parameter.name === name);
  if (!takes('X-Correlation-Id')) yield 'does not take X-Correlation-Id';
  // A provider knows no header of ours: it repeats a webhook with the ids of its own record.
  const signed = operation['x-access']?.signed === true;
  if (method === 'post' && changes(located) && !signed && !takes('Idempotency-Key')) {
    yield 'is a POST without Idempotency-Key';
  }
  for (const [status, reply] of responsesOf(contract, operation)) {
    if (reply.headers?.['X-Correlation-Id'] === undefined) yield `${status} does not return X-Correlation-Id`;
    if (status === '429' && reply.headers?.['Retry-After'] === undefined) yield '429 has no Retry-After';
    if (!status.startsWith('2')) continue;
    const tagged = reply.headers?.ETag !== undefined;
    const body = resolve(contract, reply.content?.['application/json']?.schema);
    if (body?.properties?.version !== undefined && !tagged) yield `${status} carries a version but no ETag`;
    if (tagged && ['put', 'patch'].includes(method) && !takes('If-Match')) {
      yield `changes a versioned resource but does not take If-Match`;
    }
  }
};

/** RFC 9110, 9.3.1 and 9.3.5: a body there means nothing, and some proxies drop it or refuse the request. */
const BODILESS = ['get', 'head', 'delete', 'options'];

const bodies: Rule = function* (_contract, { operation, method }) {
  if (operation.requestBody !== undefined && BODILESS.includes(method)) {
    yield `is a ${method.toUpperCase()} with a body, which proxies may drop: make it a POST`;
  }
};

/** `x-safe` is for questions that need a body: nothing is kept for a repeat of what changes nothing. */
const safe: Rule = function* (contract, { operation, method }) {
  const marked = operation['x-safe'];
  if (marked === undefined) return;
  if (marked !== true) yield 'x-safe is true or left out';
  if (method !== 'post') yield `x-safe is for POST: a ${method.toUpperCase()} says by itself what it does`;
  if (operation.requestBody === undefined) yield 'is x-safe without a body: make it a GET';
  const keyed = parametersOf(contract, operation).some(({ name }) => name === 'Idempotency-Key');
  if (keyed) yield 'is x-safe and takes an Idempotency-Key, which has nothing to keep from happening twice';
};

/** Members of a reply that must never be kept in an idempotency record. */
const SECRETS = ['accessToken', 'refreshToken', 'secret'];

const secrets: Rule = function* (contract, { operation }) {
  if (operation['x-secret-reply'] === true) return;
  for (const [status, reply] of responsesOf(contract, operation)) {
    const body = resolve(contract, reply.content?.['application/json']?.schema);
    for (const name of SECRETS) {
      if (body?.properties?.[name] !== undefined) yield `${status} carries ${name}: add x-secret-reply`;
    }
  }
};

const examples: Rule = function* (_contract, { operation }) {
  const shown = (content: Readonly<Record<string, { examples?: object }>> | undefined) =>
    Object.values(content ?? {}).every((media) => Object.keys(media.examples ?? {}).length > 0);
  if (!shown(operation.requestBody?.content)) yield 'shows no example of its request';
  for (const [status, reply] of Object.entries(operation.responses ?? {})) {
    if (status.startsWith('2') && !shown(reply.content)) yield `shows no example of its ${status} reply`;
  }
};

const RULES: Readonly<Record<string, Rule>> = {
  access,
  reply,
  tenant,
  errors,
  problems,
  headers,
  bodies,
  safe,
  secrets,
  examples,
  cost,
};

/** Runs every rule over every operation. */
export function* lintOperations(contract: Contract): Generator<Finding> {
  for (const located of operations(contract)) {
    for (const [rule, check] of Object.entries(RULES)) {
      for (const message of check(contract, located)) yield { rule, where: located.where, message };
    }
  }
}
