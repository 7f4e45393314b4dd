import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { product } from '../../../app.ts';
import { ADVICE_BY_STATUS } from './docs.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers });

describe('pages', () => {
  it.each([
    '/',
    '/account',
    '/call',
    '/console',
    '/console/board',
    '/console/calls/1',
    '/docs',
    '/docs/problems',
  ])('%s: strict, self-contained, correlated', async (path) => {
    const reply = await get(path, { 'x-correlation-id': 'page-1' });
    const html = await reply.text();
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(reply.headers.get('x-correlation-id')).toBe('page-1');
    expect(reply.headers.get('content-security-policy')).toContain("script-src 'self'");
    // No script in the page, nothing from another host, no attribute that runs.
    expect(html).not.toMatch(/<script(?![^>]*\ssrc="\/)[^>]*>/);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(html).not.toMatch(/\son\w+=/);
    for (const [, file] of html.matchAll(/(?:src|href)="(\/docs\/[\w.-]+)"/g)) {
      const part = await get(file ?? '');
      // Read, so that the connection ends.
      await part.arrayBuffer();
      expect([file, part.status]).toEqual([file, 200]);
    }
  });

  it('/call is in the language of who opens it', async () => {
    for (const [asked, lang] of [
      ['hi-IN,en;q=0.5', 'hi'],
      ['en-IN,hi;q=0.5', 'en'],
      ['ar-AE', 'ar" dir="rtl'],
      ['ta', 'en'],
    ] as const) {
      const html = await (await get('/call', { 'accept-language': asked })).text();
      expect([asked, html.includes(`<html lang="${lang}">`)]).toEqual([asked, true]);
      // Known without a request, also to who has no script.
      expect(html).toContain('emergency-number="112" country="IN"');
      expect(html).toMatch(/<noscript>.*112/);
    }
  });

  it('/openapi.json is the contract; the reference’s copy says who may call', async () => {
    const contract = (await (await get('/openapi.json')).json()) as { paths: object };
    const file = new URL('../../../../../openapi/generated/openapi.json', import.meta.url);
    expect(contract).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    const reference = JSON.stringify(await (await get('/docs/contract.json')).json());
    expect(reference).toContain('| super admin | records of every tenant and of the platform itself |');
    expect(reference).toContain("| resident | the caller's own records |");
    expect(reference).toContain('an API key with `bookings:write` | records of');
    expect(reference).toContain('**Exists only in:** development, test.');
  });

  it('shows every problem that the modules declare and the contract lists', async () => {
    const contract = (await (await get('/openapi.json')).json()) as {
      components: { schemas: { Problem: { properties: { code: { enum: string[] } } } } };
    };
    const codes = product.problems.map(({ code }) => code);
    expect(contract.components.schemas.Problem.properties.code.enum.toSorted()).toEqual(codes.toSorted());
    const html = await (await get('/docs/problems')).text();
    for (const { status } of product.problems) expect(ADVICE_BY_STATUS[status], String(status)).toBeTruthy();
    for (const code of codes) expect(html).toContain(`id="${code}"`);
  });

  it('/metrics has durations by operation, the pool and the event loop; never a path', async () => {
    await get('/v1/region');
    await get('/v1/residents/0193a5f0-7c1e-7000-8000-00000000abcd');
    const text = await (await get('/metrics')).text();
    expect(text).toMatch(
      /kiwimesh_http_request_duration_seconds_count\{operation="getRegion",status="200"\} 1/,
    );
    expect(text).toContain('kiwimesh_database_pool_connections{state="max"}');
    expect(text).toContain('kiwimesh_nodejs_eventloop_lag_seconds');
    expect(text).toContain('kiwimesh_http_problems_total{code="unauthenticated"} 1');
    expect(text).not.toContain('00000000abcd');
  });

  it.each(['/nothing', '/docs/../../../package.json', '/widgets/%2e%2e/package.json', '/docs/%zz', '/.env'])(
    '%s is not found, as problem+json',
    async (path) => {
      const reply = await get(path);
      expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([404, 'not_found']);
    },
  );

  it('are only read', async () => {
    const reply = await fetch(`${app.url}/docs`, { method: 'POST' });
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([
      405,
      'method_not_allowed',
    ]);
  });
});

describe('the process', () => {
  it('is alive and ready, and names its dependencies', async () => {
    expect(await (await get('/health/live')).json()).toEqual({ status: 'ok' });
    const ready = (await (await get('/health/ready')).json()) as {
      checks: Record<string, { status: string }>;
    };
    expect(Object.entries(ready.checks).map(([name, { status }]) => [name, status])).toEqual([
      ['database', 'up'],
      ['migrations', 'up'],
      ['jobs', 'up'],
      ['events', 'up'],
    ]);
  });

  it('returns its region', async () => {
    expect(await (await get('/v1/region')).json()).toMatchObject({ id: 'in', emergencyNumber: '112' });
  });

  it('signs its first person in', async () => {
    const reply = await fetch(`${app.url}/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(app.superAdmin),
    });
    expect(reply.status).toBe(200);
    const { accessToken } = (await reply.json()) as { accessToken: string };
    const me = await get('/v1/me', { authorization: `Bearer ${accessToken}` });
    expect(await me.json()).toMatchObject({ kind: 'staff', role: 'super_admin' });
  });
});
