/**
 * Takes a picture of every screen at phone and desktop width, in English, Hindi and right to left, for people to
 * look at: `node widgets/test/screens.ts OUT_DIR [en|hi|rtl|dark]…`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { builtWidget, DESKTOP_SIZE, openBrowser, PHONE_SIZE } from './browser.ts';
import { FakeApi } from './fake-api.ts';
import { CODE, hospital, PHONE, PUBLISHABLE_KEY, paramedic } from './fake-world.ts';
import { startHost } from './host-page.ts';

const [out = 'screens', ...wanted] = process.argv.slice(2);
const LOOKS: Record<string, { html: string; scheme: 'light' | 'dark' }> = {
  en: { html: 'lang="en"', scheme: 'light' },
  hi: { html: 'lang="hi"', scheme: 'light' },
  rtl: { html: 'lang="en" dir="rtl"', scheme: 'light' },
  dark: { html: 'lang="en"', scheme: 'dark' },
};
const SIZES = { phone: PHONE_SIZE, desktop: DESKTOP_SIZE };

await mkdir(out, { recursive: true });
const { dist, remove } = await builtWidget();
const host = await startHost(dist);
for (const look of wanted.length > 0 ? wanted : Object.keys(LOOKS)) {
  const { html, scheme } = LOOKS[look] as (typeof LOOKS)[string];
  for (const [size, viewport] of Object.entries(SIZES)) {
    const api = await FakeApi.start();
    const browser = await openBrowser({ viewport, colorScheme: scheme, reducedMotion: 'reduce' });
    const page = await browser.context.newPage();
    const address = host.page(`${look}-${size}`, {
      htmlAttributes: html,
      css: `:root{color-scheme:${scheme}} body{margin:16px;background:${scheme === 'dark' ? '#0b0e11' : '#eef2f1'}}`,
      body: `<kiwi-booking publishable-key="${PUBLISHABLE_KEY}" api="${api.url}"></kiwi-booking>`,
    });
    const shot = async (name: string) => {
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(out, `${look}-${size}-${name}.png`), fullPage: true });
    };
    await page.goto(address);
    await page.locator('#phone').waitFor();
    await shot('01-sign-in');
    await page.locator('#phone').fill('12');
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await shot('02-sign-in-error');
    await page.locator('#phone').fill(PHONE.slice(3));
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('#code').fill('000000');
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('[role=alert]').waitFor();
    await shot('03-code-wrong');
    await page.locator('#code').fill(CODE);
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('kiwi-service-picker .row').first().waitFor();
    await shot('04-services');
    await page.locator('kiwi-service-picker .row').last().click();
    await page.locator('.time').first().waitFor();
    await shot('05-time');
    await page.locator('.time:has(:enabled)').nth(1).click();
    await page.locator('kiwi-slot-picker button[type=submit]').click();
    await page.locator('.choice').first().waitFor();
    await page.locator('.choice').nth(1).click();
    await page.locator('.notice.warn').waitFor();
    await shot('06-place-refused');
    await page.locator('.choice').first().click();
    await page.locator('.body > form > button[type=submit]').click();
    await page.locator('kiwi-booking-review').waitFor();
    await shot('07-review-visit');
    await page.locator('kiwi-booking-review button[type=submit]').click();
    await page.locator('kiwi-booking-tracker .headline').waitFor();
    await shot('08-visit-booked');
    await page.locator('header .back').click();
    await page.locator('.tile').first().click();
    await page.locator('kiwi-booking-review').waitFor();
    await shot('09-review-now');
    await page.locator('kiwi-booking-review button[type=submit]').click();
    await page.locator('kiwi-booking-tracker .headline').waitFor();
    await page.locator('.link.up').waitFor();
    await shot('10-requested');
    const id = api.settings.bookings[0]?.id as string;
    api.change(id, { state: 'assigned', assignee: paramedic });
    await shot('11-assigned');
    api.change(id, {
      state: 'en_route',
      position: { latitude: 12.9801, longitude: 77.6012, recordedAt: new Date().toISOString() },
    });
    await shot('12-en-route');
    await page.locator('kiwi-booking-tracker .button.danger').first().click();
    await shot('13-cancel');
    await page.keyboard.press('Escape');
    const booking = api.booking(id);
    if (booking) api.change(id, { sla: { ...booking.sla, breached: true } });
    await shot('14-late');
    api.change(id, { state: 'in_service' });
    await shot('15-in-service');
    api.change(id, { state: 'completed' });
    await shot('16-completed');
    await page.locator('header .mine').click();
    await page.locator('kiwi-booking-list .row').nth(1).waitFor();
    await shot('17-bookings');
    await page.locator('header .back').click();
    await shot('18-services-with-booking');
    await page.locator('[data-opens=data]').click();
    await page.locator('#ask').waitFor();
    await shot('21-data');
    await page.locator('#ask').click();
    await page.locator('kiwi-erasure h4').waitFor();
    await shot('22-erasure');
    await page.locator('header .back').click();
    api.settings.slots = [];
    await page.locator('.rows').last().locator('.row').first().click();
    await page.locator('kiwi-slot-picker .notice').waitFor();
    await shot('19-no-times');
    await api.close();
    await page.reload();
    await page.locator('.body[role=alert]').waitFor();
    await shot('20-unreachable');
    await browser.close();
  }
}
await host.close();
await remove();
console.log(`Screens of ${hospital.name} are in ${out}`);
