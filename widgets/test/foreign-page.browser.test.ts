import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../api/test/support/app.ts';
import { startTestWorld } from '../../api/test/support/worlds/standard-world.ts';
import { codeSentTo, PASSWORD, type Signed, type World } from '../../api/test/support/worlds/world.ts';
import { CliUser, endCommands } from '../../cli/test/run-cli.ts';
import { type DemoHost, startDemoHost } from '../demo/server.ts';
import { type Browser, complaints, openBrowser } from './browser.ts';
import { startHospitalPage } from './hospital-page.ts';
import { expectAccessible, textOf } from './stage.ts';

/** A service that no code knows of: one file in the operator's own folder. */
const EYE_TEST = `
id: eye_test
version: 1
names: { en: Eye test, hi: आँखों की जाँच }
descriptions: { en: A nurse tests your eyes at home., hi: नर्स घर पर आँखों की जाँच करती है। }
modes: [on_demand]
fulfilledBy: { kind: staff, roles: [nurse] }
requiresLocation: true
skips: [en_route]
permissions:
  request: [requester, community_manager, hospital_admin, api_key, super_admin]
  assign: [hospital_admin, api_key, super_admin]
  move: [assignee, hospital_admin, super_admin]
  cancel: [requester, assignee, community_manager, hospital_admin, api_key, super_admin]
  relocate: [requester, assignee, community_manager, hospital_admin, api_key, super_admin]
sla: { assignWithin: PT10M, arriveWithin: PT1H }
dispatch: { strategy: manual }
paymentTrigger: none
cancellation: { until: in_service }
`;

/** Whether the middle of an element is in view, with nothing of the page above it. */
function isSeen(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  let at = document.elementFromPoint(x, y);
  while (at?.shadowRoot) {
    const inside = at.shadowRoot.elementFromPoint(x, y);
    if (!inside || inside === at) break;
    at = inside;
  }
  return at !== null && element.contains(at);
}

/** The main job, as a resident sees it: a hospital's own page, the real service, a real browser. */
describe('a hospital’s own page', () => {
  let app: TestApp;
  let world: World;
  let host: DemoHost;
  let browser: Browser;
  let policiesDir: string;

  afterAll(endCommands);
  beforeAll(async () => {
    policiesDir = await mkdtemp(join(tmpdir(), 'kiwimesh-policies-'));
    await writeFile(join(policiesDir, 'eye_test.yaml'), EYE_TEST);
    ({ app, world } = await startTestWorld({ policiesDir }));
    host = await startHospitalPage(world, app.url);
    browser = await openBrowser();
  });
  afterEach(() =>
    Promise.all(
      browser.context
        .pages()
        .slice(1)
        .map((page) => page.close()),
    ),
  );
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await app?.stop();
    await rm(policiesDir, { recursive: true, force: true });
  });

  async function signIn(page: Page, resident: Signed): Promise<void> {
    const { phone } = await resident.kiwi.get('/v1/me');
    await page.locator('#phone').fill((phone ?? '').replace('+91', ''));
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('#code').waitFor();
    await page.locator('#code').fill(await codeSentTo(app.url, phone ?? ''));
    await page.locator('kiwi-sign-in button[type=submit]').click();
  }

  it('books an ambulance and follows it live to its end', async () => {
    const resident = world.here.community.residents[0] as Signed;
    const { admin, paramedic } = world.here.hospital;
    const page = await browser.context.newPage();
    const found = complaints(page);
    const response = await page.goto(host.url);
    expect(response?.headers()['content-security-policy']).toContain("default-src 'none'");
    expect(new URL(host.url).origin).not.toBe(new URL(app.url).origin);

    await signIn(page, resident);
    await page.locator('.tile', { hasText: 'Ambulance' }).click();
    // Nobody in need has to look for the button: it is on the first screen of a phone, under the site's own header.
    const request = page.locator('kiwi-booking-review button[type=submit]');
    await request.waitFor();
    await expect.poll(() => request.evaluate(isSeen)).toBe(true);
    await request.click();
    await page.getByText('We are finding help for you.').waitFor();
    await page.locator('.link.up').waitFor();
    // And what they read next is in view too, wherever the site puts the element.
    expect(await page.locator('kiwi-booking-tracker .headline').evaluate(isSeen)).toBe(true);
    await expectAccessible(page, 'requested');

    const { data } = await resident.kiwi.get('/v1/bookings', { query: { state: ['requested'] } });
    const bookingId = data[0]?.id ?? '';
    const move = (
      who: Signed,
      body: { to: 'assigned' | 'en_route' | 'in_service' | 'completed'; assigneeId?: string },
    ) => who.kiwi.post('/v1/bookings/{bookingId}/transitions', { path: { bookingId }, body });
    const here = () => page.locator('.step[aria-current=step]').getAttribute('data-state');

    // The dispatcher works in a terminal, in a process of their own.
    const dispatcher = new CliUser(app.url);
    const { email } = await admin.kiwi.get('/v1/me');
    await dispatcher.json(['login', '--email', email ?? ''], { env: { KIWIMESH_PASSWORD: PASSWORD } });
    const assigned = await dispatcher.json(['bookings', 'assign', bookingId, paramedic.id]);
    expect(assigned).toMatchObject({ id: bookingId, state: 'assigned' });
    await page.getByText('will take care of you').waitFor();
    expect(await here()).toBe('assigned');

    await move(paramedic, { to: 'en_route' });
    await page.getByText('is on the way to you').waitFor();
    expect(await here()).toBe('en_route');
    await paramedic.kiwi.post('/v1/bookings/{bookingId}/positions', {
      path: { bookingId },
      body: { latitude: 12.979, longitude: 77.59 },
    });
    await page.getByText(/1 km away/).waitFor();

    // A reload in between changes nothing for the person.
    await page.reload();
    await page.getByText('is on the way to you').waitFor();
    await page.locator('.link.up').waitFor();

    await move(paramedic, { to: 'in_service' });
    await page.getByText('is with you').waitFor();
    expect(await here()).toBe('in_service');
    await move(paramedic, { to: 'completed' });
    await page.getByText('All done.').waitFor();
    await expect.poll(() => page.locator('.step.done').count()).toBe(5);
    await expect.poll(() => page.locator('.step time').count()).toBe(5);
    await expectAccessible(page, 'completed');
    expect(found).toEqual([]);
  });

  it('assesses what is wrong, and asks until it is clear', async () => {
    const resident = world.here.community.residents[2] as Signed;
    const page = await browser.context.newPage();
    const found = complaints(page);
    await page.addInitScript(() => localStorage.clear());
    await page.goto(host.url);
    await page.evaluate(() => document.documentElement.setAttribute('lang', 'hi'));
    await signIn(page, resident);
    await page.locator('#complaint').fill('दादी की तबीयत ठीक नहीं है');
    await page.locator('kiwi-triage-form button[type=submit]').click();
    const result = page.locator('kiwi-triage-result');
    await result.locator('.unclear a[href^="tel:"]').waitFor();
    await expectAccessible(page, 'unclear');
    // Whatever is asked first when nothing is known, a "yes" is an emergency.
    await result.getByRole('button', { name: 'हाँ', exact: true }).click();
    await result.locator('.stack.emergency').waitFor();
    expect(await result.locator('ol li').first().textContent()).toMatch(/\p{Script=Devanagari}/u);
    expect(await result.locator('.reasons strong').first().textContent()).toMatch(/\p{Script=Devanagari}/u);
    await expect.poll(() => result.locator('h3').evaluate(isSeen)).toBe(true);
    await expectAccessible(page, 'an emergency');
    const { data } = await resident.kiwi.get('/v1/triage', { query: {} });
    expect(data.map(({ insufficient }) => insufficient)).toEqual([false, true]);
    await result.locator('.fastest').click();
    await page.locator('input[name=share]').check();
    await page.locator('kiwi-booking-review button[type=submit]').click();
    await page.locator('kiwi-booking-tracker .headline').waitFor();
    const bookings = await resident.kiwi.get('/v1/bookings', { query: {} });
    const [assessed] = data;
    expect(bookings.data[0]).toMatchObject({ urgency: assessed?.urgency, triageId: assessed?.id });
    await page.getByRole('button', { name: 'बुकिंग रद्द करें' }).click();
    await page.getByText('हाँ, रद्द करें').click();
    await page.getByText('यह बुकिंग रद्द कर दी गई।').waitFor();
    expect(found).toEqual([]);
  });

  it('books a service that a policy file added', async () => {
    const resident = world.here.community.residents[2] as Signed;
    const page = await browser.context.newPage();
    await page.addInitScript(() => localStorage.clear());
    await page.goto(host.url);
    await signIn(page, resident);
    await page.getByText('A nurse tests your eyes at home.').click();
    await page.locator('kiwi-booking-review button[type=submit]').click();
    await page.getByText('We are finding help for you.').waitFor();
    const states = page.locator('.step').evaluateAll((all) => all.map((step) => step.dataset.state));
    expect(await states).toEqual(['requested', 'assigned', 'in_service', 'completed']);
  });

  it('books a visit at a time, in Hindi, and cancels it', async () => {
    const resident = world.here.community.residents[1] as Signed;
    const page = await browser.context.newPage();
    await page.addInitScript(() => localStorage.clear());
    await page.goto(host.url);
    await page.evaluate(() => document.documentElement.setAttribute('lang', 'hi'));
    await page.getByText('अपने मोबाइल से साइन इन करें').waitFor();
    await signIn(page, resident);
    await page.locator('section[aria-labelledby=visits] .row').last().click();
    await page.locator('.time:has(:enabled)').first().click();
    await page.locator('kiwi-slot-picker button[type=submit]').click();
    const place = page.locator('.body > form > button[type=submit]');
    const review = page.locator('kiwi-booking-review button[type=submit]');
    await place.or(review).waitFor();
    if (await place.isVisible()) await place.click();
    await review.click();
    await page.getByText('आपकी बुकिंग हो गई है').waitFor();
    const { data } = await resident.kiwi.get('/v1/bookings', { query: {} });
    expect(data[0]?.scheduledFor).not.toBeNull();
    await page.getByRole('button', { name: 'बुकिंग रद्द करें' }).click();
    await page.getByText('हाँ, रद्द करें').click();
    await page.getByText('यह बुकिंग रद्द कर दी गई।').waitFor();
  });

  it('shows the number to call with a wrong key or on another origin', async () => {
    const page = await browser.context.newPage();
    await page.goto(host.url);
    await page
      .locator('kiwi-booking')
      .evaluate((element) => element.setAttribute('publishable-key', 'pk_of_nobody'));
    await page.getByText('Booking is not available on this page').waitFor();
    expect(await textOf(page.locator('.body a[href^="tel:"]'))).toBe('Call 112');

    const stranger = await startDemoHost({ apiUrl: app.url, publishableKey: 'pk_of_nobody', port: 0 });
    await page.goto(stranger.url);
    await page.locator('.body[role=alert] a[href="tel:112"]').waitFor();
    await page.close();
    await stranger.close();
  });

  it('shows the number to call when the service is down', async () => {
    const page = await browser.context.newPage();
    await page.goto(host.url);
    await page.locator('kiwi-booking .card').first().waitFor();
    await page.route(`${app.url}/v1/**`, (route) => route.abort());
    await page.reload();
    await page.locator('.body[role=alert] a[href="tel:112"]').waitFor();
    await page.unroute(`${app.url}/v1/**`);
    await page.getByText('Try again now').click();
    await page.locator('.body[role=alert]').waitFor({ state: 'detached' });
  });
});
