import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../test/fake-api.ts';
import { hospital, newBooking, paramedic } from '../../../test/fake-world.ts';
import { expectAccessible, Stage, textOf } from '../../../test/stage.ts';
import type { ServiceType } from '../../domain/wire.ts';

describe('checking and booking', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  const submit = 'kiwi-booking-review button[type=submit]';
  const posts = (api: { received: readonly { method: string; path: string }[] }) =>
    api.received.filter(({ method, path }) => method === 'POST' && path === '/v1/bookings');

  it('requests help in two taps, the second without scrolling on a phone', async () => {
    const { page, api, events } = await stage.scene({ signedIn: true });
    await page.locator('.tile').first().click();
    const button = page.locator(submit);
    await button.waitFor();
    expect(await textOf(button)).toBe('Request Ambulance now');
    const box = await button.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(844);
    await expectAccessible(page, 'review at once');
    await button.click();
    await page.locator('.headline').waitFor();
    const booking = api.settings.bookings[0];
    expect(await events()).toContainEqual([
      'kiwi-booked',
      { bookingId: booking?.id, serviceType: 'ambulance', state: 'requested' },
    ]);
  });

  it('shows service, time, place, price and terms, and sends them with the note', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await page.locator('.row', { hasText: 'Blood test' }).click();
    await page.locator('.time:has(:enabled)').first().click();
    const start = await page.locator('.time :checked').inputValue();
    await page.locator('kiwi-slot-picker button[type=submit]').click();
    await page.locator('.body > form > button[type=submit]').click();
    const summary = await textOf(page.locator('dl'));
    for (const fact of ['Blood test at home', 'B-402', '₹350.50', 'Due when you book'])
      expect(summary).toContain(fact);
    expect(await textOf(page.locator('kiwi-booking-review form > p.small'))).toBe(
      'You can cancel until help sets off. Cancelling is free until 1 hour before the booked time, then costs ₹100.',
    );
    await page.locator('#notes').fill('Fasting since last night');
    await expectAccessible(page, 'review of a visit');
    await page.locator(submit).click();
    await page.locator('.headline').waitFor();
    expect(posts(api).at(-1)).toMatchObject({
      body: {
        serviceType: 'blood_test',
        scheduledFor: start,
        hospitalId: hospital.id,
        notes: 'Fasting since last night',
      },
    });
  });

  it('repeats a request under the same key after the network failed', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await page.locator('.tile').first().click();
    await page.locator(submit).waitFor();
    await api.close();
    await page.locator(submit).click();
    await page.locator('kiwi-booking-review [role=alert] a[href="tel:112"]').waitFor();
    await expectAccessible(page, 'booking while unreachable');
    await api.listen();
    await page.locator(submit).click();
    await page.locator('.headline').waitFor();
    expect(api.settings.bookings).toHaveLength(1);

    const keys: unknown[] = [];
    let lost = 2;
    api.settings.answer = async ({ method, path, headers }) => {
      if (method !== 'POST' || path !== '/v1/bookings') return null;
      keys.push(headers['idempotency-key']);
      return lost-- > 0 ? problem(503, 'dependency_down') : null;
    };
    await page.locator('header .back').click();
    await page.locator('.tile').nth(1).click();
    await page.locator(submit).click();
    await page.locator('kiwi-booking-review [role=alert]').waitFor();
    await page.locator(submit).click();
    await page.locator('.headline').waitFor();
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('uses a new key after a rejection', async () => {
    const keys: unknown[] = [];
    const { page } = await stage.scene({
      signedIn: true,
      api: {
        answer: ({ method, path, headers }) => {
          if (method !== 'POST' || path !== '/v1/bookings') return null;
          keys.push(headers['idempotency-key']);
          return keys.length === 1 ? problem(409, 'overlapping_booking') : null;
        },
      },
    });
    await page.locator('.tile').first().click();
    await page.locator(submit).click();
    await page.getByText('You already have a booking at that time').waitFor();
    await page.locator(submit).click();
    await page.locator('.headline').waitFor();
    expect(new Set(keys).size).toBe(2);
  });

  it('prefers the hospital of the page and leaves other choices to the service', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await page.locator('.tile').first().click();
    await page.locator(submit).click();
    await page.locator('.headline').waitFor();
    expect(posts(api)).toHaveLength(1);
    expect(posts(api)[0]).toMatchObject({ body: { preferredHospitalId: hospital.id } });
    expect(posts(api)[0]).not.toHaveProperty('body.hospitalId');
  });

  it('switches between now and an appointment where the policy has both', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await page.locator('.row', { hasText: 'Remote care' }).click();
    await page.getByText('Choose a time instead').click();
    await page.locator('.time:has(:enabled)').first().click();
    await page.locator('kiwi-slot-picker button[type=submit]').click();
    await page.getByText('Check and book').waitFor();
    await page.locator(submit).click();
    await page.locator('.headline').waitFor();
    expect(posts(api)[0]).toMatchObject({ body: { scheduledFor: expect.any(String) } });
    await page.locator('header .back').click();
    await page.locator('.rows .row', { hasText: 'Talk to a nurse' }).click();
    await page.locator(submit).click();
    await expect.poll(() => posts(api)).toHaveLength(2);
    expect(posts(api)[1]).not.toMatchObject({ body: { scheduledFor: expect.any(String) } });
  });

  it('shows the open emergency, to follow it or request help for another person', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await page.locator('.tile').first().click();
    await page.locator(submit).click();
    await page.locator('.headline').waitFor();
    const [first] = api.settings.bookings;
    await page.locator('header .back').click();
    await page.locator('.tile').first().click();
    await page.getByText('You already have an open request for this.').waitFor();
    expect(await page.locator(submit).count()).toBe(0);
    await page.locator('kiwi-booking-review a[href="tel:112"]').waitFor();
    await expectAccessible(page, 'an open emergency');
    await page.getByRole('button', { name: 'Follow it' }).click();
    await page.locator('.headline').waitFor();
    expect(posts(api)).toHaveLength(1);

    await page.locator('header .back').click();
    await page.locator('.tile').first().click();
    await page.getByRole('button', { name: 'It is for another person' }).click();
    await page.locator(submit).click();
    await page.locator('.headline').waitFor();
    expect(posts(api).at(-1)).toMatchObject({ body: { serviceType: 'ambulance', forAnotherPerson: true } });
    expect(api.settings.bookings).toHaveLength(2);

    // As many as there can be: only following and calling are left.
    await page.locator('header .back').click();
    await page.locator('.tile').first().click();
    await page.getByText('as many open requests').waitFor();
    expect(await page.getByRole('button', { name: 'It is for another person' }).count()).toBe(0);
    expect(api.settings.bookings).toContain(first);
  });

  it('asks when another emergency was opened elsewhere', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await page.locator('.tile').first().click();
    await page.locator(submit).waitFor();
    const service = api.settings.services[0] as ServiceType;
    api.settings.bookings = [newBooking(50, service, { serviceType: service.id })];
    await page.locator(submit).click();
    await page.getByRole('button', { name: 'It is for another person' }).click();
    await page.locator(submit).click();
    await page.locator('.headline').waitFor();
    expect(posts(api)).toHaveLength(2);
    expect(api.settings.bookings).toHaveLength(2);
  });

  it('shows place and hospital of an appointment, and that booking takes no payment', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await page.locator('.row', { hasText: 'Doctor consultation' }).click();
    await page.locator('.time:has(:enabled)').first().click();
    await page.locator('kiwi-slot-picker button[type=submit]').click();
    const review = page.locator('kiwi-booking-review');
    await review.getByText('With', { exact: true }).waitFor();
    const facts = await textOf(review.locator('.facts'));
    expect(facts).toContain(hospital.address);
    expect(facts).toContain('The hospital chooses who takes care of you');
    expect(facts).toContain('nothing is paid on this page');
    expect(await textOf(review)).not.toContain('Paid when');
    await page.locator(submit).click();
    const tracker = page.locator('kiwi-booking-tracker');
    await tracker.getByText('Nobody is assigned yet').waitFor();
    expect(await textOf(tracker.locator('.facts'))).toContain(hospital.address ?? 'an address');
    api.change(api.settings.bookings[0]?.id ?? '', { state: 'assigned', assignee: paramedic });
    await tracker.locator('dd', { hasText: paramedic.name }).waitFor();
    await expectAccessible(page, 'consultation');
  });

  it('ignores a second press', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await page.locator('.tile').first().click();
    await page.locator(submit).dblclick();
    await page.locator('.headline').waitFor();
    expect(api.settings.bookings).toHaveLength(1);
  });
});
