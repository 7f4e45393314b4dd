import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Answer, untilServed } from '../support/overload.ts';
import { sized, upTo } from '../support/size.ts';
import { makeWorld, signIn } from '../support/worlds/world.ts';

/** Limits on one-time codes over HTTP, with callers on many networks (the app trusts one proxy). */
let app: TestApp;
let communityId: string;
let root: Awaited<ReturnType<typeof signIn>>;
let offset = 0;
let residents = 0;
let networks = 0;

const HOUR = 3_600_000;
const MINUTE = 60_000;

beforeAll(async () => {
  app = await startTestApp({
    env: { KIWIMESH_PROXY_HOPS: '1' },
    clock: () => new Date(Date.now() + offset),
  });
  const { here } = await makeWorld({ url: app.url, superAdmin: app.superAdmin, residents: 0 });
  communityId = here.community.id;
});
afterAll(() => app.stop());
/** Makes all earlier requests a day old, so that they no longer count. */
async function nextDay(): Promise<void> {
  offset += 25 * HOUR;
  root = await signIn(app.url, app.superAdmin);
}

interface Caller {
  readonly network: string;
  readonly deviceId?: string;
}

const network = () => {
  networks += 1;
  return `198.51.${Math.floor(networks / 250)}.${networks % 250}`;
};
const newDevice = (at = network()): Caller => ({ network: at, deviceId: randomUUID() });

async function newResident(): Promise<string> {
  residents += 1;
  const phone = `+9198788${10_000 + residents}`;
  await root.post('/v1/residents', { body: { communityId, name: 'R', phone } });
  return phone;
}

function post(path: string, { network: from, deviceId }: Caller, body: object): Promise<Answer> {
  return untilServed(() =>
    fetch(app.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
      body: JSON.stringify({ ...body, ...(deviceId === undefined ? {} : { deviceId }) }),
    }),
  );
}
const ask = (phone: string, caller: Caller) => post('/v1/auth/otp/request', caller, { phone });
const give = (phone: string, caller: Caller, code: string) =>
  post('/v1/auth/otp/verify', caller, { phone, code });

/** The text of every message to a phone, oldest first. */
async function messagesTo(phone: string): Promise<string[]> {
  await app.settled();
  const rows = await app.testDatabase.owner('sandbox_message').where({ recipient: phone }).orderBy('sent_at');
  return rows.map((row: { body: string }) => row.body);
}
const newestCode = async (phone: string) => (await messagesTo(phone)).at(-1)?.match(/\d{6}/)?.[0] ?? '';

async function signInWith(phone: string, caller: Caller) {
  const asked = await ask(phone, caller);
  if (asked.status !== 202) return asked;
  return give(phone, caller, await newestCode(phone));
}

/** Sends wrong guesses concurrently. */
async function guessesAt(caller: Caller, phone: string, times: number): Promise<void> {
  // Codes have six digits and no letters, so all of these are wrong.
  await Promise.all(Array.from({ length: times }, (_, i) => give(phone, caller, String(1_000_000 + i))));
}

const attacks: readonly (readonly [string, (phone: string) => Promise<unknown>])[] = [
  [
    'two networks ask three times each',
    async (phone) => {
      const strangers = [newDevice(), newDevice()];
      for (let round = 0; round < 3; round += 1) {
        for (const stranger of strangers) {
          await ask(phone, stranger);
          offset += 31_000;
        }
      }
    },
  ],
  ['another network has just asked', (phone) => ask(phone, newDevice())],
  [
    'twelve networks ask until they are refused, and guess',
    async (phone) => {
      const strangers = Array.from({ length: 12 }, () => newDevice());
      for (let round = 0; round < 6; round += 1) {
        for (const stranger of strangers) await ask(phone, stranger);
        offset += 31_000;
      }
      for (const stranger of strangers) await guessesAt(stranger, phone, 6);
      for (const stranger of strangers) expect(await ask(phone, stranger)).toMatchObject({ status: 429 });
    },
  ],
  [
    'clients without a name ask and guess',
    async (phone) => {
      for (let i = 0; i < 8; i += 1) {
        const stranger = { network: network() };
        await ask(phone, stranger);
        await guessesAt(stranger, phone, 5);
      }
    },
  ],
];

const CLIENTS: readonly (readonly [string, () => Caller])[] = [
  ['a new device', () => newDevice()],
  ['a client that sends no device name', () => ({ network: network() })],
];
/** At the small size each kind of client in half of the cases. */
const clientsOf = (attack: number, question: number) =>
  CLIENTS.filter((_, client) => sized({ small: (attack + question + client) % 2 === 0, full: true }));

describe.each(upTo(2, attacks).map(([name, attack], index) => ({ name, attack, index })))(
  'while $name',
  ({ attack, index }) => {
    beforeEach(nextDay);

    it.each(clientsOf(index, 0))('signs the owner in at once on %s in another network', async (_, make) => {
      const phone = await newResident();
      const owner = make();
      await attack(phone);
      expect(await signInWith(phone, owner)).toMatchObject({ status: 200 });
    });

    it.each(clientsOf(index, 1))(
      'keeps a code valid that the owner asked for before on %s',
      async (_, make) => {
        const phone = await newResident();
        const owner = make();
        expect(await ask(phone, owner)).toMatchObject({ status: 202 });
        const code = await newestCode(phone);
        await attack(phone);
        expect(await give(phone, owner, code)).toMatchObject({ status: 200 });
      },
    );
  },
);

describe('a day of requests and guesses from new networks', () => {
  let phone: string;
  let home: Caller;
  let refused: Answer[];

  beforeAll(async () => {
    await nextDay();
    phone = await newResident();
    home = newDevice();
    expect(await signInWith(phone, home)).toMatchObject({ status: 200 });
    refused = [];
    // Four hours, each of which has its own hourly limit.
    for (let hour = 0; hour < 4; hour += 1) {
      for (let i = 0; i < 22; i += 1) {
        const stranger = newDevice();
        const asked = await ask(phone, stranger);
        if (asked.status === 429) refused.push(asked);
        else await guessesAt(stranger, phone, 6);
      }
      offset += 61 * MINUTE;
    }
  });
  it('sends at most 60 messages and returns Retry-After', async () => {
    const own = 1;
    expect((await messagesTo(phone)).length - own).toBe(60);
    expect(refused).toHaveLength(4 * 22 - 60);
    for (const answer of refused) expect(answer).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(refused.every(({ retryAfter }) => retryAfter > 0 && retryAfter <= 86_400)).toBe(true);
  });

  it('allows at most 100 guesses', async () => {
    const newestChallenge = app.testDatabase
      .owner('otp_challenge')
      .orderBy('id', 'desc')
      .limit(1)
      .select('resident_id');
    const compared = await app.testDatabase
      .owner('otp_challenge')
      .where({ verified: false })
      .where('resident_id', newestChallenge)
      .sum('guesses as guesses')
      .first();
    expect(Number(compared?.guesses)).toBe(100);
  });

  it('rejects no one on a device the owner used before, on any network', async () => {
    expect(await signInWith(phone, { ...home, network: network() })).toMatchObject({ status: 200 });
  });

  it('rejects no new device on a network the owner used before', async () => {
    expect(await signInWith(phone, newDevice(home.network))).toMatchObject({ status: 200 });
  });
});
