import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../test/support/app.ts';
import { TEST_DATA_KEY } from '../test/support/worlds/data-keys.ts';

let one: TestApp;
let two: TestApp;
let token: string;

beforeAll(async () => {
  one = await startTestApp();
  // A second process of the same installation, with deployment settings.
  two = await startTestApp({
    on: one,
    env: {
      KIWIMESH_ENV: 'staging',
      KIWIMESH_SECRET: one.config.secrets[0].replace('development-', 'staging-'),
      KIWIMESH_DATA_KEY: TEST_DATA_KEY.replace('development-', 'staging-'),
      KIWIMESH_CORS_ORIGINS: 'https://console.example',
      KIWIMESH_PUBLIC_URL: 'https://care.example',
    },
  });
  token = await signIn(one);
});
afterAll(async () => {
  await two.stop();
  await one.stop();
});

async function signIn(app: TestApp): Promise<string> {
  const reply = await fetch(`${app.url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(app.superAdmin),
  });
  return ((await reply.json()) as { accessToken: string }).accessToken;
}

function send(
  app: TestApp,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  return fetch(`${app.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const named = (name: string) => one.testDatabase.owner('community').where({ name });

describe('the whole process', () => {
  it('creates one community for 50 concurrent requests with one key', async () => {
    const create = () =>
      send(one, 'POST', '/v1/communities', { name: 'Fifty Oaks' }, { 'idempotency-key': 'oaks-1' });
    const replies = await Promise.all(Array.from({ length: 50 }, create));
    expect(await named('Fifty Oaks')).toHaveLength(1);
    expect(replies.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    const again = await create();
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(again.headers.get('location')).toMatch(/^\/v1\/communities\//);
  });

  it('marks the key in the transaction of the work', async () => {
    await send(one, 'POST', '/v1/communities', { name: 'Marked' }, { 'idempotency-key': 'marked-1' });
    const record = await one.testDatabase.owner('idempotency_record').where({ key: 'marked-1' }).first();
    expect(record).toMatchObject({ status: 201, operation: 'createCommunity' });
    expect(record.effect_at).toBeInstanceOf(Date);
  });

  it('stores no reply of a sign-in, with any idempotency key', async () => {
    const body = one.superAdmin;
    await send(one, 'POST', '/v1/auth/login', body, { 'idempotency-key': 'login-1' });
    expect(await one.testDatabase.owner('idempotency_record').where({ key: 'login-1' })).toEqual([]);
  });

  it('stores no reply of a search and records it as a read', async () => {
    const key = { 'idempotency-key': 'search-1', 'x-correlation-id': 'search-once' };
    const phone = { phone: '+919800099887' };
    expect((await send(one, 'POST', '/v1/residents/search', phone, key)).status).toBe(200);
    expect(await one.testDatabase.owner('idempotency_record').where({ key: 'search-1' })).toEqual([]);
    const again = await send(one, 'POST', '/v1/residents/search', { text: 'other' }, key);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, null]);
    await one.app.sealer.sealAll();
    const entries = await one.testDatabase.owner('audit_event').where({ correlation_id: 'search-once' });
    expect(entries.map((entry) => [entry.action, entry.record_type, entry.outcome])).toEqual(
      Array(2).fill(['searchResidents', 'resident', 'succeeded']),
    );
  });

  it.each(['/v1/residents?phone=%2B919800099887', '/v1/residents?search=rao', '/v1/staff?search=rao'])(
    'takes no name and no number in an address: %s',
    async (address) => {
      const refused = await send(one, 'GET', address, undefined);
      expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
        400,
        'invalid_request',
      ]);
    },
  );

  it('updates only the version that If-Match names', async () => {
    const created = await send(one, 'POST', '/v1/communities', { name: 'Versions' });
    const { id } = (await created.json()) as { id: string };
    const path = `/v1/communities/${id}`;
    const etag = created.headers.get('etag') ?? '';
    const first = await send(one, 'PATCH', path, { address: '1 Lake Road' }, { 'if-match': etag });
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"2"']);
    const stale = await send(one, 'PATCH', path, { address: '2 Lake Road' }, { 'if-match': etag });
    expect([stale.status, ((await stale.json()) as { code: string }).code]).toEqual([
      412,
      'precondition_failed',
    ]);
  });
});

describe('a deployed process', () => {
  it('has no development operations', async () => {
    expect((await fetch(`${one.url}/dev/messages`)).status).toBe(200);
    const reply = await fetch(`${two.url}/dev/messages`);
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([404, 'not_found']);
  });

  it('counts requests and limits sign-ins as in the contract', async () => {
    const region = await fetch(`${two.url}/v1/region`);
    expect(region.headers.get('ratelimit-limit')).toBe('3000');
    const login = await fetch(`${two.url}/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'nobody@test.example', password: 'wrong password' }),
    });
    expect([login.status, login.headers.get('ratelimit-limit')]).toEqual([401, '60']);
  });

  it('lets pages of the configured origins read its replies', async () => {
    const reply = await fetch(`${two.url}/v1/region`, { headers: { origin: 'https://console.example' } });
    expect(reply.headers.get('access-control-allow-origin')).toBe('https://console.example');
  });

  it('rejects a token of another installation', async () => {
    const reply = await fetch(`${two.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(reply.status).toBe(401);
  });
});
