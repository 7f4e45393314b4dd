import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sized } from '../../api/test/support/size.ts';
import { accessibilityFaults } from '../test/accessibility.ts';
import { STORY_NAMES } from './names.ts';
import { type Look, StoryPage } from './story-page.ts';

/** Where pictures are kept for people to look at: `STORY_PICTURES=/tmp/stories npx vitest run --project browser widgets/stories`. */
const PICTURES = process.env.STORY_PICTURES;

/** Each language and direction once, light and dark. */
const LOOKS = [
  { lang: 'en', dir: 'ltr', theme: 'light' },
  { lang: 'hi', dir: 'ltr', theme: 'dark' },
  { lang: 'ar', dir: 'rtl', theme: 'light' },
] as const satisfies readonly Look[];

describe('each element by itself', () => {
  let stories: StoryPage;
  beforeAll(async () => {
    stories = await StoryPage.open();
    if (PICTURES) await mkdir(PICTURES, { recursive: true });
  });
  afterAll(() => stories.close());

  it.each(STORY_NAMES.map((name, index) => [name, index] as const))(
    'is accessible and fits its page: %s',
    async (name, index) => {
      // At the small size one look for each story, in turn.
      const looks = sized<readonly Look[]>({ small: [LOOKS[index % LOOKS.length] ?? LOOKS[0]], full: LOOKS });
      for (const look of looks) {
        const shown = `${look.lang} ${look.dir} ${look.theme}`;
        const page = await stories.show(name, look);
        for (const width of [375, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overflow, `${shown} at ${width} px`).toBeLessThanOrEqual(0);
          const picture = PICTURES && join(PICTURES, `${name}-${look.lang}-${look.dir}-${width}.png`);
          if (picture) await page.screenshot({ path: picture, fullPage: true });
          expect(stories.complaints, shown).toEqual([]);
        }
        expect(await accessibilityFaults(stories.page, 'kiwi-story'), shown).toEqual([]);
      }
    },
  );
});
