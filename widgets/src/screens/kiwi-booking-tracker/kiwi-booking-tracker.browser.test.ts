import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../test/fake-api.ts';
import { hospital, newBooking, paramedic, services } from '../../../test/fake-world.ts';
import { expectAccessible, focused, type SceneOptions, Stage, textOf } from '../../../test/stage.ts';
import { TcpProxy } from '../../../test/tcp-proxy.ts';
import type { ServiceType } from '../../domain/wire.ts';

/** Milliseconds: longer than the pause between two polls, shorter than a silence that is reported. */
const A_FEW_SECONDS = 7_000;

describe('following a booking', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  const ambulance = services[0] as ServiceType;
  const scene = async (options: SceneOptions = {}) => {
    const booking = newBooking(1, ambulance, {});
    const set = await stage.scene({
      signedIn: true,
      ...options,
      api: { bookings: [booking], ...options.api },
    });
    await set.page.locator('.headline').waitFor();
    return { ...set, id: booking.id };
  };
  const here = (page: Page) => page.locator('.step[aria-current=step]');

  it('resumes an active booking and shows each step live', async () => {
    const { page, api, id, events, complaints } = await scene();
    await page.locator('.link.up').waitFor();
    expect(await textOf(page.locator('.headline'))).toBe('We are finding help for you.');
    expect(await page.locator('.step').evaluateAll((all) => all.map((step) => step.dataset.state))).toEqual([
      'requested',
      'assigned',
      'en_route',
      'in_service',
      'completed',
    ]);
    await expectAccessible(page, 'requested');
    for (const [state, words] of [
      ['assigned', 'Meera Nair will take care of you.'],
      ['en_route', 'Meera Nair is on the way to you.'],
      ['in_service', 'Meera Nair is with you.'],
    ] as const) {
      api.change(id, { state, assignee: paramedic });
      await page.getByText(words).waitFor();
      expect(await here(page).getAttribute('data-state')).toBe(state);
      await expect.poll(() => here(page).locator('time').count()).toBe(1);
      await expectAccessible(page, state);
    }
    expect(await page.getByText('Cancel booking').count()).toBe(0);
    api.change(id, { state: 'completed' });
    await page.getByText('All done.').waitFor();
    await expectAccessible(page, 'completed');
    expect(
      (await events()).filter(([type]) => type === 'kiwi-booking-changed').map(([, detail]) => detail),
    ).toEqual(
      ['assigned', 'en_route', 'in_service', 'completed'].map((state) => ({
        bookingId: id,
        serviceType: 'ambulance',
        state,
      })),
    );
    expect(complaints).toEqual([]);
    await page.getByText('Book something else').click();
    await expect.poll(() => focused(page)).toBe('How can we help?');
  });

  it('promises a time only after assignment', async () => {
    const { page, api, id } = await scene();
    await page.locator('.link.up').waitFor();
    expect(await textOf(page.locator('.eta'))).toMatch(/^Requested (now|\d+ seconds? ago)$/);
    api.change(id, { state: 'assigned', assignee: paramedic });
    await page.getByText('Expected by').waitFor();
    expect(await textOf(page.locator('.eta'))).toMatch(/^Expected by \d{1,2}:\d{2} [ap]m, in 1[45] minutes$/);
  });

  const past = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

  it.each([
    { state: 'requested', sla: { assignBy: past(3), arriveBy: null, breached: false } },
    { state: 'requested', sla: { assignBy: past(9), arriveBy: past(3), breached: true } },
    { state: 'assigned', sla: { assignBy: past(9), arriveBy: past(3), breached: true } },
    { state: 'en_route', sla: { assignBy: past(9), arriveBy: past(3), breached: false } },
  ] as const)('puts calling first when overdue: $state, $sla.breached', async ({ state, sla }) => {
    const { page, api, id } = await scene();
    await page.locator('.link.up').waitFor();
    api.change(id, { state, sla, assignee: state === 'requested' ? null : paramedic });
    await page.getByText('This takes longer than it should.').waitFor();
    const calls = page.locator('kiwi-booking-tracker a[href^="tel:"]');
    expect(await calls.evaluateAll((all) => all.map((call) => call.getAttribute('href')))).toEqual([
      'tel:+918045550100',
      'tel:112',
    ]);
    const top = async (selector: string) =>
      (await page.locator(selector).first().boundingBox())?.y ?? Number.NaN;
    expect(await top('kiwi-booking-tracker a[href^="tel:"]')).toBeLessThan(await top('.headline'));
    if (sla.arriveBy)
      expect(await textOf(page.locator('.eta'))).toMatch(/^Was expected by .*, \d+ minutes ago$/);
    expect(await page.getByText('The hospital has been alerted').count()).toBe(sla.breached ? 1 : 0);
    await expectAccessible(page, 'overdue');
  });

  it('shows the phone number of the booked hospital', async () => {
    const other = { ...hospital, id: '0193a5f0-7c1e-7000-8000-0000000000aa', phone: '+918022220000' };
    const { page, api, id } = await scene({
      api: {
        answer: ({ path }) => (path === `/v1/hospitals/${other.id}` ? { status: 200, body: other } : null),
      },
    });
    await page.locator('.link.up').waitFor();
    api.change(id, { hospitalId: other.id, state: 'assigned', assignee: paramedic });
    const call = page.getByRole('link', { name: 'Call the hospital' });
    await call.waitFor();
    await expect.poll(() => call.getAttribute('href')).toBe('tel:+918022220000');
  });

  /** From here on time passes in the page only when the test advances it: a little later, so that it is not in the past. */
  const stopTime = async (page: Page) => page.clock.pauseAt(await page.evaluate(() => Date.now() + 2_500));

  /** Notices the age of the last update from now on, also where it is shown for a moment only. */
  const noticeSilence = (page: Page) =>
    page.locator('kiwi-booking-tracker').evaluate(({ shadowRoot }) => {
      const silence = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (shadowRoot?.querySelector('.link')?.textContent?.includes('Last update')) resolve();
        });
        const all = { subtree: true, childList: true, characterData: true };
        if (shadowRoot) observer.observe(shadowRoot, all);
      });
      Object.assign(globalThis, { silence });
    });
  const silence = (page: Page) =>
    page.evaluate(() => (globalThis as unknown as { silence: Promise<void> }).silence);

  it('shows the age of the last update within 10 s of a dead network', async () => {
    let network: TcpProxy | undefined;
    const { page, api, id } = await scene({
      clock: true,
      network: async (target) => {
        network = await TcpProxy.before(target);
        return network;
      },
    });
    await page.locator('.link.up').waitFor();
    network?.silence();
    await stopTime(page);
    await page.clock.runFor(10_000);
    await page.getByText(/^\s*Last update (9|1\d) seconds ago\s*$/).waitFor();
    await page.getByText('What you see may be out of date.').waitFor();
    await page.clock.resume();
    await expectAccessible(page, 'silent');
    const missed = api.booking(id);
    if (missed)
      api.settings.bookings = [
        { ...missed, state: 'assigned', assignee: paramedic, version: missed.version + 1 },
      ];
    network?.restore();
    await page.getByText('Meera Nair will take care of you.').waitFor();
    await page.locator('.link.up').waitFor();
    expect(await page.getByText('Last update').count()).toBe(0);
  });

  it('shows at once that the device is offline', async () => {
    const { page } = await scene({ clock: true });
    await page.locator('.link.up').waitFor();
    // Without time passing, a silence cannot become long enough to be noticed.
    await stopTime(page);
    await noticeSilence(page);
    await page.context().setOffline(true);
    // Shown until the next sign of life of a connection that the browser leaves open.
    await silence(page);
    await page.context().setOffline(false);
    await page.clock.resume();
    await page.locator('.link.up').waitFor();
  });

  it('shows the distance of the responder as it changes', async () => {
    const { page, api, id } = await scene();
    await page.locator('.link.up').waitFor();
    api.change(id, {
      state: 'en_route',
      assignee: paramedic,
      position: { latitude: 12.9801, longitude: 77.6012, recordedAt: new Date().toISOString() },
    });
    await page.getByText('1.2 km away').waitFor();
    api.move(id, 12.9725, 77.5951);
    await page.getByText('110 m away').waitFor();
    api.change(id, { state: 'in_service' });
    await page.getByText('Meera Nair is with you.').waitFor();
    expect(await page.getByText('away').count()).toBe(0);
  });

  it('draws the steps of the service’s own policy', async () => {
    const remote = services.find(({ id }) => id === 'remote_care') as ServiceType;
    const { page } = await scene({ api: { bookings: [newBooking(1, remote, {})] } });
    expect(await page.locator('.step .name').allTextContents()).toHaveLength(4);
    expect(await page.getByText('On the way').count()).toBe(0);
    expect(await page.getByText('Where', { exact: true }).count()).toBe(0);
  });

  it('polls where sockets are blocked and says that it does', async () => {
    const { page, api, id } = await scene({ clock: true, api: { sockets: false } });
    await page.getByText('Checking every few seconds').waitFor();
    api.change(id, { state: 'assigned', assignee: paramedic });
    await page.clock.fastForward(A_FEW_SECONDS);
    await page.getByText('Meera Nair will take care of you.').waitFor();
    await expectAccessible(page, 'polling');
  });

  it('catches up after a lost connection', async () => {
    const { page, api, id } = await scene();
    await page.locator('.link.up').waitFor();
    await api.close();
    await page.locator('.link:not(.up)').waitFor();
    const missed = api.booking(id);
    if (missed)
      api.settings.bookings = [
        { ...missed, state: 'assigned', assignee: paramedic, version: missed.version + 1 },
      ];
    await api.listen();
    await page.getByText('Meera Nair will take care of you.').waitFor();
    await page.locator('.link.up').waitFor();
    expect(await page.locator('[role=alert]').count()).toBe(0);
  });

  it('shows a delay while the person waits', async () => {
    const { page, api, id } = await scene();
    await page.locator('.link.up').waitFor();
    const booking = api.booking(id);
    if (booking) api.change(id, { sla: { ...booking.sla, breached: true } });
    await page.getByText('This takes longer than it should').waitFor();
    await expectAccessible(page, 'late');
    api.change(id, { state: 'in_service', assignee: paramedic });
    await page.getByText('This takes longer than it should').waitFor({ state: 'detached' });
  });

  it('cancels after confirmation, with an optional reason', async () => {
    const { page, api } = await scene();
    await page.getByText('Cancel booking').click();
    await page.locator('dialog[open]').waitFor();
    await expect.poll(() => focused(page)).toBe('No, keep it');
    await expectAccessible(page, 'cancel dialog');
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    await expect.poll(() => focused(page)).toBe('Cancel booking');
    await page.getByText('Cancel booking').click();
    await page.locator('#reason').fill('Feeling better');
    await page.getByText('Yes, cancel it').click();
    await page.getByText('This booking was cancelled.').waitFor();
    expect(api.received.find(({ path }) => path.endsWith('/transitions'))?.body).toEqual({
      to: 'cancelled',
      reason: 'Feeling better',
    });
    await expect.poll(() => focused(page)).toBe('Ambulance');
    await expectAccessible(page, 'cancelled');
  });

  it('shows the current state when a cancellation comes too late', async () => {
    const { page, api, id } = await scene();
    await page.locator('.link.up').waitFor();
    await page.getByText('Cancel booking').click();
    api.settings.answer = ({ path }) =>
      path.endsWith('/transitions') ? problem(409, 'illegal_transition') : null;
    const booking = api.booking(id);
    if (booking)
      api.settings.bookings = [
        {
          ...booking,
          state: 'in_service',
          assignee: paramedic,
          allowedTransitions: [],
          version: booking.version + 1,
        },
      ];
    await page.getByText('Yes, cancel it').click();
    await page.getByText('The booking has moved on').waitFor();
    await page.getByText('Meera Nair is with you.').waitFor();
  });

  it('renews an expired access token and signs out when the session has ended', async () => {
    const { page, api, id } = await scene({ clock: true, api: { sockets: false } });
    await page.getByText('Checking every few seconds').waitFor();
    api.expireToken();
    api.change(id, { state: 'assigned', assignee: paramedic });
    await page.clock.fastForward(A_FEW_SECONDS);
    await page.getByText('Meera Nair will take care of you.').waitFor();
    api.endSession();
    await page.clock.fastForward(A_FEW_SECONDS);
    await page.locator('#phone').waitFor();
  });
});
