import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  Kiwimesh,
  memoryStore,
  ProblemError,
  type SignedOutReason,
  type WebStorage,
  webStore,
} from '../src/index.ts';
import { leased } from '../src/lease.ts';
import { exampleReply, type Service, signIn, startService } from './service.ts';

let service: Service;
let auth: ReturnType<typeof signIn>;
const staff = { email: 'meera.nair@sahyadri.example', password: 'right' };

beforeEach(async () => {
  service = await startService();
  auth = signIn(service);
  service.on(
    'getMe',
    auth.guarded(() => ({ status: 200, body: exampleReply('getMe') })),
  );
  service.on(
    'createBooking',
    auth.guarded(() => ({ status: 201, body: exampleReply('createBooking') })),
  );
});

afterEach(async () => {
  await service.stop();
  expect(service.breaches).toEqual([]);
});

const client = (store = memoryStore()) =>
  new Kiwimesh({ baseUrl: service.url, store, pauseMs: 5, timeoutMs: 100_000 });

async function signedIn(store = memoryStore()): Promise<Kiwimesh> {
  const kiwi = client(store);
  await kiwi.login(staff);
  return kiwi;
}

describe('an expired token', () => {
  test('causes one refresh for 50 calls at once, and each gets its reply', async () => {
    const kiwi = await signedIn();
    auth.expire();
    auth.state.refreshMs = 30;
    const replies = await Promise.all(Array.from({ length: 50 }, () => kiwi.get('/v1/me')));
    expect(replies.every(({ name }) => name === 'Meera Nair')).toBe(true);
    expect(service.count('refreshSession')).toBe(1);
  });

  test('does not lose the request: the same body and key are sent again', async () => {
    const kiwi = await signedIn();
    auth.expire();
    await kiwi.post('/v1/bookings', { body: { serviceType: 'ambulance', notes: 'Gate 2' } });
    const sent = service.seen.filter(({ operationId }) => operationId === 'createBooking');
    expect(sent.map(({ body }) => body)).toEqual([sent[0]?.body, sent[0]?.body]);
    expect(sent[0]?.headers['idempotency-key']).toBe(sent[1]?.headers['idempotency-key']);
  });

  test('is renewed before a call when it is known to be expired', async () => {
    const store = memoryStore();
    const kiwi = await signedIn(store);
    const session = store.read();
    if (session !== null) store.write({ ...session, expiresAt: Date.now() - 1 });
    await kiwi.get('/v1/me');
    expect([service.count('getMe'), service.count('refreshSession')]).toEqual([1, 1]);
  });

  test('is refreshed once each time it expires', async () => {
    const kiwi = await signedIn();
    for (let round = 1; round <= 5; round++) {
      auth.expire();
      await Promise.all(Array.from({ length: 10 }, () => kiwi.get('/v1/me')));
      expect(service.count('refreshSession')).toBe(round);
    }
    expect(auth.state.spentTwice).toBe(0);
  });

  test('is not refreshed again when the new token is rejected', async () => {
    const kiwi = await signedIn();
    service.on('getMe', () => ({
      status: 401,
      body: { type: '/', title: 'no', status: 401, code: 'unauthenticated', correlationId: 'c' },
    }));
    await expect(kiwi.get('/v1/me')).rejects.toMatchObject({ status: 401 });
    expect([service.count('getMe'), service.count('refreshSession')]).toEqual([2, 1]);
  });
});

test('repeats a refresh whose reply was lost while the service accepts the repeat', async () => {
  const kiwi = await signedIn();
  auth.expire();
  let lost = 0;
  const tokens = { accessToken: 'access-1', refreshToken: 'refresh-2', expiresIn: 900, tokenType: 'Bearer' };
  service.on('refreshSession', (_request, { request }) => {
    if (lost++ === 0) request.socket.destroy();
    else auth.accept('access-1');
    return { status: 200, body: tokens };
  });
  expect((await kiwi.get('/v1/me')).name).toBe('Meera Nair');
  expect([lost, kiwi.signedIn]).toEqual([2, true]);
});

describe('a refused refresh', () => {
  test('signs out once, and every call throws', async () => {
    const kiwi = await signedIn();
    const reasons: SignedOutReason[] = [];
    kiwi.onSignedOut((reason) => reasons.push(reason));
    auth.revoke();
    auth.state.refreshMs = 20;
    const calls = await Promise.allSettled(Array.from({ length: 50 }, () => kiwi.get('/v1/me')));
    expect(calls.every((call) => call.status === 'rejected' && call.reason instanceof ProblemError)).toBe(
      true,
    );
    expect(reasons).toEqual(['expired']);
    expect(kiwi.signedIn).toBe(false);
    expect(service.count('refreshSession')).toBe(1);
  });

  test('keeps the session when the service is down', async () => {
    const kiwi = await signedIn();
    auth.expire();
    service.on('refreshSession', () => ({
      status: 503,
      body: { type: '/', title: 'down', status: 503, code: 'dependency_down', correlationId: 'c' },
    }));
    await expect(kiwi.get('/v1/me')).rejects.toMatchObject({ status: 503 });
    expect(kiwi.signedIn).toBe(true);
  });

  test('leaves a person who signs in again with a working session', async () => {
    const kiwi = await signedIn();
    auth.revoke();
    await expect(kiwi.get('/v1/me')).rejects.toBeInstanceOf(ProblemError);
    await kiwi.login(staff);
    expect((await kiwi.get('/v1/me')).name).toBe('Meera Nair');
  });
});

describe('signing out', () => {
  test('signs out locally while the service is down', async () => {
    const kiwi = await signedIn();
    await service.stop();
    await kiwi.logout();
    expect(kiwi.signedIn).toBe(false);
    service = await startService();
  });

  test('keeps a new sign-in of another tab when a refresh is in progress', async () => {
    const store = memoryStore();
    const kiwi = await signedIn(store);
    auth.expire();
    auth.state.refreshMs = 60;
    const call = kiwi.get('/v1/me').catch((error: unknown) => error);
    await expect.poll(() => service.count('refreshSession')).toBe(1);
    const theirs = { accessToken: 'theirs', refreshToken: 'rt_theirs', expiresAt: Date.now() + 600_000 };
    store.write(theirs);
    await call;
    expect(store.read()).toEqual(theirs);
  });

  test('wins over a refresh that is under way', async () => {
    const store = memoryStore();
    const kiwi = await signedIn(store);
    auth.expire();
    auth.state.refreshMs = 60;
    const call = kiwi.get('/v1/me').catch((error: unknown) => error);
    await expect.poll(() => service.count('refreshSession')).toBe(1);
    store.write(null);
    expect(await call).toBeInstanceOf(ProblemError);
    expect(kiwi.signedIn).toBe(false);
  });

  test('notifies listeners until they unsubscribe', async () => {
    const kiwi = await signedIn();
    let told = 0;
    const stop = kiwi.onSignedOut(() => told++);
    await kiwi.logout();
    await kiwi.login(staff);
    stop();
    await kiwi.logout();
    expect(told).toBe(1);
  });

  test('rejects a wrong password with its own problem', async () => {
    const kiwi = client();
    await expect(kiwi.login({ ...staff, password: 'wrong' })).rejects.toMatchObject({
      code: 'invalid_credentials',
    });
    expect(kiwi.signedIn).toBe(false);
    expect(service.count('refreshSession')).toBe(0);
  });
});

/** The storage two tabs share. */
function storage(): WebStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

describe('two tabs that share one session', () => {
  const shared = () => {
    const common = storage();
    const exclusive = () => leased(common, 'lease', { settleMs: 15 });
    return {
      'with Web Locks': () => webStore({ storage: common }),
      'with a lease in the storage': () => ({ ...webStore({ storage: common }), exclusive: exclusive() }),
    };
  };

  test.each(['with Web Locks', 'with a lease in the storage'] as const)(
    '%s never spend one refresh token twice',
    async (kind) => {
      const tab = shared()[kind];
      const [one, two, three] = [await signedIn(tab()), client(tab()), client(tab())];
      for (let round = 1; round <= 3; round++) {
        auth.expire();
        auth.state.refreshMs = 25;
        const calls = [one, two, three].flatMap((kiwi) =>
          Array.from({ length: 8 }, () => kiwi.get('/v1/me')),
        );
        await Promise.all(calls);
        expect(service.count('refreshSession')).toBe(round);
      }
      expect(auth.state.spentTwice).toBe(0);
    },
  );

  test('sharing a store in memory do not either', async () => {
    const store = memoryStore();
    const [one, two] = [await signedIn(store), client(store)];
    auth.expire();
    await Promise.all([one, two].flatMap((kiwi) => Array.from({ length: 20 }, () => kiwi.get('/v1/me'))));
    expect(service.count('refreshSession')).toBe(1);
  });

  test('signs out all tabs, and notifies each once', async () => {
    const store = memoryStore();
    const [one, two] = [await signedIn(store), client(store)];
    const told: string[] = [];
    one.onSignedOut((reason) => told.push(`one ${reason}`));
    two.onSignedOut((reason) => told.push(`two ${reason}`));
    await one.logout();
    expect(told.sort()).toEqual(['one logout', 'two elsewhere']);
  });

  test('are signed in together; a renewal is not a sign-in, another person is', async () => {
    const store = memoryStore();
    const [one, two] = [client(store), client(store)];
    const told: string[] = [];
    one.onSignedIn(() => told.push('one in'));
    const stop = two.onSignedIn(() => told.push('two in'));
    two.onSignedOut((reason) => told.push(`two out ${reason}`));
    await one.login(staff);
    expect(told.splice(0)).toEqual(['two in']);
    auth.expire();
    await one.get('/v1/me');
    expect([service.count('refreshSession'), told]).toEqual([1, []]);
    await one.login(staff);
    expect(told.splice(0)).toEqual(['two out elsewhere', 'two in']);
    stop();
    await one.login(staff);
    expect(told).toEqual(['two out elsewhere']);
  });
});
