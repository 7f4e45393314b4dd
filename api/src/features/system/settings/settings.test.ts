import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { signIn } from '../../../../test/support/worlds/world.ts';
import type { StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { Signals } from '../../../kernel/coordination/signals.ts';
import { defaultSettings } from './document.ts';
import { PlatformSettings, type SettingsDeps } from './service.ts';

const ROOT: StaffPrincipal = {
  kind: 'staff',
  id: '0193a5f0-7c1e-7000-8000-000000000001',
  role: 'super_admin',
  hospitalId: null,
  communityId: null,
  sessionId: '0193a5f0-7c1e-7000-8000-000000000002',
};
const LOCK = { attempts: 4, windowSeconds: 60, lockSeconds: 2, growth: 3, maxLockSeconds: 20 };

let app: TestApp;
const opened: Signals[] = [];

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(async () => {
  for (const signals of opened) await signals.close();
  await app.stop();
});

async function process(
  production = false,
  law: Pick<SettingsDeps, 'retentionDays' | 'mayRecordCalls'> = { mayRecordCalls: true },
): Promise<PlatformSettings> {
  const signals = new Signals({ url: app.testDatabase.url });
  const settings = new PlatformSettings({ database: app.database, signals, production, ...law });
  opened.push(signals);
  await signals.open();
  return settings;
}

describe('the settings', () => {
  test('are the defaults until a super admin changes them by version', async () => {
    const kiwi = await signIn(app.url, app.superAdmin);
    const first = await kiwi.get('/v1/system/settings');
    expect(first).toEqual({ ...defaultSettings(false), version: 1, updatedAt: null });
    const { version: _, updatedAt: __, ...document } = first;
    const body = { ...document, lockout: { ...document.lockout, nurse: LOCK } };
    const changed = await kiwi.put('/v1/system/settings', { body, ifMatch: 1 });
    expect(changed).toMatchObject({ version: 2, lockout: { nurse: LOCK } });
    await expect(kiwi.put('/v1/system/settings', { body, ifMatch: 1 })).rejects.toMatchObject({
      code: 'precondition_failed',
    });
    // Repeating it changes nothing, not even the version.
    expect(await kiwi.put('/v1/system/settings', { body })).toMatchObject({ version: 2 });
    const back = await kiwi.put('/v1/system/settings', { body: { lockout: {} } });
    expect(back).toMatchObject({ ...defaultSettings(false), version: 3 });
    const { rows } = await app.testDatabase.owner.raw(
      `select data from outbox_event where type = 'settings.changed' order by position`,
    );
    expect(rows).toEqual([
      { data: { version: 2, parts: ['lockout'] } },
      { data: { version: 3, parts: ['lockout'] } },
    ]);
  });

  test('reject inconsistent values and unknown members', async () => {
    const kiwi = await signIn(app.url, app.superAdmin);
    const put = (body: object) => kiwi.put('/v1/system/settings', { body });
    await expect(put({ lockout: { nurse: { ...LOCK, maxLockSeconds: 1 } } })).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: '/lockout/nurse/maxLockSeconds' }],
    });
    await expect(put({ lockout: { doctor: LOCK } })).rejects.toMatchObject({ status: 400 });
    await expect(put({ lockout: { nurse: { ...LOCK, attempts: 2 } } })).rejects.toMatchObject({
      status: 400,
    });
  });

  test('always require a second factor of administrators in production', async () => {
    const settings = await process(true);
    expect((await settings.current()).secondFactor.requiredRoles).toEqual(['super_admin', 'hospital_admin']);
    await expect(
      settings.put(ROOT, { secondFactor: { requiredRoles: ['nurse', 'super_admin'] } }, undefined),
    ).rejects.toMatchObject({
      code: 'unprocessable',
      errors: [{ pointer: '/secondFactor/requiredRoles', detail: expect.stringContaining('hospital_admin') }],
    });
  });

  test('refuse to record calls where the law of the region forbids it', async () => {
    const calls = (enabled: boolean) => ({ retentionDays: 90, recording: { enabled, retentionDays: 30 } });
    const settings = await process(false, { mayRecordCalls: false });
    expect((await settings.put(ROOT, { calls: calls(false) }, undefined)).calls).toEqual(calls(false));
    await expect(settings.put(ROOT, { calls: calls(true) }, undefined)).rejects.toMatchObject({
      code: 'unprocessable',
      errors: [{ pointer: '/calls/recording/enabled' }],
    });
  });

  test('refuse to keep records for a shorter time than the law of the region wants', async () => {
    const law = { mayRecordCalls: true, retentionDays: { triage: 9_132, calls: 9_132 } };
    const settings = await process(false, law);
    const short = { triage: { retentionDays: 9_131 }, audit: { retentionDays: 30 } };
    await expect(settings.put(ROOT, short, undefined)).rejects.toMatchObject({
      code: 'unprocessable',
      errors: [{ pointer: '/triage/retentionDays', detail: expect.stringContaining('9132 or more') }],
    });
    expect((await settings.current()).calls.retentionDays).toBe(9_132);
  });

  test('reach every process within a second and are cached in between', async () => {
    const [here, there] = [await process(), await process()];
    const before = await here.current();
    expect(await there.current()).toEqual(before);
    expect(await there.current()).toBe(await there.current());
    await here.put(ROOT, { audit: { retentionDays: 400 } }, [before.version]);
    expect((await here.current()).audit.retentionDays).toBe(400);
    await eventually(
      'the other process knows',
      async () => (await there.current()).audit.retentionDays === 400,
    );
  });

  test('are read from the database by a process that gets no notifications', async () => {
    const here = await process();
    const disconnected = new PlatformSettings({
      database: app.database,
      signals: new Signals({ url: app.testDatabase.url }),
      production: false,
      mayRecordCalls: true,
    });
    for (const days of [500, 501]) {
      await here.put(ROOT, { audit: { retentionDays: days } }, undefined);
      expect((await disconnected.current()).audit.retentionDays).toBe(days);
    }
  });

  test('change once when two callers update the same version', async () => {
    const settings = await process();
    const { version } = await settings.current();
    const tries = await Promise.allSettled(
      [601, 602, 603, 604].map((retentionDays) =>
        settings.put(ROOT, { audit: { retentionDays } }, [version]),
      ),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });
});
