import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../test/fake-api.ts';
import { expectAccessible, focused, type SceneOptions, Stage, textOf } from '../../../test/stage.ts';

describe('choosing a time', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ timezoneId: 'Europe/Berlin' });
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  const scene = async (options: SceneOptions = {}) => {
    const set = await stage.scene({ signedIn: true, ...options });
    await set.page.locator('.row', { hasText: 'Home nursing' }).click();
    return set;
  };

  it('groups times by day in the community’s time zone and marks taken ones', async () => {
    const { page } = await scene();
    await page.locator('.time').first().waitFor();
    await expect.poll(() => page.locator('.day').count()).toBe(10);
    expect((await textOf(page.locator('.time').first())).toLowerCase()).toBe('9:00 am');
    expect(await textOf(page.locator('.day').nth(2))).toContain('full');
    expect(await page.locator('.time:has(:disabled)').count()).toBeGreaterThan(0);
    await page.getByText('Times are those of your community (Asia/Kolkata)').waitFor();
    await expectAccessible(page, 'times');
  });

  it('works by keyboard alone and requires a time before continuing', async () => {
    const { page } = await scene();
    await page.locator('.time').first().waitFor();
    await expect.poll(() => focused(page)).toBe('When suits you?');
    await page.locator('kiwi-slot-picker button[type=submit]').press('Enter');
    await page.getByText('Choose a time first').waitFor();
    await expect.poll(() => focused(page)).toMatch(/^input#slot=/);
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByText('Where should we come?').waitFor();
    await expect.poll(() => focused(page)).toBe('Where should we come?');
  });

  it('keeps the chosen time when the person returns', async () => {
    const { page } = await scene();
    await page.locator('.day').nth(1).click();
    await page.locator('.time:has(:enabled)').nth(1).click();
    const chosen = await textOf(page.locator('.time:has(:checked)'));
    await page.locator('kiwi-slot-picker button[type=submit]').click();
    await page.locator('header .back').click();
    await page.locator('.time:has(:checked)').waitFor();
    expect(await textOf(page.locator('.time:has(:checked)'))).toBe(chosen);
  });

  it('explains when no time is free and retries after a failure', async () => {
    let broken = true;
    const { page, api } = await scene({
      api: {
        answer: ({ path }) => (broken && path === '/v1/availability' ? problem(500, 'internal') : null),
      },
    });
    await page.locator('[role=alert]').waitFor();
    expect(await textOf(page.locator('[role=alert]'))).toContain('Reference');
    await expectAccessible(page, 'times failed');
    broken = false;
    api.settings.slots = [];
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('There is no free time').waitFor();
    await expectAccessible(page, 'no times');
  });

  it('returns to the times when the chosen one is taken before booking', async () => {
    const { page, api } = await scene();
    await page.locator('.time:has(:enabled)').first().click();
    const taken = await page.locator('.time :checked').inputValue();
    await page.locator('kiwi-slot-picker button[type=submit]').click();
    await page.locator('.body > form > button[type=submit]').click();
    await page.getByText('Check and book').waitFor();
    api.settings.slots = api.settings.slots.map((slot) =>
      slot.start === taken ? { ...slot, remaining: 0 } : slot,
    );
    api.settings.answer = ({ method, path }) =>
      method === 'POST' && path === '/v1/bookings' ? problem(409, 'slot_taken') : null;
    await page.locator('kiwi-booking-review button[type=submit]').click();
    await page.getByText('Somebody took that time').waitFor();
    await page.locator('.time').first().waitFor();
    expect(await page.locator('.time:has(:checked)').count()).toBe(0);
    await expectAccessible(page, 'sent back for a time');
  });
});
