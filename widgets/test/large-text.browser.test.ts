import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sized, upTo } from '../../api/test/support/size.ts';
import { layoutFaults } from './layout.ts';
import { Stage } from './stage.ts';
import { walk } from './walk.ts';

/** Viewport widths and the reader's own text size, CSS pixels; the default size is 16. */
const NARROWEST = { width: 320, text: 16 };
const LARGEST = { width: 320, text: 32 };
const SETTINGS = sized({
  small: [LARGEST],
  full: [NARROWEST, { width: 375, text: 24 }, { width: 375, text: 32 }, LARGEST],
});

const LOOKS = {
  Hindi: 'lang="hi"',
  'right to left': 'lang="en" dir="rtl"',
  English: 'lang="en"',
};

/** As the reader's setting does, without depending on when the browser applies it. */
const setTextSize = (page: Page, size: number): Promise<void> =>
  page.evaluate((value) => {
    document.documentElement.style.fontSize = value;
    document.documentElement.style.setProperty('--kiwi-font-size', value);
  }, `${size}px`);

describe('large text', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  it.each(upTo(2, Object.entries(LOOKS)))(
    'fits every screen of a phone and is never cut: %s',
    // For what hangs: every screen is measured at each size.
    { timeout: 600_000 },
    async (_, htmlAttributes) => {
      const { page, api } = await stage.scene({ htmlAttributes, css: 'body { margin: 16px }' });
      const faults: Record<string, string[]> = {};
      let stops = 0;
      await walk(page, api, async (screen) => {
        stops += 1;
        for (const { width, text } of SETTINGS) {
          await page.setViewportSize({ width, height: 800 });
          await setTextSize(page, text);
          const found = await layoutFaults(page);
          if (found.length > 0) faults[`${screen}, ${width} px, text ${text} px`] = found;
        }
      });
      expect(faults).toEqual({});
      expect(stops).toBeGreaterThan(20);
    },
  );
});
