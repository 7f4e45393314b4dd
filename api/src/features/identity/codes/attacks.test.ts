import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import { chance, lean } from '../../../../test/support/timing.ts';
import {
  call,
  type IdentityFeature,
  type IdentityHarness,
  identityHarness,
  SECRETS,
} from '../../../../test/support/worlds/identity-world.ts';
import { ANONYMOUS } from '../../../kernel/auth/principal.ts';

/** Attacks by someone who knows only the phone number of a person. */
let world: IdentityHarness;
let communityId: string;
let count = 0;

const HOUR = 3_600_000;
const limited = { code: 'rate_limited', status: 429 };
const refused = { code: 'invalid_credentials', status: 401 };

beforeAll(async () => {
  world = await identityHarness();
  const { body } = await world.organisations.operations.createCommunity(
    call(world.superAdmin, { body: { name: 'Green Park' } }),
  );
  communityId = body.id;
});
afterAll(() => world.close());
beforeEach(() => {
  world.sent.length = 0;
  world.mails.length = 0;
  world.advance(25 * HOUR);
});

interface Asking {
  readonly deviceId?: string;
  readonly channel?: 'sms' | 'whatsapp' | 'email';
  readonly ip?: string;
}

async function resident(email?: string): Promise<string> {
  count += 1;
  const phone = `+9198111${String(10_000 + count)}`;
  const { body } = await world.organisations.operations.createResident(
    call(world.superAdmin, {
      body: { communityId, name: 'R', phone, ...(email === undefined ? {} : { email }) },
    }),
  );
  // Codes are only sent to an email that its owner has proven.
  if (email !== undefined && body !== undefined)
    await world.db.owner('resident').where({ id: body.id }).update({ email_proven_at: new Date() });
  return phone;
}
const address = () => {
  count += 1;
  return `198.51.${Math.floor(count / 250)}.${count % 250}`;
};
const request = async (phone: string, { ip = address(), ...body }: Asking = {}) => {
  const reply = await world.identity.operations.requestOtp(call(ANONYMOUS, { body: { phone, ...body }, ip }));
  await world.settle();
  return reply.body;
};
const verify = (phone: string, code: string, deviceId?: string, at: IdentityFeature = world.identity) =>
  at.operations.verifyOtp(
    call(ANONYMOUS, {
      body: { phone, code, ...(deviceId === undefined ? {} : { deviceId }) },
      ip: address(),
    }),
  );
const codeIn = (text: string | undefined) => text?.match(/\d{6}/)?.[0] ?? '';
const lastCode = () => codeIn(world.sent.at(-1)?.body);
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Only the rejection by a limit is expected. */
function unlessLimited(error: { code?: string }): void {
  if (error.code !== 'rate_limited') throw error;
}

/** Requests codes from new addresses and devices until no more are sent. */
async function useUp(phone: string): Promise<void> {
  for (let round = 0; round < 21; round += 1) {
    const deviceId = randomUUID();
    await request(phone, round % 2 === 0 ? {} : { deviceId }).catch(unlessLimited);
    for (let guess = 0; guess < 2; guess += 1) {
      await expect(verify(phone, wrong(lastCode()), deviceId)).rejects.toMatchObject(refused);
    }
    world.advance(31_000);
  }
  await expect(request(phone)).rejects.toMatchObject(limited);
  await expect(request(phone, { deviceId: randomUUID() })).rejects.toMatchObject(limited);
}

describe('the owner of a phone', () => {
  it('is limited per IPv6 site, not per address', async () => {
    const phone = await resident();
    for (const ip of ['2001:db8:5:1::1', '2001:db8:5:1::2', '2001:db8:5:2::1']) {
      await request(phone, { ip });
      world.advance(31_000);
    }
    await expect(request(phone, { ip: '2001:db8:5:3::9' })).rejects.toMatchObject(limited);
    await expect(request(phone, { ip: '2001:db8:6::9' })).resolves.toBeDefined();
  });

  it('can sign in on a known device whatever strangers request', async () => {
    const phone = await resident();
    const deviceId = randomUUID();
    await request(phone, { deviceId });
    await expect(verify(phone, lastCode(), deviceId)).resolves.toBeDefined();
    for (let hour = 0; hour < 3; hour += 1) {
      await useUp(phone);
      await request(phone, { deviceId });
      await expect(verify(phone, lastCode(), deviceId)).resolves.toBeDefined();
      world.advance(HOUR);
    }
  });

  it('keeps all guesses on a new device despite guesses by others', async () => {
    const phone = await resident();
    const deviceId = randomUUID();
    await request(phone, { deviceId });
    const code = lastCode();
    for (const stranger of [undefined, randomUUID()]) {
      for (let guess = 0; guess < 20; guess += 1) {
        await expect(verify(phone, wrong(code), stranger)).rejects.toMatchObject(refused);
      }
      await expect(verify(phone, code, stranger)).rejects.toMatchObject(refused);
    }
    await expect(verify(phone, code, deviceId)).resolves.toBeDefined();
  });

  it('is not blocked by the three messages an hour of one network', async () => {
    const phone = await resident();
    const ip = address();
    for (let i = 0; i < 3; i += 1) {
      await request(phone, { ip });
      world.advance(31_000);
    }
    await expect(request(phone, { ip })).rejects.toMatchObject(limited);
    await expect(request(phone, { ip, deviceId: randomUUID() })).rejects.toMatchObject(limited);
    await expect(request(phone)).resolves.toBeDefined();
  });
});

describe('limits', () => {
  it('stop strangers at 60 messages and 100 guesses a day for one phone', async () => {
    const phone = await resident();
    for (let hour = 0; hour < 4; hour += 1) {
      for (let i = 0; i < 22; i += 1) {
        const deviceId = randomUUID();
        await request(phone, { deviceId }).catch(unlessLimited);
        const code = wrong(lastCode());
        await Promise.allSettled(Array.from({ length: 6 }, () => verify(phone, code, deviceId)));
      }
      world.advance(HOUR + 1);
    }
    expect(world.sent).toHaveLength(60);
    const newest = await world.db.owner('otp_challenge').orderBy('id', 'desc').first('phone_index');
    const compared = await world.db.owner('otp_challenge').where(newest).sum('guesses as guesses').first();
    expect(Number(compared?.guesses)).toBe(100);
    world.advance(24 * HOUR);
    await expect(request(phone)).resolves.toBeDefined();
  });

  it('count per device for any phones and addresses', async () => {
    const deviceId = randomUUID();
    for (let i = 0; i < 10; i += 1) await request(`+9197222000${10 + i}`, { deviceId });
    await expect(request('+919722200099', { deviceId })).rejects.toMatchObject({
      ...limited,
      headers: { 'Retry-After': expect.stringMatching(/^3[56]\d\d$/) },
    });
    await expect(request('+919722200099', { deviceId: randomUUID() })).resolves.toBeDefined();
  });

  it('hold for concurrent requests of a device', async () => {
    const deviceId = randomUUID();
    const asked = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) =>
        world.identity.operations.requestOtp(
          call(ANONYMOUS, { body: { phone: `+9197333000${10 + index}`, deviceId }, ip: address() }),
        ),
      ),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    await world.settle();
  });
});

describe('a code by email', () => {
  it('goes to the registered address in the language of the person', async () => {
    const phone = await resident('asha@home.example');
    const deviceId = randomUUID();
    await request(phone, { channel: 'email', deviceId });
    expect(world.sent).toEqual([]);
    expect(world.mails).toMatchObject([{ to: 'asha@home.example', subject: 'Your Kiwimesh code' }]);
    const code = codeIn(world.mails[0]?.text);
    world.advance(31_000);
    await request(phone, { channel: 'sms', deviceId });
    expect(lastCode()).toBe(code);
    await expect(verify(phone, code, deviceId)).resolves.toBeDefined();
  });

  it('sends nothing but gets the same reply without an address or person', async () => {
    const shape = { challengeId: expect.any(String), expiresIn: 600, resendAfter: 30 };
    for (const phone of [await resident(), '+919744400001', await resident('b@home.example')]) {
      expect(await request(phone, { channel: 'email' })).toEqual({ phone, ...shape });
    }
    expect(world.mails).toHaveLength(1);
    expect(world.sent).toEqual([]);
  });
});

it('devices are stored only as digests', async () => {
  const phone = await resident();
  const deviceId = randomUUID();
  await request(phone, { deviceId });
  await verify(phone, lastCode(), deviceId);
  const kept = await Promise.all(['otp_challenge', 'otp_device'].map((table) => world.db.owner(table)));
  expect(kept[1]?.length).toBeGreaterThan(0);
  const dump = JSON.stringify(kept);
  for (const form of [deviceId, Buffer.from(deviceId).toString('hex'), phone]) {
    expect(dump).not.toContain(form);
  }
  expect(JSON.stringify(kept[1]?.[0])).not.toContain(JSON.stringify([...Buffer.from(deviceId)]));
});

it('sent codes and known devices survive a change of the secret', async () => {
  const phone = await resident();
  const deviceId = randomUUID();
  await request(phone, { deviceId });
  await verify(phone, lastCode(), deviceId);
  await request(phone, { deviceId });
  const changed = await world.another(['another secret of at least thirty-two characters', ...SECRETS]);
  await expect(verify(phone, lastCode(), deviceId, changed)).resolves.toBeDefined();
  await useUp(phone);
  const body = { phone, deviceId };
  await expect(
    changed.operations.requestOtp(call(ANONYMOUS, { body, ip: address() })),
  ).resolves.toMatchObject({ status: 202 });
});

describe('whether a phone is registered', () => {
  it('cannot be derived from the time of a reply', async () => {
    const { operations } = world.organisations;
    const TRIES = sized({ small: 100, full: 500 });
    const rows = Array.from({ length: TRIES }, (_, index) => ({
      phone: `+91985550${String(index).padStart(4, '0')}`,
      name: 'R',
      communityId,
    }));
    await operations.importRows(call(world.superAdmin, { params: { kind: 'residents' }, body: { rows } }));
    // A real difference appears in every round.
    const leans: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const took = { known: [] as number[], unknown: [] as number[] };
      for (let index = 0; index < TRIES; index += 1) {
        const digits = String(index).padStart(4, '0');
        const pair: readonly (readonly ['known' | 'unknown', string])[] = [
          ['known', `+91985550${digits}`],
          ['unknown', `+91986660${digits}`],
        ];
        for (const [kind, phone] of index % 2 === 0 ? pair : pair.toReversed()) {
          const asking = call<Record<string, never>, Record<string, never>, { phone: string }>(ANONYMOUS, {
            body: { phone },
            ip: `203.0.${index % 250}.${round * 8 + (index % 8)}`,
          });
          const start = performance.now();
          await world.identity.operations.requestOtp(asking);
          took[kind].push(performance.now() - start);
        }
      }
      world.db.emitted.length = 0;
      leans.push(lean(took.known, took.unknown));
      if (Math.abs(leans.at(-1) as number) <= chance(TRIES)) break;
      world.advance(2 * HOUR);
    }
    expect(Math.abs(leans.at(-1) as number), `leans ${leans}`).toBeLessThanOrEqual(chance(TRIES));
  }, 600_000);
});
