import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import { chance, lean } from '../../../../test/support/timing.ts';
import {
  call,
  type IdentityHarness,
  identityHarness,
  PASSWORD,
} from '../../../../test/support/worlds/identity-world.ts';
import { Problem } from '../../../kernel/ground/problem.ts';

const ANONYMOUS = { kind: 'anonymous' } as const;
const KINDS = ['known', 'unknown', 'asleep', 'locked', 'lockedNobody'] as const;
type Kind = (typeof KINDS)[number];
/** Measurements of each kind. */
const TRIES = sized({ small: 40, full: 100 });
/** Maximum repetitions, since other work on the machine may distort a measurement. */
const MEASUREMENTS = 4;
const EMAILS: Record<Kind, string> = {
  known: 'known@timing.example',
  unknown: 'nobody@timing.example',
  asleep: 'asleep@timing.example',
  locked: 'locked@timing.example',
  lockedNobody: 'nobody.locked@timing.example',
};

let world: IdentityHarness;

beforeAll(async () => {
  world = await identityHarness();
  const body = { name: 'H', timezone: 'UTC' };
  const { operations } = world.organisations;
  const hospitalId = (await operations.createHospital(call(world.superAdmin, { body }))).body.id;
  for (const kind of ['known', 'locked', 'asleep'] as const) {
    const fields = { role: 'nurse' as const, name: 'N', email: EMAILS[kind], password: PASSWORD, hospitalId };
    const { body: made } = await operations.createStaff(call(world.superAdmin, { body: fields }));
    if (kind !== 'asleep') continue;
    const patch = { params: { staffId: made.id }, body: { active: false } };
    await operations.updateStaff(call(world.superAdmin, patch));
  }
});
afterAll(() => world.close());

async function timed(email: string, ip: string) {
  const started = performance.now();
  const error = await world.identity.operations
    .login(call(ANONYMOUS, { body: { email, password: 'not the password' }, ip }))
    .catch((thrown: unknown) => thrown);
  const took = performance.now() - started;
  if (!(error instanceof Problem)) throw error;
  return { took, answer: JSON.stringify([error.status, error.code, error.detail]) };
}

/** Resets the counters of the accounts that must not be locked by the attempts of this test. */
const stayOpen = () =>
  world.db.owner('sign_in_attempt').where('locks', 0).update({ failures: 0, window_started_at: null });

/** Takes turns and starts with another kind each time, so that other load affects all kinds equally. */
async function measure() {
  const times = Object.fromEntries(KINDS.map((kind) => [kind, [] as number[]])) as Record<Kind, number[]>;
  const answers = Object.fromEntries(KINDS.map((kind) => [kind, new Set<string>()])) as Record<
    Kind,
    Set<string>
  >;
  for (let n = 0; n < TRIES; n += 1) {
    if (n % 4 === 0) await stayOpen();
    for (let k = 0; k < KINDS.length; k += 1) {
      const kind = KINDS[(k + n) % KINDS.length] as Kind;
      const { took, answer } = await timed(EMAILS[kind], '198.51.100.1');
      times[kind].push(took);
      answers[kind].add(answer);
    }
  }
  const leans = KINDS.flatMap((kind, index) =>
    KINDS.slice(index + 1).map((other) => Math.abs(lean(times[kind], times[other]))),
  );
  return { most: Math.max(...leans), answers };
}

describe('an attacker who probes for accounts', () => {
  it('gets the same reply after the same time for every kind of account', async () => {
    for (const kind of ['locked', 'lockedNobody'] as const) {
      for (let n = 0; n < 11; n += 1) await timed(EMAILS[kind], '198.51.100.1');
    }
    const leans: number[] = [];
    for (let run = 0; run < MEASUREMENTS; run += 1) {
      const { most, answers } = await measure();
      const [known, unknown, asleep, locked, lockedNobody] = KINDS.map((kind) => [...answers[kind]]);
      expect(known).toEqual([expect.stringContaining('invalid_credentials')]);
      expect([unknown, asleep]).toEqual([known, known]);
      expect(locked).toEqual([expect.stringContaining('sign_in_locked')]);
      expect(lockedNobody).toEqual(locked);
      leans.push(most);
      if (most <= chance(TRIES)) break;
    }
    expect(leans.at(-1), `the most by which one kind leans from another: ${leans}`).toBeLessThanOrEqual(
      chance(TRIES),
    );
  }, 900_000);
});
