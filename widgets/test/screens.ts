/**
 * Takes a picture of every screen at phone and desktop width, in English, Hindi and right to left, for people to
 * look at: `node widgets/test/screens.ts OUT_DIR [en|hi|rtl|dark]…`. `TEXT_SIZE` is the reader's own setting for text
 * in CSS pixels, 16 by default.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildWhenStale, DIST } from '../build.ts';
import { connectBrowser, DESKTOP_SIZE, PHONE_SIZE, startChromium } from './chromium.ts';
import { FakeApi } from './fake-api.ts';
import { hospital, PUBLISHABLE_KEY } from './fake-world.ts';
import { startHost } from './host-page.ts';
import { walk } from './walk.ts';

const [out = 'screens', ...wanted] = process.argv.slice(2);
const text = Number(process.env.TEXT_SIZE ?? 16);
const LOOKS: Record<string, { html: string; scheme: 'light' | 'dark' }> = {
  en: { html: 'lang="en"', scheme: 'light' },
  hi: { html: 'lang="hi"', scheme: 'light' },
  rtl: { html: 'lang="en" dir="rtl"', scheme: 'light' },
  dark: { html: 'lang="en"', scheme: 'dark' },
};
const SIZES = { phone: PHONE_SIZE, desktop: DESKTOP_SIZE };

await mkdir(out, { recursive: true });
await buildWhenStale();
const chromium = await startChromium();
const host = await startHost(DIST);
for (const look of wanted.length > 0 ? wanted : Object.keys(LOOKS)) {
  const { html, scheme } = LOOKS[look] as (typeof LOOKS)[string];
  for (const [size, viewport] of Object.entries(SIZES)) {
    const api = await FakeApi.start();
    const browser = await connectBrowser(chromium.wsEndpoint(), {
      viewport,
      colorScheme: scheme,
      reducedMotion: 'reduce',
    });
    const page = await browser.context.newPage();
    const address = host.page(`${look}-${size}`, {
      htmlAttributes: html,
      css: `:root{color-scheme:${scheme};font-size:${text}px;--kiwi-font-size:${text}px} body{margin:16px;background:${scheme === 'dark' ? '#0b0e11' : '#eef2f1'}}`,
      body: `<kiwi-booking publishable-key="${PUBLISHABLE_KEY}" api="${api.url}"></kiwi-booking>`,
    });
    const shot = async (name: string) => {
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(out, `${look}-${size}-${name}.png`), fullPage: true });
    };
    await page.goto(address);
    await walk(page, api, shot);
    await browser.close();
  }
}
await host.close();
await chromium.close();
console.log(`Screens of ${hospital.name} are in ${out}`);
