import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { product } from '../api/src/app.ts';
import { bundle, stale } from './generate.ts';
import { type Contract, operations, responsesOf, type Schema } from './lint/document.ts';
import { lintFiles } from './lint/files.ts';
import { lintContract } from './lint.ts';

const here = import.meta.dirname;
const contract: Contract = JSON.parse(await readFile(path.join(here, 'generated', 'openapi.json'), 'utf8'));

describe('the committed contract', () => {
  test('is what the files say: a client generated from it is never behind the server', async () => {
    expect(await stale()).toEqual([]);
  });

  test('bundles the same bytes every time, so that a rebuild shows no change', async () => {
    expect(await bundle()).toBe(await bundle());
  });

  test('follows every rule of the house', async () => {
    expect([...lintContract(contract), ...(await lintFiles(here))]).toEqual([]);
  });

  test('names exactly the problem codes that the service can reply with', () => {
    const problem = contract.components?.schemas?.Problem as Schema;
    expect([...(problem.properties?.code?.enum ?? [])].sort()).toEqual(
      product.problems.map(({ code }) => code).sort(),
    );
  });

  test('shows each problem with the status and title that the service gives it', () => {
    for (const { operation, where } of operations(contract)) {
      for (const [status, reply] of responsesOf(contract, operation)) {
        for (const [code, example] of Object.entries(
          reply.content?.['application/problem+json']?.examples ?? {},
        )) {
          const expected = product.problems.find((kind) => kind.code === code);
          expect({ where, ...expected }).toMatchObject({ where, status: Number(status) });
          expect(example.value).toMatchObject({ code, status: Number(status), title: expected?.title });
        }
      }
    }
  });
});

describe('what clients already count on', () => {
  const present = [...operations(contract)].map(({ method, path: at }) => `${method.toUpperCase()} ${at}`);
  const counted = `
    POST /v1/auth/login
    POST /v1/auth/otp/request
    POST /v1/auth/otp/verify
    POST /v1/auth/refresh
    POST /v1/auth/logout
    GET /v1/auth/sessions
    GET /v1/me
    PUT /v1/hospitals/{hospitalId}/communities/{communityId}
    DELETE /v1/hospitals/{hospitalId}/communities/{communityId}
    GET /v1/service-types
    GET /v1/service-types/{serviceType}
    GET /v1/availability
    POST /v1/bookings
    GET /v1/bookings
    GET /v1/bookings/{bookingId}
    POST /v1/bookings/{bookingId}/transitions
    GET /v1/bookings/{bookingId}/timeline
    GET /v1/system/dead-letters
    POST /v1/system/dead-letters/{id}/retry
    GET /health/live
    GET /health/ready
    GET /dev/messages`;

  test.each(counted.trim().split(/\n\s*/))('%s is there', (operation) => {
    expect(present).toContain(operation);
  });

  test.each(['communities', 'hospitals', 'staff', 'residents', 'api-keys'])(
    '%s can be listed, created, read and patched',
    (kind) => {
      const own = present.filter((operation) => new RegExp(` /v1/${kind}(/\\{\\w+\\})?$`).test(operation));
      expect(own.map((operation) => operation.split(' ')[0]).sort()).toEqual(['GET', 'GET', 'PATCH', 'POST']);
    },
  );

  test('the service type stays open, so that a policy file can add a tenth', () => {
    const id = contract.components?.schemas?.ServiceTypeId as Schema;
    expect(id.enum).toBeUndefined();
    expect(id.pattern).toBeDefined();
  });
});
