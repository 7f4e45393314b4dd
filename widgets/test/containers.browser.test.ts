import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLISHABLE_KEY } from './fake-world.ts';
import { type Scene, Stage } from './stage.ts';

/** Registered elements that a page may place anywhere, with the attributes they need. */
const ELEMENTS: Record<string, string> = {
  'kiwi-booking': `publishable-key="${PUBLISHABLE_KEY}"`,
  'kiwi-account': '',
};

/** The narrowest an element may get where its container leaves more, in CSS pixels. */
const LEAST = 280;
/** What a container that adapts to its content gives on a desktop, in CSS pixels. */
const COMFORTABLE = 400;

/** At most what the page's margins and a dialog's own padding take, in CSS pixels. */
const MARGINS = 72;

interface Case {
  readonly markup: (element: string) => string;
  /** The container asks for the smallest width that works. */
  readonly narrow?: boolean;
  /** The part of the viewport that the page gives it. Default: all. */
  readonly share?: number;
}

/** Ways in which pages lay elements out; each makes the browser ask an element how wide it would like to be. */
const CASES: Record<string, Case> = {
  'a block': { markup: (element) => `<div>${element}</div>` },
  'a dialog': { markup: (element) => `<dialog>${element}</dialog>` },
  'a flex row': { markup: (element) => `<div style="display:flex">${element}</div>` },
  'a centred flex row': {
    markup: (element) =>
      `<div style="display:flex;justify-content:center;align-items:center">${element}</div>`,
  },
  'a flex row that wraps, beside text': {
    markup: (element) => `<div style="display:flex;flex-wrap:wrap"><p>Open all day</p>${element}</div>`,
  },
  'a flex column': {
    markup: (element) => `<div style="display:flex;flex-direction:column">${element}</div>`,
  },
  'a centred flex column': {
    markup: (element) =>
      `<div style="display:flex;flex-direction:column;align-items:center">${element}</div>`,
  },
  'an inline flex box': { markup: (element) => `<div style="display:inline-flex">${element}</div>` },
  'an inline block': { markup: (element) => `<div style="display:inline-block">${element}</div>` },
  'a float': { markup: (element) => `<div style="float:left">${element}</div>` },
  'an absolutely positioned box': {
    markup: (element) => `<div style="position:absolute;top:0;left:0">${element}</div>`,
  },
  'a fixed box in a corner': {
    markup: (element) => `<div style="position:fixed;bottom:0;right:0">${element}</div>`,
  },
  'a table cell': { markup: (element) => `<table><tr><td>${element}</td></tr></table>` },
  'a grid': { markup: (element) => `<div style="display:grid">${element}</div>` },
  'a grid with centred items': {
    markup: (element) => `<div style="display:grid;place-items:center">${element}</div>`,
  },
  'a grid with an auto column beside an fr column': {
    markup: (element) => `<div style="display:grid;grid-template-columns:auto 1fr">${element}</div>`,
  },
  'a grid with two fr columns': {
    markup: (element) => `<div style="display:grid;grid-template-columns:1fr 1fr">${element}</div>`,
    share: 0.5,
  },
  'a grid with a min-content column': {
    markup: (element) => `<div style="display:grid;grid-template-columns:min-content">${element}</div>`,
    narrow: true,
  },
  'a grid with a minmax(0, 1fr) column': {
    markup: (element) => `<div style="display:grid;grid-template-columns:minmax(0,1fr)">${element}</div>`,
  },
  'a box with width: min-content': {
    markup: (element) => `<div style="width:min-content">${element}</div>`,
    narrow: true,
  },
  'a box with width: fit-content': { markup: (element) => `<div style="width:fit-content">${element}</div>` },
  'an element that is an inline block': {
    markup: (element) => `<div>${element.replace(' ', ' style="display:inline-block" ')}</div>`,
  },
  'an element that is absolutely positioned': {
    markup: (element) =>
      `<div>${element.replace(' ', ' style="position:absolute;inset-inline-start:0" ')}</div>`,
  },
};

type Registry = Map<string, CustomElementConstructor>;

interface Boxes {
  /** Widths, CSS pixels. */
  readonly element: number;
  readonly viewport: number;
  /** How far something reaches beyond the viewport or the card beyond its element. */
  readonly overflow: number;
}

/** Puts the markup on the page and measures the element in it. */
const boxesOf = (page: Page, name: string, markup: string): Promise<Boxes> =>
  page.evaluate(
    async ([tag, content]) => {
      const main = document.querySelector('main') as HTMLElement;
      main.innerHTML = content;
      main.querySelector('dialog')?.showModal();
      const element = main.querySelector(tag) as HTMLElement & { updateComplete: Promise<unknown> };
      await element.updateComplete;
      const card = element.shadowRoot?.querySelector('.card') as HTMLElement;
      const [outer, inner] = [element.getBoundingClientRect(), card.getBoundingClientRect()];
      return {
        element: outer.width,
        viewport: innerWidth,
        overflow: Math.max(
          document.documentElement.scrollWidth - innerWidth,
          outer.right - innerWidth,
          -outer.left,
          inner.right - outer.right,
          outer.left - inner.left,
        ),
      };
    },
    [name, markup] as const,
  );

describe('the width of an element', () => {
  let stage: Stage;
  let scene: Scene;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.browser.context.addInitScript(() => {
      const registered: Registry = new Map();
      const define = customElements.define.bind(customElements);
      customElements.define = (name, element) => {
        registered.set(name, element);
        define(name, element);
      };
      Object.assign(globalThis, { registered });
    });
    scene = await stage.scene({ body: '<main></main>' });
    await scene.page.addScriptTag({ type: 'module', url: `${stage.host.url}/widgets/account.js` });
    await scene.page.evaluate(() => customElements.whenDefined('kiwi-account'));
  });
  afterAll(() => stage.close());

  it('is tested for each element with size containment', async () => {
    const contained = await scene.page.evaluate(() => {
      const main = document.createElement('div');
      document.body.append(main);
      const found = [...(globalThis as unknown as { registered: Registry }).registered]
        .filter(([name]) => {
          const { shadowRoot } = main.appendChild(document.createElement(name));
          const rules = [...(shadowRoot?.adoptedStyleSheets ?? [])].flatMap(({ cssRules }) => [...cssRules]);
          return rules.some(({ cssText }) => /container-type|contain:/.test(cssText));
        })
        .map(([name]) => name);
      main.remove();
      return found;
    });
    expect(contained.toSorted()).toEqual(Object.keys(ELEMENTS).toSorted());
  });

  for (const name of Object.keys(ELEMENTS))
    for (const width of [320, 375, 1280])
      it(`is usable in every kind of container: ${name} at ${width} px`, async () => {
        const { page, api } = scene;
        await page.setViewportSize({ width, height: 800 });
        const found: Record<string, string> = {};
        for (const [where, { markup, narrow, share = 1 }] of Object.entries(CASES)) {
          const element = `<${name} ${ELEMENTS[name]} api="${api.url}"></${name}>`;
          const boxes = await boxesOf(page, name, markup(element));
          const wanted = width > 1000 && !narrow ? COMFORTABLE : LEAST;
          const least = Math.min(wanted, boxes.viewport * share - MARGINS);
          if (boxes.element < least || boxes.overflow > 1) found[where] = JSON.stringify(boxes);
        }
        expect(found).toEqual({});
      });
});
