import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BrowserContext,
  type BrowserContextOptions,
  type BrowserServer,
  chromium,
} from 'playwright-core';

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // One process for all pages of a context: starting another takes a quarter of the processor time of a short page.
  '--renderer-process-limit=1',
];

export const PHONE_SIZE = { width: 390, height: 844 } as const;
export const DESKTOP_SIZE = { width: 1280, height: 900 } as const;

export interface Browser {
  /** Cookies, storage and permissions of its own, as in a fresh profile; it opens with one empty page. */
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/**
 * Debian's two builds. The one without windows needs a third less processor time for the same pages.
 */
const INSTALLED = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/**
 * Starts the system's Chromium, which any number of {@link connectBrowser} use at the same time.
 * @param microphone a folder for its files with `said.wav`, which its microphone plays again and again; only the build
 *   with windows has one.
 */
export function startChromium(microphone?: string): Promise<BrowserServer> {
  if (microphone === undefined) return launch(INSTALLED.find(existsSync), ARGS);
  const fake = `--use-file-for-fake-audio-capture=${join(microphone, 'said.wav')}`;
  const args = [...ARGS, '--use-fake-device-for-media-stream', fake];
  // The sound server's library leaves a folder there.
  return launch(INSTALLED.findLast(existsSync), args, { TMPDIR: microphone });
}

/** Starts the build with windows, which alone has notifications. */
export const startChromiumWithWindows = (): Promise<BrowserServer> =>
  launch(INSTALLED.findLast(existsSync), ARGS);

const launch = (installed = '/usr/bin/chromium', args: string[], env = {}): Promise<BrowserServer> =>
  chromium.launchServer({
    executablePath: process.env.CHROMIUM_PATH ?? installed,
    headless: true,
    args,
    env: { ...process.env, ...env },
  });

/** Opens a context of one's own in a running Chromium. */
export async function connectBrowser(
  endpoint: string,
  options: BrowserContextOptions = {},
): Promise<Browser> {
  const browser = await chromium.connect(endpoint);
  const context = await browser.newContext({
    viewport: PHONE_SIZE,
    locale: 'en-IN',
    timezoneId: 'Asia/Kolkata',
    ...options,
  });
  // As in vitest.config.ts: for what hangs, not a promise of speed.
  context.setDefaultTimeout(60_000);
  await context.newPage();
  return {
    context,
    async close() {
      await context.close();
      await browser.close();
    },
  };
}
