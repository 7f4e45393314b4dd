import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Page } from 'playwright-core';
import { type Browser, complaints, openBrowser } from '../test/browser.ts';
import { STORIES_DIST } from './build.ts';
import type { StoryName } from './names.ts';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** How a story is shown. Without `dir`, the direction of the language. */
export interface Look {
  readonly lang?: 'en' | 'hi' | 'ar';
  readonly dir?: 'ltr' | 'rtl';
  readonly theme?: 'light' | 'dark';
  /** CSS pixels. */
  readonly width?: number;
}

/** The page of the stories in a browser: shows one element in one state. */
export class StoryPage {
  readonly page: Page;
  /** Errors of the page since the last {@link show}. */
  readonly complaints: string[];
  readonly #browser: Browser;
  readonly #server: Server;

  private constructor(server: Server, browser: Browser, page: Page) {
    this.#server = server;
    this.#browser = browser;
    this.page = page;
    this.complaints = complaints(page);
  }

  static async open(): Promise<StoryPage> {
    const server = createServer(async (request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://host').pathname);
      const file = join(STORIES_DIST, path === '/' ? 'index.html' : path);
      // Answered with 404 below.
      const content = await readFile(file).catch(() => null);
      response.writeHead(content ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'text/plain' });
      response.end(content ?? undefined);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const browser = await openBrowser({ reducedMotion: 'reduce' });
    return new StoryPage(server, browser, await browser.context.newPage());
  }

  /** Opens the story and waits until it is shown. */
  async show(story: StoryName, { width = 375, ...look }: Look = {}): Promise<Page> {
    this.complaints.length = 0;
    const { port } = this.#server.address() as AddressInfo;
    await this.page.setViewportSize({ width, height: 800 });
    await this.page.goto(`http://127.0.0.1:${port}/?${new URLSearchParams({ story, ...look })}`);
    await this.page.locator('kiwi-story[data-shown]').waitFor();
    return this.page;
  }

  /** Resolves to the `detail` of the next event of the element. Call it before what fires the event. */
  async nextEvent(type: string): Promise<() => Promise<unknown>> {
    const handle = await this.page.locator('kiwi-story').evaluateHandle((story, name) => {
      const { promise, resolve } = Promise.withResolvers<unknown>();
      story.shadowRoot?.addEventListener(name, (event) => resolve((event as CustomEvent).detail), {
        once: true,
      });
      return { promise };
    }, type);
    return () => handle.evaluate(({ promise }) => promise);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
