import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kiwimesh, Schema } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { all, plain } from '../support/contract/contract-mutations.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningProcess, startProcess } from '../support/processes.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { signIn } from '../support/worlds/world.ts';

/** Keys of machines and pages over HTTP, on two real processes. The test sets the first one's clock. */
let app: TestApp;
let root: Kiwimesh;
let hospitalId: string;
let folder: string;
let second: RunningProcess;
let offset = 0;
const PAGE = 'https://page.example';

beforeAll(async () => {
  const started = await startTestWorld({
    clock: () => new Date(Date.now() + offset),
    env: {
      KIWIMESH_LIMIT_ADDRESS: '100000',
      KIWIMESH_LIMIT_PRINCIPAL: '40',
      KIWIMESH_LIMIT_PUBLISHABLE_KEY: '60',
      KIWIMESH_PROXY_HOPS: '1',
    },
  });
  app = started.app;
  const { world } = started;
  hospitalId = world.here.hospital.id;
  root = await signIn(app.url, app.superAdmin);
  folder = await mkdtemp(join(tmpdir(), 'kiwimesh-keys-'));
  second = await startProcess(app.testDatabase.url, folder, { KIWIMESH_ROLE: 'serve' });
});
afterAll(async () => {
  await second?.stop();
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

const secretKey = (more: Partial<Schema<'ApiKeyCreate'>> = {}) =>
  root.post('/v1/api-keys', {
    body: { name: 'Partner', kind: 'secret', hospitalId, scopes: ['bookings:read'], ...more },
  });
const pageKey = () =>
  root.post('/v1/api-keys', {
    body: { name: 'Page', kind: 'publishable', hospitalId, allowedOrigins: [PAGE] },
  });
const rotate = (apiKeyId: string, overlapSeconds?: number) =>
  root.post('/v1/api-keys/{apiKeyId}/rotation', {
    path: { apiKeyId },
    body: overlapSeconds === undefined ? {} : { overlapSeconds },
  });

async function statusOf(
  url: string,
  headers: Record<string, string>,
  path = '/v1/bookings',
  method = 'GET',
): Promise<number> {
  const reply = await fetch(url + path, { method, headers });
  await reply.arrayBuffer();
  return reply.status;
}
const by = (secret: string | null, url = app.url) => statusOf(url, { 'x-api-key': secret ?? '' });
const refusedAtSecond = (secret: string | null) =>
  eventually('the second process rejects', async () => (await by(secret, second.url)) === 401);

describe('rotating a key', () => {
  it('lets both secrets work until the overlap ends, then the new one alone', async () => {
    const made = await secretKey();
    const rotated = await rotate(made.id, 600);
    expect(rotated).toMatchObject({ id: made.id, version: 2, secret: expect.stringMatching(/^sk_/) });
    expect(rotated.secret).not.toBe(made.secret);
    expect(rotated.prefix).toBe(rotated.secret?.slice(0, 11));
    for (const url of [app.url, second.url]) {
      for (const { secret } of [made, rotated]) expect(await by(secret, url)).toBe(200);
    }
    offset += 601_000;
    expect(await by(made.secret)).toBe(401);
    expect(await by(rotated.secret)).toBe(200);
    offset = 0;
  });

  it('ends the old secret within a second everywhere, with a short or no overlap', async () => {
    const short = await secretKey();
    expect(await by(short.secret, second.url)).toBe(200);
    const before = Date.now();
    const rotated = await rotate(short.id, 1);
    await eventually('the overlap ends', async () => (await by(short.secret, second.url)) === 401);
    expect(Date.now() - before).toBeGreaterThanOrEqual(900);
    expect(await by(short.secret)).toBe(401);

    const again = await rotate(short.id, 600);
    const last = await rotate(short.id, 600);
    expect(await by(rotated.secret)).toBe(401);
    await refusedAtSecond(rotated.secret);
    for (const { secret } of [again, last]) expect(await by(secret, second.url)).toBe(200);

    const none = await rotate(short.id, 0);
    expect(none.previousSecretExpiresAt).toBeNull();
    for (const { secret } of [again, last]) {
      expect(await by(secret)).toBe(401);
      await refusedAtSecond(secret);
    }
    expect(await by(none.secret, second.url)).toBe(200);
  });

  it('overlaps by a day by default, within the life of the key, and hides the secret', async () => {
    const expiresAt = new Date(Date.now() + 600_000).toISOString();
    const made = await secretKey({ expiresAt });
    const rotated = await rotate(made.id);
    const overlap = Date.parse(rotated.previousSecretExpiresAt ?? '') - Date.parse(rotated.updatedAt);
    expect(overlap).toBe(86_400_000);
    const shown = await root.get('/v1/api-keys/{apiKeyId}', { path: { apiKeyId: made.id } });
    expect(JSON.stringify(shown)).not.toContain(rotated.secret?.slice(12));
    offset += 601_000;
    for (const { secret } of [made, rotated]) expect(await by(secret)).toBe(401);
    await expect(rotate(made.id)).rejects.toMatchObject({ status: 422 });
    offset = 0;
  });

  it('is rejected for publishable and revoked keys', async () => {
    const page = await pageKey();
    await expect(rotate(page.id)).rejects.toMatchObject({ status: 422 });
    const made = await secretKey();
    await rotate(made.id, 600);
    await root.patch('/v1/api-keys/{apiKeyId}', { path: { apiKeyId: made.id }, body: { active: false } });
    expect(await by(made.secret)).toBe(401);
    await refusedAtSecond(made.secret);
    await expect(rotate(made.id)).rejects.toMatchObject({ status: 422 });
  });
});

describe('limits by key', () => {
  it('count a secret key by itself, whichever address it comes from', async () => {
    const [one, other] = [await secretKey(), await secretKey()];
    const from = (secret: string | null, address: string) =>
      statusOf(app.url, { 'x-api-key': secret ?? '', 'x-forwarded-for': address });
    const statuses: number[] = [];
    for (let i = 0; i < 45; i += 1) statuses.push(await from(one.secret, `192.0.2.${i}`));
    expect(statuses.filter((status) => status === 200)).toHaveLength(40);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    expect(await from(other.secret, '192.0.2.1')).toBe(200);
  });

  it('count a publishable key by itself, and each visitor by address', async () => {
    const [one, other] = [await pageKey(), await pageKey()];
    const from = (key: string | null, address: string) =>
      statusOf(
        app.url,
        { 'x-publishable-key': key ?? '', origin: PAGE, 'x-forwarded-for': address },
        '/v1/service-types',
      );
    const statuses: number[] = [];
    for (let i = 0; i < 65; i += 1) statuses.push(await from(one.key, `192.0.2.${i}`));
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    expect(await from(other.key, '192.0.2.1')).toBe(200);
  });

  it('do not let one visitor of a page use up the codes of all of them', async () => {
    const { key } = await pageKey();
    const ask = (address: string, phone: string) =>
      fetch(`${app.url}/v1/auth/otp/request`, {
        method: 'POST',
        headers: {
          'x-publishable-key': key ?? '',
          origin: PAGE,
          'x-forwarded-for': address,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ phone }),
      }).then(({ status }) => status);
    const statuses: number[] = [];
    for (let i = 0; i < 32; i += 1) statuses.push(await ask('198.51.100.1', `+9197555000${10 + i}`));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(await ask('198.51.100.2', '+919755500099')).toBe(202);
  });
});

/**
 * What a widget needs before a person has signed in. A further line here is a decision: the key is visible in public
 * pages.
 */
const PAGES_MAY = [
  'createPlaceCall',
  'getRegion',
  'getServiceType',
  'listAvailability',
  'listHospitals',
  'listServiceTypes',
  'refreshSession',
  'requestOtp',
  'verifyOtp',
];

describe('a publishable key', () => {
  it('may do what the contract says, and nothing else', () => {
    const named = all.filter(({ operation }) => operation['x-access']?.keys?.includes('publishable'));
    const open = all.filter(({ operation }) => operation['x-access']?.public === true);
    expect(named.map(({ where }) => where).sort()).toEqual(PAGES_MAY.filter((one) => one !== 'getRegion'));
    expect(open.map(({ where }) => where)).toContain('getRegion');
  });

  it('is rejected everywhere else, and from every origin but its own, exactly', async () => {
    const { key } = await pageKey();
    const answers = new Map<string, number>();
    for (const located of all) {
      const { operation, where, method } = located;
      if (operation['x-access']?.public === true || PAGES_MAY.includes(where)) continue;
      const { path } = plain(located, {});
      const headers = { 'x-publishable-key': key ?? '', origin: PAGE };
      answers.set(where, await statusOf(second.url, headers, path, method.toUpperCase()));
    }
    expect(answers.size).toBeGreaterThan(40);
    expect([...answers].filter(([, status]) => status !== 401 && status !== 403)).toEqual([]);
    for (const origin of [
      undefined,
      'null',
      'http://page.example',
      'https://page.example:444',
      'https://www.page.example',
      'https://page.example.evil.example',
      'https://PAGE.example.',
    ]) {
      const headers = { 'x-publishable-key': key ?? '', ...(origin === undefined ? {} : { origin }) };
      const status = await statusOf(second.url, headers, '/v1/service-types');
      expect([origin, status]).toEqual([origin, 403]);
    }
  });
});
