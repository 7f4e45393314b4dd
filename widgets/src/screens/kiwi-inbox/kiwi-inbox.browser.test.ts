import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../test/fake-api.ts';
import { announcementsOf, newBooking, notificationOf, services } from '../../../test/fake-world.ts';
import { expectAccessible, focused, Stage } from '../../../test/stage.ts';
import type { ServiceType } from '../../domain/wire.ts';

describe('the list of notifications', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  const bell = 'header .bell';
  const visit = newBooking(1, services[5] as ServiceType, {});
  const ofVisit = { record: { type: 'booking' as const, id: visit.id } };

  it('says how much is unread, marks it as read and opens its booking', async () => {
    const notifications = [
      notificationOf(3, ofVisit),
      notificationOf(2),
      notificationOf(1, { readAt: new Date().toISOString() }),
    ];
    const { page, api, complaints } = await stage.scene({
      signedIn: true,
      api: { bookings: [visit], notifications },
    });
    await page.getByRole('button', { name: 'Notifications, 2 unread' }).click();
    await expect.poll(() => page.locator('kiwi-inbox .row').count()).toBe(3);
    await expect.poll(() => focused(page)).toBe('Notifications');
    await expect.poll(() => page.locator('kiwi-inbox .row.new').count()).toBe(2);
    await expectAccessible(page, 'notifications');
    await expect.poll(() => api.settings.notifications.every(({ readAt }) => readAt !== null)).toBe(true);

    // One more while the list is open: it comes first, and counts as read too.
    api.notify(notificationOf(4, { title: 'Somebody is coming' }));
    await page.getByText('Somebody is coming').waitFor();
    await expect.poll(() => page.locator('kiwi-inbox .row').first().innerText()).toContain('Somebody');
    await expect.poll(() => api.settings.notifications[0]?.readAt).not.toBeNull();

    await page.locator('kiwi-inbox .row').nth(1).click();
    await page.locator('kiwi-booking-tracker').waitFor();
    await expect.poll(() => page.locator(bell).getAttribute('aria-label')).toBe('Notifications');
    expect(complaints).toEqual([]);
  });

  it('leads from an announcement to the services, and says where there is nothing', async () => {
    const announcement = notificationOf(1, {
      class: 'community',
      record: { type: 'community_announcement', id: notificationOf(9).id },
    });
    const { page, api } = await stage.scene({
      signedIn: true,
      api: { notifications: [announcement], announcements: announcementsOf(1) },
    });
    // Published while the page was open.
    const [water] = announcementsOf(1);
    if (water !== undefined) {
      const publishedAt = '2026-11-28T09:00:00.000Z';
      api.settings.communityAnnouncements = [{ ...water, title: 'No water on Monday', publishedAt }];
    }
    await page.locator(bell).click();
    await page.locator('kiwi-inbox .row').click();
    await page.locator('.tile').first().waitFor();
    await expect
      .poll(() => page.locator('kiwi-announcements .title').allInnerTexts())
      .toEqual(['No water on Monday', 'Pharmacy closed on Sunday']);
    api.settings.notifications = [];
    await page.locator(bell).click();
    await page.getByText('Nothing yet. What happens with your bookings').waitFor();
    await expectAccessible(page, 'no notifications');
  });

  it('shows what is wrong and tries again, and counts nothing where it cannot be had', async () => {
    let away = false;
    const { page } = await stage.scene({
      signedIn: true,
      api: {
        notifications: [notificationOf(1)],
        answer: ({ path }) => (away && path === '/v1/notifications' ? problem(503, 'unavailable') : null),
      },
    });
    await page.locator(bell).waitFor();
    away = true;
    await page.locator(bell).click();
    await page.locator('kiwi-inbox [role=alert]').waitFor();
    away = false;
    await page.getByText('Try again').click();
    await page.getByText('On the way to you').waitFor();
    away = true;
    await page.reload();
    await page.locator('header .back').click();
    await page.locator('.tile').first().waitFor();
    expect(await page.locator(bell).getAttribute('aria-label')).toBe('Notifications');
  });
});
