import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../api/test/support/app.ts';
import { startTestWorld } from '../../api/test/support/worlds/standard-world.ts';
import { PASSWORD, type Signed, type World } from '../../api/test/support/worlds/world.ts';
import { accessibilityFaults } from './accessibility.ts';
import { type Browser, complaints, openBrowser } from './browser.ts';

/** Where pictures are kept for people to look at: none are taken without it. */
const PICTURES = process.env.KIWIMESH_PICTURES;
const ADMIN = 'hospital_admin.1@test.example';

/** The page of who answers for a desk, against the real service. */
describe('the supervisor’s page', () => {
  let app: TestApp;
  let world: World;
  let browser: Browser;
  let page: Page;
  let faults: string[];

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

  const tile = (label: string) =>
    page.locator('kiwi-desk-figures .tile', { has: page.getByText(label, { exact: true }) });
  const operator = () => world.here.hospital.nurse;

  async function looksRight(state: string): Promise<void> {
    for (const width of [1440, 1024, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([width, Math.max(0, wider)]).toEqual([width, 0]);
      if (PICTURES === undefined) continue;
      await mkdir(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${state}-${width}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(await accessibilityFaults(page), state).toEqual([]);
  }

  it('shows an administrator who waits, who talks, and how calls went, as it changes', async () => {
    await page.goto(`${app.url}/console/supervisor`);
    await page.locator('#email').fill(ADMIN);
    await page.locator('#password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await tile('Waiting').getByText('0', { exact: true }).waitFor();
    const caller = world.here.community.residents[0] as Signed;
    const call = await caller.kiwi.post('/v1/calls', { body: { channel: 'web', language: 'en' } });
    // Without a reload, and rung on this page too.
    await tile('Waiting').getByText('1', { exact: true }).waitFor();
    await page.locator('kiwi-ringing').getByRole('button', { name: 'Open the call' }).waitFor();
    const path = { callId: call.id };
    await caller.kiwi.post('/v1/calls/{callId}/messages', { path, body: { text: 'He is not breathing' } });
    await operator().kiwi.post('/v1/calls/{callId}/claim', { path });
    const row = page.locator('kiwi-operators li', { hasText: 'In a call' });
    await row.waitFor();
    await page.locator('kiwi-desk-figures .mix').getByText('Life in danger').waitFor();
    await looksRight('supervisor');
    // Listening in: the call as its operator sees it, with the words that were said.
    await row.getByRole('button').click();
    await page.locator('kiwi-transcript').getByText('He is not breathing').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/calls/${call.id}`);
    await page.goBack();
    await tile('On the line').getByText('1', { exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it('rings an exercise for an operator and shows its marks', async () => {
    const practice = page.locator('kiwi-practice');
    await practice.locator('select[name=operator]').selectOption(operator().id);
    await practice.locator('select[name=scenario]').selectOption('prank');
    await practice.getByRole('button', { name: 'Ring the exercise' }).click();
    await practice.locator('.runs li', { hasText: 'rings' }).waitFor();
    const { kiwi } = operator();
    const [run] = (await kiwi.get('/v1/training/runs', { query: {} })).data;
    const path = { callId: run?.callId ?? '' };
    await kiwi.post('/v1/calls/{callId}/claim', { path });
    await kiwi.post('/v1/calls/{callId}/end', { path, body: { disposition: 'training' } });
    await practice.locator('.runs li', { hasText: 'not passed' }).waitFor();
    await practice.locator('table').getByText('0 of 1').waitFor();
    await looksRight('practice');
    expect(faults).toEqual([]);
  });

  it('is not there for operators, who see the desk instead', async () => {
    const own = await browser.context.browser()?.newContext({ locale: 'en-IN', reducedMotion: 'reduce' });
    const tab = await own?.newPage();
    if (own === undefined || tab === undefined) throw new Error('there is no browser');
    const paths: string[] = [];
    tab.on('request', (request) => paths.push(new URL(request.url()).pathname));
    await tab.goto(`${app.url}/console/supervisor`);
    await tab.locator('#email').fill('nurse.1@test.example');
    await tab.locator('#password').fill(PASSWORD);
    await tab.keyboard.press('Enter');
    await tab.locator('kiwi-waiting-calls').waitFor();
    expect(await tab.locator('kiwi-supervisor').count()).toBe(0);
    expect(paths).not.toContain('/v1/call-figures');
    await own.close();
  });
});
