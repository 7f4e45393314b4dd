import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { sized } from '../../../../test/support/size.ts';
import { codeSentTo } from '../../../../test/support/worlds/world.ts';

/** End to end: socket, contract, credential, guard, validation, handler, both tenancy layers, reply check. */
let app: TestApp;
let root: string;
let hospitalId: string;
let communityId: string;

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: replies of many operations, whose members the tests check.
  readonly body: any;
  readonly headers: Headers;
}

const PASSWORD = 'correct horse battery';
const ORIGIN = 'https://www.city.example';

async function call(
  method: string,
  path: string,
  options: { token?: string; body?: unknown; headers?: Record<string, string>; url?: string } = {},
): Promise<Answer> {
  const reply = await fetch((options.url ?? app.url) + path, {
    method,
    headers: {
      ...(options.token === undefined ? {} : { Authorization: `Bearer ${options.token}` }),
      ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await reply.text();
  return { status: reply.status, body: text === '' ? null : JSON.parse(text), headers: reply.headers };
}

const signIn = async (email: string, password = PASSWORD): Promise<string> =>
  (await call('POST', '/v1/auth/login', { body: { email, password } })).body.accessToken;

async function signInByCode(phone: string): Promise<Answer> {
  await call('POST', '/v1/auth/otp/request', { body: { phone } });
  const code = await codeSentTo(app.url, phone);
  return call('POST', '/v1/auth/otp/verify', { body: { phone, code } });
}

async function member(role: string, belongs: object): Promise<string> {
  const email = `${role}@http.example`;
  const made = await call('POST', '/v1/staff', {
    token: root,
    body: { role, name: role, email, password: PASSWORD, ...belongs },
  });
  expect(made.status).toBe(201);
  return signIn(email);
}

beforeAll(async () => {
  app = await startTestApp();
  root = await signIn(app.superAdmin.email, app.superAdmin.password);
  const create = async (path: string, body: object) =>
    (await call('POST', path, { token: root, body })).body.id;
  hospitalId = await create('/v1/hospitals', { name: 'City' });
  communityId = await create('/v1/communities', { name: 'Green Park' });
  const linked = await call('PUT', `/v1/hospitals/${hospitalId}/communities/${communityId}`, { token: root });
  expect(linked.status).toBe(204);
});
afterAll(() => app.stop());

describe('signing in over HTTP', () => {
  it('signs staff in and does not reveal which accounts exist', async () => {
    const good = await call('POST', '/v1/auth/login', {
      body: { email: app.superAdmin.email, password: app.superAdmin.password },
    });
    expect(good).toMatchObject({ status: 200, body: { tokenType: 'Bearer', expiresIn: 600 } });
    const wrong = await call('POST', '/v1/auth/login', {
      body: { email: app.superAdmin.email, password: 'wrong wrong' },
    });
    const nobody = await call('POST', '/v1/auth/login', {
      body: { email: 'nobody@http.example', password: 'wrong wrong' },
    });
    const comparable = ({ status, body }: Answer) => ({ status, body: { ...body, correlationId: '' } });
    expect(comparable(nobody)).toEqual(comparable(wrong));
    expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } });
  });

  it('signs residents in with the code from the sandbox', async () => {
    const phone = '+919300000001';
    const made = await call('POST', '/v1/residents', {
      token: root,
      body: { communityId, name: 'R', phone },
    });
    const signedIn = await signInByCode(phone);
    expect(signedIn.status).toBe(200);
    const me = await call('GET', '/v1/me', { token: signedIn.body.accessToken });
    expect(me.body).toMatchObject({ kind: 'resident', id: made.body.id, communityId, hospitalId: null });
    const unknown = await call('POST', '/v1/auth/otp/request', { body: { phone: '+919300000099' } });
    expect(unknown.status).toBe(202);
    expect((await call('GET', '/dev/messages?to=%2B919300000099')).body.data).toEqual([]);
  });

  it('ends on every process', async () => {
    const second = await startTestApp({ on: app });
    try {
      const token = await signIn(app.superAdmin.email, app.superAdmin.password);
      const there = async () => (await call('GET', '/v1/me', { token, url: second.url })).status;
      expect(await there()).toBe(200);
      expect((await call('POST', '/v1/auth/logout', { token })).status).toBe(204);
      expect((await call('GET', '/v1/me', { token })).status).toBe(401);
      await eventually('the second process refuses', async () => (await there()) === 401);
    } finally {
      await second.stop();
    }
  });

  it('ends when the person is deactivated', async () => {
    const token = await member('paramedic', { hospitalId });
    const { id } = (await call('GET', '/v1/me', { token })).body;
    await call('PATCH', `/v1/staff/${id}`, { token: root, body: { active: false } });
    await eventually(
      'the token is refused',
      async () => (await call('GET', '/v1/me', { token })).status === 401,
    );
    const again = await call('POST', '/v1/auth/login', {
      body: { email: 'paramedic@http.example', password: PASSWORD },
    });
    expect(again.status).toBe(401);
  });

  it('does not store tokens for requests with an idempotency key', async () => {
    const headers = { 'Idempotency-Key': 'sign-in-once' };
    const body = { email: app.superAdmin.email, password: app.superAdmin.password };
    const first = await call('POST', '/v1/auth/login', { body, headers });
    const { rows } = await app.testDatabase.owner.raw(
      `select table_name from information_schema.tables where table_schema = 'public'`,
    );
    for (const { table_name: table } of rows) {
      const dump = JSON.stringify(await app.testDatabase.owner(table).select());
      expect(dump.includes(first.body.accessToken) || dump.includes(first.body.refreshToken)).toBe(false);
    }
  });
});

describe('access to operations', () => {
  it('depends on the role of the caller', async () => {
    const tokens = {
      hospital_admin: await member('hospital_admin', { hospitalId }),
      nurse: await member('nurse', { hospitalId }),
      community_manager: await member('community_manager', { communityId }),
    };
    await call('POST', '/v1/residents', {
      token: root,
      body: { communityId, name: 'R', phone: '+919300000002' },
    });
    const resident = (await signInByCode('+919300000002')).body.accessToken;
    const all = { ...tokens, resident, root };
    const matrix: [string, string, object | undefined, (keyof typeof all)[]][] = [
      ['POST', '/v1/hospitals', { name: 'x' }, ['root']],
      ['POST', '/v1/communities', { name: 'y' }, ['root']],
      ['GET', '/v1/staff', undefined, ['root', 'hospital_admin', 'nurse', 'community_manager']],
      ['GET', '/v1/residents', undefined, ['root', 'hospital_admin', 'nurse', 'community_manager']],
      ['GET', '/v1/api-keys', undefined, ['root', 'hospital_admin']],
      [
        'GET',
        '/v1/hospitals',
        undefined,
        ['root', 'hospital_admin', 'nurse', 'community_manager', 'resident'],
      ],
    ];
    for (const [method, path, body, allowed] of matrix) {
      for (const [role, token] of Object.entries(all)) {
        const { status } = await call(method, path, { token, ...(body === undefined ? {} : { body }) });
        const expected = allowed.includes(role as keyof typeof all) ? [200, 201] : [403];
        expect(expected, `${role} ${method} ${path}`).toContain(status);
      }
      expect((await call(method, path, body === undefined ? {} : { body })).status).toBe(401);
    }
  });

  it('depends on the origin for a publishable key', async () => {
    const made = await call('POST', '/v1/api-keys', {
      token: root,
      body: { name: 'Page', kind: 'publishable', hospitalId, allowedOrigins: [ORIGIN] },
    });
    expect(made.status).toBe(201);
    const key = made.body.key;
    const from = (origin?: string) =>
      call('GET', '/v1/hospitals', {
        headers: { 'X-Publishable-Key': key, ...(origin === undefined ? {} : { Origin: origin }) },
      });
    const good = await from(ORIGIN);
    expect(good.body.data.map((one: { id: string }) => one.id)).toEqual([hospitalId]);
    expect(good.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(await from('https://evil.example')).toMatchObject({
      status: 403,
      body: { code: 'origin_not_allowed' },
    });
    expect((await from()).status).toBe(403);
    const staff = await call('GET', '/v1/staff', { headers: { 'X-Publishable-Key': key, Origin: ORIGIN } });
    expect([401, 403]).toContain(staff.status);
  });

  it('depends on the scopes of a secret key', async () => {
    const made = await call('POST', '/v1/api-keys', {
      token: root,
      body: { name: 'Lab', kind: 'secret', hospitalId, scopes: ['residents:read'] },
    });
    const headers = { 'X-API-Key': made.body.secret };
    expect((await call('GET', '/v1/residents', { headers })).status).toBe(200);
    expect((await call('GET', '/v1/residents', { token: made.body.secret })).status).toBe(200);
    expect(await call('GET', '/v1/staff', { headers })).toMatchObject({
      status: 403,
      body: { code: 'scope_missing' },
    });
    await call('PATCH', `/v1/api-keys/${made.body.id}`, { token: root, body: { active: false } });
    expect((await call('GET', '/v1/residents', { headers })).status).toBe(401);
  });
});

describe('records over HTTP', () => {
  it('have entity tags, reject stale ones, and are hidden from other tenants', async () => {
    const path = `/v1/communities/${communityId}`;
    const read = await call('GET', path, { token: root });
    const etag = read.headers.get('etag') ?? '';
    expect(etag).toBe(`"${read.body.version}"`);
    const patch = (headers: Record<string, string>) =>
      call('PATCH', path, { token: root, body: { address: `Gate ${Math.random()}` }, headers });
    expect((await patch({ 'If-Match': etag })).status).toBe(200);
    expect(await patch({ 'If-Match': etag })).toMatchObject({
      status: 412,
      body: { code: 'precondition_failed' },
    });
    const other = await call('POST', '/v1/hospitals', { token: root, body: { name: 'Lake' } });
    const nurse = await signIn('nurse@http.example');
    expect((await call('GET', `/v1/hospitals/${other.body.id}`, { token: nurse })).status).toBe(404);
    const twice = await call('POST', '/v1/hospitals', { token: root, body: { name: 'lake' } });
    expect(twice).toMatchObject({
      status: 409,
      body: { code: 'already_exists', errors: [{ pointer: '/name' }] },
    });
  });

  it('are imported a thousand at a time', async () => {
    const RESIDENTS = sized({ small: 1_000, full: 10_000 });
    const rows = Array.from({ length: RESIDENTS }, (_, index) => ({
      name: `Bulk ${index}`,
      phone: `+9192${String(10_000_000 + index)}`,
      communityId,
    }));
    const start = performance.now();
    let created = 0;
    for (let at = 0; at < rows.length; at += 500) {
      const { body } = await call('POST', '/v1/imports/residents', {
        token: root,
        body: { rows: rows.slice(at, at + 500) },
      });
      created += body.results.filter((one: { status: string }) => one.status === 'created').length;
    }
    const seconds = (performance.now() - start) / 1000;
    expect(created).toBe(RESIDENTS);
    console.info(`${RESIDENTS} residents over HTTP: ${seconds.toFixed(1)} s`);
  }, 900_000);
});
