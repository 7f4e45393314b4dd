import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../api/test/support/eventually.ts';
import { upTo } from '../../api/test/support/size.ts';
import { type FakeSettings, problem, type Reply } from './fake-api.ts';
import { newBooking, services } from './fake-world.ts';
import { sourceMessages } from './messages.ts';
import { Stage } from './stage.ts';

/** What an element says to eyes and to screen readers: its texts and labels, through shadow roots, in their order. */
const says = (element: Locator): Promise<string[]> =>
  element.evaluate((host) => {
    const found: string[] = [];
    const walk = (node: Node) => {
      if (node instanceof Element) {
        for (const name of ['aria-label', 'alt', 'placeholder', 'title'])
          found.push(node.getAttribute(name) ?? '');
        if (node.shadowRoot) walk(node.shadowRoot);
      }
      if (node instanceof Text) found.push(node.data);
      if (!(node instanceof HTMLStyleElement)) node.childNodes.forEach(walk);
    };
    walk(host.shadowRoot as ShadowRoot);
    return found.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
  });

/** Each English message as the whole of a text, whatever values are put in. */
const ENGLISH = sourceMessages().map(
  ({ strings }) =>
    new RegExp(`^${strings.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`),
);
type Spoken = 'en' | 'hi' | 'ar';
const inEnglish = (texts: readonly string[]): string[] =>
  texts.filter((text) => ENGLISH.some((message) => message.test(text)));
const IN: Readonly<Record<Spoken, (texts: readonly string[]) => string[]>> = {
  en: inEnglish,
  hi: (texts) => texts.filter((text) => /\p{Script=Devanagari}/u.test(text)),
  ar: (texts) => texts.filter((text) => /\p{Script=Arabic}/u.test(text)),
};

/** Holds that all texts of the element are in the language, and that there are some. */
async function expectSpoken(element: Locator, language: Spoken): Promise<void> {
  const texts = await says(element);
  for (const other of Object.keys(IN) as Spoken[]) {
    if (other !== language) expect(IN[other](texts), other).toEqual([]);
  }
  expect(IN[language](texts).length).toBeGreaterThan(2);
}

/** Waits until the element speaks the language: its texts may have to be loaded. */
const spoken = (element: Locator, language: Spoken): Promise<true> =>
  eventually(`a screen in ${language}`, async () => {
    await expectSpoken(element, language);
    return true;
  });

const setLang = (element: Locator, lang: string) =>
  element.evaluate((node, tag) => node.setAttribute('lang', tag), lang);

/** Puts another element beside the first, within `around` if given. */
async function addElement(page: Page, id: string, lang: string | null, around = ''): Promise<Locator> {
  await page.evaluate(
    ([name, tag, html]) => {
      const element = document.querySelector('kiwi-booking')?.cloneNode() as Element;
      element.id = name as string;
      if (tag === null) element.removeAttribute('lang');
      else element.setAttribute('lang', tag as string);
      const holder = document.createElement('div');
      holder.innerHTML = html || '<div></div>';
      document.querySelector('main')?.append(holder);
      holder.firstElementChild?.append(element);
    },
    [id, lang, around],
  );
  return page.locator(`#${id}`);
}

/** Answers of the service that are held back until they are let go. */
class Held {
  #release: () => void = () => undefined;
  readonly #released = new Promise<void>((done) => {
    this.#release = done;
  });

  async after(reply: Reply | null = null): Promise<Reply | null> {
    await this.#released;
    return reply;
  }

  release(): void {
    this.#release();
  }
}

describe('elements in several languages on one page', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  /** English and Hindi beside each other. */
  async function pair(settings: Partial<FakeSettings> = {}, signedIn = true) {
    const scene = await stage.scene({ signedIn, api: settings, attributes: 'id="en" lang="en"' });
    const hi = await addElement(scene.page, 'hi', 'hi');
    return { ...scene, en: scene.page.locator('#en'), hi };
  }

  it('each show their own language', async () => {
    const code = new Held();
    const { page, en, hi, complaints } = await pair(
      { answer: ({ path }) => (path === '/v1/auth/otp/request' ? code.after() : null) },
      false,
    );
    const inner = await addElement(page, 'inner', null, '<section lang="hi-IN"><div></div></section>');
    const urdu = await addElement(page, 'urdu', null, '<section lang="ur" dir="rtl"></section>');
    const arabic = await addElement(page, 'arabic', 'ar-AE');
    const all = { en, hi, inner, urdu, arabic } as const;
    await Promise.all(Object.values(all).map((element) => element.locator('#phone').waitFor()));
    await hi.getByText('अपने मोबाइल से साइन इन करें').waitFor();
    await inner.getByText('अपने मोबाइल से साइन इन करें').waitFor();

    // An error in each, and a request whose reply comes late.
    await hi.locator('#phone').fill('12');
    await hi.locator('button[type=submit]').click();
    await hi.getByText('मोबाइल नंबर के सभी अंक डालें।').waitFor();
    await en.locator('#phone').fill('12');
    await en.locator('button[type=submit]').click();
    await en.getByText('Enter a mobile number with all its digits.').waitFor();
    await hi.locator('#phone').fill('9800000004');
    await hi.locator('button[type=submit]').click();
    await inner.locator('#phone').fill('12');
    await inner.locator('button[type=submit]').click();
    await inner.locator('#phone-error .error').waitFor();
    code.release();
    await hi.getByText('कोड डालें', { exact: true }).waitFor();

    await expectSpoken(en, 'en');
    await expectSpoken(hi, 'hi');
    await expectSpoken(inner, 'hi');
    await expectSpoken(urdu, 'en');
    await arabic.getByText('سجّل الدخول برقم هاتفك المتحرك').waitFor();
    await expectSpoken(arabic, 'ar');
    const roots = await page
      .locator('kiwi-booking .root')
      .evaluateAll((nodes) => nodes.map((node) => [node.getAttribute('lang'), node.getAttribute('dir')]));
    expect(roots).toEqual([
      ['en', 'ltr'],
      ['hi', 'ltr'],
      ['hi', 'ltr'],
      ['en', 'rtl'],
      ['ar', 'rtl'],
    ]);
    expect(complaints).toEqual([]);
  });

  it('do not change the account page, whose error follows its own language', async () => {
    const { page, en, hi } = await pair({}, false);
    await page.addScriptTag({ type: 'module', url: '/widgets/account.js' });
    await page.evaluate(() => void document.body.append(document.createElement('kiwi-account')));
    const account = page.locator('kiwi-account');
    await account.locator('button[type=submit]').click();
    await account.getByText('Enter your email address').waitFor();
    await account.getByText('हिन्दी').click();
    await account.getByText('अपना ईमेल पता डालें').waitFor();
    expect(await account.getByText('Enter your email address').count()).toBe(0);
    expect(await account.locator('.root').getAttribute('lang')).toBe('hi');
    await expectSpoken(en, 'en');
    await expectSpoken(hi, 'hi');
  });

  it('change language separately, also while waiting for a reply', async () => {
    const slots = new Held();
    const { en, hi } = await pair({
      answer: ({ path }) => (path === '/v1/availability' ? slots.after() : null),
    });
    for (const element of [en, hi]) {
      await element.locator('.row').last().click();
      await element.locator('kiwi-slot-picker .skeleton').first().waitFor();
    }
    const before = await says(en);
    const screen = en.locator('[data-screen]');
    // The value that makes the screens of an element render again.
    type Spoken = { language: unknown };
    const language = await screen.evaluateHandle((part) => (part as unknown as Spoken).language);
    await setLang(hi, 'en');
    await hi.getByText('When suits you?').waitFor();
    const same = (part: unknown, before: unknown) => (part as Spoken).language === before;
    expect(await screen.evaluate(same, language)).toBe(true);
    expect(await says(en)).toEqual(before);
    await setLang(en, 'hi');
    await en.getByText('आपको कब ठीक रहेगा?').waitFor();
    slots.release();
    for (const element of [en, hi]) await element.locator('.time').first().waitFor();
    await expectSpoken(en, 'hi');
    await expectSpoken(hi, 'en');
  });

  it('show the last language set after simultaneous changes', async () => {
    const { page, en } = await pair();
    await page.locator('.tile').first().waitFor();
    await en.evaluate((node) => {
      for (const tag of ['hi', 'en', 'hi', 'ta', 'hi-IN', 'en-IN']) node.setAttribute('lang', tag);
    });
    await en.evaluate((node) => (node as unknown as { updateComplete: Promise<unknown> }).updateComplete);
    await expectSpoken(en, 'en');
    await setLang(en, 'hi');
    await en.getByText('हम आपकी क्या मदद करें?').waitFor();
    await expectSpoken(en, 'hi');
  });

  it('show every text of a screen that another element loaded before', async () => {
    const { page } = await stage.scene({ signedIn: true, attributes: 'id="en" lang="en"' });
    await page.locator('#en .tile').first().waitFor();
    const hi = await addElement(page, 'hi', 'hi');
    await hi.getByText('बताएँ कि क्या तकलीफ़ है').first().waitFor();
    await expectSpoken(hi, 'hi');
    await expectSpoken(page.locator('#en'), 'en');
  });

  it('keep the chosen country in every language', async () => {
    const { en } = await pair({}, false);
    const country = en.locator('select[name=country]');
    // The list is loaded after the form.
    await country.locator('option[value=US]').waitFor({ state: 'attached' });
    // As a person who goes through the list: an option that was chosen once no longer follows its `selected` attribute.
    await country.evaluate((list: HTMLSelectElement) => {
      for (const { value } of [...list.options, { value: 'US' }]) {
        list.value = value;
        list.dispatchEvent(new Event('change'));
      }
    });
    await setLang(en, 'hi');
    await en.getByText('मोबाइल नंबर').waitFor();
    expect(await country.inputValue()).toBe('US');
    await setLang(en, 'en');
    await en.getByText('Mobile number').waitFor();
    expect(await country.inputValue()).toBe('US');
  });

  describe('change every text of a screen', () => {
    const open = newBooking(0, services[0] as (typeof services)[number], {});
    const failing = (...paths: string[]): Partial<FakeSettings> => ({
      answer: ({ method, path }) => (paths.includes(`${method} ${path}`) ? problem(500, 'internal') : null),
    });
    const openData = async (element: Locator) => {
      await element.locator('[data-opens=data]').click();
      for (const part of ['kiwi-addresses li', 'kiwi-devices li', '#ask'])
        await element.locator(part).first().waitFor();
    };

    type Case = readonly [string, Partial<FakeSettings>, (element: Locator) => Promise<void>];
    const CASES: readonly Case[] = [
      [
        'the times, the chosen one taken',
        {
          answer: ({ method, path }) =>
            method === 'POST' && path === '/v1/bookings' ? problem(409, 'slot_taken') : null,
        },
        async (element) => {
          await element.locator('.row', { hasText: /Doctor|डॉक्टर/ }).click();
          await element.locator('input[name=slot]:enabled').first().check({ force: true });
          await element.locator('button[type=submit]').click();
          await element.locator('kiwi-booking-review button[type=submit]').click();
          await element.locator('kiwi-slot-picker [role=alert]').waitFor();
        },
      ],
      [
        'the tracker, cancelling refused',
        { bookings: [open], ...failing(`POST /v1/bookings/${open.id}/transitions`) },
        async (element) => {
          await element.locator('.button.danger').first().click();
          await element.locator('dialog button[type=submit]').click();
          await element.locator('dialog [role=alert]').waitFor();
        },
      ],
      [
        'a new address refused',
        failing('POST /v1/me/address-changes'),
        async (element) => {
          await openData(element);
          await element.locator('[data-address=email] button').last().click();
          await element.locator('#new-address').fill('asha@example.org');
          await element.locator('kiwi-addresses button[type=submit]').click();
          await element.locator('kiwi-addresses [role=alert]').waitFor();
        },
      ],
      [
        'what was saved, and what erasing means',
        {},
        async (element) => {
          await openData(element);
          await element.locator('#download').click();
          await element.locator('kiwi-my-data .said span').first().waitFor();
          await element.locator('#ask').click();
          await element.locator('.points').last().waitFor();
        },
      ],
      [
        'the services, one under way',
        { bookings: [{ ...open, scheduledFor: new Date(Date.now() + 86_400_000).toISOString() }] },
        (element) => element.locator('.tile').first().waitFor(),
      ],
      [
        'the times, none chosen',
        {},
        async (element) => {
          await element.locator('.row').last().click();
          await element.locator('.time').first().waitFor();
          await element.locator('button[type=submit]').click();
          await element.locator('#slot-error .error').waitFor();
        },
      ],
      [
        'the review, refused',
        failing('POST /v1/bookings'),
        async (element) => {
          await element.locator('.tile').first().click();
          await element.locator('kiwi-booking-review button[type=submit]').click();
          await element.locator('[role=alert]').waitFor();
        },
      ],
      [
        'the bookings',
        { bookings: [{ ...open, state: 'completed', scheduledFor: open.createdAt }] },
        async (element) => {
          await element.locator('.mine').click();
          await element.locator('.row').first().waitFor();
        },
      ],
      [
        'a device signed out',
        {
          answer: ({ method, path }) =>
            method === 'DELETE' && path.startsWith('/v1/auth/sessions/') ? { status: 204 } : null,
        },
        async (element) => {
          await openData(element);
          await element.locator('kiwi-devices .device button').last().click();
          await element.locator('kiwi-devices .said span').waitFor();
        },
      ],
    ];

    it.each(upTo(4, CASES))('%s', async (_, settings, reach) => {
      const { en, hi } = await pair(settings);
      await hi.getByText('जान को ख़तरा?').waitFor();
      await reach(en);
      await expectSpoken(en, 'en');
      const texts = (await says(en)).length;
      await setLang(en, 'hi');
      await spoken(en, 'hi');
      expect((await says(en)).length).toBe(texts);
      await expectSpoken(hi, 'hi');
      await setLang(hi, 'en');
      await spoken(hi, 'en');
      await expectSpoken(en, 'hi');
    });
  });
});
