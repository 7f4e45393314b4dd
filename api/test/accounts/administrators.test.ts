import { type Kiwimesh, ProblemError } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { PASSWORD, signIn } from '../support/worlds/world.ts';

let app: TestApp;
let root: Kiwimesh;

beforeAll(async () => {
  app = await startTestApp();
  root = await signIn(app.url, app.superAdmin);
});
afterAll(() => app.stop());

interface Admin {
  readonly id: string;
  readonly email: string;
}

let made = 0;
async function admin(hospitalId: string | null): Promise<Admin> {
  made += 1;
  const email = `admin.${made}@test.example`;
  const role = hospitalId === null ? 'super_admin' : 'hospital_admin';
  // Only people who sign in need a password, whose hash takes a while.
  const rest = hospitalId === null ? { password: PASSWORD } : { hospitalId };
  const { id } = await root.post('/v1/staff', { body: { role, name: `Admin ${made}`, email, ...rest } });
  return { id, email };
}

async function hospital(): Promise<string> {
  made += 1;
  return (await root.post('/v1/hospitals', { body: { name: `Hospital ${made}` } })).id;
}

const patch = (by: Kiwimesh, staffId: string, body: object) =>
  by.patch('/v1/staff/{staffId}', { path: { staffId }, body });

/** The status of a request, with the code of its problem: `200`, `409 last_administrator`. */
async function outcome(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return '200';
  } catch (error) {
    if (error instanceof ProblemError) return `${error.status} ${error.code}`;
    throw error;
  }
}

async function importing(by: Kiwimesh, rows: Record<string, string>[]): Promise<string> {
  const { results } = await by.post('/v1/imports/{kind}', {
    path: { kind: 'staff' },
    body: { rows, onNameChange: 'update' },
  });
  return results
    .map(({ status, errors }) => [status, ...errors.map(({ detail }) => detail)].join(': '))
    .join();
}

async function activeAdmins(where: Record<string, unknown>): Promise<number> {
  const rows = await app.testDatabase.owner('staff').where({ active: true, ...where });
  return rows.length;
}

describe('the administrators of a hospital', () => {
  it.each([
    ['deactivated', (id: string) => outcome(patch(root, id, { active: false }))],
    ['given another role', (id: string) => outcome(patch(root, id, { role: 'nurse' }))],
    [
      'made a super admin',
      (id: string) => outcome(patch(root, id, { role: 'super_admin', hospitalId: null })),
    ],
    [
      'moved to another hospital',
      async (id: string) => outcome(patch(root, id, { hospitalId: await hospital() })),
    ],
  ])('keep the last one from being %s', async (_what, leave) => {
    const hospitalId = await hospital();
    const [last, other] = [await admin(hospitalId), await admin(hospitalId)];
    expect(await leave(other.id)).toBe('200');
    expect(await leave(last.id)).toBe('409 last_administrator');
    expect(await activeAdmins({ hospital_id: hospitalId, role: 'hospital_admin' })).toBe(1);
  });

  it('keep the last one in an import, and accept the other rows', async () => {
    const hospitalId = await hospital();
    const [last, other] = [await admin(hospitalId), await admin(hospitalId)];
    const row = (who: Admin, active: string) => ({
      role: 'hospital_admin',
      name: 'Renamed',
      email: who.email,
      hospitalId,
      active,
    });
    const nurse = { role: 'nurse', name: 'N', email: 'n@test.example', hospitalId, active: 'yes' };
    expect(await importing(root, [row(last, 'no'), row(other, 'no'), nurse])).toMatch(
      /^updated,failed: [^,]*no active administrator[^,]*,created$/,
    );
    expect(await activeAdmins({ hospital_id: hospitalId, role: 'hospital_admin' })).toBe(1);
    // In one file the next one comes and the last one goes, in either order.
    const [gone] = await app.testDatabase
      .owner('staff')
      .where({ hospital_id: hospitalId, role: 'hospital_admin', active: false });
    const next = gone.id === last.id ? last : other;
    const leaving = gone.id === last.id ? other : last;
    expect(await importing(root, [row(leaving, 'no'), row(next, 'yes')])).toBe('updated,updated');
  });

  it('may all leave a deactivated hospital, which needs one to be reactivated', async () => {
    const hospitalId = await hospital();
    const only = await admin(hospitalId);
    const set = (active: boolean) =>
      outcome(root.patch('/v1/hospitals/{hospitalId}', { path: { hospitalId }, body: { active } }));
    expect(await set(false)).toBe('200');
    expect(await outcome(patch(root, only.id, { active: false }))).toBe('200');
    expect(await set(true)).toBe('409 last_administrator');
    const file = { rows: [{ name: `Hospital ${made - 1}`, active: 'yes' }] };
    const { results } = await root.post('/v1/imports/{kind}', { path: { kind: 'hospitals' }, body: file });
    expect(results[0]).toMatchObject({ status: 'failed', errors: [{ field: 'active' }] });
    expect(await outcome(patch(root, only.id, { active: true }))).toBe('200');
    expect(await set(true)).toBe('200');
  });

  it('are not required of a hospital that never had one', async () => {
    const hospitalId = await hospital();
    for (const active of [false, true]) {
      await root.patch('/v1/hospitals/{hospitalId}', { path: { hospitalId }, body: { active } });
    }
  });

  it('never all leave, however many concurrent requests remove them', async () => {
    const hospitalId = await hospital();
    const admins = await Promise.all(Array.from({ length: 6 }, () => admin(hospitalId)));
    const outcomes = await Promise.all([
      ...admins.slice(0, 2).map(({ id }) => outcome(patch(root, id, { active: false }))),
      ...admins.slice(2, 4).map(({ id }) => outcome(patch(root, id, { role: 'nurse' }))),
      ...admins.slice(4).map(async ({ email }) => {
        const row = { role: 'hospital_admin', name: 'A', email, hospitalId, active: 'no' };
        return (await importing(root, [row])).startsWith('updated') ? '200' : '409 last_administrator';
      }),
    ]);
    expect(outcomes.toSorted()).toEqual([...Array(5).fill('200'), '409 last_administrator']);
    expect(await activeAdmins({ hospital_id: hospitalId, role: 'hospital_admin' })).toBe(1);
  });
});

describe('the super admins', () => {
  it('never deactivate each other concurrently', async () => {
    const pair = [await admin(null), await admin(null)] as const;
    const first = await signIn(app.url, { email: pair[0].email, password: PASSWORD });
    const all = await app.testDatabase.owner('staff').where({ active: true, role: 'super_admin' });
    for (const { id } of all as Admin[]) {
      if (id !== pair[0].id && id !== pair[1].id) await patch(first, id, { active: false });
    }
    for (let round = 0; round < 4; round += 1) {
      const [a, b] = await Promise.all(
        pair.map(({ email }) => signIn(app.url, { email, password: PASSWORD })),
      );
      const outcomes = await Promise.all([
        outcome(patch(a as Kiwimesh, pair[1].id, { active: false })),
        outcome(patch(b as Kiwimesh, pair[0].id, { active: false })),
      ]);
      expect(await activeAdmins({ role: 'super_admin' })).toBe(1);
      // The other one found itself the last, or its session had ended already.
      expect(outcomes.toSorted()).toEqual([
        '200',
        expect.stringMatching(/^(409 last_administrator|401 unauthenticated)$/),
      ]);
      const won = outcomes[0] === '200' ? 0 : 1;
      await patch((won === 0 ? a : b) as Kiwimesh, pair[1 - won]?.id as string, { active: true });
    }
  });

  it('keep the last one from giving up the role', async () => {
    const active = await app.testDatabase.owner('staff').where({ active: true, role: 'super_admin' });
    expect(active).toHaveLength(2);
    const [one, other] = active as [Admin, Admin];
    const kiwi = await signIn(app.url, { email: one.email, password: PASSWORD });
    await patch(kiwi, other.id, { active: false });
    const hospitalId = (await kiwi.get('/v1/hospitals')).data[0]?.id as string;
    expect(await outcome(patch(kiwi, one.id, { role: 'nurse', hospitalId }))).toBe('409 last_administrator');
    const row = { role: 'super_admin', name: 'A', email: one.email, active: 'no' };
    expect(await importing(kiwi, [row])).toMatch(/^failed/);
    expect(await activeAdmins({ role: 'super_admin' })).toBe(1);
  });
});
