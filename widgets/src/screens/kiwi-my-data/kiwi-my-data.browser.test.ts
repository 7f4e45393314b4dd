import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../test/fake-api.ts';
import { newBooking, noErasure, services, sessionsOf } from '../../../test/fake-world.ts';
import { expectAccessible, focused, Stage, textOf } from '../../../test/stage.ts';
import type { ServiceType } from '../../domain/wire.ts';

/** What the service seldom says; test/my-data.browser.test.ts has the rest, with the real one. */
describe('the view of the person’s own data', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  const open = async (page: Page) => {
    await page.locator('[data-opens=data]').click();
    await page.locator('kiwi-my-data h2').waitFor();
  };

  it('is loaded on demand, without loading the main module again', async () => {
    const asked: string[] = [];
    stage.browser.context.on('request', (request) => asked.push(request.url()));
    const { page, complaints } = await stage.scene({
      signedIn: true,
      htmlAttributes: 'lang="hi"',
      script: '/widgets/kiwimesh.js?v=3',
    });
    await page.locator('.tile').first().waitFor();
    expect(asked.filter((url) => url.includes('my-data'))).toEqual([]);
    await open(page);
    await page.getByText('हमारे पास आपके बारे में क्या है').waitFor();
    expect(asked.filter((url) => url.includes('my-data')).length).toBe(2);
    expect(asked.filter((url) => url.includes('kiwimesh.js'))).toEqual([
      `${stage.host.url}/widgets/kiwimesh.js?v=3`,
    ]);
    // From English to Hindi while it is open, too.
    await page.evaluate(() => document.documentElement.setAttribute('lang', 'en'));
    await page.getByText('What we hold about you').waitFor();
    expect(complaints).toEqual([]);
  });

  it.each([320, 375, 1280])('shows the mobile number on one line: %d px', async (width) => {
    const { page } = await stage.scene({ signedIn: true });
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    await page.getByText('Confirm mobile').waitFor();
    const lines = await page.locator('[data-address=phone] .name').evaluate((name) => {
      const range = document.createRange();
      range.selectNodeContents(name);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
    expect(lines).toBe(1);
  });

  it('switches to Hindi while it is open', async () => {
    const { page } = await stage.scene({ signedIn: true });
    await open(page);
    await page.getByText('What we hold about you').waitFor();
    await page.evaluate(() => document.documentElement.setAttribute('lang', 'hi'));
    await page.getByText('हमारे पास आपके बारे में क्या है').waitFor();
    expect(await textOf(page.locator('kiwi-devices .device').first())).toContain('Android पर Chrome');
    // Who is no volunteer sees nothing of it.
    expect(await page.locator('kiwi-volunteering').isVisible()).toBe(false);
  });

  it('names help promised to a neighbour as a blocker, without a link', async () => {
    const own = newBooking(1, services[0] as ServiceType, {});
    const theirs = newBooking(2, services[0] as ServiceType, {});
    const erasure = { ...noErasure, openBookings: [own.id, theirs.id] };
    const { page } = await stage.scene({ signedIn: true, api: { bookings: [own], erasure } });
    await page.locator('header .back').click();
    await open(page);
    await page.locator('#ask').click();
    const blocked = page.locator('[data-blocked]');
    await blocked.waitFor();
    expect(await textOf(blocked)).toContain('A neighbour you said yes to still counts on you');
    await expect.poll(() => blocked.getByRole('button').count()).toBe(1);
    await expectAccessible(page, 'blocked by two');
  });

  it('shows who requested erasure and whether it is final', async () => {
    const dueAt = new Date(Date.now() + 86_400_000).toISOString();
    const erasure = { ...noErasure, state: 'scheduled', requestedBy: 'staff', dueAt } as const;
    const first = await stage.scene({ signedIn: true, api: { erasure } });
    await open(first.page);
    await first.page.getByText('Your community asked for it on your behalf.').waitFor();

    const { page } = await stage.scene({ signedIn: true, api: { erasure: { ...noErasure, delayDays: 0 } } });
    await open(page);
    await page.locator('#ask').click();
    await page.getByText('At once. There is no way back').waitFor();
    expect(await textOf(page.locator('.decide'))).not.toContain('call it off here');
  });

  it('repeats a confirmation under the same key when the reply was lost', async () => {
    let lost = true;
    const { page, api } = await stage.scene({
      signedIn: true,
      api: {
        answer: ({ method, path }) => {
          if (`${method} ${path}` !== 'POST /v1/me/erasure') return null;
          if (lost) return problem(503, 'dependency_down');
          return { status: 202, body: { ...noErasure, state: 'scheduled', dueAt: new Date().toISOString() } };
        },
      },
    });
    await open(page);
    await page.locator('#ask').click();
    const yes = page.getByRole('button', { name: 'Yes, erase my data' });
    await yes.click();
    await page.locator('kiwi-erasure [role=alert] a[href="tel:112"]').waitFor();
    lost = false;
    await yes.click();
    await page.locator('[data-scheduled]').waitFor();
    const keys = api.received
      .filter(({ method, path }) => method === 'POST' && path === '/v1/me/erasure')
      .map(({ headers }) => headers['idempotency-key']);
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
  });

  it('shows the wait after too many downloads in minutes', async () => {
    const { page } = await stage.scene({
      signedIn: true,
      api: {
        answer: ({ path }) =>
          path === '/v1/me/export'
            ? { ...problem(429, 'rate_limited'), headers: { 'retry-after': '3000' } }
            : null,
      },
    });
    await open(page);
    await page.locator('#download').click();
    await page.getByText('Too many tries. You can try again in 50 minutes.').waitFor();
    expect(await page.locator('#download').getAttribute('aria-disabled')).toBe('true');
  });

  it('shows the newest devices, this one first, and the rest on demand', async () => {
    const sessions = sessionsOf(...Array.from({ length: 9 }, () => 'Chrome on Android'));
    const { page } = await stage.scene({ signedIn: true, api: { sessions: sessions.reverse() } });
    await open(page);
    const devices = page.locator('kiwi-devices .device');
    await devices.first().waitFor();
    expect(await textOf(devices.first())).toContain('This device');
    await expect.poll(() => devices.count()).toBe(6);
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => devices.count()).toBe(9);
    await expect.poll(() => focused(page)).toBe('Sign out');
    await expectAccessible(page, 'nine devices');
  });

  it('offers a retry of what could not be read', async () => {
    let down = true;
    const { page } = await stage.scene({
      signedIn: true,
      api: {
        answer: ({ path }) =>
          down && (path === '/v1/auth/sessions' || path === '/v1/me/erasure')
            ? problem(503, 'dependency_down')
            : null,
      },
    });
    await open(page);
    const retry = page.locator('kiwi-devices').getByRole('button', { name: 'Try again' });
    await retry.waitFor();
    await page.locator('kiwi-erasure').getByRole('button', { name: 'Try again' }).waitFor();
    down = false;
    await retry.click();
    await page.locator('kiwi-devices .device').first().waitFor();
    await page.locator('kiwi-erasure').getByRole('button', { name: 'Try again' }).click();
    await page.locator('#ask').waitFor();
  });

  it('lets a volunteer add a certificate, withdraw it and be asked', async () => {
    let held = { volunteer: true, available: false, positionAt: null, skills: [] as unknown[] };
    const declared: unknown[] = [];
    const { page, complaints } = await stage.scene({
      signedIn: true,
      api: {
        answer: ({ method, path, body }) => {
          if (path === '/v1/me/skills/cpr') {
            if (method === 'PUT') declared.push(body);
            const skill = { skill: 'cpr', state: 'declared', inForce: false, expiresOn: '2099-02-14' };
            held = { ...held, skills: method === 'PUT' ? [skill] : [] };
            return { status: method === 'PUT' ? 200 : 204, body: skill };
          }
          if (path !== '/v1/me/volunteering') return null;
          if (method === 'PUT') held = { ...held, available: body.available === true };
          return { status: 200, body: held };
        },
      },
    });
    await open(page);
    const section = page.locator('kiwi-volunteering');
    await section.getByRole('switch').check();
    await expect.poll(() => held.available).toBe(true);
    await section.getByRole('button', { name: 'Add a certificate' }).click();
    await expectAccessible(page, 'adding a certificate');
    await section.locator('#certified').fill('2020-02-14');
    await section.locator('#expires').fill('2099-02-14');
    await section.locator('[name=consent]').check();
    await section.getByRole('button', { name: 'Add it' }).click();
    await section.getByText('has yet to see the certificate').waitFor();
    expect(declared).toEqual([{ certifiedOn: '2020-02-14', expiresOn: '2099-02-14', consent: true }]);
    await section.getByRole('button', { name: 'Withdraw: Resuscitation (CPR)' }).click();
    await section.getByText('Withdrawn and deleted.').waitFor();
    await expect.poll(() => focused(page)).toBe('Helping neighbours in an emergency');
    expect(complaints).toEqual([]);
  });
});
