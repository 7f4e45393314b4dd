import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StoryPage } from '../../../stories/story-page.ts';
import { problem } from '../../../test/fake-api.ts';
import { announcementsOf } from '../../../test/fake-world.ts';
import { expectAccessible, Stage } from '../../../test/stage.ts';

describe('announcements', () => {
  let stories: StoryPage;
  beforeAll(async () => {
    stories = await StoryPage.open();
  });
  afterAll(() => stories.close());

  it('keep line breaks and show the older ones on demand', async () => {
    const page = await stories.show('announcements');
    await expect.poll(() => page.locator('li').count()).toBe(2);
    expect(await page.locator('.message').first().innerText()).toContain('\n');
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => page.locator('li').count()).toBe(3);
    expect(await page.locator('li:focus .title').innerText()).toBe('Vaccination camp');
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('have their texts and dates in Hindi', async () => {
    const page = await stories.show('announcements', { lang: 'hi' });
    await page.getByRole('heading', { name: 'सूचनाएँ' }).waitFor();
    expect(await page.locator('time').first().innerText()).toMatch(/\p{Script=Devanagari}/u);
  });

  it('show nothing where there are none', async () => {
    const page = await stories.show('announcements-none');
    expect(await page.locator('kiwi-announcements section').count()).toBe(0);
  });
});

describe('announcements below the services', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  it('are those of the hospital of the page', async () => {
    const { page, api } = await stage.scene({ signedIn: true, api: { announcements: announcementsOf(1) } });
    await page.getByText('Pharmacy closed on Sunday').waitFor();
    const asked = api.received.find(({ path }) => path === '/v1/announcements');
    expect(asked?.query.get('hospitalId')).toBe(api.settings.hospital.id);
    await expectAccessible(page, 'announcements');
  });

  it('do not block booking when they cannot be fetched', async () => {
    const { page, complaints } = await stage.scene({
      signedIn: true,
      api: { answer: ({ path }) => (path === '/v1/announcements' ? problem(500, 'internal_error') : null) },
    });
    await page.locator('.tile').first().waitFor();
    expect(await page.locator('kiwi-booking [role=alert]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
