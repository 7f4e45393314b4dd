import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { buildWidget } from '../build.ts';

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const PHONE_SIZE = { width: 390, height: 844 } as const;
export const DESKTOP_SIZE = { width: 1280, height: 900 } as const;

export interface Browser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** The system's Chromium with an empty profile of its own. */
export async function openBrowser(options: BrowserContextOptions = {}): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'kiwimesh-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    headless: true,
    args: ARGS,
    viewport: PHONE_SIZE,
    locale: 'en-IN',
    timezoneId: 'Asia/Kolkata',
    ...options,
  });
  return {
    context,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** The widget as it is published, in a folder of its own. */
export async function builtWidget(): Promise<{ dist: string; remove(): Promise<void> }> {
  const dist = await mkdtemp(join(tmpdir(), 'kiwimesh-widget-'));
  await buildWidget(dist);
  return { dist, remove: () => rm(dist, { recursive: true, force: true }) };
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
