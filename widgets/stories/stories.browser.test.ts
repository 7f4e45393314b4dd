import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STORY_NAMES } from './names.ts';
import { StoryPage } from './story-page.ts';

/** Where pictures are kept for people to look at: `STORY_PICTURES=/tmp/stories npx vitest run --project browser widgets/stories`. */
const PICTURES = process.env.STORY_PICTURES;

/** Each language and direction once, light and dark. */
const LOOKS = [
  { lang: 'en', dir: 'ltr', theme: 'light' },
  { lang: 'hi', dir: 'ltr', theme: 'dark' },
  { lang: 'en', dir: 'rtl', theme: 'light' },
] as const;

describe('each element by itself', () => {
  let stories: StoryPage;
  beforeAll(async () => {
    stories = await StoryPage.open();
    if (PICTURES) await mkdir(PICTURES, { recursive: true });
  });
  afterAll(() => stories.close());

  it.each(STORY_NAMES)('is accessible and fits its page: %s', async (name) => {
    for (const look of LOOKS) {
      const shown = `${look.lang} ${look.dir} ${look.theme}`;
      for (const width of [375, 1280]) {
        const page = await stories.show(name, { ...look, width });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, `${shown} at ${width} px`).toBeLessThanOrEqual(0);
        const picture = PICTURES && join(PICTURES, `${name}-${look.lang}-${look.dir}-${width}.png`);
        if (picture) await page.screenshot({ path: picture, fullPage: true });
        expect(stories.complaints, shown).toEqual([]);
      }
      expect(await violations(stories.page), shown).toEqual([]);
    }
  });
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const { violations: found } = await checker.run('kiwi-story', {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // An element is a part of a page, which has the main heading.
      rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
    });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
}
