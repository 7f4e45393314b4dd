/** Access rules of operations, as the CLI reads them from the contract of the API. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import type { Operation } from '../src/operations/contract.ts';
import { CliUser, endCommands } from './run-cli.ts';

let app: TestApp;
let user: CliUser;
afterAll(endCommands);
beforeAll(async () => {
  app = await startTestApp();
  user = new CliUser();
});
afterAll(() => app?.stop());

const env = () => ({ KIWIMESH_API: app.url });
const list = async (...flags: string[]) =>
  (await user.json<{ data: Operation[] }>(['operations', 'list', ...flags], { env: env() })).data;

describe('kiwimesh operations', () => {
  it('lists all, without a sign-in, each with its callers', async () => {
    const all = await list();
    expect(all.length).toBeGreaterThan(40);
    for (const one of all) expect([one.id, Object.keys(one.callers).length > 0]).toEqual([one.id, true]);
  });

  it('lists what one role may do', async () => {
    const nurse = await list('--role', 'nurse');
    expect(nurse.map(({ id }) => id)).toContain('getBooking');
    expect(nurse.map(({ id }) => id)).not.toContain('createHospital');
    expect((await list('--role', 'nurse', '--tag', 'booking')).every(({ tag }) => tag === 'booking')).toBe(
      true,
    );
  });

  it('shows which records a role can access', async () => {
    const { stdout, code } = await user.run(['operations', 'list', '--role', 'resident'], { env: env() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^getBooking +GET \/v1\/bookings\/\{bookingId\} +own$/m);
    expect(stdout).toContain("own: the caller's own records");
  });

  it('shows one, with who reaches whose records and what a key needs', async () => {
    const shown = await user.json<Operation>(['operations', 'show', 'getbooking'], { env: env() });
    expect(shown).toMatchObject({
      id: 'getBooking',
      method: 'GET',
      path: '/v1/bookings/{bookingId}',
      scopes: ['bookings:read'],
      callers: { super_admin: 'platform', nurse: 'tenant', resident: 'own', api_key: 'tenant' },
    });
    const { stdout } = await user.run(['operations', 'show', 'getBooking'], { env: env() });
    expect(stdout).toMatch(/^resident +the caller's own records$/m);
  });

  it('names the operation that was probably meant', async () => {
    const { stderr, code } = await user.run(['operations', 'show', 'getBookin'], { env: env() });
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "getBooking"?');
  });

  it('says so where there is no contract', async () => {
    const { stderr, code } = await user.run(['operations', 'list', '--api', `${app.url}/elsewhere`]);
    expect(code).toBe(6);
    expect(stderr).toContain('has no OpenAPI document at /openapi.json');
  });
});
