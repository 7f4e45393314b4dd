import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, complaints, openBrowser } from '../test/browser.ts';
import { buildStories } from './build.ts';
import { STORY_NAMES } from './names.ts';

/** Where pictures are kept for people to look at: `STORY_PICTURES=/tmp/stories npx vitest run --project browser widgets/stories`. */
const PICTURES = process.env.STORY_PICTURES;
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Each language and direction once, light and dark. */
const LOOKS = [
  { lang: 'en', dir: 'ltr', theme: 'light' },
  { lang: 'hi', dir: 'ltr', theme: 'dark' },
  { lang: 'en', dir: 'rtl', theme: 'light' },
] as const;

describe('each element by itself', () => {
  let server: Server;
  let browser: Browser;
  let page: Page;
  let url: string;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kiwimesh-stories-'));
    await buildStories(folder);
    if (PICTURES) await mkdir(PICTURES, { recursive: true });
    server = createServer(async (request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://host').pathname);
      const file = join(folder, path === '/' ? 'index.html' : path);
      const content = await readFile(file).catch(() => null);
      response.writeHead(content ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'text/plain' });
      response.end(content ?? undefined);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await openBrowser({ reducedMotion: 'reduce' });
    page = await browser.context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(STORY_NAMES)('is accessible and fits its page: %s', async (name) => {
    const found = complaints(page);
    for (const look of LOOKS) {
      for (const width of [375, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`${url}/?${new URLSearchParams({ story: name, ...look })}`);
        await page.locator('kiwi-story[data-shown]').waitFor();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        const state = `${look.lang} ${look.dir} ${look.theme} at ${width} px`;
        expect(overflow, state).toBeLessThanOrEqual(0);
        const picture = PICTURES && join(PICTURES, `${name}-${look.lang}-${look.dir}-${width}.png`);
        if (picture) await page.screenshot({ path: picture, fullPage: true });
      }
      expect(await violations(page), `${look.lang} ${look.dir}`).toEqual([]);
    }
    expect(found).toEqual([]);
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
