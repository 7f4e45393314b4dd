import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserServer, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeWav } from '../../api/src/adapters/audio/wav.ts';
import { SpeechSandbox } from '../../api/src/adapters/speech/sandbox/server.ts';
import { speakTones } from '../../api/src/adapters/speech/sandbox/tones.ts';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { eventually } from '../../api/test/support/eventually.ts';
import { SPEECH_WORDS } from '../../api/test/support/suites/speech-contract-suite.ts';
import { folderWith } from '../../api/test/support/temporary-folder.ts';
import { closeCall } from '../../api/test/support/worlds/close-call.ts';
import { codeSentTo, makeWorld, type Signed, type World } from '../../api/test/support/worlds/world.ts';
import type { DemoHost } from '../demo/server.ts';
import { complaints } from './browser.ts';
import { type Browser, connectBrowser, startChromium } from './chromium.ts';
import { DISPATCHER, look, signInAt } from './console-page.ts';
import { startHospitalPage } from './hospital-page.ts';
import { expectAccessible, focused } from './stage.ts';

const SAID = 'my father has chest pain and is sweating';
/** Silence first: the page is opened and the resident signs in while the device already plays. */
const AGAIN = `... ${SAID} ... ... ${SAID} ... ...`;

interface Sounds {
  readonly sound: { readonly spectrum: Float32Array | null };
}
interface Screen {
  readonly sources: { readonly calls: Sounds };
}

/** A transcript that keeps in what colour words of the caller stood there, and those that stay. */
interface Noted extends Element {
  noted?: { readonly tone: string; readonly settled: string }[];
}

function noteTentative(part: Noted): void {
  const noted: { tone: string; settled: string }[] = [];
  part.noted = noted;
  const root = part.shadowRoot;
  if (root === null) return;
  new MutationObserver(() => {
    const words = root.querySelector('.caller .tentative');
    if (!words?.textContent || words.parentElement === null) return;
    noted.push({ tone: getComputedStyle(words).color, settled: getComputedStyle(words.parentElement).color });
  }).observe(root, { subtree: true, childList: true, characterData: true });
}

/** A spoken call: a browser whose microphone plays a recording, a strict page, the real service, a speech engine. */
describe('a spoken call from a hospital’s own page', () => {
  const engine = new SpeechSandbox({ protocol: 'openai', vocabulary: SPEECH_WORDS });
  let app: TestApp;
  let world: World;
  let host: DemoHost;
  let chromium: BrowserServer;
  let browser: Browser;
  const microphone = folderWith({});

  beforeAll(async () => {
    app = await startTestApp({ env: { SPEECH_BASE_URL: `${await engine.start()}/v1` } });
    world = await makeWorld({ url: app.url, superAdmin: app.superAdmin });
    host = await startHospitalPage(world, app.url);
    const { samples } = speakTones(AGAIN, SPEECH_WORDS);
    await writeFile(join(microphone, 'said.wav'), encodeWav(samples, 16_000));
    chromium = await startChromium(microphone);
    browser = await connectBrowser(chromium.wsEndpoint());
  });
  afterAll(async () => {
    await browser?.close();
    await chromium?.close();
    await host?.close();
    await app?.stop();
    await engine.stop();
  });

  /** As the first resident, unless the page is signed in already. */
  async function signIn(page: Page): Promise<void> {
    await page.locator('#phone, kiwi-call-button .call').first().waitFor();
    if ((await page.locator('#phone').count()) === 0) return;
    const { phone } = await (world.here.community.residents[0] as Signed).kiwi.get('/v1/me');
    await page.locator('#phone').fill((phone ?? '').replace('+91', ''));
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('#code').fill(await codeSentTo(app.url, phone ?? ''));
    await page.locator('kiwi-sign-in button[type=submit]').click();
  }

  it('is heard, understood and shown in captions', async () => {
    const resident = world.here.community.residents[0] as Signed;
    const { nurse } = world.here.hospital;
    const page = await browser.context.newPage();
    const found = complaints(page);
    await page.goto(`${host.url}/call`);
    await signIn(page);

    await page.locator('kiwi-call-button .call').click();
    // It rings while the person reads why the microphone is needed.
    await page.getByText('Ringing at').waitFor();
    await page.locator('kiwi-microphone-request').waitFor();
    await expectAccessible(page, 'asked for the microphone', 'kiwi-call');
    await browser.context.grantPermissions(['microphone'], { origin: host.url });
    await page.getByRole('button', { name: 'Turn the microphone on' }).click();
    await page.getByText('The microphone hears you').waitFor();
    await page.getByRole('switch').check();
    await page.locator('[role=log] .mine', { hasText: 'father has chest pain' }).first().waitFor();

    const { data } = await nurse.kiwi.get('/v1/calls', { query: { state: ['waiting'] } });
    const path = { callId: data[0]?.id ?? '' };
    await nurse.kiwi.post('/v1/calls/{callId}/claim', { path });
    await page.getByText('is with you').waitFor();
    const transcript = await nurse.kiwi.get('/v1/calls/{callId}/transcript', { path });
    expect(transcript.data[0]).toMatchObject({ speaker: 'caller', source: 'speech' });
    await eventually('an ambulance is filled in', async () => {
      const { prefill } = await nurse.kiwi.get('/v1/calls/{callId}/context', { path });
      return prefill.serviceType.value === 'ambulance' && prefill.residentId.value === resident.id;
    });
    await nurse.kiwi.post('/v1/calls/{callId}/decision', {
      path,
      body: { urgency: 1, action: 'dispatch', reason: 'Chest pain with sweating' },
    });
    await page.locator('.ambulance .headline').waitFor();
    await page.getByRole('button', { name: 'Mute' }).click();
    await page.getByText('The microphone is muted').waitFor();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('The call has ended').waitFor();
    expect(found).toEqual([]);
    await page.close();
  });

  it('is heard at the desk, and the desk by the caller, until it is on hold', async () => {
    const resident = world.here.community.residents[0] as Signed;
    const { nurse } = world.here.hospital;
    const before = await nurse.kiwi.get('/v1/calls', { query: {} });
    for (const { id } of before.data) await closeCall(world, nurse.kiwi, id);
    for (const origin of [host.url, app.url])
      await browser.context.grantPermissions(['microphone'], { origin });
    const desk = await browser.context.newPage();
    const faults = complaints(desk);
    await desk.setViewportSize({ width: 1440, height: 900 });
    await signInAt(desk, DISPATCHER, app.url);
    await desk.getByText('Nobody is waiting.').waitFor();
    const page = await browser.context.newPage();
    await page.goto(`${host.url}/call`);
    await signIn(page);
    await page.locator('kiwi-call-button .call').click();
    await page.getByText('The microphone hears you').waitFor();

    // Chromium draws the page in front alone, and waiting is looking at what is drawn.
    await desk.bringToFront();
    await desk.locator('kiwi-waiting-calls li.waits').waitFor();
    await desk.keyboard.press('c');
    const sound = desk.locator('kiwi-call-sound');
    await sound.getByText('You hear the caller.').waitFor();
    await sound.getByText('The caller hears you.').waitFor();
    await desk.locator('kiwi-transcript').evaluate(noteTentative);
    await page.bringToFront();
    await page.getByText('You hear the desk.').waitFor();
    // Both microphones play the tones of words, which are between 140 and 480 hertz.
    const deskHears = () => sound.evaluate((part) => (part as unknown as Sounds).sound.spectrum);
    const callerHears = () =>
      page
        .locator('kiwi-live-call')
        .evaluate((part) => (part as unknown as Screen).sources.calls.sound.spectrum);
    for (const spectrum of [deskHears, callerHears]) {
      await eventually('a tone of a word', async () => {
        const bins = Object.values((await spectrum()) ?? {});
        const loudest = bins.indexOf(Math.max(...bins));
        const hertz = (loudest * 8_000) / bins.length;
        return (bins[loudest] ?? -200) > -50 && hertz > 120 && hertz < 500;
      });
    }
    // Words that may still change are lighter than those that stay.
    const noted = () => desk.locator('kiwi-transcript').evaluate((part) => (part as Noted).noted ?? []);
    await eventually('words that may still change', async () => (await noted()).length > 0);
    for (const { tone, settled } of await noted()) expect(tone).not.toBe(settled);
    await desk.bringToFront();
    await look(desk, 'sound');
    await desk.keyboard.press('m');
    await sound.getByText('Your microphone is muted.').waitFor();
    await desk.keyboard.press('h');
    await sound.getByText('you do not hear each other').waitFor();
    await desk.keyboard.press('h');
    await sound.getByText('You hear the caller.').waitFor();
    await sound.getByRole('button', { name: 'Check' }).click();
    await desk.getByText('Your voice is heard well.').waitFor();
    await desk.getByRole('button', { name: 'Play a test tone' }).click();
    await look(desk, 'headset');
    await desk.keyboard.press('Escape');

    // Another call is read meanwhile: the one that goes on is still heard.
    const other = await (world.here.community.residents[2] as Signed).kiwi.post('/v1/calls', {
      body: { channel: 'web' },
    });
    await desk.locator(`kiwi-waiting-calls a[href$="${other.id}"]`).click();
    await desk.getByRole('button', { name: 'Take the call' }).waitFor();
    const { data } = await resident.kiwi.get('/v1/calls', { query: { state: ['active'] } });
    await desk.locator(`kiwi-waiting-calls a[href$="${data[0]?.id}"]`).click();
    await sound.getByText('Your microphone is muted.').waitFor();
    await expect.poll(() => sound.getByText('You hear the caller.').count()).toBe(1);
    await page.bringToFront();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await desk.bringToFront();
    await sound.locator('.sound').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await desk.close();
    await page.close();
  });

  it('is spoken without an engine for speech while the operator listens', async () => {
    const { nurse } = world.here.hospital;
    const before = await nurse.kiwi.get('/v1/calls', { query: {} });
    for (const { id } of before.data) await closeCall(world, nurse.kiwi, id);
    await browser.context.grantPermissions(['microphone'], { origin: host.url });
    const page = await browser.context.newPage();
    await page.route('**/v1/speech', (route) =>
      route.fulfill({ json: { state: 'off', engine: null, model: null, reason: 'not_configured' } }),
    );
    await page.goto(`${host.url}/call`);
    await signIn(page);
    await page.locator('kiwi-call-button .call').click();
    await page.getByText('Ringing at').waitFor();
    await expect.poll(() => page.getByText('Speaking is off here').count()).toBe(1);
    const { data } = await nurse.kiwi.get('/v1/calls', { query: { state: ['waiting'] } });
    const callId = data[0]?.id ?? '';
    await nurse.kiwi.post('/v1/calls/{callId}/claim', { path: { callId } });
    await page.getByText('is with you').waitFor();
    await expect.poll(() => page.getByText('Speaking is off here').count()).toBe(1);
    const desk = await nurse.kiwi.liveCalls();
    let heard = 0;
    const stop = desk.listen(callId, { onSound: ({ samples }) => (heard += samples.length) });
    // Allowed before: the microphone opens without a question, and focus stays where the person writes.
    await page.getByText('The microphone hears you').waitFor();
    await expect.poll(() => focused(page)).toBe('textarea#words');
    await eventually('the operator hears the caller', () => heard > 0);
    stop();
    await page.getByText('Speaking is off here').waitFor();
    desk.close();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.close();
  });

  it('is understood of a visitor at a place, until speech goes down', async () => {
    const { id: communityId, manager } = world.here.community;
    const { code } = await manager.kiwi.post('/v1/communities/{communityId}/places', {
      path: { communityId },
      body: { name: 'Lift 2', location: { latitude: 12.9719, longitude: 77.5951 } },
    });
    await browser.context.grantPermissions(['microphone'], { origin: app.url });
    const page = await browser.context.newPage();
    await page.goto(`${app.url}/call?place=${code}`);
    // The browser asks nothing: the microphone opens with the call.
    await page.locator('kiwi-call-button .call').click();
    await page.getByText('The microphone hears you').waitFor();
    await page.getByRole('switch').check();
    await page.locator('[role=log] .mine', { hasText: 'father has chest pain' }).first().waitFor();
    await engine.stop();
    await page.getByText('The microphone is on, but the desk cannot read what you say').waitFor();
    await page.locator('#words').fill('My neighbour has chest pain');
    await page.keyboard.press('Enter');
    await page.locator('.mine:not(.unsent)', { hasText: 'My neighbour' }).waitFor();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('The call has ended').waitFor();
  });
});
