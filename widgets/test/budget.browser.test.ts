import { gzipSync } from 'node:zlib';
import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builtFiles, importsOf, loadedWith } from './built-files.ts';
import { Stage } from './stage.ts';

/** Bytes of script as gzip, without headers. */
const MAX_BEFORE_STRIP = 6 * 1024;
const MAX_BEFORE_SIGN_IN = 24 * 1024;
const MAX_CONSOLE = 250 * 1024;

/** Bytes of script that the page has received. */
const received = (page: Page): Promise<number> =>
  page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.endsWith('.js'))
      .reduce((bytes, { encodedBodySize }) => bytes + encodedBodySize, 0),
  );

/** What is loaded before a person can act, which decides how long they wait on a slow line. */
describe('the size of the script', () => {
  let stage: Stage;
  let files: ReadonlyMap<string, string>;
  beforeAll(async () => {
    [stage, files] = await Promise.all([Stage.open(), builtFiles()]);
  });
  afterEach(async () => {
    await stage.browser.context.unrouteAll({ behavior: 'ignoreErrors' });
    await stage.clear();
  });
  afterAll(() => stage.close());

  /** Lets only these modules through until `release` is called. */
  async function holdAllBut(modules: ReadonlySet<string>) {
    const held: Route[] = [];
    let open = false;
    await stage.browser.context.route('**/widgets/**/*.js', async (route) => {
      const file = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
      if (open || modules.has(file)) await route.continue();
      else held.push(route);
    });
    return {
      held: () => held.map((route) => route.request().url().split('/').at(-1) ?? ''),
      release: async () => {
        open = true;
        await Promise.all(held.splice(0).map((route) => route.continue()));
      },
    };
  }

  const strip = (page: Page) => page.locator('kiwi-booking .sos');
  const appModule = () => {
    const later = [...loadedWith(files, 'kiwimesh.js')].flatMap((file) => importsOf(files, file));
    return later.find((file) => file.startsWith('booking-app-')) ?? '';
  };

  it.each(['en', 'hi'])('before the emergency strip is painted is at most 6 kB: %s', async (lang) => {
    const hold = await holdAllBut(loadedWith(files, 'kiwimesh.js'));
    const { page, complaints } = await stage.scene({ htmlAttributes: `lang="${lang}"` });
    await strip(page).locator('a[href="tel:112"]').waitFor();
    await page.screenshot();
    expect(await received(page)).toBeLessThanOrEqual(MAX_BEFORE_STRIP);
    // The rest arrives and changes nothing of it.
    const [box, picture] = [await strip(page).boundingBox(), await strip(page).screenshot()];
    await hold.release();
    await page.locator('#phone').waitFor();
    expect(await strip(page).boundingBox()).toEqual(box);
    expect((await strip(page).screenshot()).equals(picture)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('before a person can sign in is at most 24 kB, with nothing of later screens', async () => {
    const hold = await holdAllBut(loadedWith(files, 'kiwimesh.js', appModule()));
    const { page } = await stage.scene();
    await page.locator('#phone').fill('9800000004');
    await expect.poll(() => page.locator('kiwi-sign-in button[type=submit]').isEnabled()).toBe(true);
    expect(await received(page)).toBeLessThanOrEqual(MAX_BEFORE_SIGN_IN);
    await expect.poll(() => hold.held().some((file) => file.startsWith('booking-flow-'))).toBe(true);
    expect(hold.held().filter((file) => !/^(booking-flow|sign-in-rest|\w+)-/.test(file))).toEqual([]);
    const ofLater = /tracker|steps|picker|list|my-data|^catalogues-|^hi-|^ar-|^esm-/;
    expect(hold.held().filter((file) => ofLater.test(file))).toEqual([]);
    // What the person typed meanwhile stays.
    await hold.release();
    await page.locator('kiwi-sign-in button[type=submit]').click();
    await page.locator('#code').waitFor();
  });

  it('of the console is at most 250 kB, with its calls and its Hindi', async () => {
    const own = await builtFiles('console');
    const first = [...loadedWith(own, 'index.js')];
    const catalogues = [...own.keys()].find((file) => file.startsWith('catalogues-')) ?? '';
    const hindi = importsOf(own, catalogues).filter((file) => file.startsWith('hi-'));
    expect(hindi.some((file) => file.startsWith('hi-dispatch-'))).toBe(true);
    const later = [...first.flatMap((file) => importsOf(own, file)), ...hindi];
    // The map itself is loaded when one is opened.
    const withoutMap = [...new Set([...first, ...later])].filter((file) => !file.startsWith('map-canvas-'));
    expect(withoutMap.length).toBeLessThan(new Set([...first, ...later]).size);
    const sizes = withoutMap.map((file) => gzipSync(own.get(file) ?? '').length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MAX_CONSOLE);
  });

  it('of later screens is loaded when needed', async () => {
    const asked: string[] = [];
    stage.browser.context.on('request', (request) => asked.push(request.url().split('/').at(-1) ?? ''));
    const { page } = await stage.scene({ signedIn: true });
    await page.locator('.tile').first().waitFor();
    const wasAsked = (name: string) => asked.some((file) => file.startsWith(name));
    // What a person in need opens next is there before they do.
    await expect.poll(() => wasAsked('booking-steps-') && wasAsked('kiwi-booking-tracker-')).toBe(true);
    for (const later of ['kiwi-booking-list-', 'kiwi-my-data-', 'catalogues-', 'hi-', 'ar-', 'esm-'])
      expect(wasAsked(later)).toBe(false);
    await page.getByText('My bookings').click();
    await page.getByText('Nothing yet.').waitFor();
    expect(wasAsked('kiwi-booking-list-')).toBe(true);
  });

  it('that fails to load leaves the number to call and is retried', async () => {
    let away = true;
    await stage.browser.context.route('**/kiwi-booking-list-*.js', (route) =>
      away ? route.abort() : route.continue(),
    );
    const { page } = await stage.scene({ signedIn: true });
    await page.locator('.tile').first().waitFor();
    await page.getByText('My bookings').click();
    await page.locator('.body [role=alert] a[href="tel:112"]').waitFor();
    away = false;
    await page.getByText('Try again').click();
    await page.getByText('Nothing yet.').waitFor();
  });
});
