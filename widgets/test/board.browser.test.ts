import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execute } from '../../api/src/features/booking/commands/execute.ts';
import { SYSTEM_ACTOR } from '../../api/src/features/booking/engine/index.ts';
import { BookingModel } from '../../api/src/features/booking/models.ts';
import { loadPolicies, requirePolicy } from '../../api/src/features/booking/policies/load.ts';
import { lockBooking } from '../../api/src/features/booking/record/store.ts';
import { systemScope } from '../../api/src/kernel/auth/scope.ts';
import type { TestApp } from '../../api/test/support/app.ts';
import { startTestWorld } from '../../api/test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../api/test/support/worlds/world.ts';
import { type Browser, complaints, openBrowser } from './browser.ts';
import { DISPATCHER, FOREIGN, look, signInAt } from './console-page.ts';
import { TcpProxy } from './tcp-proxy.ts';

const ADMIN = 'hospital_admin.1@test.example';

/** The board of dispatchers, against the real service and its sockets. */
describe('the board', () => {
  let app: TestApp;
  let world: World;
  let network: TcpProxy;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let ids: readonly [first: string, second: string, third: string];
  const rows = (of: Page) => of.locator('kiwi-board-rows .row');
  const row = (of: Page, id: string) => of.locator(`kiwi-board-rows .row[data-id="${id}"]`);
  const focused = (of: Page) =>
    of.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return (at as HTMLElement | null)?.dataset.id ?? at?.textContent?.trim() ?? '';
    });

  beforeAll(async () => {
    ({ app, world } = await startTestWorld());
    network = await TcpProxy.before(app.url);
    ids = [
      await book(0, 'Tower A, 4th floor', 2),
      await book(1, 'Tower B, Lake Road', 1),
      await book(2, 'Gate 3', 3),
    ];
    browser = await openBrowser({
      viewport: { width: 1440, height: 900 },
      locale: 'en-IN',
      reducedMotion: 'reduce',
    });
    page = await browser.context.newPage();
    faults = complaints(page);
  });
  afterAll(async () => {
    await browser?.close();
    await network?.close();
    await app?.stop();
  });

  async function book(resident: number, address: string, urgency: number): Promise<string> {
    const { kiwi } = world.here.community.residents[resident] as Signed;
    const { id } = await kiwi.post('/v1/bookings', {
      body: {
        serviceType: 'ambulance',
        location: { latitude: 12.97, longitude: 77.59, address },
        forAnotherPerson: true,
      },
    });
    await app.database.run(systemScope('an assessment'), async (uow) => {
      await BookingModel.query(uow.trx).findById(id).patch({ urgency });
    });
    return id;
  }

  /** As its timer does when nobody was assigned in time. */
  const escalate = (id: string) =>
    app.database.run(systemScope('a clock that was missed'), async (uow) => {
      await BookingModel.query(uow.trx)
        .findById(id)
        .patch({ assignBy: new Date(uow.now.getTime() - 1) });
      const booking = await lockBooking(uow, id);
      if (booking === undefined) throw new Error('there is no such booking');
      // On a busy machine its timer may have come first.
      if (booking.escalation !== null) return;
      const policy = requirePolicy(loadPolicies(), booking.serviceType);
      await execute(uow, policy, SYSTEM_ACTOR, booking, { type: 'sla_due', clock: 'assign' });
    });

  const cancel = (id: string) =>
    world.here.hospital.admin.kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId: id },
      body: { to: 'cancelled', reason: 'Not needed' },
    });

  async function anotherPage(): Promise<Page> {
    const own = await browser.context.browser()?.newContext({ locale: 'en-IN', reducedMotion: 'reduce' });
    if (own === undefined) throw new Error('there is no browser');
    return own.newPage();
  }

  it('is worked with by keyboard alone, and nothing moves under the focus', async () => {
    await signInAt(page, DISPATCHER, network.url);
    await page.getByText('Nobody is waiting.').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await rows(page).nth(2).waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/board');
    expect(await page.title()).toBe('Board · Kiwimesh');
    await expect.poll(() => focused(page)).toBe('Board');
    const order = () => rows(page).evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.id));
    expect(await order()).toEqual([ids[1], ids[0], ids[2]]);
    await look(page, 'board');
    // No column is cut off in a narrow window.
    for (const width of [1024, 900, 390]) {
      await page.setViewportSize({ width, height: 844 });
      const cut = () =>
        page.locator('kiwi-board-rows .rows').evaluate((of) => of.scrollWidth - of.clientWidth);
      await expect.poll(cut, { message: `${width} px` }).toBe(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });

    await page.keyboard.press('/');
    await page.keyboard.type('tower lake');
    await expect.poll(order).toEqual([ids[1]]);
    await page.keyboard.press('Escape');
    await expect.poll(order).toHaveLength(3);
    await expect.poll(() => focused(page)).toBe(ids[1]);

    // What somebody else does shows in the row that has the focus, which stays the same one.
    await page.keyboard.press('j');
    await expect.poll(() => focused(page)).toBe(ids[0]);
    await row(page, ids[0]).evaluate((one) => one.setAttribute('data-same', ''));
    await world.here.hospital.admin.kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId: ids[0] },
      body: { to: 'assigned', assigneeId: world.here.hospital.paramedic.id },
    });
    await row(page, ids[0]).getByText('paramedic of here').waitFor();
    const fourth = await book(0, 'Clinic', 1);
    await page.getByText('1 new.').waitFor();
    expect(await order()).toEqual([ids[1], ids[0], ids[2]]);
    await expect.poll(() => focused(page)).toBe(ids[0]);
    expect(await row(page, ids[0]).getAttribute('data-same')).toBe('');
    await page.keyboard.press('x');
    await look(page, 'board-held');
    await page.keyboard.press('u');
    await expect.poll(order).toHaveLength(4);

    await page.keyboard.press('Enter');
    await page.locator('kiwi-booking-page .entries li').nth(2).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/bookings/${ids[0]}`);
    await page.locator('kiwi-booking-page', { hasText: 'Resident 0 of here' }).waitFor();
    await page.keyboard.press('m');
    await page.keyboard.type('Lift out of order');
    await page.keyboard.press('Enter');
    await page.locator('kiwi-messages').getByText('not seen yet').waitFor();
    await page.locator('kiwi-booking-page').getByText('Neighbours who help').waitFor();
    await look(page, 'board-booking');
    await page.goBack();
    await page.locator('kiwi-booking-page').waitFor({ state: 'detached' });
    await page.keyboard.press('l');
    await cancel(fourth);
  });

  it('assigns and cancels by keyboard, and says so in the row', async () => {
    await row(page, ids[2]).focus();
    await page.keyboard.press('a');
    await page.locator('kiwi-assign .people').waitFor();
    await look(page, 'board-assign');
    await page.locator('kiwi-assign input[type=search]').focus();
    await page.keyboard.press('Enter');
    await row(page, ids[2]).getByText('Assigned').waitFor();
    await page.keyboard.press('n');
    await page.locator('kiwi-booking-change dialog[open]').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Say why in a few words.').waitFor();
    await look(page, 'board-cancel');
    await page.locator('kiwi-booking-change textarea').fill('Called twice');
    await page.locator('kiwi-booking-change .danger').click();
    await row(page, ids[2]).getByText('Over').waitFor();
  });

  it('lets calls ring, and finds views and bookings by a few letters', async () => {
    // A call rings wherever one is.
    await (world.here.community.residents[2] as Signed).kiwi.post('/v1/calls', {
      body: { channel: 'web', language: 'en' },
    });
    await page.locator('kiwi-ringing .strip').waitFor();
    await page.locator('kiwi-ringing').getByText('1 waiting').first().waitFor();
    await look(page, 'board-ringing');
    await page.locator('kiwi-ringing').getByRole('button').click();
    await page.locator('kiwi-call-head').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await rows(page).first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
    await look(page, 'board-keys');
    await page.keyboard.press('Escape');

    await page.keyboard.press('Control+k');
    await page.locator('kiwi-palette [role=option]').first().waitFor();
    await look(page, 'palette');
    const search = /\/v1\/bookings\?.*idSuffix=/;
    await page.route(search, (route) =>
      route.fulfill({ status: 403, json: { title: 'Forbidden', status: 403 } }),
    );
    await page.keyboard.type('ffffffff');
    await page.locator('kiwi-palette .none', { hasText: 'Bookings could not be searched' }).waitFor();
    await page.unroute(search);
    await page.keyboard.press('Control+a');
    await page.keyboard.type(ids[0].slice(-8));
    await page.locator('kiwi-palette [role=option]', { hasText: 'Tower A' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('kiwi-booking-page', { hasText: 'Tower A' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('desk');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/console(\/calls\/|$)/);
  });

  it('has a filter that can be linked to, and views that are kept by a name', async () => {
    await page.goto(`${network.url}/console/board?urgency=1&sort=clock`);
    await row(page, ids[1]).waitFor();
    expect(await row(page, ids[0]).count()).toBe(0);
    expect(await page.locator('kiwi-board-filters select.sort').inputValue()).toBe('clock');
    await page.getByText('Saved views').click();
    await page.locator('kiwi-board-filters input[name=name]').fill('Immediate');
    await page.keyboard.press('Enter');
    await page.locator('kiwi-board-filters summary').first().click();
    await look(page, 'board-filters');
    await page.getByRole('button', { name: 'Show everything' }).click();
    await row(page, ids[0]).waitFor();
    expect(new URL(page.url()).search).toBe('?sort=clock');
    await page.reload();
    await page.getByText('Saved views').click();
    await page.getByRole('button', { name: 'Immediate', exact: true }).click();
    await row(page, ids[0]).waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('urgency')).toBe('1');
  });

  it('shows one dispatcher that another has seen to an escalation', async () => {
    await page.goto(`${network.url}/console/board`);
    const other = await anotherPage();
    await signInAt(other, ADMIN, app.url, '/console/board');
    for (const each of [page, other]) await row(each, ids[1]).waitFor();
    await escalate(ids[1]);
    for (const each of [page, other]) await row(each, ids[1]).locator('.flag').waitFor();
    await row(other, ids[1]).click();
    await other.locator('kiwi-booking-page .alarm').waitFor();
    await look(other, 'board-escalated');
    await row(page, ids[1]).focus();
    await page.keyboard.press('e');
    await other.locator('kiwi-booking-page', { hasText: 'Seen by nurse of here' }).waitFor();
    await row(other, ids[1]).locator('.flag').waitFor({ state: 'detached' });
    expect(await other.locator('kiwi-booking-page .alarm').count()).toBe(0);
    await other.context().close();
  });

  it('says how old it is without a connection, and is complete after it', async () => {
    await rows(page).first().waitFor();
    await page.mouse.move(0, 0);
    await page.locator('kiwi-board h2').focus();
    network.silence();
    await page.locator('kiwi-board-notes .warn').waitFor();
    await look(page, 'board-offline');
    await cancel(ids[1]);
    const fifth = await book(1, 'School', 1);
    network.restore();
    await row(page, fifth).waitFor();
    await row(page, ids[1]).waitFor({ state: 'detached' });
    const shown = await rows(page).evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.id));
    expect(shown.sort()).toEqual([...new Set(shown)].sort());
    expect(faults).toEqual([]);
  });

  it('shows nothing of another hospital', async () => {
    const tab = await anotherPage();
    await signInAt(tab, FOREIGN, app.url, `/console/bookings/${ids[0]}`);
    await tab.getByText('There is no such booking').waitFor();
    await tab.getByText('No booking is open.').waitFor();
    await look(tab, 'board-foreign');
    await tab.context().close();
  });
});
