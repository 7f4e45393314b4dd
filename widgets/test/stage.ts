import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { DIST } from '../build.ts';
import { accessibilityFaults } from './accessibility.ts';
import { type Browser, complaints, openBrowser } from './browser.ts';
import { FakeApi, type FakeSettings } from './fake-api.ts';
import { PUBLISHABLE_KEY } from './fake-world.ts';
import { type Host, type HostPage, startHost } from './host-page.ts';
import type { TcpProxy } from './tcp-proxy.ts';

export interface Scene {
  readonly page: Page;
  readonly api: FakeApi;
  /** What the page complained about: errors, CSP violations. */
  readonly complaints: string[];
  /** The events the element sent to the page, `[type, detail]`. */
  events(): Promise<[string, unknown][]>;
}

export interface SceneOptions extends Partial<HostPage> {
  readonly api?: Partial<FakeSettings>;
  /** Starts behind the sign-in. */
  readonly signedIn?: boolean;
  /** What stands between the page and the service, to be silenced; directly connected by default. */
  readonly network?: (target: string) => Promise<TcpProxy>;
  /** The query of the page's address. */
  readonly search?: string;
  /** Further attributes of the element. */
  readonly attributes?: string;
  /** The element on the page; `kiwi-booking` by default. */
  readonly element?: 'kiwi-booking' | 'kiwi-call';
  /** Lets a test move the time of the page, by `page.clock`. */
  readonly clock?: boolean;
}

/** A built widget, a host site and a browser; each scene has a service and a page of its own. */
export class Stage {
  readonly host: Host;
  readonly browser: Browser;
  readonly #apis: FakeApi[] = [];
  readonly #networks: TcpProxy[] = [];
  readonly #others: Browser[] = [];
  readonly #options: BrowserContextOptions;
  #scenes = 0;

  private constructor(host: Host, browser: Browser, options: BrowserContextOptions) {
    this.host = host;
    this.browser = browser;
    this.#options = options;
  }

  static async open(options: BrowserContextOptions = {}): Promise<Stage> {
    const all: BrowserContextOptions = { reducedMotion: 'reduce', ...options };
    const [host, browser] = await Promise.all([startHost(DIST), openBrowser(all)]);
    return new Stage(host, browser, all);
  }

  /** Sets a scene: a page with the element on it, and the service it speaks to. */
  async scene({
    api: settings,
    signedIn,
    network,
    attributes = '',
    element = 'kiwi-booking',
    search = '',
    clock = false,
    ...page
  }: SceneOptions = {}): Promise<Scene> {
    const api = await FakeApi.start(settings);
    this.#apis.push(api);
    const between = await network?.(api.url);
    if (between) this.#networks.push(between);
    const url = between?.url ?? api.url;
    const { context } = clock ? await this.#other() : this.browser;
    const tab = await context.newPage();
    if (clock) await tab.clock.install();
    const found = complaints(tab);
    const session = signedIn ? api.session : null;
    await tab.addInitScript(
      ([key, value]) => {
        if (value && !localStorage.getItem(`${key}:seen`)) {
          localStorage.setItem(key as string, JSON.stringify(value));
          localStorage.setItem(`${key}:seen`, '1');
        }
        const heard: unknown[] = [];
        Object.assign(globalThis, { heard });
        for (const type of ['kiwi-signed-in', 'kiwi-booked', 'kiwi-booking-changed', 'kiwi-error'])
          document.addEventListener(type, (event) => heard.push([type, (event as CustomEvent).detail]));
      },
      [`kiwimesh:session:${url}:${PUBLISHABLE_KEY}`, session] as const,
    );
    this.#scenes += 1;
    const address = this.host.page(`scene-${this.#scenes}`, {
      body: `<main><${element} publishable-key="${PUBLISHABLE_KEY}" api="${url}" ${attributes}></${element}></main>`,
      ...(element === 'kiwi-call' && { script: '/widgets/call.js' }),
      ...page,
    });
    await tab.goto(address + search);
    return {
      page: tab,
      api,
      complaints: found,
      events: () => tab.evaluate(() => (globalThis as unknown as { heard: [string, unknown][] }).heard),
    };
  }

  /** A context of its own: a clock belongs to all pages of one, also to later ones. */
  async #other(): Promise<Browser> {
    const browser = await openBrowser(this.#options);
    this.#others.push(browser);
    return browser;
  }

  /** Puts the scenes away; the stage stays. */
  async clear(): Promise<void> {
    await Promise.all(this.#others.splice(0).map((browser) => browser.close()));
    await Promise.all(
      this.browser.context
        .pages()
        .slice(1)
        .map((page) => page.close()),
    );
    await Promise.all(this.#networks.splice(0).map((network) => network.close()));
    await Promise.all(this.#apis.splice(0).map((api) => api.close().catch(() => undefined)));
  }

  async close(): Promise<void> {
    await this.clear();
    await this.browser.close();
    await this.host.close();
  }
}

/** No rule of axe's WCAG 2.2 A and AA sets is broken anywhere in the element. */
export async function expectAccessible(page: Page, state: string, element = 'kiwi-booking'): Promise<void> {
  expect(await accessibilityFaults(page, element), state).toEqual([]);
}

/** Pastes into a field as a person does, from the clipboard. The context needs no permission to read it. */
export async function paste(page: Page, selector: string, text: string): Promise<void> {
  await page.evaluate((value) => {
    const source = document.createElement('textarea');
    source.value = value;
    document.body.append(source);
    source.select();
    document.execCommand('copy');
    source.remove();
  }, text);
  await page.locator(selector).focus();
  await page.keyboard.press('ControlOrMeta+V');
}

/** The text of what has focus, through shadow roots. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement)
      return `${active.tagName.toLowerCase()}#${active.id || `${active.name}=${active.value}`}`;
    return active?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  });

/** What an element says, with its spaces as a person sees them. */
export const textOf = async (locator: Locator): Promise<string> =>
  ((await locator.textContent()) ?? '').replace(/\s+/g, ' ').trim();
