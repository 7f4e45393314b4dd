import type { BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';
// What the global setup provides is declared beside it.
import type {} from './browser.setup.ts';
import { type Browser, connectBrowser } from './chromium.ts';

export { type Browser, DESKTOP_SIZE, PHONE_SIZE } from './chromium.ts';

/** A context of one's own in the Chromium of this worker, which its other files use too. */
export function openBrowser(options: BrowserContextOptions = {}): Promise<Browser> {
  const endpoints = inject('browserEndpoints');
  const worker = Number(process.env.VITEST_POOL_ID ?? 1) - 1;
  return connectBrowser(endpoints[worker % endpoints.length] ?? '', options);
}

/** Collects what a page complains about: uncaught errors, CSP violations, console errors. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(String(error)));
  page.on('console', (message) => {
    // A refused request logs its status by itself; the widget shows it to the person.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      found.push(message.text());
  });
  return found;
}
