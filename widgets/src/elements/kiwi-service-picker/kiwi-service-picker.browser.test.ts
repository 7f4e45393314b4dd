import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP_SIZE } from '../../../test/browser.ts';
import { services, serviceType } from '../../../test/fake-world.ts';
import { expectAccessible, Stage, textOf } from '../../../test/stage.ts';

describe('choosing a service', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  it('lists urgent services first, in the order of the policies', async () => {
    const { page } = await stage.scene({ signedIn: true });
    await page.locator('.tile').first().waitFor();
    expect(await page.locator('.tile .name').allTextContents()).toEqual(['Ambulance', 'First aid']);
    const about = await textOf(page.locator('.tile').first());
    expect(about).toContain('Within 15 min');
    expect(about).toContain('₹1,500');
    await expect.poll(() => page.locator('section[aria-labelledby=visits] .name').count()).toBe(5);
    await expectAccessible(page, 'services');
  });

  it('shows a service that a policy file adds without a code change', async () => {
    const tenth = serviceType('vaccination', {
      names: { en: 'Vaccination at home', hi: 'घर पर टीका' },
      descriptions: { en: 'A nurse brings the vaccine', hi: 'नर्स टीका लेकर आती है' },
      slot: true,
      price: 0,
    });
    const { page } = await stage.scene({ signedIn: true, api: { services: [...services, tenth] } });
    const row = page.locator('.row', { hasText: 'Vaccination at home' });
    await row.waitFor();
    expect(await textOf(row)).toContain('Free');
    await row.click();
    await page.getByText('When suits you?').waitFor();
  });

  it('has two columns on a desktop and one on a phone', async () => {
    const { page } = await stage.scene({ signedIn: true });
    const columns = () =>
      page
        .locator('section[aria-labelledby=visits] .rows')
        .evaluate((rows) => getComputedStyle(rows).gridTemplateColumns.split(' ').length);
    await page.locator('.row').first().waitFor();
    expect(await columns()).toBe(1);
    await page.setViewportSize(DESKTOP_SIZE);
    expect(await columns()).toBe(2);
  });

  it('names services in the language of the page', async () => {
    const { page } = await stage.scene({ signedIn: true, htmlAttributes: 'lang="hi-IN"' });
    await page.getByText('हम आपकी क्या मदद करें?').waitFor();
    expect(await page.locator('.tile .name').first().textContent()).toBe('एम्बुलेंस');
  });

  it('explains when nothing can be booked', async () => {
    const { page } = await stage.scene({ signedIn: true, api: { services: [] } });
    await page.getByText('No service can be booked here').waitFor();
    await expectAccessible(page, 'no services');
  });
});
