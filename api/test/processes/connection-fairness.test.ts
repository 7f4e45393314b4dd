import type { Kiwimesh } from '@kiwimesh/sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { laneSizes } from '../../src/kernel/http/limits/lanes.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { type Answer, answerOf, isOverload, untilServed } from '../support/overload.ts';
import { PASSWORD, signIn } from '../support/worlds/world.ts';

const POOL = 8;
const { perTenant } = laneSizes(POOL);
/** The number of requests of one tenant that may wait, and how many more are sent. */
const WAITING = 100;
const EXCESS = 5;
const CITY = { timezone: 'Asia/Kolkata', location: { latitude: 12.97, longitude: 77.59 } };

let app: TestApp;
let hospitalId: string;
let residentId: string;

/** Two hospitals, each with an administrator; the second serves a community with a resident. */
beforeAll(async () => {
  app = await startTestApp({
    env: { KIWIMESH_DATABASE_POOL: String(POOL), KIWIMESH_LIMIT_ADDRESS: '0' },
  });
  const root = await signIn(app.url, app.superAdmin);
  hospitalId = await hospital(root, 1);
  const second = await hospital(root, 2);
  const community = await root.post('/v1/communities', { body: { name: 'Community', ...CITY } });
  await root.put('/v1/hospitals/{hospitalId}/communities/{communityId}', {
    path: { hospitalId: second, communityId: community.id },
  });
  const { location } = CITY;
  const body = { communityId: community.id, name: 'Resident', phone: '+917001020000', location };
  residentId = (await root.post('/v1/residents', { body })).id;
});
afterAll(() => app?.stop());

const login = (number: number) => ({ email: `admin.${number}@fair.example`, password: PASSWORD });

async function hospital(root: Kiwimesh, number: number): Promise<string> {
  const { id } = await root.post('/v1/hospitals', { body: { name: `Hospital ${number}`, ...CITY } });
  await root.post('/v1/staff', {
    body: { role: 'hospital_admin', name: `Admin ${number}`, hospitalId: id, ...login(number) },
  });
  return id;
}

/** Signs in, and returns a way to send requests without automatic retries. */
async function signedIn(number: number) {
  // On a busy machine the server may close an idle connection at the moment at which it is used again.
  const headers = { 'content-type': 'application/json', connection: 'close' };
  const ask = (path: string, init: RequestInit) => () => fetch(app.url + path, { ...init, headers });
  const body = JSON.stringify(login(number));
  const { accessToken } = await served<{ accessToken: string }>(
    ask('/v1/auth/login', { method: 'POST', body }),
  );
  return (method: string, path: string, sent?: object) => () =>
    fetch(app.url + path, {
      method,
      headers: { ...headers, authorization: `Bearer ${accessToken}` },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    });
}

/** The body of the answer, once a busy machine gives another one than an overload. */
async function served<Body = unknown>(ask: () => Promise<Response>): Promise<Body> {
  let last = '';
  const answer = await untilServed(async () => {
    const reply = await ask();
    last = await reply.clone().text();
    return reply;
  });
  expect(answer.status, last).toBeLessThan(300);
  return JSON.parse(last);
}

/** Number of connections of the service that wait for a lock. */
async function held(): Promise<number> {
  return eventually('the locks are counted', async () => {
    const { rows } = await app.testDatabase.owner.raw(
      `select count(*)::int as held from pg_stat_activity
      where datname = current_database() and application_name like 'kiwimesh%' and wait_event_type = 'Lock'`,
    );
    // As a text, since an empty answer is possible, too.
    return `${rows[0].held}`;
  }).then(Number);
}

/** Signs in, books, reads and searches, as the administrator of the second hospital. */
async function useService(): Promise<void> {
  const second = await signedIn(2);
  const booking = { serviceType: 'remote_care', residentId };
  const { id } = await served<{ id: string }>(second('POST', '/v1/bookings', booking));
  await served(second('GET', `/v1/bookings/${id}`));
  await served(second('GET', '/v1/bookings'));
  await served(second('POST', '/v1/residents/search', { text: 'resident' }));
}

it('serves other tenants while searches of one hold all its connections', async () => {
  const first = await signedIn(1);
  const ask = first('GET', '/v1/api-keys');
  const lock = await app.testDatabase.owner.transaction();
  const answers: Answer[] = [];
  let all: Promise<Answer[]>;
  try {
    // Neither signing in nor booking needs this table: the lock blocks the one kind of request only.
    await lock.raw('lock table api_key in access exclusive mode');
    all = Promise.all(
      Array.from({ length: perTenant + WAITING + EXCESS }, async () => {
        const answer = await answerOf(await ask());
        answers.push(answer);
        return isOverload(answer) ? untilServed(ask) : answer;
      }),
    );
    await eventually('all connections it may have are held', async () => (await held()) >= perTenant);
    await eventually('the excess is rejected', () => answers.length >= EXCESS);
    expect(answers.every(isOverload), JSON.stringify(answers[0])).toBe(true);
    await useService();
    expect(await held()).toBeLessThanOrEqual(perTenant);
  } finally {
    await lock.rollback();
  }
  expect(new Set((await all).map(({ status }) => status))).toEqual(new Set([200]));
});

it('serves other tenants while changes of one wait for a locked row', async () => {
  const first = await signedIn(1);
  const ask = first('PATCH', `/v1/hospitals/${hospitalId}`, { name: 'Hospital One' });
  const lock = await app.testDatabase.owner.transaction();
  let all: Promise<Answer[]>;
  try {
    await lock.raw('select from hospital where id = ? for update', [hospitalId]);
    all = Promise.all(Array.from({ length: 3 * POOL }, () => untilServed(ask)));
    await eventually('connections are held', async () => (await held()) >= POOL - POOL / 4);
    await useService();
    expect(await held()).toBeLessThanOrEqual(POOL - POOL / 4);
  } finally {
    await lock.rollback();
  }
  expect(new Set((await all).map(({ status }) => status))).toEqual(new Set([200]));
});
