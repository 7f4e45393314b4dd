import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CODE, PHONE } from './fake-world.ts';
import { Stage } from './stage.ts';

/** For what hangs. */
const WAIT = { timeout: 60_000 };
const submit = 'kiwi-sign-in button[type=submit]';

async function askForCode(page: Page): Promise<void> {
  await page.locator('#phone').fill(PHONE);
  await page.locator(submit).click();
  await page.locator('#code').waitFor();
}

const kept = (page: Page) => page.evaluate(() => JSON.stringify({ ...sessionStorage }));

describe('what a reload finds', () => {
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
});
