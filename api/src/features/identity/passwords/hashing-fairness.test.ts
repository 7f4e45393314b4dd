import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { sized } from '../../../../test/support/size.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import { PASSWORD, signIn, type World } from '../../../../test/support/worlds/world.ts';
import { Bulkhead, type Turn } from '../../../kernel/coordination/bulkhead.ts';
import { HashingQueue } from './hashing-queue.ts';

const ROWS = sized({ small: 80, full: 200 });

let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app.stop());

it('a sign-in overtakes the passwords of a running import', async () => {
  let hashed = 0;
  const run = Bulkhead.prototype.run;
  const watched = vi.spyOn(Bulkhead.prototype, 'run').mockImplementation(async function <T>(
    this: Bulkhead,
    work: () => Promise<T>,
    turn?: Turn,
  ): Promise<T> {
    const value = await (run.call(this, work, turn) as Promise<T>);
    if (this instanceof HashingQueue && turn?.lane === 'bulk') hashed += 1;
    return value;
  });
  const rows = Array.from({ length: ROWS }, (_, n) => ({
    role: 'nurse',
    name: `Nurse ${n}`,
    email: `nurse.${n}@fair.example`,
    hospitalId: world.here.hospital.id,
    password: PASSWORD,
  }));
  const importing = world.superAdmin.post('/v1/imports/{kind}', { path: { kind: 'staff' }, body: { rows } });
  await eventually('the import hashes', () => hashed > 0);
  const before = hashed;
  await signIn(app.url, app.superAdmin);
  // A first-come queue would have hashed the whole import first.
  expect(hashed - before).toBeLessThan(ROWS / 2);
  const { results } = await importing;
  expect(results.filter(({ status }) => status === 'created')).toHaveLength(ROWS);
  expect(hashed).toBe(ROWS);
  watched.mockRestore();
});
