import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../api/test/support/app.ts';
import { eventually } from '../../api/test/support/eventually.ts';
import { startTestWorld } from '../../api/test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../api/test/support/worlds/world.ts';
import { type Browser, complaints, openBrowser } from './browser.ts';
import { DISPATCHER, look, signInAt } from './console-page.ts';

/** What a dispatcher does less often than to send an ambulance, against the real service, its sockets and its assessment. */
describe('a call at the console', () => {
  let app: TestApp;
  let world: World;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  const callIn = (kiwi: Signed['kiwi']) =>
    kiwi.post('/v1/calls', { body: { channel: 'web', language: 'en' } });
  const head = (of: Page) => of.locator('kiwi-call-head');

  beforeAll(async () => {
    ({ app, world } = await startTestWorld());
    browser = await openBrowser({
      viewport: { width: 1440, height: 900 },
      locale: 'en-IN',
      reducedMotion: 'reduce',
    });
    page = await browser.context.newPage();
    faults = complaints(page);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('is corrected, decided otherwise than assessed, with a reason, and transferred', async () => {
    const { kiwi } = world.here.community.residents[1] as Signed;
    const call = await callIn(kiwi);
    await kiwi.post('/v1/calls/{callId}/messages', {
      path: { callId: call.id },
      body: { text: 'I have fallen and my leg hurts very much' },
    });
    await signInAt(page, DISPATCHER, app.url);
    await page.locator('kiwi-waiting-calls a').first().click();
    await page.locator('kiwi-transcript', { hasText: 'I have fallen' }).waitFor();
    await page.keyboard.press('c');
    await page.getByRole('button', { name: 'Hold' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await page.keyboard.press('h');
    await page.getByRole('button', { name: 'Hold' }).waitFor();

    await page.locator('kiwi-prefill').getByRole('button', { name: 'Correct For the crew' }).click();
    await page.locator('kiwi-prefill textarea').fill('Third floor, no lift');
    await page.locator('kiwi-prefill').getByRole('button', { name: 'Save' }).click();
    await page.locator('kiwi-prefill .entry', { hasText: 'Third floor' }).getByText('corrected').waitFor();
    // The place is found by its name, and the pin then moved, by keyboard alone.
    const where = page.locator('kiwi-prefill .entry').filter({ hasText: /^\s*Where/ });
    const gate = { latitude: 12.9719, longitude: 77.5951 };
    await world.here.community.manager.kiwi.post('/v1/communities/{communityId}/places', {
      path: { communityId: world.here.community.id },
      body: { name: 'North gate', location: gate },
    });
    await page.keyboard.press('p');
    await page.keyboard.type('gate north');
    await page.keyboard.press('Enter');
    await page.locator('kiwi-where .found', { hasText: 'North gate' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Pin on a map' }).press('Enter');
    await page.getByText('Pin at 12.9719, 77.5951').waitFor();
    await look(page, 'where');
    await page.locator('kiwi-where .primary').press('Enter');
    await where.getByText('found').waitFor();
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Pin on a map' }).press('Enter');
    await page.getByRole('button', { name: '10 m to the north' }).press('Shift+ArrowUp');
    await page.locator('kiwi-where .primary').press('Enter');
    await where.getByText('pin on the map').waitFor();
    const { prefill } = await world.here.hospital.nurse.kiwi.get('/v1/calls/{callId}/context', {
      path: { callId: call.id },
    });
    expect(prefill.location).toMatchObject({
      source: 'pin',
      value: { latitude: expect.closeTo(12.9728, 4), longitude: 77.5951 },
    });
    await page.keyboard.press('d');
    await page.keyboard.press('4');
    await page.locator('kiwi-decision #reason').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Say why in a few words.').waitFor();
    await look(page, 'override');
    await page.keyboard.type('Walks, and wants a bandage');
    await page.locator('kiwi-decision').getByText('Give advice').click();
    await page.locator('kiwi-decision .confirm .primary').click();
    await eventually('the urgency is the decided one', async () => {
      const { urgency } = await kiwi.get('/v1/calls/{callId}', { path: { callId: call.id } });
      return urgency === 4;
    });
    await page.locator('kiwi-decision dialog[open]').waitFor({ state: 'detached' });

    await page.keyboard.press('t');
    await page.getByRole('heading', { name: 'Transfer the call' }).waitFor();
    await look(page, 'transfer');
    await page.locator('kiwi-hand-over .confirm .primary').click();
    await head(page).waitFor({ state: 'detached' });
    // An exercise looks like nothing else.
    const body = { scenarioId: 'stroke', mode: 'text' } as const;
    await world.here.hospital.nurse.kiwi.post('/v1/training/runs', { body });
    await page.locator('kiwi-waiting-calls li.exercise a').click();
    await page.locator('kiwi-call-head').getByText('nothing is sent').waitFor();
    await look(page, 'exercise');
    expect(faults).toEqual([]);
  });

  it('is assessed in the operator’s language, with questions in the caller’s', async () => {
    const { kiwi } = world.here.community.residents[2] as Signed;
    const call = await kiwi.post('/v1/calls', { body: { channel: 'web', language: 'hi' } });
    await kiwi.post('/v1/calls/{callId}/messages', {
      path: { callId: call.id },
      body: { text: 'पापा की छाती में दर्द है' },
    });
    await page.locator(`kiwi-waiting-calls a[href$="${call.id}"]`).click();
    const reasons = page.locator('kiwi-assessment .reasons[lang=en]');
    await expect.poll(() => reasons.innerText()).toMatch(/[Cc]hest pain/);
    expect(await reasons.innerText()).not.toMatch(/\p{Script=Devanagari}/u);
    const question = page.locator('kiwi-guidance .questions li').first();
    await expect.poll(() => question.innerText()).toMatch(/\p{Script=Devanagari}/u);
    await expect.poll(() => question.locator('.meaning').innerText()).toMatch(/^[A-Z][ -~]+$/);
    await look(page, 'another language');
    expect(faults).toEqual([]);
  });

  it('lets a super admin choose a desk, and take a call over with the duty', async () => {
    const own = await browser.context.browser()?.newContext({ locale: 'en-IN', reducedMotion: 'reduce' });
    const tab = await own?.newPage();
    if (own === undefined || tab === undefined) throw new Error('there is no browser');
    const { email, password } = app.superAdmin;
    await signInAt(tab, email, app.url, '/console', password);
    const desk = tab.locator('kiwi-console-bar select.desk-name');
    await tab.getByText('Nobody is waiting.').waitFor();
    await desk.selectOption(world.here.hospital.id);
    const call = await callIn((world.here.community.residents[0] as Signed).kiwi);
    await tab.locator(`kiwi-waiting-calls a[href$="${call.id}"]`).click();
    await head(tab).waitFor();
    // Without the duty one only watches.
    expect(await head(tab).getByRole('button').count()).toBe(0);
    const me = await world.superAdmin.get('/v1/me');
    const path = { staffId: me.id };
    await world.superAdmin.patch('/v1/staff/{staffId}', { path, body: { duties: ['dispatch'] } });
    await tab.reload();
    await head(tab).getByRole('button', { name: 'Take' }).waitFor();
    expect(await desk.inputValue()).toBe(world.here.hospital.id);
    await world.here.hospital.nurse.kiwi.post('/v1/calls/{callId}/claim', { path: { callId: call.id } });
    await tab.getByRole('button', { name: 'Take over' }).click();
    await tab.getByRole('button', { name: 'Decide' }).waitFor();
    await own.close();
  });
});
