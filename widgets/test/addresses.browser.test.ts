import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { codeSentTo, makeWorld, type World } from '../../api/test/support/worlds/world.ts';
import type { DemoHost } from '../demo/server.ts';
import { look, PHONE } from './account-world.ts';
import { type Browser, complaints, DESKTOP_SIZE, openBrowser } from './browser.ts';
import { startHospitalPage } from './hospital-page.ts';
import { textOf } from './stage.ts';

/** A resident's sign-in addresses, on a hospital's own page, with the real service. */
describe('the addresses a resident signs in with', () => {
  let app: TestApp;
  let world: World;
  let host: DemoHost;
  let browser: Browser;
  let number = 0;

  beforeAll(async () => {
    app = await startTestApp();
    world = await makeWorld({ url: app.url, superAdmin: app.superAdmin, residents: 0 });
    host = await startHospitalPage(world, app.url);
    browser = await openBrowser({ viewport: PHONE, reducedMotion: 'reduce' });
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await app?.stop();
  });

  /** Somebody new, signed in, with the view of their data open. */
  async function opened(): Promise<{ id: string; phone: string; page: Page; found: string[] }> {
    number += 1;
    const phone = `+91700300${String(number).padStart(4, '0')}`;
    const { id } = await world.superAdmin.post('/v1/residents', {
      body: { communityId: world.here.community.id, name: `Kavya Menon ${number}`, phone },
    });
    const page = await browser.context.newPage();
    const found = complaints(page);
    await page.goto(host.url);
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.locator('#phone').fill(phone.replace('+91', ''));
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('#code').waitFor();
    await app.settled();
    await page.locator('#code').fill(await codeSentTo(app.url, phone));
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('[data-opens=data]').click();
    await page.locator('[data-address=phone]').waitFor();
    return { id, phone, page, found };
  }
  const record = (residentId: string) =>
    world.superAdmin.get('/v1/residents/{residentId}', { path: { residentId } });

  it('adds an email with the code sent to it and removes it', async () => {
    const { id, page, found } = await opened();
    const email = 'kavya.new@test.example';
    expect(await textOf(page.locator('[data-address=phone]'))).toContain('Confirmed');
    await page.getByRole('button', { name: 'Add email' }).click();
    await page.locator('#new-address').fill('kavya');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.locator('#address-error .error').waitFor();
    await page.locator('#new-address').fill(email);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.locator('#address-code').waitFor();
    await look(page, 'addresses', 'code');
    await page.locator('#address-code').fill('000000');
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.locator('#address-code-error .error').waitFor();
    await app.settled();
    await page.locator('#address-code').fill(await codeSentTo(app.url, email));
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByText('Your email is confirmed.').waitFor();
    expect(await textOf(page.locator('[data-address=email]'))).toContain(`${email} Confirmed`);
    expect(await textOf(page.locator('kiwi-my-data dl'))).toContain(email);
    expect(await record(id)).toMatchObject({ email, emailProven: true });
    await page.setViewportSize(DESKTOP_SIZE);
    await look(page, 'addresses', 'desktop');
    await page.getByRole('button', { name: 'Remove email' }).click();
    await page.locator('#remove-email').waitFor();
    await look(page, 'addresses', 'remove');
    await page.locator('form.decide button[type=submit]').click();
    await page.getByText('Your email is removed.').waitFor();
    expect(await page.getByRole('button', { name: 'Remove email' }).count()).toBe(0);
    expect(await record(id)).toMatchObject({ email: null, emailProven: false });
    expect(found).toEqual([]);
    await page.close();
  });

  it('declines a change that an administrator asked for', async () => {
    const { id, phone, page, found } = await opened();
    await world.superAdmin.patch('/v1/residents/{residentId}', {
      path: { residentId: id },
      body: { phone: '+917003009999' },
    });
    await page.locator('header .back').click();
    await page.locator('[data-opens=data]').click();
    const waiting = page.locator('[data-pending=phone]');
    await waiting.waitFor();
    expect(await textOf(waiting)).toContain('An administrator asked for it on');
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    await look(page, 'addresses', 'waiting-rtl');
    await page.getByRole('button', { name: 'Decline this change' }).click();
    await page.getByText('Declined. Nothing has changed.').waitFor();
    expect(await waiting.count()).toBe(0);
    expect(await record(id)).toMatchObject({ phone, pendingAddresses: [] });
    expect(found).toEqual([]);
    await page.close();
  });
});
