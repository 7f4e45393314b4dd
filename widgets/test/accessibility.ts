import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What the page around an element decides about, not the element. */
const OF_THE_PAGE = ['region', 'page-has-heading-one'];

/**
 * Each violation of axe's WCAG 2.2 A and AA sets and its best practices, with the HTML of where it is.
 * @param element selects the part to check, as a part of any page; without it, the whole page is checked.
 */
export async function accessibilityFaults(page: Page, element?: string): Promise<string[]> {
  // Half a megabyte, which takes as long to load as to run.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(
    async ([selector, ofThePage]) => {
      const { axe: checker } = globalThis as unknown as { axe: typeof axe };
      const off = selector === undefined ? [] : ofThePage;
      const { violations } = await checker.run(selector ?? document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
        resultTypes: ['violations'],
      });
      return violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
      );
    },
    [element, OF_THE_PAGE] as const,
  );
}
