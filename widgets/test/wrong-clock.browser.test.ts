import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newBooking, services, slotsFrom } from './fake-world.ts';
import { Stage, textOf } from './stage.ts';

const DAY_MS = 86_400_000;

describe('a device whose clock is wrong', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.browser.context.addInitScript(() => {
      const Real = Date;
      const ahead = () => Number(new URLSearchParams(location.search).get('ahead'));
      globalThis.Date = class extends Real {
        constructor(...given: unknown[]) {
          if (given.length === 0) super(Real.now() + ahead());
          else super(...(given as [number]));
        }
        static override now = () => Real.now() + ahead();
      } as DateConstructor;
    });
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  it.each([
    ['five weeks ahead', 35 * DAY_MS],
    ['nine days behind', -9 * DAY_MS],
  ])('books and follows as any other when it is %s', async (_how, ahead) => {
    const slots = slotsFrom(new Date());
    const ambulance = services.find(({ mode }) => mode === 'on_demand');
    if (!ambulance) throw new Error('no service at once');
    const open = newBooking(1, ambulance, {});
    const { page, api } = await stage.scene({
      signedIn: true,
      search: `?ahead=${ahead}`,
      api: {
        bookings: [{ ...open, createdAt: new Date(Date.now() - 300_000).toISOString() }],
        answer: ({ path, query }) => {
          if (path !== '/v1/availability') return null;
          const [from, to] = ['from', 'to'].map((name) => Date.parse(query.get(name) ?? ''));
          const within = ({ start }: (typeof slots)[0]) =>
            Date.parse(start) >= (from as number) && Date.parse(start) < (to as number);
          return { status: 200, body: { data: slots.filter(within) } };
        },
      },
    });
    await page.locator('kiwi-booking-tracker .headline').waitFor();
    expect(await textOf(page.locator('.eta'))).toMatch(/(5|6) minutes ago/);
    await page.locator('header .back').click();
    await page.locator('.row').last().click();
    await page.locator('.time:has(:enabled)').first().waitFor();
    const asked = api.received.find(({ path }) => path === '/v1/availability')?.query.get('from') ?? '';
    expect(Math.abs(Date.parse(asked) - Date.now())).toBeLessThan(120_000);
  });
});
