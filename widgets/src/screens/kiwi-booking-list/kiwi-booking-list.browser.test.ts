import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newBooking, services } from '../../../test/fake-world.ts';
import { expectAccessible, focused, Stage, textOf } from '../../../test/stage.ts';
import type { Booking, ServiceType } from '../../domain/wire.ts';

describe('the list of bookings', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  const past = (n: number, state: Booking['state']): Booking => ({
    ...newBooking(n, services[n % services.length] as ServiceType, {}),
    state,
  });

  it('separates active from past bookings and opens either', async () => {
    const visit = newBooking(1, services[5] as ServiceType, {
      scheduledFor: new Date(Date.now() + 3 * 86_400_000).toISOString(),
    });
    const { page } = await stage.scene({
      signedIn: true,
      api: { bookings: [visit, past(2, 'completed'), past(3, 'cancelled')] },
    });
    await page.getByText('My bookings').click();
    await page.locator('kiwi-booking-list .row').nth(2).waitFor();
    await expect.poll(() => focused(page)).toBe('My bookings');
    await expect
      .poll(() => page.locator('kiwi-booking-list section').first().locator('.row').count())
      .toBe(1);
    expect(await page.locator('kiwi-booking-list .state').allTextContents()).toEqual([
      'Requested',
      'Completed',
      'Cancelled',
    ]);
    await expectAccessible(page, 'bookings');
    await page.locator('kiwi-booking-list .row').nth(1).click();
    await page.getByText('All done.').waitFor();
    await page.locator('header .back').click();
    await page.locator('kiwi-booking-list').waitFor();
    await page.locator('header .back').click();
    await page.locator('.open-bookings .row').click();
    await page.getByText('Your booking is in.').waitFor();
  });

  it('loads further pages on demand', async () => {
    const page1 = [past(2, 'completed')];
    const page2 = [past(3, 'completed'), past(4, 'cancelled')];
    const { page } = await stage.scene({
      signedIn: true,
      api: {
        answer: ({ method, path, query }) =>
          method === 'GET' &&
          path === '/v1/bookings' &&
          query.has('residentId') &&
          query.toString().includes('completed')
            ? {
                status: 200,
                body: query.get('cursor')
                  ? { data: page2, nextCursor: null }
                  : { data: page1, nextCursor: 'page-2' },
              }
            : null,
      },
    });
    await page.getByText('My bookings').click();
    await page.getByText('Show more').click();
    await expect.poll(() => page.locator('kiwi-booking-list .row').count()).toBe(3);
    expect(await page.getByText('Show more').count()).toBe(0);
  });

  it('has a text for no bookings, and signs out locally and at the service', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await page.getByText('My bookings').click();
    await page.getByText('Nothing yet.').waitFor();
    await expectAccessible(page, 'no bookings');
    expect(await textOf(page.locator('kiwi-booking-list .actions p'))).toContain('0004');
    await page.getByText('Sign out').click();
    await page.locator('#phone').waitFor();
    await expect.poll(() => focused(page)).toBe('Sign in with your mobile');
    await expect.poll(() => api.received.some(({ path }) => path === '/v1/auth/logout')).toBe(true);
    await page.reload();
    await page.locator('#phone').waitFor();
  });
});
