import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserServer } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeWav } from '../../api/src/adapters/audio/wav.ts';
import { SpeechSandbox } from '../../api/src/adapters/speech/sandbox/server.ts';
import { speakTones } from '../../api/src/adapters/speech/sandbox/tones.ts';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { eventually } from '../../api/test/support/eventually.ts';
import { SPEECH_WORDS } from '../../api/test/support/suites/speech-contract-suite.ts';
import { folderWith } from '../../api/test/support/temporary-folder.ts';
import { codeSentTo, makeWorld, type Signed, type World } from '../../api/test/support/worlds/world.ts';
import type { DemoHost } from '../demo/server.ts';
import { complaints } from './browser.ts';
import { type Browser, connectBrowser, startChromium } from './chromium.ts';
import { startHospitalPage } from './hospital-page.ts';
import { expectAccessible } from './stage.ts';

const SAID = 'my father has chest pain and is sweating';
/** Silence first: the page is opened and the resident signs in while the device already plays. */
const AGAIN = `... ${SAID} ... ... ${SAID} ... ...`;

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

  it('is heard, understood and shown in captions', async () => {
    const resident = world.here.community.residents[0] as Signed;
    const { nurse } = world.here.hospital;
    const { phone } = await resident.kiwi.get('/v1/me');
    const page = await browser.context.newPage();
    const found = complaints(page);
    await page.goto(`${host.url}/call`);
    await page.locator('#phone').fill((phone ?? '').replace('+91', ''));
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('#code').fill(await codeSentTo(app.url, phone ?? ''));
    await page.locator('kiwi-sign-in button[type=submit]').click();

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
