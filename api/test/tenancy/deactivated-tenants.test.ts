import { ProblemError } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { PASSWORD, signIn, type World } from '../support/worlds/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app.stop());

const codeOf = async (request: Promise<unknown>): Promise<string> => {
  try {
    await request;
    return 'done';
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
};

describe('a deactivated hospital', () => {
  it('ends the sessions of its staff, rejects their sign-in, and stops its keys', async () => {
    const { hospital } = world.there;
    const { secret } = await world.superAdmin.post('/v1/api-keys', {
      body: { name: 'K', kind: 'secret', hospitalId: hospital.id, scopes: ['bookings:read'] },
    });
    const byKey = () => fetch(`${app.url}/v1/bookings`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await byKey()).status).toBe(200);
    const set = (active: boolean) =>
      world.superAdmin.patch('/v1/hospitals/{hospitalId}', {
        path: { hospitalId: hospital.id },
        body: { active },
      });
    await set(false);
    // The SDK would refresh its token: that is rejected as well.
    for (const { kiwi } of [hospital.admin, hospital.nurse, hospital.paramedic]) {
      expect(await codeOf(kiwi.get('/v1/me'))).toBe('unauthenticated');
    }
    const login = { email: 'nurse.2@test.example', password: PASSWORD };
    expect(await codeOf(signIn(app.url, login))).toBe('invalid_credentials');
    expect((await byKey()).status).toBe(401);
    expect(await codeOf(world.here.hospital.nurse.kiwi.get('/v1/me'))).toBe('done');
    await set(true);
    expect(await codeOf(signIn(app.url, login))).toBe('done');
    await eventually('the key works again', async () => ((await byKey()).status === 200 ? true : undefined));
  });
});

describe('a deactivated community', () => {
  it('leaves its residents emergency help at once and no visits', async () => {
    const { community } = world.here;
    const [resident] = community.residents;
    const book = (body: { serviceType: string; scheduledFor?: string }) =>
      codeOf(resident?.kiwi.post('/v1/bookings', { body }) as Promise<unknown>);
    await world.superAdmin.patch('/v1/communities/{communityId}', {
      path: { communityId: community.id },
      body: { active: false },
    });
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect(await book({ serviceType: 'physiotherapy', scheduledFor: tomorrow })).toBe('not_eligible');
    expect(await book({ serviceType: 'ambulance' })).toBe('done');
  });
});
