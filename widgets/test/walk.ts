import type { Page } from 'playwright-core';
import { type FakeApi, problem } from './fake-api.ts';
import { CODE, PHONE, paramedic, TRIAGES } from './fake-world.ts';

/** What is shown of an assessment of each kind, in any language. */
const ASSESSED = { insufficient: '.unclear', urgent: '.recommended', emergency: '.stack.emergency' } as const;

/** Goes through every screen as a person does, from signing in to the service being down, and stops at each. */
export async function walk(page: Page, api: FakeApi, stop: (screen: string) => Promise<void>): Promise<void> {
  await page.locator('#phone').waitFor();
  await stop('01-sign-in');
  await page.locator('#phone').fill('12');
  await page.locator('kiwi-sign-in button[type=submit]').click();
  await stop('02-sign-in-error');
  await page.locator('#phone').fill(PHONE.slice(3));
  await page.locator('kiwi-sign-in button[type=submit]').click();
  await page.locator('#code').fill('000000');
  await page.locator('kiwi-sign-in button[type=submit]').click();
  await page.locator('[role=alert]').waitFor();
  await stop('03-code-wrong');
  await page.locator('#code').fill(CODE);
  await page.locator('kiwi-sign-in button[type=submit]').click();
  await page.locator('kiwi-service-picker .row').first().waitFor();
  await stop('04-services');
  for (const [kind, shown] of Object.entries(ASSESSED) as [keyof typeof ASSESSED, string][]) {
    api.settings.triage = TRIAGES[kind];
    await page.locator('#complaint').fill('My father has chest pain and is sweating');
    await page.locator('kiwi-triage-form button[type=submit]').click();
    await page.locator(`kiwi-triage-result ${shown}`).waitFor();
    await stop(`23-triage-${kind}`);
  }
  api.settings.answer = ({ path }) => (path === '/v1/triage' ? problem(500, 'internal') : null);
  await page.locator('kiwi-triage-form button[type=submit]').click();
  await page.locator('kiwi-triage [role=alert]').waitFor();
  await stop('24-triage-failed');
  api.settings.answer = () => null;
  await page.locator('kiwi-triage-result .over').click();
  await page.locator('kiwi-service-picker .row').last().click();
  await page.locator('.time').first().waitFor();
  await stop('05-time');
  await page.locator('.time:has(:enabled)').nth(1).click();
  await page.locator('kiwi-slot-picker button[type=submit]').click();
  await page.locator('.choice').first().waitFor();
  await page.locator('.choice').nth(1).click();
  await page.locator('.notice.warn').waitFor();
  await stop('06-place-refused');
  await page.locator('.choice').first().click();
  await page.locator('.body > form > button[type=submit]').click();
  await page.locator('kiwi-booking-review').waitFor();
  await stop('07-review-visit');
  await page.locator('kiwi-booking-review button[type=submit]').click();
  await page.locator('kiwi-booking-tracker .headline').waitFor();
  await stop('08-visit-booked');
  await page.locator('header .back').click();
  await page.locator('.tile').first().click();
  await page.locator('kiwi-booking-review').waitFor();
  await stop('09-review-now');
  await page.locator('kiwi-booking-review button[type=submit]').click();
  await page.locator('kiwi-booking-tracker .headline').waitFor();
  await page.locator('.link.up').waitFor();
  await stop('10-requested');
  const id = api.settings.bookings[0]?.id as string;
  api.change(id, { state: 'assigned', assignee: paramedic });
  await stop('11-assigned');
  api.change(id, {
    state: 'en_route',
    position: { latitude: 12.9801, longitude: 77.6012, recordedAt: new Date().toISOString() },
  });
  await stop('12-en-route');
  await page.locator('kiwi-booking-tracker .button.danger').first().click();
  await stop('13-cancel');
  await page.keyboard.press('Escape');
  const booking = api.booking(id);
  if (booking) api.change(id, { sla: { ...booking.sla, breached: true } });
  await stop('14-late');
  api.change(id, { state: 'in_service' });
  await stop('15-in-service');
  api.change(id, { state: 'completed' });
  await stop('16-completed');
  await page.locator('header .mine').click();
  await page.locator('kiwi-booking-list .row').nth(1).waitFor();
  await stop('17-bookings');
  await page.locator('header .back').click();
  await page.locator('kiwi-booking-tracker').waitFor();
  await page.locator('header .back').click();
  await stop('18-services-with-booking');
  await page.locator('[data-opens=data]').click();
  await page.locator('#ask').waitFor();
  await stop('21-data');
  await page.locator('#ask').click();
  await page.locator('kiwi-erasure h4').waitFor();
  await stop('22-erasure');
  await page.locator('header .back').click();
  api.settings.slots = [];
  await page.locator('.rows').last().locator('.row').first().click();
  await page.locator('kiwi-slot-picker .notice').waitFor();
  await stop('19-no-times');
  await api.close();
  await page.reload();
  await page.locator('.body[role=alert]').waitFor();
  await stop('20-unreachable');
}
