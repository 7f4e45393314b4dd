import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { eventually } from '../../api/test/support/eventually.ts';
import { codeSentTo, makeWorld, type Signed, type World } from '../../api/test/support/worlds/world.ts';
import type { DemoHost } from '../demo/server.ts';
import { type Browser, complaints, openBrowser } from './browser.ts';
import { startHospitalPage } from './hospital-page.ts';
import { expectAccessible } from './stage.ts';

/** A call from a hospital's own page under a strict policy, to the real service. */
describe('a call from a hospital’s own page', () => {
  let app: TestApp;
  let world: World;
  let host: DemoHost;
  let browser: Browser;

  beforeAll(async () => {
    app = await startTestApp();
    world = await makeWorld({ url: app.url, superAdmin: app.superAdmin });
    host = await startHospitalPage(world, app.url);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await app?.stop();
  });

  async function signIn(page: Page, resident: Signed): Promise<void> {
    const { phone } = await resident.kiwi.get('/v1/me');
    await page.locator('#phone').fill((phone ?? '').replace('+91', ''));
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('#code').fill(await codeSentTo(app.url, phone ?? ''));
    await page.locator('kiwi-sign-in button[type=submit]').click();
  }

  it('is typed, answered, advised and ends with an ambulance', async () => {
    const resident = world.here.community.residents[0] as Signed;
    const { nurse, paramedic } = world.here.hospital;
    const page = await browser.context.newPage();
    const found = complaints(page);
    const response = await page.goto(`${host.url}/call`);
    expect(response?.headers()['content-security-policy']).toContain("default-src 'none'");
    await signIn(page, resident);
    await page.getByRole('button', { name: 'Write instead' }).click();
    await page.getByText('Ringing at').waitFor();
    await page.locator('#words').fill('My father is not breathing and does not wake up');
    await page.keyboard.press('Enter');
    await page.locator('.mine:not(.unsent)').waitFor();

    const { data } = await nurse.kiwi.get('/v1/calls', { query: { state: ['waiting'] } });
    const path = { callId: data[0]?.id ?? '' };
    expect(data).toMatchObject([{ residentId: resident.id, channel: 'web' }]);
    const { operator } = await nurse.kiwi.post('/v1/calls/{callId}/claim', { path });
    await page.getByText(`${operator?.name} is with you`).waitFor();
    await nurse.kiwi.post('/v1/calls/{callId}/messages', {
      path,
      body: { text: 'Push hard in the middle of his chest', speaker: 'operator' },
    });
    await page.locator('[role=log] .desk', { hasText: 'Push hard' }).waitFor();
    await nurse.kiwi.post('/v1/calls/{callId}/hold', { path });
    await page.getByText('has put you on hold').waitFor();
    await nurse.kiwi.post('/v1/calls/{callId}/resume', { path });
    await page.getByText(`${operator?.name} is with you`).waitFor();

    await eventually('the call is assessed', async () => {
      const { urgency } = await nurse.kiwi.get('/v1/calls/{callId}', { path });
      return urgency === 1 || undefined;
    });
    const decided = await nurse.kiwi.post('/v1/calls/{callId}/decision', {
      path,
      body: { urgency: 1, action: 'dispatch' },
    });
    const bookingId = decided.bookingId ?? '';
    await page.locator('.ambulance .headline').waitFor();
    await expectAccessible(page, 'dispatched', 'kiwi-call');
    const admin = world.here.hospital.admin.kiwi;
    await admin.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId },
      body: { to: 'assigned', assigneeId: paramedic.id },
    });
    await page.locator('.ambulance', { hasText: 'will take care of you' }).waitFor();

    // The page is closed and opened again: the same call.
    await page.reload();
    await page.locator('.ambulance', { hasText: 'will take care of you' }).waitFor();
    await page.locator('.desk', { hasText: 'Push hard' }).waitFor();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('The call has ended').waitFor();
    await eventually('the desk sees the end', async () => {
      const { state } = await nurse.kiwi.get('/v1/calls/{callId}', { path });
      return state === 'ended' || undefined;
    });
    expect(found).toEqual([]);
  });

  it('is made by who scans the code of a place, without an account', async () => {
    const { nurse } = world.here.hospital;
    const { id: communityId, manager } = world.here.community;
    const { code } = await manager.kiwi.post('/v1/communities/{communityId}/places', {
      path: { communityId },
      body: { name: 'Lift 2', location: { latitude: 12.9719, longitude: 77.5951, address: 'Tower B' } },
    });
    const page = await browser.context.newPage();
    const found = complaints(page);
    await page.goto(`${app.url}/call?place=${code}`);
    await page.getByText(`at the place with the code ${code}`).waitFor();
    await expectAccessible(page, 'at a place', 'kiwi-call');
    await page.getByRole('button', { name: 'Write instead' }).click();
    await page.getByText('The desk sees where you are: Lift 2').waitFor();
    await page.locator('#words').fill('My neighbour has fallen in the lift');
    await page.keyboard.press('Enter');
    await page.locator('.mine:not(.unsent)').waitFor();

    const { data } = await nurse.kiwi.get('/v1/calls', { query: { state: ['waiting'] } });
    const path = { callId: data[0]?.id ?? '' };
    await nurse.kiwi.post('/v1/calls/{callId}/claim', { path });
    await page.getByText('is with you').waitFor();
    await page.reload();
    await page.getByText('is with you').waitFor();
    await page.locator('.mine', { hasText: 'fallen in the lift' }).waitFor();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('The call has ended').waitFor();

    // A code of nowhere leaves the number to dial, and a field for the right one.
    await page.goto(`${app.url}/call?place=WRONG-00000`);
    await page.getByRole('button', { name: 'Write instead' }).click();
    await page.getByText('This code does not work').waitFor();
    await page.locator('.notice a[href="tel:112"]').waitFor();
    await expectAccessible(page, 'asked for the right code', 'kiwi-call');
    expect(found).toEqual([]);
  });

  it('is made by who types the code of a place, which they cannot scan', async () => {
    const { id: communityId, manager } = world.here.community;
    const { code } = await manager.kiwi.post('/v1/communities/{communityId}/places', {
      path: { communityId },
      body: { name: 'Gate 1', location: { latitude: 12.9719, longitude: 77.5951 } },
    });
    const page = await browser.context.newPage();
    const found = complaints(page);
    await page.goto(`${app.url}/call`);
    await page.getByLabel('Code of the place').fill('4TZ9K');
    await page.keyboard.press('Enter');
    await page.getByText('A code has ten letters and digits').waitFor();
    // As people type it.
    await page.getByLabel('Code of the place').fill(` ${code.toLowerCase().replace('-', ' ')}`);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Write instead' }).click();
    await page.getByText('The desk sees where you are: Gate 1').waitFor();
    await page.reload();
    await page.getByText('The desk sees where you are: Gate 1').waitFor();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('The call has ended').waitFor();
    expect(found).toEqual([]);
  });
});
