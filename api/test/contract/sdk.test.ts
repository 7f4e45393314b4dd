/** The SDK against the real service: what its own tests show with a substitute must hold with the service. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kiwimesh, memoryStore } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SpeechSandbox } from '../../src/adapters/speech/sandbox/server.ts';
import { speakTones } from '../../src/adapters/speech/sandbox/tones.ts';
import type { TestApp } from '../support/app.ts';
import { SPEECH_WORDS } from '../support/suites/speech-contract-suite.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { PASSWORD, type World } from '../support/worlds/world.ts';

const run = promisify(execFile);
const nurse = { email: 'nurse.1@test.example', password: PASSWORD };
const engine = new SpeechSandbox({ protocol: 'openai', vocabulary: SPEECH_WORDS });
let app: TestApp;
let world: World;

beforeAll(async () => {
  const env = { SPEECH_BASE_URL: `${await engine.start()}/v1` };
  ({ app, world } = await startTestWorld({ env }));
});

afterAll(async () => {
  await app?.stop();
  await engine.stop();
});

describe('a session', () => {
  const spoiled = async () => {
    const store = memoryStore();
    await new Kiwimesh({ baseUrl: app.url, store }).login(nurse);
    const session = store.read();
    // The token is rejected before it expires, as after the service changed its keys.
    if (session !== null) store.write({ ...session, accessToken: `${session.accessToken}x` });
    return store;
  };

  test('that expires under 50 calls of two tabs is renewed once', async () => {
    const store = await spoiled();
    const tabs = [new Kiwimesh({ baseUrl: app.url, store }), new Kiwimesh({ baseUrl: app.url, store })];
    const before = store.read()?.refreshToken;
    const names = await Promise.all(
      Array.from({ length: 50 }, async (_, at) => (await tabs[at % 2]?.get('/v1/me'))?.role),
    );
    expect(new Set(names)).toEqual(new Set(['nurse']));
    expect(store.read()?.refreshToken).not.toBe(before);
    expect((await tabs[0]?.get('/v1/auth/sessions'))?.data.filter(({ current }) => current)).toHaveLength(1);
  });

  test('that the service ended signs out once', async () => {
    const store = memoryStore();
    const [here, elsewhere] = [new Kiwimesh({ baseUrl: app.url, store }), new Kiwimesh({ baseUrl: app.url })];
    await here.login(nurse);
    const session = store.read();
    const stolen = new Kiwimesh({ baseUrl: app.url, store: memoryStore(session) });
    await stolen.logout();
    const signedOut = vi.fn();
    here.onSignedOut(signedOut);
    await Promise.allSettled(Array.from({ length: 20 }, () => here.get('/v1/me')));
    expect(signedOut).toHaveBeenCalledExactlyOnceWith('expired');
    expect(elsewhere.signedIn).toBe(false);
  });
});

test('repeats a POST whose reply was lost under its key, and books once', async () => {
  let lost = 0;
  const flaky: typeof fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if (init?.method === 'POST' && String(input).endsWith('/v1/bookings') && lost++ === 0)
      throw new TypeError('reset');
    return reply;
  };
  const store = memoryStore();
  const kiwi = new Kiwimesh({ baseUrl: app.url, store, fetch: flaky, pauseMs: 5 });
  await kiwi.login({ email: 'hospital_admin.1@test.example', password: PASSWORD });
  const residentId = world.here.community.residents[0]?.id ?? '';
  const count = async () => (await kiwi.get('/v1/bookings', { query: { residentId } })).data.length;
  const before = await count();
  await kiwi.post('/v1/bookings', { body: { serviceType: 'ambulance', residentId } });
  expect([lost > 1, await count()]).toEqual([true, before + 1]);
});

test('follows a booking live: its states, and the position of the responder', async () => {
  const { here } = world;
  const resident = here.community.residents[0]?.kiwi as Kiwimesh;
  const booking = await resident.post('/v1/bookings', { body: { serviceType: 'first_aid' } });
  const live = resident.live();
  const states: string[] = [];
  const positions: number[] = [];
  live.booking(booking.id, {
    onBooking: ({ state }) => states.at(-1) === state || states.push(state),
    onPosition: ({ latitude }) => positions.push(latitude),
  });
  await expect.poll(() => states).toEqual(['requested']);
  const { kiwi: admin } = here.hospital.admin;
  const path = { bookingId: booking.id };
  const { roles } = (
    await admin.get('/v1/service-types/{serviceType}', { path: { serviceType: 'first_aid' } })
  ).fulfilledBy;
  const worker = roles.includes('nurse') ? here.hospital.nurse : here.hospital.paramedic;
  await admin.post('/v1/bookings/{bookingId}/transitions', {
    path,
    body: { to: 'assigned', assigneeId: worker.id },
  });
  await expect.poll(() => states).toEqual(['requested', 'assigned']);
  await worker.kiwi.post('/v1/bookings/{bookingId}/positions', {
    path,
    body: { latitude: 12.5, longitude: 77.5 },
  });
  await expect.poll(() => positions).toEqual([12.5]);
  live.close();
});

describe('the README', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kiwimesh-readme-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const sdk = join(import.meta.dirname, '../../../sdk/typescript');
  const programs = async () =>
    [...(await readFile(join(sdk, 'README.md'), 'utf8')).matchAll(/```ts\n([\s\S]*?)```/g)].map(
      ([, text = '']) => text,
    );
  const runProgram = (text: string, env: Readonly<Record<string, string>> = {}) =>
    run(
      process.execPath,
      ['--conditions=kiwimesh-source', '--input-type=module-typescript', '--eval', text],
      { cwd: sdk, env: { ...process.env, ...env } },
    );

  test('shows a server program with a secret key that books once when run twice', async () => {
    const { hospital, community } = world.here;
    const key = await world.superAdmin.post('/v1/api-keys', {
      body: {
        name: 'Lab system',
        kind: 'secret',
        hospitalId: hospital.id,
        scopes: ['bookings:read', 'bookings:write'],
      },
    });
    const { stdout } = await runProgram((await programs())[1] ?? '', {
      KIWIMESH_API: `${app.url}/v1`,
      KIWIMESH_API_KEY: key.secret ?? '',
      RESIDENT_ID: community.residents[1]?.id ?? '',
    });
    expect(stdout).toMatch(/^first (\S+)\nagain \1\nThere is no such booking\.\n$/);
  });

  test('shows a call whose audio becomes words', async () => {
    const key = await world.superAdmin.post('/v1/api-keys', {
      body: {
        name: 'Telephone system',
        kind: 'secret',
        hospitalId: world.here.hospital.id,
        scopes: ['calls:read', 'calls:write'],
      },
    });
    const { samples } = speakTones('my father has chest pain ...', SPEECH_WORDS);
    const audio = join(folder, 'said.raw');
    await writeFile(audio, new Uint8Array(Int16Array.from(samples).buffer));
    const { stdout } = await runProgram((await programs())[2] ?? '', {
      KIWIMESH_API: app.url,
      KIWIMESH_API_KEY: key.secret ?? '',
      AUDIO: audio,
    });
    expect(stdout).toMatch(/^joined as caller\n/);
    expect(stdout.replaceAll('\ncaller: ', ' ')).toContain('my father has chest pain');
  });

  test('shows a program that runs', async () => {
    const [program = ''] = await programs();
    const { hospital, community } = world.here;
    const { phone } = await world.superAdmin.get('/v1/residents/{residentId}', {
      path: { residentId: community.residents[2]?.id ?? '' },
    });
    const demo = {
      api: app.url,
      hospitals: [
        {
          id: hospital.id,
          admin: { email: 'hospital_admin.1@test.example', password: PASSWORD },
          paramedic: { id: hospital.paramedic.id },
        },
      ],
      communities: [{ id: community.id, hospitalIds: [hospital.id], residents: [{ phone }] }],
    };
    const file = join(folder, 'demo.json');
    await writeFile(file, JSON.stringify(demo));
    const adapted = program.replace(/new URL\([^)]*\)/, JSON.stringify(file));
    expect(adapted).not.toBe(program);
    const { stdout } = await runProgram(adapted);
    // A slow machine may connect only after the assignment, and then shows only that.
    expect(stdout).toMatch(/^(requested\n)*assigned\n$/);
  });
});
