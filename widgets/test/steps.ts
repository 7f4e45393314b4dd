import type { Page } from 'playwright-core';
import { CODE, PHONE } from './fake-world.ts';

/** For what hangs. */
export const WAIT = { timeout: 60_000 };

/** What tells the screens of `<kiwi-booking>` apart. */
const SCREENS = {
  phone: '#phone',
  code: '#code',
  services: 'kiwi-service-picker h2',
  time: 'kiwi-slot-picker .time',
  place: '.body > form kiwi-place-picker .choice',
  review: 'kiwi-booking-review form',
  tracker: 'kiwi-booking-tracker .headline',
  cancel: 'kiwi-cancel-dialog dialog[open]',
  bookings: 'kiwi-booking-list h2',
  data: 'kiwi-my-data h2',
} as const;

export type ScreenName = keyof typeof SCREENS;

const row = (page: Page, name: string) => page.locator('kiwi-service-picker .rows .row', { hasText: name });

/** What a person does to come to a screen from the one before it. */
const OPEN = {
  code: async (page) => {
    await page.locator('#phone').fill(PHONE);
    await page.locator('kiwi-sign-in button[type=submit]').click();
  },
  services: async (page) => {
    await page.locator('#code').fill(CODE);
    await page.locator('kiwi-sign-in button[type=submit]').click();
  },
  time: (page) => row(page, 'Home nursing').last().click(),
  place: async (page) => {
    await page.locator('.time:has(:enabled)').nth(1).click();
    await page.locator('kiwi-slot-picker button[type=submit]').click();
  },
  review: async (page) => {
    const place = page.locator('.body > form > button[type=submit]');
    if (await place.count()) await place.click();
    else await page.locator('.tile').first().click();
  },
  tracker: async (page) => {
    const list = page.locator('kiwi-booking-list .row');
    if (await page.locator('kiwi-booking-list').count()) await list.first().click();
    else await page.locator('kiwi-booking-review button[type=submit]').click();
  },
  cancel: (page) => page.getByRole('button', { name: 'Cancel booking' }).click(),
  bookings: (page) => page.locator('header .mine').click(),
  data: (page) => page.locator('[data-opens=data]').click(),
} satisfies Partial<Record<ScreenName, (page: Page) => Promise<void>>>;

export type Opened = keyof typeof OPEN;

/** Waits until the screen is shown, and no other. */
export async function expectScreen(page: Page, name: ScreenName): Promise<void> {
  const waits = Object.entries(SCREENS).map(async ([other, selector]) => {
    if (other === 'tracker' && name === 'cancel') return;
    const state = other === name ? 'visible' : 'detached';
    await page
      .locator(selector)
      .first()
      .waitFor({ state, ...WAIT });
  });
  await Promise.all(waits);
}

/** Opens screens one after the other. */
export async function open(page: Page, ...screens: readonly Opened[]): Promise<void> {
  for (const screen of screens) {
    await OPEN[screen](page);
    await expectScreen(page, screen);
  }
}
