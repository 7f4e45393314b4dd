import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { eventually } from '../../api/test/support/eventually.ts';
import { codeSentTo, makeWorld, type Signed, type World } from '../../api/test/support/worlds/world.ts';
import type { DemoHost } from '../demo/server.ts';
import { look, PHONE } from './account-world.ts';
import { type Browser, complaints, DESKTOP_SIZE, openBrowser } from './browser.ts';
import { look as lookAtConsole, signInAt } from './console-page.ts';
import { startHospitalPage } from './hospital-page.ts';
import { focused, textOf } from './stage.ts';

/** Where the patient is; the volunteers and the defibrillator are some metres north of it. */
const HERE = { latitude: 12.97, longitude: 77.59 };
const north = (metres: number) => ({ latitude: HERE.latitude + metres / 111_195, longitude: HERE.longitude });

/** The service is half an hour ahead and its time passes slowly, so that no request expires however slow the machine is. */
const START = Date.now();
const AHEAD_MS = 30 * 60_000;
const clock = () => new Date(START + AHEAD_MS + (Date.now() - START) / 100);
const day = (days: number) => new Date(START + days * 86_400_000).toISOString().slice(0, 10);

/** Neighbours ask a volunteer for help, on a hospital's own page under its strict policy, with the real service. */
describe('a volunteer whom neighbours ask', () => {
  let app: TestApp;
  let world: World;
  let host: DemoHost;
  let browser: Browser;
  let patient: Signed;
  let near: Signed;
  let far: Signed;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    world = await makeWorld({ url: app.url, superAdmin: app.superAdmin });
    [patient, near, far] = world.here.community.residents as unknown as [Signed, Signed, Signed];
    host = await startHospitalPage(world, app.url);
    browser = await openBrowser({ viewport: PHONE, reducedMotion: 'reduce' });
    await makeVolunteer(near, 60);
    await makeVolunteer(far, 200);
    await placeDefibrillator();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await app?.stop();
  });

  async function makeVolunteer({ kiwi }: Signed, metres: number): Promise<void> {
    const { id } = await kiwi.put('/v1/me/skills/{skill}', {
      path: { skill: 'cpr' },
      body: { certifiedOn: day(-100), expiresOn: day(100), consent: true },
    });
    await kiwi.put('/v1/me/volunteering', { body: { available: true, position: north(metres) } });
    await world.here.community.manager.kiwi.post('/v1/volunteer-skills/{volunteerSkillId}/decision', {
      path: { volunteerSkillId: id },
      body: { verified: true },
    });
  }

  async function placeDefibrillator(): Promise<void> {
    const { kiwi } = world.here.community.manager;
    const { id } = await kiwi.post('/v1/communities/{communityId}/defibrillators', {
      path: { communityId: world.here.community.id },
      body: { name: 'Clubhouse', location: north(100), accessHint: 'Ask the guard', checkEveryDays: 30 },
    });
    await kiwi.post('/v1/defibrillators/{defibrillatorId}/checks', {
      path: { defibrillatorId: id },
      body: { ready: true },
    });
  }

  /** A volunteer, signed in on the page in `lang`. */
  async function onThePage({ kiwi }: Signed, lang: string): Promise<Page> {
    const { phone } = await kiwi.get('/v1/me');
    const page = await browser.context.newPage();
    // The network may be away for a moment when what asks volunteers is loaded.
    let tries = 0;
    await page.route('**/kiwi-helping-*.js', (route) => {
      tries += 1;
      return tries === 1 && lang === 'hi' ? route.abort() : route.continue();
    });
    await page.goto(host.url);
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.evaluate((language) => document.documentElement.setAttribute('lang', language), lang);
    await page.locator('#phone').fill((phone ?? '').replace('+91', ''));
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('#code').fill(await codeSentTo(app.url, phone ?? ''));
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('kiwi-service-picker').waitFor();
    await page.locator('kiwi-help-banner').waitFor({ state: 'attached' });
    return page;
  }

  const banner = (page: Page) => page.locator('kiwi-help-banner section');
  const screen = (page: Page) => page.locator('kiwi-helping .wide');
  const sos = () =>
    patient.kiwi.post('/v1/bookings', {
      body: { serviceType: 'neighbor_sos', location: { ...HERE, address: 'Tower C, 2nd floor' } },
    });
  const cancel = ({ kiwi }: Signed, bookingId: string) =>
    kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId },
      body: { to: 'cancelled', reason: 'As it is' },
    });

  it('sees where after accepting, fetches the defibrillator, arrives and finishes', async () => {
    const admin = world.here.hospital.admin.kiwi;
    const page = await onThePage(far, 'en');
    const found = complaints(page);
    const { id } = await patient.kiwi.post('/v1/bookings', {
      body: { serviceType: 'ambulance', location: { ...HERE, address: 'Tower B, 4th floor' } },
    });
    const path = { bookingId: id };
    await page.locator('#complaint').focus();
    await admin.post('/v1/bookings/{bookingId}/neighbourhood-response', {
      path,
      body: { accessHint: 'Lift B, door 4711' },
    });
    await banner(page).waitFor();
    await expect.poll(() => focused(page)).toBe('textarea#complaint');
    expect(await textOf(page.locator('kiwi-help-banner [role=alert]'))).toMatch(
      /^A neighbour needs help now: Cardiac arrest response, \d+ minutes? on foot, \d+ m\. You can answer until/,
    );
    expect(await textOf(banner(page))).toContain('By way of a defibrillator');
    await look(page, 'helping', 'banner');

    // In the middle of something else, too, and at the top however far the page is scrolled.
    await page.locator('[data-opens=data]').click();
    await page.locator('kiwi-devices .device').first().waitFor();
    await page.locator('kiwi-erasure').scrollIntoViewIfNeeded();
    expect((await banner(page).boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await look(page, 'helping', 'banner-scrolled');
    await banner(page).locator('button').click();
    await expect.poll(() => focused(page)).toBe('Helping a neighbour');
    const asked = await page.locator('kiwi-booking').ariaSnapshot();
    expect(asked).toContain('left to answer');
    expect(asked).not.toMatch(/Tower B|door 4711|Clubhouse|guard/);
    await look(page, 'helping', 'asked');

    await page.locator('[data-answer=accept]').click();
    await page.getByText('Tower B, 4th floor').waitFor();
    await expect.poll(() => focused(page)).toBe('Helping a neighbour');
    const told = await textOf(screen(page));
    for (const words of ['Fetch first, then go', 'Clubhouse', 'Ask the guard', 'Lift B, door 4711'])
      expect(told).toContain(words);
    await look(page, 'helping', 'going');
    await page.setViewportSize(DESKTOP_SIZE);
    await look(page, 'helping', 'going-desktop');
    await page.setViewportSize(PHONE);

    // The desk sees them come, if they agree.
    const response = () => admin.get('/v1/bookings/{bookingId}/neighbourhood-response', { path });
    const isSeenAt = (metres: number) =>
      eventually(`the desk sees them ${metres} m away`, async () => {
        const { legs } = await response();
        const { latitude = 0 } = legs.find(({ role }) => role === 'defibrillator')?.position ?? {};
        return Math.abs(latitude - north(metres).latitude) < 1e-6;
      });
    const walkTo = (metres: number) => browser.context.setGeolocation({ ...north(metres), accuracy: 12 });
    let reports = 0;
    await page.route('**/v1/bookings/*/positions', (route) => {
      reports += 1;
      return route.continue();
    });
    await browser.context.grantPermissions(['geolocation'], { origin: host.url });
    await walkTo(200);
    expect((await response()).legs.map(({ position }) => position)).toEqual([null, null]);
    await page.locator('[data-way]').click();
    await page.getByText('The desk sees where you are').waitFor();
    await isSeenAt(200);
    await look(page, 'helping', 'going-shown');
    await walkTo(150);
    await isSeenAt(150);

    // A phone that reloads the page has it again.
    await page.reload();
    await page.getByText('Tower B, 4th floor').waitFor();
    await page.getByText('The desk sees where you are').waitFor();
    await walkTo(100);
    await isSeenAt(100);
    await page.locator('[data-record=defibrillatorFetched]').click();
    await page.getByText('The desk knows that you have it').waitFor();
    await page.locator('[data-next=in_service]').click();
    await page.getByText('You are there').waitFor();
    const reported = reports;
    await walkTo(0);
    await page.locator('[data-record=shockGiven]').click();
    await page.getByText('The desk knows of the shock').waitFor();
    expect([await page.locator('[data-way]').count(), reports]).toEqual([0, reported]);
    await isSeenAt(100);
    const { legs, outcome } = await response();
    expect(legs.find(({ role }) => role === 'defibrillator')).toMatchObject({
      state: 'in_service',
      volunteer: { id: far.id },
    });
    expect(outcome).toMatchObject({ defibrillatorFetched: true, shockGiven: true });
    await page.locator('[data-next=completed]').click();
    await page.getByText('Thank you for helping').waitFor();
    await page.getByText('Back to the services').click();
    await page.locator('kiwi-service-picker').waitFor();
    expect(await banner(page).count()).toBe(0);
    await cancel(world.here.hospital.admin, id);
    expect(found).toEqual([]);
    await page.close();
  });

  it('learns that another goes or that it is called off, and may decline or step back', async () => {
    const page = await onThePage(near, 'hi');
    const found = complaints(page);
    await page.setViewportSize(DESKTOP_SIZE);
    const first = await sos();
    await banner(page).getByText('एक पड़ोसी को अभी मदद चाहिए').waitFor();
    await look(page, 'helping', 'banner-hi');
    await banner(page).locator('button').click();
    await page.locator('[data-answer=decline]').waitFor();
    await look(page, 'helping', 'asked-hi');

    // What the page has not heard yet, the service knows.
    await page.route('**/v1/offers?*', (route) => route.abort());
    const { data } = await far.kiwi.get('/v1/offers', { query: { state: 'open' } });
    const offerId = data.find(({ bookingId }) => bookingId === first.id)?.id ?? '';
    await far.kiwi.post('/v1/offers/{offerId}/response', { path: { offerId }, body: { answer: 'accept' } });
    await page.locator('[data-answer=accept]').click();
    await page.getByText('अब इसका जवाब नहीं दिया जा सकता').waitFor();
    await page.unroute('**/v1/offers?*');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.locator('[data-answer=accept]').waitFor({ state: 'detached' });
    await page.locator('header .back').click();
    await banner(page).getByText('आपकी ज़रूरत नहीं है').waitFor();
    await look(page, 'helping', 'not-needed-hi');
    await banner(page).locator('button').click();
    await banner(page).waitFor({ state: 'detached' });
    await cancel(patient, first.id);

    const second = await sos();
    await banner(page).locator('button').click();
    await page.locator('[data-answer=decline]').click();
    await page.getByText('कोई पड़ोसी आपसे मदद नहीं माँग रहा है').waitFor();
    await cancel(patient, second.id);

    const third = await sos();
    await page.locator('[data-answer=accept]').click();
    await page.getByText('Tower C, 2nd floor').waitFor();
    await page.locator('[data-next=en_route]').click();
    await page.locator('[data-next=in_service]').waitFor();
    await cancel(patient, third.id);
    await page.getByText('इसे रद्द कर दिया गया').first().waitFor();
    expect(await textOf(screen(page))).not.toContain('Tower C');
    await page.getByText('सेवाओं पर लौटें').click();

    const other = await sos();
    await banner(page).locator('button').click();
    await page.locator('[data-answer=accept]').click();
    await page.getByText('Tower C, 2nd floor').waitFor();
    await world.here.community.manager.kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId: other.id },
      body: { to: 'assigned', assigneeId: far.id, reason: 'Nearer' },
    });
    await screen(page).getByText('आपकी जगह कोई और जा रहा है').waitFor();
    expect(await textOf(screen(page))).not.toContain('Tower C');
    await page.getByText('सेवाओं पर लौटें').click();
    await cancel(patient, other.id);

    const fourth = await sos();
    await banner(page).locator('button').click();
    await page.locator('[data-answer=accept]').click();
    await page.getByText('मैं अब नहीं आ सकता').click();
    await page.locator('[data-step-back]').click();
    await page.getByText('Tower C, 2nd floor').waitFor({ state: 'detached' });
    await eventually('nobody is assigned', async () => {
      const { assignee } = await patient.kiwi.get('/v1/bookings/{bookingId}', {
        path: { bookingId: fourth.id },
      });
      return assignee === null || undefined;
    });
    expect(found).toEqual([]);
  });

  it('is asked by the desk from its console, which follows who comes', async () => {
    const { kiwi } = world.here.hospital.admin;
    const { email } = await kiwi.get('/v1/me');
    const context = await browser.context.browser()?.newContext({ locale: 'en-IN', reducedMotion: 'reduce' });
    const desk = await context?.newPage();
    if (desk === undefined) throw new Error('there is no browser');
    const found = complaints(desk);
    const { id } = await patient.kiwi.post('/v1/bookings', {
      body: { serviceType: 'ambulance', location: { ...HERE, address: 'Tower D, ground floor' } },
    });
    await signInAt(desk, email ?? '', app.url, `/console/bookings/${id}`);
    const part = desk.locator('kiwi-response');
    await part.getByRole('button', { name: 'Ask skilled neighbours' }).click();
    await expect.poll(() => focused(desk)).toBe('input#words');
    await desk.keyboard.type('Lift D');
    await desk.keyboard.press('Enter');
    await part.getByText('asked, no answer yet').first().waitFor();
    await part.getByText('By way of the defibrillator').waitFor();
    await desk.locator('kiwi-board-rows').getByText('Cardiac arrest response').first().waitFor();
    await lookAtConsole(desk, 'response-asked');

    for (const { kiwi: volunteer } of [near, far]) {
      const open = async () => (await volunteer.get('/v1/offers', { query: { state: 'open' } })).data[0]?.id;
      const offerId = await eventually('the neighbour is asked', open);
      await volunteer.post('/v1/offers/{offerId}/response', {
        path: { offerId },
        body: { answer: 'accept' },
      });
    }
    await part.getByText('Neighbours are on the way.').waitFor();
    await expect.poll(() => part.locator('.legs b').count()).toBe(2);
    await expect
      .poll(() => part.locator('.when').allInnerTexts())
      .toEqual([
        expect.stringMatching(/^(in \d+ min|within a)/),
        expect.stringMatching(/^(in \d+ min|within a)/),
      ]);
    const { legs } = await kiwi.get('/v1/bookings/{bookingId}/neighbourhood-response', {
      path: { bookingId: id },
    });
    const bringer = legs.find(({ role }) => role === 'defibrillator');
    const walker = [near, far].find((one) => one.id === bringer?.volunteer?.id) ?? far;
    const way = { bookingId: bringer?.bookingId ?? '' };
    await walker.kiwi.post('/v1/bookings/{bookingId}/positions', { path: way, body: north(150) });
    await part.getByText('just now').or(part.getByText(/\d+ s/)).first().waitFor();

    await part.getByRole('button', { name: 'Sound the beat' }).click();
    await part.getByRole('button', { name: 'Stop the beat' }).waitFor();
    await lookAtConsole(desk, 'response-coming');
    await part.getByRole('button', { name: 'Stop the beat' }).click();
    await walker.kiwi.post('/v1/bookings/{bookingId}/neighbourhood-response/outcome', {
      path: way,
      body: { defibrillatorFetched: true },
    });
    await walker.kiwi.post('/v1/bookings/{bookingId}/transitions', { path: way, body: { to: 'in_service' } });
    await part.getByText('There', { exact: true }).waitFor();
    await part.getByText('The defibrillator is on its way').waitFor();

    await part.getByRole('button', { name: 'Stand them down' }).click();
    await desk.keyboard.type('The patient is awake');
    await desk.keyboard.press('Enter');
    await part.getByText('They were stood down.').waitFor();
    await lookAtConsole(desk, 'response-stood-down');
    await part.getByRole('button', { name: 'Ask neighbours again' }).waitFor();
    await cancel(world.here.hospital.admin, id);
    await part.getByRole('button', { name: 'Ask neighbours again' }).waitFor({ state: 'detached' });
    expect(found).toEqual([]);
    await context?.close();
  });
});
