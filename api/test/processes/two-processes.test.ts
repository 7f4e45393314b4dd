import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kiwimesh, NetworkError, ProblemError } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningProcess, startProcess } from '../support/processes.ts';
import { framesOf, Network, speechEngine, wordsIn } from '../support/speech/spoken.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { clientOf, PASSWORD, type Signed, signIn, stateOf, type World } from '../support/worlds/world.ts';

/**
 * Two API processes on one database, one of which does no background work: whichever a load balancer picks, a caller
 * must not notice a difference.
 */
describe('two API processes on one database', () => {
  let app: TestApp;
  let world: World;
  let folder: string;
  let first: RunningProcess;
  let second: RunningProcess;
  let resident: Signed;
  let speech: Awaited<ReturnType<typeof speechEngine>>;

  beforeAll(async () => {
    ({ app, world } = await startTestWorld());
    resident = world.here.community.residents[0] as Signed;
    folder = await mkdtemp(join(tmpdir(), 'kiwimesh-two-'));
    speech = await speechEngine();
    [first, second] = await Promise.all([
      startProcess(app.testDatabase.url, folder, { ...speech.env, KIWIMESH_ROLE: 'serve' }),
      startProcess(app.testDatabase.url, folder, speech.env),
    ]);
  });
  afterAll(async () => {
    await Promise.all([first?.stop(), second?.stop()]);
    await speech?.sandbox.stop();
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const login = (role: string) => ({ email: `${role}.1@test.example`, password: PASSWORD });

  it('a booking changed through one appears on a socket of the other', async () => {
    const booking = await resident.kiwi.post('/v1/bookings', { body: { serviceType: 'ambulance' } });
    const here = await signIn(first.url, login('hospital_admin'));
    const there = await signIn(second.url, login('paramedic'));
    const states: string[] = [];
    const live = here.live();
    live.booking(booking.id, { onBooking: (seen) => states.push(seen.state) });
    await eventually('the first sight', () => states.length > 0);

    const admin = await signIn(second.url, login('hospital_admin'));
    const path = { bookingId: booking.id };
    await admin.post('/v1/bookings/{bookingId}/transitions', {
      path,
      body: { to: 'assigned', assigneeId: world.here.hospital.paramedic.id },
    });
    await eventually('assigned', () => states.includes('assigned'));
    for (const to of ['en_route', 'in_service', 'completed'] as const) {
      await there.post('/v1/bookings/{bookingId}/transitions', { path, body: { to } });
      await eventually(to, () => states.includes(to));
    }
    live.close();
    expect([...new Set(states)]).toEqual(['requested', 'assigned', 'en_route', 'in_service', 'completed']);
  });

  it('one idempotency key sent to both makes one booking', async () => {
    const nurse = { body: { serviceType: 'first_aid' }, idempotencyKey: crypto.randomUUID() };
    const one = await signIn(first.url, login('hospital_admin'));
    const clients = [first.url, second.url].map((baseUrl) => new Kiwimesh({ baseUrl, retries: 0 }));
    await Promise.all(clients.map((client) => client.login(login('manager'))));
    const body = { ...nurse.body, residentId: resident.id };
    const replies = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        (clients[index % 2] as Kiwimesh).post('/v1/bookings', { ...nurse, body }),
      ),
    );
    const made = replies.flatMap((reply) => (reply.status === 'fulfilled' ? [reply.value.id] : []));
    for (const reply of replies) {
      if (reply.status === 'rejected')
        expect(reply.reason).toMatchObject({ code: 'idempotency_in_progress' });
    }
    expect(new Set(made).size).toBe(1);
    const listed = await one.get('/v1/bookings', { query: { serviceType: ['first_aid'] } });
    expect(listed.data).toHaveLength(1);
  });

  it('a session ended through one is rejected by the other', async () => {
    const nurse = new Kiwimesh({ baseUrl: first.url });
    await nurse.login(login('nurse'));
    let token = '';
    const spy = new Kiwimesh({
      baseUrl: second.url,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        return fetch(
          new Request(request, { headers: { ...Object.fromEntries(request.headers), authorization: token } }),
        );
      },
    });
    const carrier = new Kiwimesh({
      baseUrl: first.url,
      fetch: (input, init) => {
        token = new Request(input, init).headers.get('authorization') ?? token;
        return fetch(input, init);
      },
    });
    await carrier.login(login('nurse'));
    await carrier.get('/v1/me');
    expect((await spy.get('/v1/me')).role).toBe('nurse');
    await carrier.logout();
    const refused = await eventually('the rejection', () =>
      spy.get('/v1/me').then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
    expect(refused).toBeInstanceOf(ProblemError);
    expect(refused).toMatchObject({ status: 401 });
  });

  it('a graceful stop answers earlier requests and exits with 0', async () => {
    const third = await startProcess(app.testDatabase.url, folder, { KIWIMESH_ROLE: 'serve' });
    const admin = new Kiwimesh({ baseUrl: third.url, retries: 0 });
    await admin.login(login('hospital_admin'));
    const running = Array.from({ length: 20 }, () => admin.get('/v1/bookings'));
    await Promise.any(running);
    const code = third.stop();
    const replies = await Promise.allSettled(running);
    expect(await code).toBe(0);
    // Late requests get a 503, or find no listener; none gets half a reply or an error.
    for (const reply of replies) {
      if (reply.status === 'rejected' && reply.reason instanceof ProblemError) {
        expect(reply.reason).toMatchObject({ code: 'shutting_down' });
      } else if (reply.status === 'rejected') {
        expect(reply.reason).toBeInstanceOf(NetworkError);
      } else expect(reply.value.data).toBeInstanceOf(Array);
    }
  });

  // The last that needs the first process.
  it('a call goes on at the other, word for word, when its process is killed', async () => {
    let port = new URL(first.url).port;
    const network = new Network(() => Number(port));
    const kiwi = clientOf(await network.start(), stateOf(resident.kiwi));
    const call = await kiwi.post('/v1/calls', { body: { channel: 'web' } });
    const live = await kiwi.liveCalls();
    let joins = 0;
    const heard: string[] = [];
    const line = live.join(call.id, {
      onJoined: () => {
        joins += 1;
      },
      onTranscript: ({ committed }) => heard.push(...committed.map(({ text }) => text)),
    });
    const said = 'my father has chest pain and is sweating please send an ambulance to gate two ...';
    const frames = framesOf(said);
    // Spoken without pauses, however long the machine takes to send it.
    let spokenMs = performance.now();
    const speak = (from: number, to?: number) => {
      for (const frame of frames.slice(from, to)) {
        spokenMs += frame.length / 16;
        line.send(frame, spokenMs);
      }
    };
    const middle = Math.floor(frames.length / 2);
    speak(0, middle);
    await eventually('words', () => heard.length > 0);
    speak(middle);
    await first.kill();
    port = new URL(second.url).port;
    speak(0);
    await eventually('the other process', () => joins > 1);
    await line.finish();
    live.close();
    await network.stop();
    const twice = `${wordsIn(said)} ${wordsIn(said)}`;
    expect(heard.join(' ')).toBe(twice);
    const transcript = await resident.kiwi.get('/v1/calls/{callId}/transcript', {
      path: { callId: call.id },
    });
    expect(transcript.data.map(({ text }) => text).join(' ')).toBe(twice);
  });
});
