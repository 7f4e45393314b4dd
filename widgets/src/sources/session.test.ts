import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionSource } from './session.ts';
import { Sources } from './sources.ts';

/** Requests that wait for the test to answer them, in the order in which they came. */
interface Waiting {
  readonly path: string;
  readonly authorized: boolean;
  answer(body: object, status?: number): void;
}

let waiting: Waiting[];
let session: SessionSource;
let sources: Sources;

const REPLIES: Readonly<Record<string, object>> = {
  '/v1/hospitals': { data: [], nextCursor: null },
  '/v1/service-types': { data: [], nextCursor: null },
  '/v1/bookings': { data: [], nextCursor: null },
  '/v1/me': { kind: 'staff', id: 'me', role: 'nurse', name: 'Meera', communityId: null },
  '/v1/auth/otp/verify': { accessToken: 'a', refreshToken: 'r', expiresIn: 600 },
  '/v1/auth/logout': {},
};

beforeEach(() => {
  waiting = [];
  vi.stubGlobal('fetch', (input: string | URL, init?: RequestInit) => {
    const { pathname: path } = new URL(String(input));
    const authorized = new Headers(init?.headers).has('authorization');
    return new Promise<Response>((resolve) => {
      const answer = (body: object, status = 200) => resolve(Response.json(body, { status }));
      waiting.push({ path, authorized, answer });
    });
  });
  session = new SessionSource({
    api: 'https://care.example',
    publishableKey: 'pk_test',
    defaults: {},
    loadPerson: (me) => sources.load(me),
  });
  sources = new Sources(session);
});
afterEach(() => {
  session.close();
  vi.unstubAllGlobals();
});

const asked = (path: string) => waiting.filter((each) => each.path === path).length;
/** Takes the next request to a path, once it was sent. */
async function next(path: string): Promise<Waiting> {
  await expect.poll(() => asked(path)).toBeGreaterThan(0);
  const index = waiting.findIndex((each) => each.path === path);
  return waiting.splice(index, 1)[0] as Waiting;
}
const reply = async (path: string) => (await next(path)).answer(REPLIES[path] ?? {});
const replySession = async () => {
  for (const path of ['/v1/me', '/v1/service-types', '/v1/bookings']) await reply(path);
};

describe('start', () => {
  it('runs one load at a time and repeats it when called meanwhile', async () => {
    const phases: string[] = [];
    session.addEventListener('change', () => phases.push(session.phase));
    const first = session.start();
    const page = await next('/v1/hospitals');
    const others = [session.start(), session.start()];
    expect(asked('/v1/hospitals')).toBe(0);
    page.answer(REPLIES['/v1/hospitals'] ?? {});
    const again = await next('/v1/hospitals');
    expect(phases).toEqual([]);
    again.answer(REPLIES['/v1/hospitals'] ?? {});
    await Promise.all([first, ...others]);
    expect(phases).toEqual(['signedOut']);
    expect(asked('/v1/hospitals')).toBe(0);
  });

  it('shows the person signed in when a sign-in overtakes it', async () => {
    const phases: string[] = [];
    session.addEventListener('change', () => phases.push(session.phase));
    const first = session.start();
    const page = await next('/v1/hospitals');
    const signing = session.signIn('+919700000001', '492039');
    await reply('/v1/auth/otp/verify');
    // The sign-in is through once its own start was asked for.
    await expect.poll(() => session.signedIn).toBe(true);
    await Promise.resolve();
    page.answer(REPLIES['/v1/hospitals'] ?? {});
    await reply('/v1/hospitals');
    await replySession();
    await Promise.all([first, signing]);
    expect(phases).toEqual(['ready']);
    expect(session.me).toMatchObject({ id: 'me' });
  });

  it('shows no personal data when a sign-out overtakes it', async () => {
    const signing = session.signIn('+919700000001', '492039');
    await reply('/v1/auth/otp/verify');
    await reply('/v1/hospitals');
    const me = await next('/v1/me');
    const leaving = session.signOut();
    await reply('/v1/auth/logout');
    await leaving;
    me.answer(REPLIES['/v1/me'] ?? {});
    await reply('/v1/service-types');
    await signing;
    expect(session).toMatchObject({ phase: 'signedOut', me: null });
    expect(sources.bookings.active).toEqual([]);
  });
});
