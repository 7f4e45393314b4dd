import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { community } from '../../../test/fake-world.ts';
import { expectAccessible, focused, Stage, textOf } from '../../../test/stage.ts';

describe('choosing a place', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(async () => {
    await stage.browser.context.clearPermissions();
    await stage.clear();
  });
  afterAll(() => stage.close());

  const scene = async () => {
    const set = await stage.scene({ signedIn: true });
    await set.page.locator('.tile').first().click();
    await set.page.locator('.choice').first().waitFor();
    const book = async () => {
      await set.page.locator('kiwi-booking-review button[type=submit]').click();
      await set.page.locator('.headline').waitFor();
      return set.api.received.find(({ method, path }) => method === 'POST' && path === '/v1/bookings')?.body;
    };
    return { ...set, book };
  };

  it('defaults to the home address that the service has', async () => {
    const { page, book } = await scene();
    expect(await textOf(page.locator('.choice').first())).toContain('B-402, Tower B, 12 Lake Road');
    expect(await book()).not.toHaveProperty('location');
  });

  it('sends the device’s position with the directions to it', async () => {
    await stage.browser.context.grantPermissions(['geolocation']);
    await stage.browser.context.setGeolocation({ latitude: 12.9755, longitude: 77.599, accuracy: 18 });
    const { page, book } = await scene();
    await page.locator('.choice').nth(1).click();
    await page.getByText(/Found, to within 20/).waitFor();
    await page.locator('#words').fill('  by the   north gate ');
    expect(await book()).toMatchObject({
      location: { latitude: 12.9755, longitude: 77.599, accuracyMetres: 18, address: 'by the north gate' },
    });
  });

  it('explains a denied position and keeps the other choices', async () => {
    const { page, api } = await scene();
    await page.locator('.choice').nth(1).click();
    await page.getByText('does not let this page know').waitFor();
    await expectAccessible(page, 'position refused');
    await page.locator('kiwi-booking-review button[type=submit]').click();
    await expect.poll(() => focused(page)).toContain('position');
    expect(api.settings.bookings).toEqual([]);
    await page.locator('.choice').first().click();
    await page.locator('kiwi-booking-review button[type=submit]').click();
    await page.locator('.headline').waitFor();
  });

  it('requires directions for a place in the community and sends its coordinates', async () => {
    const { page, book } = await scene();
    await page.locator('.choice').nth(2).click();
    await page.locator('kiwi-booking-review button[type=submit]').click();
    await page.getByText('Tell us where in the community').waitFor();
    await expect.poll(() => focused(page)).toBe('input#words');
    expect(await page.locator('#words').getAttribute('aria-invalid')).toBe('true');
    await expectAccessible(page, 'words missing');
    await page.locator('#words').fill('Club house, by the pool');
    expect(await book()).toMatchObject({
      location: { ...community.location, address: 'Club house, by the pool' },
    });
  });
});
