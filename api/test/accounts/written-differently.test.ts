import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

/**
 * One thing written in several ways is one thing: ids in capitals, a slash at the end, entity tags as proxies change
 * them.
 */
let app: TestApp;
let authorization: string;
let hospital: { id: string; version: number };
let admin: string;

interface Sent {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly as?: string;
}

async function send(path: string, { method = 'GET', body, headers = {}, as = authorization }: Sent = {}) {
  const reply = await fetch(`${app.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { authorization: as, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, body: text === '' ? undefined : JSON.parse(text) };
}

async function login(email: string, password: string): Promise<string> {
  const { body } = await send('/v1/auth/login', { method: 'POST', body: { email, password }, as: '' });
  return `Bearer ${body.accessToken}`;
}

const member = (email: string, hospitalId: string, role = 'nurse') => ({
  role,
  name: 'Asha Rao',
  email,
  phone: `+9198${String(Math.trunc(Math.random() * 1e8)).padStart(8, '0')}`,
  password: 'correct-horse-battery',
  hospitalId,
});

beforeAll(async () => {
  app = await startTestApp();
  authorization = await login(app.superAdmin.email, app.superAdmin.password);
  const made = await send('/v1/hospitals', {
    method: 'POST',
    body: { name: 'Kaveri General Hospital', timezone: 'Asia/Kolkata' },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  hospital = made.body;
  const email = 'admin@capitals.example';
  const staff = await send('/v1/staff', {
    method: 'POST',
    body: member(email, hospital.id, 'hospital_admin'),
  });
  expect(staff.status, JSON.stringify(staff.body)).toBe(201);
  admin = await login(email, 'correct-horse-battery');
});
afterAll(() => app.stop());

describe('ids in capitals', () => {
  it('are accepted in paths, also where only the own tenant is reached', async () => {
    const path = `/v1/hospitals/${hospital.id.toUpperCase()}`;
    for (const as of [authorization, admin]) {
      const { status, body } = await send(path, { as });
      expect([status, body.id]).toEqual([200, hospital.id]);
    }
    expect((await send(`${path}/services`, { as: admin })).status).toBe(200);
  });

  it('are accepted in queries', async () => {
    const { status, body } = await send(`/v1/staff?hospitalId=${hospital.id.toUpperCase()}`, { as: admin });
    expect(status).toBe(200);
    expect(body.data.map((each: { hospitalId: string }) => each.hospitalId)).toEqual([hospital.id]);
  });

  it('are accepted in bodies and answered in lower case', async () => {
    const body = member('body@capitals.example', hospital.id.toUpperCase());
    const made = await send('/v1/staff', { method: 'POST', body, as: admin });
    expect([made.status, made.body.hospitalId]).toEqual([201, hospital.id]);
  });

  it('that name nothing are not found, and an invalid id is rejected', async () => {
    const unknown = '0193A5F0-7C1E-7FFF-BFFF-FFFFFFFFFFFF';
    expect((await send(`/v1/hospitals/${unknown}`)).status).toBe(404);
    expect((await send(`/v1/hospitals/${unknown.replace('A', 'G')}`)).status).toBe(400);
  });

  it('and a slash at the end make no other request of a repeated one', async () => {
    const headers = { 'idempotency-key': 'one-key-for-all-of-these' };
    const body = member('once@capitals.example', hospital.id);
    const first = await send('/v1/staff', { method: 'POST', body, headers });
    const again = await send('/v1/staff/', {
      method: 'POST',
      body: { ...body, hospitalId: hospital.id.toUpperCase() },
      headers,
    });
    expect([first.status, again.status, again.body?.id]).toEqual([201, 201, first.body.id]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });
});

describe('a slash at the end of a path', () => {
  it.each(['/v1/hospitals/', '/v1/region/', '/health/ready/', '/v1/staff/?limit=1', '/account/', '/docs/'])(
    'is answered as without: %s',
    async (path) => {
      const reply = await fetch(`${app.url}${path}`, { headers: { authorization }, redirect: 'manual' });
      expect(reply.status).toBe(200);
      await reply.arrayBuffer();
    },
  );

  it('does not change other methods and unknown paths', async () => {
    expect((await send('/v1/region/', { method: 'DELETE' })).status).toBe(405);
    expect((await send('/v1/nothing/')).status).toBe(404);
  });
});

describe('If-Match', () => {
  it.each([
    ['the tag', (version: number) => `"${version}"`, 200],
    ['weak, as nginx makes it', (version: number) => `W/"${version}"`, 200],
    ['with the coding, as Apache makes it', (version: number) => `"${version}-gzip"`, 200],
    ['in a list', (version: number) => `"${version + 7}", W/"${version}-br"`, 200],
    ['any', () => '*', 200],
    ['a list without it', (version: number) => `"${version + 7}","${version + 8}"`, 412],
    ['another with a coding', (version: number) => `"${version + 7}-gzip"`, 412],
    ['no entity tag', () => '3', 400],
  ])('%s', async (_, tag, status) => {
    const path = `/v1/hospitals/${hospital.id}`;
    const { body } = await send(path);
    const changed = await send(path, {
      method: 'PATCH',
      body: { address: `${body.version} River Road` },
      headers: { 'if-match': tag(body.version) },
    });
    expect(changed.status, JSON.stringify(changed.body)).toBe(status);
  });
});
