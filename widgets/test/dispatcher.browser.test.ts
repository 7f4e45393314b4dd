import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendSegment, lockCall } from '../../api/src/features/calls/record/store.ts';
import { systemScope } from '../../api/src/kernel/auth/scope.ts';
import type { TestApp } from '../../api/test/support/app.ts';
import { startTestWorld } from '../../api/test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../api/test/support/worlds/world.ts';
import { type Browser, complaints, openBrowser } from './browser.ts';
import { DISPATCHER, FOREIGN, look, NO_DUTY, signInAt } from './console-page.ts';
import { TcpProxy } from './tcp-proxy.ts';

/** The shift of a dispatcher, against the real service, its sockets and its assessment. */
/** As browsers do until a page is clicked. They take what a test evaluates in a page for use of it, so it is done by hand. */
function keepSilent(): void {
  let used = false;
  document.addEventListener('click', () => {
    used = true;
  });
  const { prototype } = AudioContext;
  const resume = prototype.resume;
  const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'state')?.get;
  Object.defineProperty(prototype, 'state', {
    get(this: AudioContext) {
      return used ? state?.call(this) : 'suspended';
    },
  });
  prototype.resume = function wait(this: AudioContext) {
    return used ? resume.call(this) : new Promise<never>(() => undefined);
  };
}

describe('the console', () => {
  let app: TestApp;
  let world: World;
  let network: TcpProxy;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  const caller = () => world.here.community.residents[0] as Signed;
  const callIn = (kiwi = caller().kiwi) =>
    kiwi.post('/v1/calls', { body: { channel: 'web', language: 'en' } });
  const says = (callId: string, text: string, kiwi = caller().kiwi) =>
    kiwi.post('/v1/calls/{callId}/messages', { path: { callId }, body: { text } });
  const line = (of: Page) => of.locator('kiwi-console-bar .line');
  const head = (of: Page) => of.locator('kiwi-call-head');

  beforeAll(async () => {
    ({ app, world } = await startTestWorld());
    network = await TcpProxy.before(app.url);
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
    await network?.close();
    await app?.stop();
  });

  it('takes a call from its ring to the ambulance by keyboard alone', async () => {
    await page.goto(`${network.url}/console`);
    await page.locator('#email').waitFor();
    await look(page, 'sign-in');
    await signInAt(page, DISPATCHER, network.url);
    await expect.poll(() => line(page).textContent()).toContain('Live');
    await page.getByText('Nobody is waiting.').waitFor();
    await look(page, 'empty');

    const call = await callIn();
    await page.locator('kiwi-waiting-calls li.waits').waitFor();
    await expect.poll(() => page.title()).toContain('(1)');
    await says(call.id, 'My father is not breathing and he does not wake up');
    await page.locator('kiwi-waiting-calls .urgency.u1').waitFor();
    await look(page, 'waiting');

    await page.keyboard.press('c');
    await page.getByRole('button', { name: 'Decide' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/calls/${call.id}`);
    await page.locator('kiwi-transcript mark', { hasText: 'not breathing' }).waitFor();
    await page.locator('kiwi-assessment .assessed .urgency.large.u1').waitFor();
    await page.locator('kiwi-prefill', { hasText: 'Ambulance' }).waitFor();
    const question = page.locator('kiwi-guidance .questions .next');
    if ((await question.count()) > 0) {
      await page.keyboard.press('q');
      await page.locator('kiwi-guidance .questions .done').waitFor();
    }
    await page.keyboard.press('w');
    await page.keyboard.type('Help is on the way. Push hard on his chest.');
    await page.keyboard.press('Enter');
    await page.locator('kiwi-transcript .operator:not(.unsent)', { hasText: 'Push hard' }).waitFor();
    await page.keyboard.press('Escape');
    await look(page, 'call');

    await page.keyboard.press('d');
    await page.locator('kiwi-decision .button.emergency').waitFor();
    await page.locator('kiwi-nearest', { hasText: 'paramedic of here' }).waitFor();
    await look(page, 'decision');
    await page.keyboard.press('Enter');
    await page.locator('kiwi-call-head .booked').waitFor();
    const { bookingId, urgency } = await caller().kiwi.get('/v1/calls/{callId}', {
      path: { callId: call.id },
    });
    expect([bookingId, urgency]).toEqual([expect.any(String), 1]);
    await look(page, 'booked');

    await page.keyboard.press('e');
    await page.getByRole('heading', { name: 'End the call' }).waitFor();
    await look(page, 'end');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Crew informed.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await head(page).waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/console');
    await page.goBack();
    await head(page).getByText('Help was sent').waitFor();
    await world.here.hospital.admin.kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId: bookingId ?? '' },
      body: { to: 'assigned', assigneeId: world.here.hospital.paramedic.id },
    });
    await page.locator('kiwi-call-head .booked', { hasText: 'Assigned' }).waitFor();
    await page.keyboard.press('l');
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
    await look(page, 'keys');
    await page.keyboard.press('Escape');
  });

  it('says that the browser keeps the ring silent, until its sound was tested', async () => {
    const menu = page.locator('kiwi-console-bar .menu');
    const aloud = menu.getByRole('switch', { name: 'Ring aloud' });
    await page.goto(`${network.url}/console`);
    await menu.locator('summary').click();
    await aloud.check();
    await menu.getByLabel('How calls ring').selectOption('low');
    await page.addInitScript(keepSilent);
    await page.reload();
    const call = await callIn();
    await page.locator('kiwi-waiting-calls li.waits').waitFor();
    await menu.locator('summary .dot.warn').waitFor();
    await menu.locator('summary').click();
    await menu.getByText('The browser keeps this page silent').waitFor();
    expect(await menu.getByLabel('How calls ring').inputValue()).toBe('low');
    await look(page, 'silent');
    await menu.getByRole('button', { name: 'Test the sound' }).click();
    await menu.locator('summary .dot.warn').waitFor({ state: 'detached' });
    await aloud.uncheck();
    await page.keyboard.press('Escape');

    // Who hung up before anyone answered is called back.
    await caller().kiwi.post('/v1/calls/{callId}/hang-up', { path: { callId: call.id } });
    await page.locator(`a[href$="${call.id}"]`).click();
    await head(page).getByRole('button', { name: 'Call back' }).waitFor();
    await page.keyboard.press('c');
    await head(page).getByRole('button', { name: 'Call back' }).waitFor({ state: 'detached' });
    await look(page, 'called-back');
    await page.keyboard.press('e');
    await page.getByRole('heading', { name: 'End the call' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await head(page).waitFor({ state: 'detached' });
  });

  it('shows everything once after a lost connection, and says how old it is', async () => {
    const { kiwi } = world.here.community.residents[1] as Signed;
    const call = await callIn(kiwi);
    await says(call.id, 'I have fallen', kiwi);
    await app.database.run(systemScope('words that are missing'), async (uow) => {
      const missing = { speaker: 'caller', source: 'missing', language: null, text: '' } as const;
      await appendSegment(uow, await lockCall(uow, call.id), { ...missing, startMs: 0, endMs: 900 });
    });
    await page.locator('kiwi-waiting-calls a').first().click();
    await page.locator('kiwi-transcript', { hasText: 'I have fallen' }).waitFor();
    await page.locator('kiwi-transcript', { hasText: 'was not written down' }).waitFor();
    network.silence();
    await expect.poll(() => line(page).getAttribute('class')).toMatch(/late|offline/);
    await look(page, 'offline');
    await says(call.id, 'My leg hurts very much', kiwi);
    const other = await callIn((world.here.community.residents[2] as Signed).kiwi);
    network.restore();
    await expect.poll(() => page.locator('kiwi-transcript li').allTextContents()).toHaveLength(3);
    await expect.poll(() => line(page).textContent()).toContain('Live');
    await expect.poll(() => page.locator('kiwi-waiting-calls li.waits').count()).toBe(2);
    expect(await page.locator('kiwi-transcript li').allTextContents()).toHaveLength(3);

    // Two operators want the same call: one gets it, the other reads why not.
    await world.here.hospital.nurse.kiwi.post('/v1/calls/{callId}/claim', { path: { callId: other.id } });
    await page.locator('kiwi-waiting-calls', { hasText: 'On the line' }).waitFor();
    await page.keyboard.press('l');
    await page.keyboard.press('c');
    await page.getByRole('button', { name: 'Hold' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await page.keyboard.press('h');
    await page.getByRole('button', { name: 'Hold' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('can be installed: its manifest is valid, and its icons are there in their sizes', async () => {
    await page.goto(`${app.url}/console`);
    const devtools = await browser.context.newCDPSession(page);
    const { data, errors } = await devtools.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // Each test has a profile that keeps nothing, where nothing can be installed.
    const others = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    expect(others).toEqual([]);
    const manifest: { icons: { src: string; sizes: string }[]; shortcuts: { url: string }[] } = JSON.parse(
      data ?? '{}',
    );
    const sizes = await page.evaluate(
      (sources) =>
        Promise.all(
          sources.map(async (source) => {
            const image = new Image();
            image.src = source;
            await image.decode();
            return `${image.naturalWidth}x${image.naturalHeight}`;
          }),
        ),
      manifest.icons.map(({ src }) => src),
    );
    const bitmaps = manifest.icons.map(({ sizes: said }, index) => [said, sizes[index]]).slice(1);
    expect(bitmaps.map(([said, is]) => said === is)).toEqual([true, true, true]);
    for (const { url } of manifest.shortcuts) expect((await fetch(app.url + url)).status).toBe(200);
  });

  it('shows nothing to staff without the duty or of another hospital', async () => {
    const call = await callIn();
    for (const [email, state] of [
      [NO_DUTY, 'refused'],
      [FOREIGN, 'foreign'],
    ] as const) {
      const own = await browser.context.browser()?.newContext({ locale: 'en-IN', reducedMotion: 'reduce' });
      const tab = await own?.newPage();
      if (own === undefined || tab === undefined) throw new Error('there is no browser');
      const paths: string[] = [];
      tab.on('request', (request) => paths.push(new URL(request.url()).pathname));
      await signInAt(tab, email, app.url, `/console/calls/${call.id}`);
      if (state === 'refused') {
        await tab.getByText('can give you the duty').waitFor();
        expect(paths.filter((path) => path.startsWith('/v1/calls'))).toEqual([]);
      } else {
        await tab.getByText('There is no such call').waitFor();
        await tab.getByText('Nobody is waiting.').waitFor();
      }
      expect(await tab.locator('kiwi-call-head').count()).toBe(0);
      await look(tab, state);
      await own.close();
    }
  });
});
