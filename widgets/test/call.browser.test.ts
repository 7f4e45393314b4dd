import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OLD_CODE, PLACE } from './fake-calls.ts';
import { newBooking, services } from './fake-world.ts';
import { expectAccessible, focused, type SceneOptions, Stage, textOf } from './stage.ts';

/** The call as its caller sees it, against a service that can be slow, refuse or be gone. */
describe('calling the desk', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  const scene = (options: SceneOptions = {}) =>
    stage.scene({ element: 'kiwi-call', signedIn: true, ...options });
  const call = (page: Page) => page.locator('kiwi-call-button .call');
  const status = (page: Page) => page.locator('kiwi-call-status .headline');
  const dial = (page: Page) => page.locator('.notice a[href="tel:112"]');

  it('shows each step of the call, in writing', async () => {
    const { page, api, complaints } = await scene();
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole('button', { name: 'Write instead' }).click();
    await expect.poll(() => textOf(status(page))).toContain('Ringing at');
    // The field has focus: a person who cannot speak writes at once.
    await expect.poll(() => focused(page)).toBe('textarea#words');
    await page.keyboard.type('My father fell');
    await page.keyboard.press('Enter');
    await page.locator('.mine:not(.unsent)', { hasText: 'My father fell' }).waitFor();
    expect(api.calls.last).toMatchObject({ channel: 'web', language: 'en' });

    api.calls.change({ recording: { state: 'announced' } });
    await page.getByText('This call is recorded.').waitFor();
    api.calls.claim('Asha Rao');
    await page.getByText('Asha Rao is with you').waitFor();
    api.calls.say('operator', 'Is he awake?');
    await page.locator('[role=log] .desk', { hasText: 'Is he awake?' }).waitFor();
    api.calls.say('operator', '', 'missing');
    await page.locator('[role=log] .desk', { hasText: 'Some words were not understood' }).waitFor();
    await expectAccessible(page, 'answered', 'kiwi-call');
    api.calls.change({ state: 'held' });
    await page.getByText('Asha Rao has put you on hold').waitFor();
    api.calls.change({ state: 'waiting', operator: null });
    await page.getByText('Connecting you to a colleague').waitFor();
    api.calls.claim('Ravi Nair');
    await page.getByText('Ravi Nair is with you').waitFor();

    const [ambulance] = services;
    const booking = newBooking(7, ambulance as (typeof services)[number], {});
    api.settings.bookings = [booking];
    api.calls.change({ bookingId: booking.id });
    await page.locator('.ambulance', { hasText: 'We are finding help for you' }).waitFor();
    api.change(booking.id, { state: 'en_route' });
    await page.locator('.ambulance', { hasText: 'on the way to you' }).waitFor();
    await expectAccessible(page, 'booked', 'kiwi-call');
    await page.getByRole('button', { name: 'Follow it' }).click();
    await page.locator('kiwi-booking-tracker .step').first().waitFor();
    await page.getByRole('button', { name: 'Back' }).click();

    // A reload lands on the same call, with what was said.
    await page.reload();
    await page.getByText('Ravi Nair is with you').waitFor();
    await page.locator('.desk', { hasText: 'Is he awake?' }).waitFor();
    expect(api.calls.calls).toHaveLength(1);

    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('The call has ended').waitFor();
    await expect.poll(() => api.calls.last.state).toBe('ended');
    await expectAccessible(page, 'ended', 'kiwi-call');
    await page.getByRole('button', { name: 'Close' }).click();
    await call(page).waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  it('keeps trying when the desk is out of reach, with the number to dial', async () => {
    let away = true;
    const { page, api } = await scene({
      api: {
        sockets: false,
        answer: ({ path }) => (away && path.startsWith('/v1/calls') ? { status: 503 } : null),
      },
    });
    await page.getByRole('button', { name: 'Write instead' }).click();
    await dial(page).waitFor();
    await page.keyboard.type('Chest pain, flat B-1204');
    await page.keyboard.press('Enter');
    await page.locator('.unsent', { hasText: 'Chest pain' }).waitFor();
    away = false;
    await page.locator('.mine:not(.unsent)', { hasText: 'Chest pain' }).waitFor();
    await dial(page).waitFor({ state: 'detached' });
    expect(api.calls.calls).toHaveLength(1);
    expect(api.calls.segments.get(api.calls.last.id)).toHaveLength(1);
    // In the middle of the call.
    away = true;
    await dial(page).waitFor();
    await page.locator('#words').fill('He is sweating');
    await page.keyboard.press('Enter');
    away = false;
    await page.locator('.mine:not(.unsent)', { hasText: 'sweating' }).waitFor();
    expect(api.calls.segments.get(api.calls.last.id)).toHaveLength(2);
  });

  it('puts a caller who was cut off back into the call', async () => {
    let away = false;
    const { page, api } = await scene({
      api: {
        sockets: false,
        answer: ({ path }) => (away && path.startsWith('/v1/calls') ? { status: 503 } : null),
      },
    });
    await page.getByRole('button', { name: 'Write instead' }).click();
    await expect.poll(() => textOf(status(page))).toContain('Ringing at');
    away = true;
    await dial(page).waitFor();
    const { id } = api.calls.last;
    api.calls.change({ state: 'abandoned', endedAt: new Date().toISOString() });
    const returned = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/v1/calls'),
    );
    away = false;
    await returned;
    await expect.poll(() => api.calls.last.id).not.toBe(id);
    await expect.poll(() => textOf(status(page))).toContain('Ringing at');
  });

  it('is typed, with the number to dial, where there is no microphone', async () => {
    const { page, api } = await scene();
    await call(page).click();
    // It rings while the person reads why the microphone is needed.
    await expect.poll(() => textOf(status(page))).toContain('Ringing at');
    await expect.poll(() => focused(page)).toBe('Turn the microphone on');
    await expectAccessible(page, 'asked for the microphone', 'kiwi-call');
    await page.keyboard.press('Enter');
    await dial(page).waitFor();
    await page
      .getByText(/No microphone was found|The microphone is not allowed/)
      .first()
      .waitFor();
    await page.locator('#words').fill('My father fell');
    await page.keyboard.press('Enter');
    await page.locator('.mine:not(.unsent)', { hasText: 'My father fell' }).waitFor();
    expect(api.calls.calls).toHaveLength(1);
  });

  it('is typed from the start where speech is not understood', async () => {
    const { page } = await scene({
      api: { answer: ({ path }) => (path === '/v1/speech' ? { status: 200, body: { state: 'off' } } : null) },
    });
    await call(page).click();
    await expect.poll(() => focused(page)).toBe('textarea#words');
    expect(await page.locator('kiwi-microphone-request').count()).toBe(0);
    await page.getByText('Speaking is off here: the desk reads what you write.').waitFor();
    expect(await page.getByRole('button', { name: 'Speak' }).count()).toBe(0);
  });

  it('tells the desk where the device is once it rings, if the person agrees', async () => {
    const { page, api } = await scene();
    await page.getByRole('button', { name: 'Write instead' }).click();
    await page.getByText('So that help finds you').waitFor();
    // It rings, and the field to write in has focus: no one has to answer first.
    await expect.poll(() => textOf(status(page))).toContain('Ringing at');
    await expect.poll(() => focused(page)).toBe('textarea#words');
    await expectAccessible(page, 'asked for the position', 'kiwi-call');
    await page.getByRole('button', { name: 'I say it myself' }).click();
    await page.getByText('The desk does not see where this device is').waitFor();
    expect(api.calls.last).toMatchObject({ location: null });
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByRole('button', { name: 'Call again' }).click();

    // Refused by the browser, which headless ones do.
    await page.getByRole('button', { name: 'Show the desk where I am' }).click();
    await page.getByText('The desk does not see where this device is').waitFor();
    const { context } = stage.browser;
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 12.9755, longitude: 77.599, accuracy: 18 });
    try {
      // Agreed to before: it is not asked again.
      await page.reload();
      await page.getByText('The desk sees where this device is, to within 20 m').waitFor();
      const location = { latitude: 12.9755, longitude: 77.599, accuracyMetres: 18 };
      expect(api.calls.last).toMatchObject({ location, locationSource: 'browser' });
    } finally {
      await context.clearPermissions();
    }
  });

  it('tells the desk the place whose printed code opened the page', async () => {
    const { page, api } = await scene({ search: '?place=4TZ9K-2M7QC' });
    await page.getByText('at the place with the code 4TZ9K-2M7QC').waitFor();
    await expectAccessible(page, 'at a place', 'kiwi-call');
    await page.getByRole('button', { name: 'Write instead' }).click();
    await page.getByText(`The desk sees where you are: ${PLACE}.`).waitFor();
    expect(api.calls.last.location?.address).toBe(PLACE);
    // A code that was replaced stops nobody.
    const old = await scene({ search: `?place=${OLD_CODE}` });
    await old.page.getByRole('button', { name: 'Write instead' }).click();
    await old.page.getByText('The code printed here is no longer valid').waitFor();
    await dial(old.page).waitFor();
    expect(old.api.calls.last).toMatchObject({ state: 'waiting', location: null });
  });

  it('is called by holding the button, where the page asks for that', async () => {
    const { page, api } = await scene({ attributes: 'hold' });
    await call(page).click();
    await page.getByText('You let go too early').waitFor();
    await call(page).focus();
    await page.keyboard.press('Enter');
    expect(api.calls.calls).toEqual([]);
    await page.keyboard.down(' ');
    await page.getByText('Keep holding').waitFor();
    await page.keyboard.up(' ');
    await page.getByText('You let go too early').waitFor();
    expect(api.calls.calls).toEqual([]);
    // A screen reader presses without a pointer or a key.
    await call(page).evaluate((button: HTMLButtonElement) => button.click());
    await page.getByText('Press again to call').waitFor();
    await expectAccessible(page, 'hold', 'kiwi-call');
    await call(page).focus();
    await page.keyboard.down(' ');
    await status(page).waitFor();
    await page.keyboard.up(' ');
    await expect.poll(() => api.calls.calls.length).toBe(1);
  });

  it('is a way out of the booking element, and back to a call', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await page.getByRole('button', { name: 'Talk to the emergency desk' }).click();
    await page.getByRole('button', { name: 'Write instead' }).click();
    await expect.poll(() => textOf(status(page))).toContain('Ringing at');
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.getByRole('button', { name: 'Back to your call' }).click();
    api.calls.claim('Asha Rao');
    await page.getByText('Asha Rao is with you').waitFor();
  });
});
