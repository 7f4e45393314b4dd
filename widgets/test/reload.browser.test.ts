import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { upTo } from '../../api/test/support/size.ts';
import { CODE, me, PHONE, PUBLISHABLE_KEY, services } from './fake-world.ts';
import { Stage } from './stage.ts';
import { expectScreen, type Opened, open, type ScreenName, WAIT } from './steps.ts';

const submit = 'kiwi-sign-in button[type=submit]';

async function askForCode(page: Page): Promise<void> {
  await page.locator('#phone').fill(PHONE);
  await page.locator(submit).click();
  await page.locator('#code').waitFor();
}

async function signIn(page: Page): Promise<void> {
  await askForCode(page);
  await page.locator('#code').fill(CODE);
  await page.locator(submit).click();
  await page.locator('kiwi-service-picker .tile').first().waitFor();
}

const kept = (page: Page) => page.evaluate(() => JSON.stringify({ ...sessionStorage }));

describe('what a reload, another tab or another element finds', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  it('is the code screen with its countdown while the code is valid', async () => {
    const { page, api } = await stage.scene();
    await askForCode(page);
    await page.reload();
    await page.locator('#code').waitFor();
    expect(await page.locator('#sent').textContent()).toContain(PHONE.slice(-4));
    await page.getByText(/You can ask again in \d+ s/).waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    await page.locator('#code').fill(CODE);
    await page.locator(submit).click();
    await page.locator('kiwi-service-picker .tile').first().waitFor();
    expect(api.received.filter(({ path }) => path === '/v1/auth/otp/request')).toHaveLength(1);
    expect(await kept(page)).toBe('{}');
  });

  it.each(['expired', 'not wanted'])('is the phone field when the code is %s', async (what) => {
    const body = { phone: PHONE, challengeId: 'challenge', expiresIn: 1, resendAfter: 1 };
    const { page } = await stage.scene(
      what === 'expired'
        ? {
            api: {
              answer: ({ path }) => (path === '/v1/auth/otp/request' ? { status: 202, body } : null),
            },
          }
        : {},
    );
    await askForCode(page);
    if (what === 'not wanted') await page.getByText('Use another number').click();
    await expect
      .poll(async () => {
        await page.reload();
        await page.locator('#code, #phone').waitFor();
        return page.locator('#phone').count();
      }, WAIT)
      .toBe(1);
    expect(await kept(page)).toBe('{}');
  });

  it('is the same person in every tab, after signing in and after signing out', async () => {
    const { page, api } = await stage.scene();
    const other = await stage.browser.context.newPage();
    await other.goto(page.url());
    await askForCode(other);
    await signIn(page);
    await other.locator('kiwi-service-picker .tile').first().waitFor();
    expect(await kept(other)).toBe('{}');
    await other.getByText('My bookings').click();
    await other.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('#phone').waitFor();
    expect(api.received.filter(({ path }) => path === '/v1/auth/otp/verify')).toHaveLength(1);
  });

  it('is the same person in every element of a page', async () => {
    const { page, api } = await stage.scene();
    await page.evaluate((key) => {
      const first = document.querySelector('kiwi-booking') as HTMLElement;
      const second = first.cloneNode() as HTMLElement;
      second.id = 'second';
      second.setAttribute('publishable-key', key);
      first.after(second);
    }, PUBLISHABLE_KEY);
    const second = page.locator('#second');
    await second.locator('#phone').fill(PHONE);
    await second.locator(submit).click();
    await second.locator('#code').fill(CODE);
    await second.locator(submit).click();
    await expect.poll(() => page.locator('kiwi-service-picker h2').count(), WAIT).toBe(2);
    await page.locator('kiwi-booking').first().getByText('My bookings').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect.poll(() => page.locator('#phone').count(), WAIT).toBe(2);
    // Focus stays in the element that was used.
    const focusedFirst = () => document.activeElement === document.querySelector('kiwi-booking');
    await expect.poll(() => page.evaluate(focusedFirst), WAIT).toBe(true);
    expect(api.received.filter(({ path }) => path === '/v1/auth/logout')).toHaveLength(1);
  });
});

/** The screens of a walk, each reloaded before the next is opened from it, and where Back leads from the last. */
const WALKS: Record<string, { readonly screens: readonly Opened[]; readonly back: ScreenName }> = {
  'a visit': { screens: ['time', 'place', 'review', 'tracker', 'cancel'], back: 'services' },
  'the person’s own data': { screens: ['data'], back: 'services' },
  'the list, in the middle of a booking': { screens: ['time', 'place', 'bookings'], back: 'place' },
  'help at once': { screens: ['review', 'tracker', 'bookings', 'tracker'], back: 'bookings' },
};

/** What describes an illness is in no storage of the browser (ASVS 14.3.3). */
const NOTES = 'Allergic to latex';

/** Types what the screen has fields for. @returns the fields that a reload fills again, with their text. */
async function type(page: Page): Promise<[field: string, text: string][]> {
  const folded = page.locator('kiwi-booking-review details:not([open]) summary');
  if (await folded.count()) await folded.click();
  if (await page.locator('#notes').count()) await page.locator('#notes').fill(NOTES);
  const elsewhere = page.locator('.choice', { hasText: 'Somewhere else' });
  if ((await elsewhere.count()) === 0) return [];
  await elsewhere.click();
  await page.locator('#words').fill('Gate 2');
  return [['#words', 'Gate 2']];
}

describe('a reload', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  it.each(upTo(2, Object.entries(WALKS)))(
    'shows the same screen with what was chosen and typed, but no notes: %s',
    async (_name, walk) => {
      const { page, api, complaints } = await stage.scene({ signedIn: true });
      await page.reload();
      await expectScreen(page, 'services');
      for (const screen of walk.screens) {
        await open(page, screen);
        const typed = await type(page);
        expect(await kept(page)).not.toContain(NOTES);
        await page.reload();
        // A dialog is not opened again, since it would take the focus of the page.
        await expectScreen(page, screen === 'cancel' ? 'tracker' : screen);
        for (const [field, text] of typed) expect(await page.locator(field).inputValue()).toBe(text);
        expect(await page.locator('[role=alert], .error').count()).toBe(0);
        expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
      }
      const sent = api.received.find(({ method, path }) => method === 'POST' && path === '/v1/bookings');
      if (walk.screens.includes('tracker')) expect(JSON.stringify(sent?.body.location)).toContain('Gate 2');
      await page.evaluate(() => history.back());
      await expectScreen(page, walk.back);
      expect(complaints).toEqual([]);
    },
  );

  it('keeps nothing of a booking that was left, sent or is another person’s', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await open(page, 'time', 'place', 'review');
    expect(await kept(page)).toContain('home_nursing');
    for (const screen of ['place', 'time', 'services'] as const) {
      await page.locator('header .back').click();
      await expectScreen(page, screen);
    }
    expect(await kept(page)).toBe('{}');

    await open(page, 'time', 'place', 'review');
    await page.getByText('My bookings').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expectScreen(page, 'phone');
    expect(await kept(page)).toBe('{}');

    await open(page, 'code', 'services', 'time', 'place', 'review');
    let answer: (reply: null) => void = () => undefined;
    api.settings.answer = ({ method, path }) =>
      method === 'POST' && path === '/v1/bookings'
        ? new Promise((done) => {
            answer = done;
          })
        : null;
    await page.locator('kiwi-booking-review button[type=submit]').click();
    await expect.poll(() => kept(page), WAIT).toBe('{}');
    // The page does not wait for the answer: the form must not be there again, since the booking may have been made.
    await page.reload();
    await expectScreen(page, 'services');
    answer(null);
  });

  it.each(
    upTo(1, [
      ['as another person', { person: 'somebody else' }],
      ['half an hour later', { until: 0 }],
      ['in another form', { steps: null }],
    ]),
  )('starts over %s', async (_when, change) => {
    const { page } = await stage.scene({ signedIn: true });
    await open(page, 'time', 'place');
    await page.evaluate((other) => {
      const key = Object.keys(sessionStorage).find((name) => name.startsWith('kiwimesh:steps:')) as string;
      const saved = JSON.parse(sessionStorage.getItem(key) ?? '{}');
      sessionStorage.setItem(key, JSON.stringify({ ...saved, ...other }));
    }, change);
    await page.reload();
    await expectScreen(page, 'services');
    expect(await kept(page)).toBe('{}');
    // The entries of the steps that are gone are passed over.
    await page.evaluate(() => history.back());
    await expect.poll(() => page.evaluate(() => history.state), WAIT).toBeNull();
    await expectScreen(page, 'services');
    await page.goBack();
    expect(page.url()).toBe('about:blank');
  });

  it('restores the step once the service is reachable, without services that ended', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await open(page, 'time', 'place');
    await api.close();
    await page.reload();
    await page.getByText('We cannot be reached just now').waitFor();
    await api.listen();
    await page.getByText('Try again now').click();
    await expectScreen(page, 'place');
    api.settings.services = services.filter(({ id }) => id !== 'home_nursing');
    await page.reload();
    await expectScreen(page, 'services');
  });

  it('measures the device’s position again', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    const { context } = stage.browser;
    await context.grantPermissions(['geolocation'], { origin: stage.host.url });
    await context.setGeolocation({ latitude: 12.9, longitude: 77.5, accuracy: 20 });
    await open(page, 'review');
    await page.locator('.choice', { hasText: 'Where I am now' }).click();
    await page.getByText('Found, to within').waitFor();
    expect(await kept(page)).not.toContain('latitude');
    await context.setGeolocation({ latitude: 13.1, longitude: 77.6, accuracy: 20 });
    await page.reload();
    await page.getByText('Found, to within').waitFor();
    await open(page, 'tracker');
    const sent = api.received.find(({ method, path }) => method === 'POST' && path === '/v1/bookings');
    expect(sent?.body.location).toMatchObject({ latitude: 13.1 });
    await context.clearPermissions();
  });

  it('returns to the code for a new address without sending another', async () => {
    const change = {
      id: 'change-1',
      person: { kind: 'resident', id: 'resident' },
      channel: 'email',
      address: 'asha@example.org',
      requestedAt: new Date().toISOString(),
      approvableAt: null,
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
    };
    const { page, api } = await stage.scene({ signedIn: true });
    api.settings.answer = ({ method, path }) => {
      if (method === 'POST' && path === '/v1/me/address-changes') return { status: 201, body: change };
      if (path === '/v1/me') return { status: 200, body: { ...me, pendingAddresses: [change] } };
      return null;
    };
    await open(page, 'data');
    await page.locator('[data-address=email] button').click();
    await page.locator('#new-address').fill('asha@example.org');
    await page.locator('kiwi-addresses button[type=submit]').click();
    await page.locator('#address-code').waitFor();
    expect(await kept(page)).not.toContain('asha@');
    await page.reload();
    await page.locator('#address-code').waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    expect(api.received.filter(({ path }) => path === '/v1/me/address-changes')).toHaveLength(1);
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.locator('#address-code').waitFor({ state: 'detached' });
    await page.reload();
    await expectScreen(page, 'data');
    await page.locator('[data-pending=email]').waitFor();
    expect(await page.locator('#address-code').count()).toBe(0);
  });
});
