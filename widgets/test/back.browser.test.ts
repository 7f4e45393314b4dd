import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { upTo } from '../../api/test/support/size.ts';
import { newBooking, PHONE, PUBLISHABLE_KEY, services } from './fake-world.ts';
import { focused, type SceneOptions, Stage } from './stage.ts';
import { expectScreen, type Opened, open, type ScreenName, WAIT } from './steps.ts';

const back = (page: Page) => page.evaluate(() => history.back());
const forward = (page: Page) => page.evaluate(() => history.forward());
const marks = (page: Page) => page.evaluate(() => history.state?.kiwimesh ?? null);

/** Presses the browser's Back once for each screen and expects it. */
async function backTo(page: Page, ...screens: readonly ScreenName[]): Promise<void> {
  for (const screen of screens) {
    await back(page);
    await expectScreen(page, screen);
  }
}

/** From the first screen Back leaves the page for the empty one that each tab begins with. */
async function expectToLeave(page: Page): Promise<void> {
  await expect.poll(() => marks(page), WAIT).toBeNull();
  await page.goBack();
  expect(page.url()).toBe('about:blank');
}

interface Walk {
  readonly there: readonly Opened[];
  readonly back: readonly ScreenName[];
  /** A booking is made on the way, so that it cannot be walked twice. */
  readonly once?: true;
}

const WALKS: Record<string, Walk> = {
  'a booking that was made': {
    there: ['time', 'place', 'review', 'tracker'],
    back: ['services'],
    once: true,
  },
  'the list and a booking in it': {
    there: ['review', 'tracker', 'bookings', 'tracker'],
    back: ['bookings', 'tracker', 'services'],
    once: true,
  },
  'the person’s own data': { there: ['data'], back: ['services'] },
  'the steps of a booking': { there: ['time', 'place', 'review'], back: ['place', 'time', 'services'] },
  'help at once': { there: ['review'], back: ['services'] },
  'the question before cancelling': {
    there: ['review', 'tracker', 'cancel'],
    back: ['tracker', 'services'],
    once: true,
  },
  'the list, in the middle of a booking': {
    there: ['time', 'place', 'bookings'],
    back: ['place', 'time', 'services'],
  },
};

describe('the browser’s Back', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());
  const signedIn = (options: SceneOptions = {}) => stage.scene({ signedIn: true, ...options });

  it.each(upTo(3, Object.entries(WALKS)))(
    'goes step by step through %s, then leaves the page',
    async (_name, walk) => {
      const { page, complaints } = await signedIn();
      await open(page, ...walk.there);
      await backTo(page, ...walk.back);
      const opener = walk.there[0] === 'data' ? 'Your data and devices' : 'How can we help?';
      await expect.poll(() => focused(page), WAIT).toBe(opener);
      if (!walk.once) {
        // The element's own way back leaves as many entries.
        await open(page, ...walk.there);
        for (const screen of walk.back) {
          await page.locator('header .back').click();
          await expectScreen(page, screen);
        }
      }
      expect(complaints).toEqual([]);
      await expectToLeave(page);
    },
  );

  it('equals the element’s own back button in the tracker', async () => {
    const { page } = await signedIn();
    await open(page, 'review', 'tracker', 'cancel');
    await page.keyboard.press('Escape');
    // At once, while the browser is still on its way back.
    await open(page, 'cancel');
    await backTo(page, 'tracker');
    await open(page, 'cancel');
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await page.getByText('This booking was cancelled.').waitFor();
    await backTo(page, 'services');
    await open(page, 'bookings', 'tracker', 'bookings');
    await page.locator('header .back').click();
    await expectScreen(page, 'services');
    await open(page, 'bookings', 'tracker');
    await page.getByRole('button', { name: 'Book something else' }).click();
    await expectScreen(page, 'services');
    await expectToLeave(page);
  });

  it('keeps typed and chosen values, which Forward shows again', async () => {
    const { page } = await signedIn();
    await open(page, 'time', 'place');
    await page.locator('#words').fill('Gate 2');
    await open(page, 'review');
    await page.locator('#notes').fill('Allergic to latex');
    await backTo(page, 'place');
    expect(await page.locator('#words').inputValue()).toBe('Gate 2');
    await backTo(page, 'time', 'services');
    for (const screen of ['time', 'place', 'review'] as const) {
      await forward(page);
      await expectScreen(page, screen);
    }
    expect(await page.locator('#notes').inputValue()).toBe('Allergic to latex');
    expect(await page.locator('dl').textContent()).toContain('Gate 2');
  });

  it('skips the form of a completed booking and sends nothing again', async () => {
    const { page, api } = await signedIn();
    await open(page, 'time', 'place', 'review', 'tracker');
    await backTo(page, 'services');
    for (let presses = 0; presses < 3; presses++) {
      await forward(page);
      // Each leads to an entry whose step is over, and back from it.
      await expect.poll(() => marks(page), WAIT).toBeNull();
      await expectScreen(page, 'services');
    }
    expect(
      api.received.filter(({ method, path }) => method === 'POST' && path === '/v1/bookings'),
    ).toHaveLength(1);
    await expectToLeave(page);
  });

  it('starts no history traversal when a booking is made', async () => {
    const { page, complaints } = await signedIn();
    await open(page, 'time', 'place', 'review');
    await page.evaluate(() => {
      History.prototype.go = () => {
        throw new Error('A traversal began');
      };
    });
    await open(page, 'tracker');
    expect(complaints).toEqual([]);
  });

  it('returns from code to number and requests no second code for the same number', async () => {
    const { page, api } = await stage.scene();
    await open(page, 'code');
    await expect.poll(() => marks(page), WAIT).not.toBeNull();
    await backTo(page, 'phone');
    await expect.poll(() => focused(page)).toBe('input#phone');
    await open(page, 'code');
    expect(api.received.filter(({ path }) => path === '/v1/auth/otp/request')).toHaveLength(1);
    await backTo(page, 'phone');
    await forward(page);
    await expectScreen(page, 'code');
    await open(page, 'services', 'time');
    await backTo(page, 'services');
    await expectToLeave(page);
  });

  it('returns to the number of a code sent before the next screens were loaded', async () => {
    const loaded = Promise.withResolvers<void>();
    const chunk = '**/booking-flow-*.js';
    await stage.browser.context.route(chunk, async (route) => {
      await loaded.promise;
      await route.continue();
    });
    const { page, api } = await stage.scene();
    await page.locator('#phone').fill(PHONE);
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await expect.poll(() => api.received.map(({ path }) => path), WAIT).toContain('/v1/auth/otp/request');
    loaded.resolve();
    await expectScreen(page, 'code');
    await expect.poll(() => marks(page), WAIT).not.toBeNull();
    await backTo(page, 'phone');
    await expectToLeave(page);
    await stage.browser.context.unroute(chunk);
  });

  it('leads to no screen of a person who has signed out', async () => {
    const { page } = await signedIn();
    await open(page, 'time', 'bookings');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expectScreen(page, 'phone');
    await backTo(page, 'phone');
    await forward(page);
    await expect.poll(() => marks(page), WAIT).toBeNull();
    await expectScreen(page, 'phone');
  });

  it('leaves the page from a resumed booking; the element’s own leads to services', async () => {
    const booking = newBooking(1, services[0] as (typeof services)[number], {});
    const { page } = await signedIn({ api: { bookings: [booking] } });
    await expectScreen(page, 'tracker');
    expect(await marks(page)).toBeNull();
    await page.locator('header .back').click();
    await expectScreen(page, 'services');
    await page.locator('.open-bookings .row').click();
    await expectScreen(page, 'tracker');
    await backTo(page, 'services');
    await expectToLeave(page);
  });

  describe('on a page with a history of its own', () => {
    it('keeps the state and the entries of the page', async () => {
      const { page } = await signedIn();
      await page.evaluate(() => history.replaceState({ router: 7 }, ''));
      await open(page, 'time');
      expect(await page.evaluate(() => history.state)).toMatchObject({ router: 7 });
      await page.evaluate(() => {
        location.hash = 'elsewhere';
      });
      await page.evaluate(() => history.pushState({ router: 8 }, '', '?other'));
      await back(page);
      await page.waitForURL(/#elsewhere$/);
      await expectScreen(page, 'time');
      await back(page);
      await page.waitForURL((url) => url.hash === '');
      await expectScreen(page, 'time');
      await backTo(page, 'services');
      expect(await page.evaluate(() => history.state)).toEqual({ router: 7 });
    });

    it('skips no entry that the page added in between', async () => {
      const { page } = await signedIn();
      await open(page, 'time');
      await page.evaluate(() => history.pushState({ router: 8 }, '', '?other'));
      await open(page, 'place');
      await page.locator('header .back').click();
      await expectScreen(page, 'time');
      await expect.poll(() => page.evaluate(() => history.state), WAIT).toEqual({ router: 8 });
      await page.locator('header .back').click();
      await expectScreen(page, 'services');
      expect(await page.evaluate(() => history.state)).toEqual({ router: 8 });
      await back(page);
      await page.waitForURL((url) => url.search === '');
      await expect.poll(() => page.evaluate(() => history.state), WAIT).toBeNull();
      await expectScreen(page, 'services');
    });

    it('adds no entry where the page’s state cannot hold a mark', async () => {
      const { page } = await signedIn();
      const before = await page.evaluate(() => history.length);
      for (const state of ['"a text"', '[7]', 'new Map([["router", 7]])', 'new Date(0)']) {
        await page.evaluate(`history.replaceState(${state}, '')`);
        await open(page, 'time', 'place');
        expect(await page.evaluate(() => history.length), state).toBe(before);
        await page.locator('header .back').click();
        await expectScreen(page, 'time');
        await page.locator('header .back').click();
        await expectScreen(page, 'services');
      }
    });

    it('adds no entry where the attribute no-history is set', async () => {
      const { page } = await signedIn({ attributes: 'no-history' });
      const before = await page.evaluate(() => history.length);
      await open(page, 'time', 'place');
      expect(await page.evaluate(() => [history.length, history.state])).toEqual([before, null]);
      await page.locator('header .back').click();
      await expectScreen(page, 'time');
      await page.goBack();
      expect(page.url()).toBe('about:blank');
    });
  });

  it('goes back in the element that moved last, in any shadow root', async () => {
    const { page } = await signedIn();
    await page.evaluate((key) => {
      const first = document.querySelector('kiwi-booking') as HTMLElement;
      first.id = 'first';
      const host = document.createElement('div');
      const second = first.cloneNode() as HTMLElement;
      second.id = 'second';
      second.setAttribute('publishable-key', key);
      host.attachShadow({ mode: 'open' }).append(second);
      first.after(host);
    }, PUBLISHABLE_KEY);
    const [first, second] = [page.locator('#first'), page.locator('#second')];
    const service = 'kiwi-service-picker .rows .row';
    await first.locator(service, { hasText: 'Home nursing' }).click();
    await first.locator('.time').first().waitFor();
    await second.locator(service, { hasText: 'Blood test' }).click();
    await second.locator('.time').first().waitFor();
    await back(page);
    await second.locator('kiwi-service-picker').waitFor();
    expect(await first.locator('.time').count()).toBeGreaterThan(0);
    await second.locator(service, { hasText: 'Blood test' }).click();
    await second.locator('.time').first().waitFor();
    // The entry of the second is not the first's to leave: it is passed over when the second goes back.
    await first.locator('header .back').click();
    await first.locator('kiwi-service-picker').waitFor();
    expect(await second.locator('.time').count()).toBeGreaterThan(0);
    await back(page);
    await second.locator('kiwi-service-picker').waitFor();
    await expectToLeave(page);
  });

  describe('when the element cannot be seen', () => {
    it('skips entries of an element in a closed dialog', async () => {
      const { page } = await signedIn();
      await page.evaluate(() => {
        const dialog = document.createElement('dialog');
        dialog.append(document.querySelector('kiwi-booking') as HTMLElement);
        document.body.append(dialog);
        dialog.showModal();
      });
      await open(page, 'time', 'place');
      await backTo(page, 'time');
      await open(page, 'place');
      await page.evaluate(() => (document.querySelector('body > dialog') as HTMLDialogElement).close());
      await back(page);
      await expect.poll(() => marks(page), WAIT).toBeNull();
      await page.evaluate(() => (document.querySelector('body > dialog') as HTMLDialogElement).showModal());
      await page.locator('.choice').first().waitFor();
      await page.locator('header .back').click();
      await page.locator('.time').first().waitFor();
      await expectToLeave(page);
    });

    it('skips entries of a removed element', async () => {
      const { page } = await signedIn();
      await open(page, 'time', 'place');
      await page.evaluate(() => document.querySelector('kiwi-booking')?.remove());
      await back(page);
      await expect.poll(() => marks(page), WAIT).toBeNull();
      await expectToLeave(page);
    });

    it('returns to the step when a router re-inserts the element', async () => {
      const { page } = await signedIn();
      await open(page, 'time', 'place');
      await page.evaluate(() => {
        const element = document.querySelector('kiwi-booking') as HTMLElement;
        const parent = element.parentElement;
        const fresh = element.cloneNode() as HTMLElement;
        history.pushState({ route: 'other' }, '', '?other');
        element.remove();
        addEventListener('popstate', () => {
          // As routers do: a moment after the browser has arrived.
          if (!location.search) queueMicrotask(() => parent?.append(fresh));
        });
      });
      await back(page);
      await expectScreen(page, 'place');
      await backTo(page, 'time', 'services');
      await expectToLeave(page);
    });
  });
});
