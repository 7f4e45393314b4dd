import { text as textOfStream } from 'node:stream/consumers';
import type { Kiwimesh } from '@kiwimesh/sdk';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { eventually } from '../../api/test/support/eventually.ts';
import { codeSentTo, makeWorld, signInByCode, type World } from '../../api/test/support/worlds/world.ts';
import type { DemoHost } from '../demo/server.ts';
import { look, PHONE } from './account-world.ts';
import { type Browser, complaints, DESKTOP_SIZE, openBrowser } from './browser.ts';
import { startHospitalPage } from './hospital-page.ts';
import { expectAccessible, focused, textOf } from './stage.ts';

const KEY = /^kiwimesh:session:/;

/** A resident's own data and devices, on a hospital's own page under its strict policy, with the real service. */
describe('a resident’s own data and devices', () => {
  let app: TestApp;
  let world: World;
  let host: DemoHost;
  let browser: Browser;
  let found: string[] = [];
  let number = 0;

  beforeAll(async () => {
    app = await startTestApp();
    world = await makeWorld({ url: app.url, superAdmin: app.superAdmin, residents: 2 });
    host = await startHospitalPage(world, app.url);
    browser = await openBrowser({ viewport: PHONE, acceptDownloads: true, reducedMotion: 'reduce' });
  });
  afterEach(async () => {
    await Promise.all(
      browser.context
        .pages()
        .slice(1)
        .map((page) => page.close()),
    );
    expect(found).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    await app?.stop();
  });

  /** Somebody new, signed in on another device too. */
  async function resident(): Promise<{ id: string; phone: string; kiwi: Kiwimesh }> {
    number += 1;
    const phone = `+91700200${String(number).padStart(4, '0')}`;
    const { id } = await world.superAdmin.post('/v1/residents', {
      body: {
        communityId: world.here.community.id,
        name: `Kavya Menon ${number}`,
        phone,
        unit: 'C-12',
        location: { latitude: 12.97, longitude: 77.59, address: 'Tower C' },
      },
    });
    return { id, phone, kiwi: await signInByCode(app.url, phone) };
  }

  /** Signed in on the page, which is in `lang`. */
  async function onThePage(phone: string, lang = 'en'): Promise<Page> {
    const page = await browser.context.newPage();
    found = complaints(page);
    await page.goto(host.url);
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.evaluate((language) => {
      document.documentElement.setAttribute('lang', language);
    }, lang);
    await page.locator('#phone').fill(phone.replace('+91', ''));
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('#code').waitFor();
    await app.settled();
    await page.locator('#code').fill(await codeSentTo(app.url, phone));
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('kiwi-service-picker').waitFor();
    return page;
  }

  const opener = (page: Page) => page.locator('[data-opens=data]');
  async function open(page: Page): Promise<void> {
    await opener(page).click();
    await page.locator('kiwi-devices .device').first().waitFor();
    await page.locator('#ask, [data-scheduled]').first().waitFor();
  }

  const book = (kiwi: Kiwimesh, notes: string) =>
    kiwi.post('/v1/bookings', { body: { serviceType: 'first_aid', notes } });
  const cancel = (kiwi: Kiwimesh, bookingId: string) =>
    kiwi.post('/v1/bookings/{bookingId}/transitions', { path: { bookingId }, body: { to: 'cancelled' } });

  it('downloads as a file with the bookings and leaves nothing in the page', async () => {
    const { kiwi, phone } = await resident();
    const stranger = await resident();
    const { id } = await book(kiwi, 'allergic to peanuts');
    await cancel(kiwi, id);
    const other = await book(stranger.kiwi, 'of somebody else');
    const page = await onThePage(phone);
    await page.evaluate(() => {
      const files = new Set<string>();
      let made = 0;
      const [make, revoke] = [URL.createObjectURL.bind(URL), URL.revokeObjectURL.bind(URL)];
      URL.createObjectURL = (file) => {
        const url = make(file);
        made += 1;
        files.add(url);
        return url;
      };
      URL.revokeObjectURL = (url) => {
        files.delete(url);
        revoke(url);
      };
      Object.assign(globalThis, { filesLeft: () => ({ made, left: files.size }) });
    });
    await open(page);
    expect(await textOf(page.locator('kiwi-my-data dl'))).toContain('C-12');
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#download').click()]);
    await page.getByText('Saved with your downloads.').waitFor();
    expect(download.suggestedFilename()).toMatch(/^my-care-data-\d{4}-\d\d-\d\d\.json$/);
    const text = await textOfStream(await download.createReadStream());
    const data = JSON.parse(text);
    expect(data.profile.phone).toBe(phone);
    expect(data.bookings.map(({ booking }: { booking: { id: string; notes: string } }) => booking)).toEqual([
      expect.objectContaining({ id, notes: 'allergic to peanuts' }),
    ]);
    expect(text).not.toContain(other.id);

    await page.locator('header .back').click();
    await page.locator('kiwi-service-picker').waitFor();
    const filesLeft = () =>
      page.evaluate(() => (globalThis as unknown as { filesLeft(): object }).filesLeft());
    expect(await filesLeft()).toEqual({ made: 1, left: 0 });
    const stored = await page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage));
    expect(stored).not.toContain('peanuts');
  });

  it('explains erasure, asks before it, shows its date and cancels it', async () => {
    const { kiwi, phone } = await resident();
    const page = await onThePage(phone);
    await open(page);
    const erasure = page.locator('kiwi-erasure');
    await page.locator('#ask').click();
    await expect.poll(() => focused(page)).toBe('Before you decide');
    const told = await textOf(erasure.locator('.decide'));
    for (const words of [
      'your name, mobile number',
      'The law has hospitals keep',
      'In 30 days',
      'you can call it off here',
    ])
      expect(told).toContain(words);
    expect((await kiwi.get('/v1/me/erasure')).state).toBe('none');
    await look(page, 'data', 'decision');

    await page.getByRole('button', { name: 'No, keep my data' }).click();
    await expect.poll(() => focused(page)).toBe('What erasing means…');
    expect((await kiwi.get('/v1/me/erasure')).state).toBe('none');

    await page.locator('#ask').click();
    await page.getByRole('button', { name: 'Yes, erase my data' }).click();
    await expect.poll(() => focused(page)).toMatch(/^Your data will be erased: /);
    const { state, dueAt } = await kiwi.get('/v1/me/erasure');
    expect(state).toBe('scheduled');
    const day = new Intl.DateTimeFormat('en-IN', {
      day: 'numeric',
      month: 'short',
      timeZone: 'Asia/Kolkata',
    });
    expect(await textOf(erasure.locator('.due'))).toContain(day.format(new Date(dueAt ?? '')));
    await look(page, 'data', 'scheduled');

    // A reload shows it again, and the services are still there to be booked.
    await page.reload();
    await erasure.locator('[data-scheduled]').waitFor();
    await page.locator('header .back').click();
    await page.locator('.tile', { hasText: 'Ambulance' }).waitFor();
    await open(page);
    await page.getByRole('button', { name: 'Call it off, keep my data' }).click();
    await page.getByText('Called off. Your data stays.').waitFor();
    await expect.poll(() => focused(page)).toBe('Erase your data');
    expect((await kiwi.get('/v1/me/erasure')).state).toBe('none');

    // Changing one's mind twice is not answered from the memory of the first time.
    await page.locator('#ask').click();
    await page.getByRole('button', { name: 'Yes, erase my data' }).click();
    await erasure.locator('[data-scheduled]').waitFor();
    expect((await kiwi.get('/v1/me/erasure')).state).toBe('scheduled');
    await kiwi.delete('/v1/me/erasure');
    await page.getByRole('button', { name: 'Call it off, keep my data' }).click();
    await page.getByText('Called off. Your data stays.').waitFor();
  });

  it('names and opens the booking that blocks erasure, also one just made', async () => {
    const { kiwi, phone } = await resident();
    const page = await onThePage(phone);
    await open(page);
    const booking = await book(kiwi, 'began elsewhere');
    await page.locator('#ask').click();
    const blocked = page.locator('[data-blocked]');
    await blocked.waitFor();
    await expect.poll(() => focused(page)).toBe('A booking is still under way');
    expect(await textOf(blocked)).toContain('Cancel the booking or wait until it is over');
    await look(page, 'data', 'blocked');
    await cancel(kiwi, booking.id);
    await page.locator('#ask').click();
    await page.locator('.decide').waitFor();

    // Between the question and the yes: refused by the service itself.
    const again = await book(kiwi, 'began while deciding');
    await page.getByRole('button', { name: 'Yes, erase my data' }).click();
    await blocked.waitFor();
    expect((await kiwi.get('/v1/me/erasure')).state).toBe('none');
    await page.getByRole('button', { name: 'Open: First aid' }).click();
    await page.locator('kiwi-booking-tracker .headline').waitFor();
    expect(await textOf(page.locator('kiwi-booking-tracker dl'))).toContain('began while deciding');
    await cancel(kiwi, again.id);
  });

  it('ends the session of a lost phone for good, and all others at once', async () => {
    const { phone, kiwi } = await resident();
    const lost = await onAnIphone(app, phone);
    const page = await onThePage(phone);
    await open(page);
    const devices = page.locator('kiwi-devices .device');
    await expect.poll(() => devices.count()).toBe(3);
    expect(await textOf(devices.first())).toContain('This device');
    await look(page, 'data', 'view');
    const { data } = await kiwi.get('/v1/auth/sessions', { query: {} });
    const lostId = data.find(({ userAgent }) => userAgent?.includes('iPhone'))?.id;
    const row = page.locator(`[data-session="${lostId}"]`);
    expect(await textOf(row)).toContain('Safari on iPhone');
    await page.getByRole('button', { name: 'Sign out: Safari on iPhone' }).click();
    await row.waitFor({ state: 'detached' });
    expect(await textOf(page.locator('kiwi-devices [role=status]'))).toBe('Signed out: Safari on iPhone');
    await expect.poll(() => focused(page)).toBe('Where you are signed in');
    expect(await refresh(app.url, lost.refreshToken)).toBe(401);

    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await page.getByText('Signed out everywhere else.').waitFor();
    await expect.poll(() => devices.count()).toBe(1);
    await eventually('the other device is signed out', async () =>
      kiwi.get('/v1/me').then(
        () => undefined,
        ({ status }) => (status === 401 ? true : undefined),
      ),
    );
    // Here the person still is; until they sign out here too.
    await devices.getByRole('button').click();
    await page.locator('#phone').waitFor();
    const kept = await page.evaluate(() => Object.keys(localStorage));
    expect(kept.filter((name) => KEY.test(name) && !name.endsWith('.device'))).toEqual([]);
  });

  it('works by keyboard alone, in Hindi and right to left', async () => {
    const { phone } = await resident();
    const page = await onThePage(phone, 'hi');
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    await page.getByText('हम आपकी क्या मदद करें?').waitFor();
    /** Tab until it has focus; the button is the last, so all services come before it. */
    const tabTo = async (words: string | RegExp) => {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        const here = await focused(page);
        if (typeof words === 'string' ? here === words : words.test(here)) return;
      }
      throw new Error(`Tab never reaches ${words}; it is at ${await focused(page)}`);
    };
    await page.locator('kiwi-service-picker h2').evaluate((heading: HTMLElement) => heading.focus());
    await tabTo('आपका डेटा और डिवाइस');
    await page.keyboard.press('Enter');
    await page.locator('kiwi-devices .device').first().waitFor();
    await page.locator('#ask').waitFor();
    await expect.poll(() => focused(page)).toBe('आपका डेटा और डिवाइस');
    expect(await wordsIn(page)).not.toMatch(/[a-z]{3,} [a-z]{3,} [a-z]{3,}/i);
    await look(page, 'data', 'hindi-rtl');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      tabTo('सब कुछ डाउनलोड करें').then(() => page.keyboard.press('Enter')),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.json$/);
    await tabTo('मिटाने का क्या मतलब है…');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('तय करने से पहले');
    await tabTo('हाँ, मेरा डेटा मिटाएँ');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toMatch(/^आपका डेटा मिटाया जाएगा: /);
    await look(page, 'data', 'hindi-rtl-scheduled');
    await tabTo('इसे रोकें, मेरा डेटा रहने दें');
    await page.keyboard.press('Space');
    await expect.poll(() => focused(page)).toBe('अपना डेटा मिटाएँ');
    await page.locator('header .back').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('आपका डेटा और डिवाइस');
    expect(await page.locator('kiwi-my-data').count()).toBe(0);
  });

  it('shows the number to call when it cannot be fetched, and blocks no emergency', async () => {
    const { phone } = await resident();
    const page = await onThePage(phone);
    await page.route('**/chunks/kiwi-my-data-*', (route) => route.abort());
    await opener(page).click();
    await page.locator('.last [role=alert] a[href="tel:112"]').waitFor();
    await expectAccessible(page, 'view out of reach');
    await page.unroute('**/chunks/kiwi-my-data-*');

    // It is slow: who asks for help meanwhile gets it, and is not called away.
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      release = done;
    });
    await page.route('**/chunks/kiwi-my-data-*', async (route) => {
      await held;
      await route.continue();
    });
    await opener(page).click();
    await page.locator('.tile', { hasText: 'Ambulance' }).click();
    await page.locator('kiwi-booking-review').waitFor();
    const arrived = page.waitForResponse((reply) => reply.url().includes('kiwi-my-data'));
    release();
    await arrived;
    await page.evaluate(() => customElements.whenDefined('kiwi-my-data').then(() => true));
    expect(await page.locator('kiwi-booking-review').isVisible()).toBe(true);
    await page.unrouteAll();

    // Opened, and then the service goes away: each part says whom to call.
    await page.locator('header .back').click();
    await open(page);
    await page.route(`${app.url}/v1/**`, (route) => route.abort());
    await page.locator('#download').click();
    await page.locator('kiwi-my-data [role=alert] a[href="tel:112"]').first().waitFor();
    expect(await page.locator('.sos a[href="tel:112"]').isVisible()).toBe(true);
  });

  it('fits a desktop page', async () => {
    const { phone } = await resident();
    const page = await onThePage(phone);
    await page.setViewportSize(DESKTOP_SIZE);
    await open(page);
    await look(page, 'data', 'desktop');
    await page.locator('#ask').click();
    await page.locator('.decide').waitFor();
    await look(page, 'data', 'desktop-decision');
  });
});

/** Everything the view says, through shadow roots. */
const wordsIn = (page: Page): Promise<string> =>
  page.locator('kiwi-my-data').evaluate((view) => {
    const said: string[] = [];
    const walk = (node: Node) => {
      if (node instanceof Text) said.push(node.data.trim());
      if (node instanceof Element && node.shadowRoot) walk(node.shadowRoot);
      for (const child of node.childNodes) walk(child);
    };
    walk(view);
    return said.filter((words) => words !== '').join('\n');
  });

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

/** Signs in as an iPhone would, without the SDK: a test looks at the refresh token itself. */
async function onAnIphone(app: TestApp, phone: string): Promise<{ refreshToken: string }> {
  const post = (path: string, body: object) =>
    fetch(app.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': IPHONE },
      body: JSON.stringify(body),
    });
  await post('/v1/auth/otp/request', { phone });
  await app.settled();
  const reply = await post('/v1/auth/otp/verify', { phone, code: await codeSentTo(app.url, phone) });
  if (!reply.ok) throw new Error(await reply.text());
  return (await reply.json()) as { refreshToken: string };
}

/** The status of trying to renew a session. */
async function refresh(url: string, refreshToken: string): Promise<number> {
  const reply = await fetch(`${url}/v1/auth/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  return reply.status;
}
