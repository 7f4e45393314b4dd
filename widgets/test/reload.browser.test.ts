import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CODE, PHONE, PUBLISHABLE_KEY } from './fake-world.ts';
import { Stage } from './stage.ts';

/** For what hangs. */
const WAIT = { timeout: 60_000 };
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

  it('is the code screen with its countdown while the code works', async () => {
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
