import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NOTES } from '../../../../test/support/worlds/notes-service.ts';
import { ContractFault, readOperations } from './document.ts';
import { ContractEngine, type EngineHooks } from './engine.ts';
import { NORMALISERS } from './extensions/normalise.ts';
import { RELATIONS } from './extensions/relation.ts';
import type { ContractDocument } from './openapi.ts';
import { ParameterCheck } from './parameters.ts';
import type { EngineRequest } from './request.ts';
import { ContractSchemas } from './schemas.ts';

const hook = () => undefined;
const HOOKS: EngineHooks<EngineRequest> = {
  notFound: hook,
  methodNotAllowed: hook,
  postSecurityHandler: hook,
  unauthorizedHandler: hook,
  validationFail: hook,
  notImplemented: hook,
  postResponseHandler: hook,
};
const SECURITY = { bearer: hook, apiKey: hook, publishableKey: hook, signature: hook };
const HANDLERS = Object.fromEntries(readOperations(NOTES).map(({ operationId }) => [operationId, hook]));

/** The engine's error when it is built with these changes. */
function faultsOf(change: Partial<ConstructorParameters<typeof ContractEngine>[0]>): readonly string[] {
  try {
    new ContractEngine({
      document: NOTES,
      phoneCountry: 'IN',
      hooks: HOOKS,
      security: SECURITY,
      handlers: HANDLERS,
      ...change,
    });
    return [];
  } catch (error) {
    if (error instanceof ContractFault) return error.faults;
    throw error;
  }
}

/** The notes with one operation changed. */
function changed(change: Record<string, unknown>): ContractDocument {
  const document = structuredClone(NOTES) as unknown as { paths: Record<string, Record<string, object>> };
  const item = document.paths['/v1/notes'];
  if (item !== undefined) item.get = { ...item.get, ...change };
  return document as unknown as ContractDocument;
}

describe('the engine refuses to start', () => {
  it('not, when everything is present', () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each(Object.keys(HOOKS))('without the hook %s', (name) => {
    expect(faultsOf({ hooks: { ...HOOKS, [name]: undefined } as never })).toEqual([
      `the hook ${name} is missing`,
    ]);
  });

  it('without a handler', () => {
    expect(faultsOf({ handlers: { ...HANDLERS, getNote: undefined } })).toEqual(['getNote: no handler']);
  });

  it('when no handler verifies a scheme', () => {
    const { publishableKey, ...security } = SECURITY;
    expect(faultsOf({ security })).toEqual([
      'listNotes: nothing verifies the scheme publishableKey',
      'greet: nothing verifies the scheme publishableKey',
    ]);
  });

  it.each([
    ['without x-access', { 'x-access': undefined }, 'listNotes: no x-access: declare who may call it'],
    ['when x-access is empty', { 'x-access': {} }, 'listNotes: x-access admits no caller'],
    [
      'for an unknown role',
      { 'x-access': { roles: ['surgeon'] } },
      'listNotes: x-access.roles is not understood',
    ],
    [
      'for a misspelt member',
      { 'x-access': { role: ['nurse'] } },
      'listNotes: x-access.role is not understood',
    ],
    [
      'when nothing says whose records it reaches',
      { 'x-access': { roles: ['nurse'] } },
      'listNotes: x-access has no `tenant`: declare whose records each caller reaches',
    ],
    [
      'when a caller is left out of that',
      { 'x-access': { roles: ['nurse', 'paramedic'], tenant: { nurse: 'tenant' } } },
      'listNotes: x-access.tenant says nothing of paramedic',
    ],
    [
      'when it names a relation there is not',
      { 'x-access': { roles: ['nurse'], tenant: 'neighbour' } },
      'listNotes: x-access.tenant is not understood',
    ],
    [
      'when it names a caller who is not admitted',
      { 'x-access': { roles: ['nurse'], tenant: { nurse: 'tenant', resident: 'own' } } },
      'listNotes: x-access.tenant.resident is not understood',
    ],
    ['for a misspelt cost', { 'x-cost': 'querry' }, 'listNotes: x-cost is not understood'],
    ['for no cost without a reason', { 'x-cost': { none: '' } }, 'listNotes: x-cost is not understood'],
    [
      'when security is off but access is not public',
      { security: [] },
      'listNotes: needs no credential, yet x-access is not public',
    ],
    [
      'when one alternative is open',
      { security: [{ bearer: [] }, {}] },
      'listNotes: needs no credential, yet x-access is not public',
    ],
    ['for an unknown scheme', { security: [{ cookie: [] }] }, 'listNotes: unknown security scheme cookie'],
    ['for a repeated operationId', { operationId: 'getNote' }, 'getNote: the operationId is used twice'],
    [
      'for a reference to nothing',
      { parameters: [{ $ref: '#/components/parameters/None' }] },
      'listNotes: #/components/parameters/None leads nowhere',
    ],
    [
      'for a limit that is none',
      { 'x-rate-limit': { points: 'many' } },
      'listNotes: x-rate-limit needs whole numbers `points` and `duration` (seconds)',
    ],
  ])('%s', (_name, change, fault) => {
    expect(faultsOf({ document: changed(change) })).toContain(fault);
  });

  it('when nothing checks a format', () => {
    const parameters = [{ name: 'colour', in: 'query', schema: { type: 'string', format: 'colour' } }];
    expect(faultsOf({ document: changed({ parameters }) })).toEqual(['nothing checks the format colour']);
  });

  it('when nothing normalises a kind of value', () => {
    const parameters = [{ name: 'colour', in: 'query', schema: { type: 'string', 'x-normalise': 'colour' } }];
    expect(faultsOf({ document: changed({ parameters }) })).toEqual(['nothing normalises the kind colour']);
  });

  it('naming every fault at once', () => {
    const document = changed({ 'x-access': undefined, security: [{ cookie: [] }] });
    expect(faultsOf({ document })).toHaveLength(2);
  });
});

describe('the contract of Kiwimesh', () => {
  const file = new URL('../../../../../openapi/generated/openapi.json', import.meta.url);
  const document = JSON.parse(readFileSync(file, 'utf8')) as ContractDocument;

  it('explains every relation to a tenant that an operation can declare, and no other', () => {
    expect(Object.keys(document['x-tenant-relations'] ?? {})).toEqual([...RELATIONS]);
  });

  it('explains every kind of value that is normalised, and no other', () => {
    expect(Object.keys(document['x-normalisers'] ?? {})).toEqual(Object.keys(NORMALISERS));
  });

  it('compiles in strict mode: every parameter, body and reply', () => {
    const schemas = new ContractSchemas(document, 'IN');
    for (const operation of readOperations(document)) {
      const input = { params: {}, query: { unknown: '1' }, headers: {} };
      new ParameterCheck(operation, document, schemas).check(input);
      for (const pointer of operation.body?.content.values() ?? []) schemas.request(pointer);
      for (const content of operation.responses.values()) {
        for (const pointer of content.values()) schemas.reply(pointer);
      }
    }
    // About a thousand compilations: seconds of a processor that a busy machine may share.
  }, 600_000);

  it('marks every operation whose reply holds a secret, so that it is not stored', () => {
    const secret = /"(accessToken|refreshToken|secret)"/;
    const schemas = document.components?.schemas as Record<string, unknown>;
    for (const operation of readOperations(document).filter(({ method }) => method === 'post')) {
      const success = [...operation.responses].filter(([status]) => status.startsWith('2'));
      const names = success.flatMap(([status]) => {
        const item = document.paths[operation.path]?.post as { responses: Record<string, unknown> };
        return [...JSON.stringify(item.responses[status]).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
          ([, name]) => name,
        );
      });
      const holds = names.some((name) => {
        const schema = schemas[name ?? ''] as { properties?: object } | undefined;
        return secret.test(
          JSON.stringify(Object.fromEntries(Object.keys(schema?.properties ?? {}).map((key) => [key, 1]))),
        );
      });
      if (holds)
        expect([operation.operationId, operation.secretReply]).toEqual([operation.operationId, true]);
    }
  });
});
