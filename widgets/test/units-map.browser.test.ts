import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../api/test/support/app.ts';
import { eventually } from '../../api/test/support/eventually.ts';
import { startTestWorld } from '../../api/test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../api/test/support/worlds/world.ts';
import { type Browser, complaints, openBrowser } from './browser.ts';
import { DISPATCHER, look, signInAt } from './console-page.ts';

/** Units and map of a desk, against the real service. */
describe('the console', () => {
  let app: TestApp;
  let world: World;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let bookingId: string;
  const paramedic = () => world.here.hospital.paramedic;
  const report = (latitude: number) =>
    paramedic().kiwi.put('/v1/me/position', { body: { latitude, longitude: 77.59 } });
  const row = (name: string) => page.locator('kiwi-units tbody tr', { hasText: name });

  beforeAll(async () => {
    ({ app, world } = await startTestWorld());
    const [resident] = world.here.community.residents as [Signed];
    const location = { latitude: 12.98, longitude: 77.59, address: 'Gate 2' };
    const body = { serviceType: 'ambulance', forAnotherPerson: true, location } as const;
    ({ id: bookingId } = await resident.kiwi.post('/v1/bookings', { body }));
    browser = await openBrowser({
      viewport: { width: 1440, height: 900 },
      locale: 'en-IN',
      reducedMotion: 'reduce',
    });
    page = await browser.context.newPage();
    faults = complaints(page);
    await signInAt(page, DISPATCHER, app.url, '/console/units');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('puts a unit out of service and back by keyboard, as the service says too', async () => {
    await row('paramedic of here').waitFor();
    await row('nurse of here').waitFor();
    await page.locator('kiwi-units select').selectOption(bookingId);
    await row('paramedic of here').getByText('km').waitFor();
    expect(new URL(page.url()).search).toBe(`?booking=${bookingId}`);
    await look(page, 'units');
    await page.locator('kiwi-units h2').first().focus();
    while ((await page.locator('kiwi-units tr[aria-selected=true]', { hasText: 'paramedic' }).count()) === 0)
      await page.keyboard.press('j');
    await page.keyboard.press('o');
    await page.getByRole('textbox', { name: 'Why?' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Say why in a few words.').waitFor();
    await page.keyboard.type('Flat tyre');
    await page.keyboard.press('Enter');
    await row('paramedic of here').getByText('Flat tyre').waitFor();
    const path = { unitId: paramedic().id };
    expect(await paramedic().kiwi.get('/v1/units/{unitId}', { path })).toMatchObject({
      state: 'out_of_service',
    });
    await paramedic().kiwi.post('/v1/units/{unitId}/in-service', { path });
    await row('paramedic of here').locator('.state.available, .state.assigned').waitFor();
    expect(await row('nurse of there').count()).toBe(0);
    await page.getByText('fewer than 5 within 1 km').waitFor();
    // A message is sent by keyboard, and the unit says that it has seen it.
    await page.keyboard.press('m');
    await page.getByRole('textbox', { name: 'Message to paramedic of here' }).waitFor();
    await page.keyboard.type('Second entrance');
    await page.keyboard.press('Enter');
    await page
      .locator('kiwi-messages li', { hasText: 'Second entrance' })
      .getByText('not seen yet')
      .waitFor();
    await look(page, 'messages');
    const { data } = await paramedic().kiwi.get('/v1/unit-messages', { query: { seen: false } });
    await paramedic().kiwi.post('/v1/unit-messages/{unitMessageId}/acknowledgement', {
      path: { unitMessageId: data[0]?.id ?? '' },
    });
    await page.locator('kiwi-messages').getByText('seen at').waitFor();
    await page.keyboard.press('Escape');
    expect(faults).toEqual([]);
  });

  it('shows units and bookings on a map, and the same as a list', async () => {
    let draw = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      draw = resolve;
    });
    await page.route(/worker/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${app.url}/console/map`);
    const thing = (name: string) => page.locator('kiwi-map .thing', { hasText: name });
    await thing('paramedic of here').waitFor();
    await thing('Gate 2').waitFor();
    const canvas = page.locator('kiwi-map canvas');
    await canvas.waitFor();
    // Until the first picture is there the map says so, and the list is of use meanwhile.
    await page.getByText('The map is being drawn.').waitFor();
    await thing('paramedic of here').click();
    await page.locator('kiwi-map .chosen', { hasText: 'Paramedic' }).waitFor();
    expect(new URL(page.url()).search).toBe(`?unit=${paramedic().id}`);
    await look(page, 'map');
    await expect.poll(() => page.locator('kiwi-map .drawing').count()).toBe(1);
    draw();
    await page.locator('kiwi-map .drawing').waitFor({ state: 'detached' });
    await page.keyboard.press('x');
    await expect.poll(() => new URL(page.url()).search).toBe('');
    // The unit that was chosen is in the middle of the picture.
    const middle = async () => {
      const box = await canvas.boundingBox();
      if (box !== null) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      return new URL(page.url()).search;
    };
    await eventually('the unit under the mouse', async () => (await middle()) === `?unit=${paramedic().id}`);
    await report(12.9);
    await page.locator('kiwi-map .chosen', { hasText: 'just now' }).waitFor();
    await thing('Gate 2').click();
    await page
      .locator('kiwi-map .chosen', { hasText: 'Expected at' })
      .or(page.locator('kiwi-map .chosen', { hasText: 'Nobody is assigned yet.' }))
      .waitFor();
    expect(faults).toEqual([]);
  });

  it('keeps the list where the browser cannot draw a map', async () => {
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await page.goto(`${app.url}/console/map`);
    await page.getByText('This browser cannot draw the map.').waitFor();
    await page.locator('kiwi-map .thing', { hasText: 'paramedic of here' }).waitFor();
  });
});
