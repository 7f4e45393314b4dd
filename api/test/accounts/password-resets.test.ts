import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { sized } from '../support/size.ts';
import { chance, lean } from '../support/timing.ts';

/** A request for a password reset must not reveal whether an account exists, by its reply or its timing. */
const TRIES = sized({ small: 40, full: 250 });
/** How often as many attempts of each kind are added while the times of all of them differ. A real difference stays. */
const ROUNDS = 4;
const KINDS = ['known', 'deactivated', 'invited', 'unknown'] as const;

let app: TestApp;

const emailOf = (kind: string, n: number) => `${kind}.${n}@enumeration.example`;

beforeAll(async () => {
  // Another process sends the emails, so that they do not add to the time of the next request.
  app = await startTestApp({ env: { KIWIMESH_ROLE: 'serve' } });
  const { owner } = app.testDatabase;
  const people = KINDS.filter((kind) => kind !== 'unknown').flatMap((kind) =>
    Array.from({ length: TRIES * ROUNDS }, (_, n) => ({
      id: v7(),
      role: 'super_admin',
      name: 'x',
      email: emailOf(kind, n),
      active: kind !== 'deactivated',
    })),
  );
  await owner('staff').insert(people);
  const withPassword = people.filter(({ email }) => !email.startsWith('invited'));
  await owner('staff_credential').insert(
    withPassword.map(({ id }) => ({ staff_id: id, password_hash: '$argon2id$' })),
  );
  await owner.raw('analyze staff');
});
afterAll(() => app.stop());

async function ask(email: string) {
  const began = performance.now();
  const reply = await fetch(`${app.url}/v1/auth/password-resets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  });
  const text = await reply.text();
  const took = performance.now() - began;
  const headers = [...reply.headers]
    .filter(([name]) => !['date', 'x-correlation-id', 'traceparent'].includes(name))
    .sort();
  return { took, answer: JSON.stringify([reply.status, text, headers]) };
}

describe('requesting a password reset', () => {
  it('gives the same reply after the same time for any email', async () => {
    for (let n = 0; n < 20; n += 1) await ask(`warm.${n}@enumeration.example`);
    const answers = new Set<string>();
    const times = new Map<string, number[]>(KINDS.map((kind) => [kind, []]));
    const of = (kind: string) => times.get(kind) ?? [];
    const leans = () =>
      KINDS.flatMap((kind, index) =>
        KINDS.slice(index + 1).map((other) => ({ kind, other, lean: lean(of(kind), of(other)) })),
      ).filter((pair) => Math.abs(pair.lean) > chance(of(pair.kind).length));
    for (let n = 0; n < TRIES * ROUNDS; n += 1) {
      // Each kind takes every position in the round.
      const round = KINDS.map((_, index) => KINDS[(index + n) % KINDS.length] ?? 'unknown');
      for (const kind of round) {
        const { took, answer } = await ask(emailOf(kind, n));
        answers.add(answer);
        times.get(kind)?.push(took);
      }
      if ((n + 1) % TRIES !== 0) continue;
      if (leans().length === 0) break;
    }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toMatch(/^\[202,"",/);
    expect(leans()).toEqual([]);
  }, 600_000);

  it('reveals nothing when repeated', async () => {
    const again = await Promise.all(KINDS.map((kind) => ask(emailOf(kind, 0))));
    expect(new Set(again.map(({ answer }) => answer)).size).toBe(1);
  });
});
