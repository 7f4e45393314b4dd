import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sized } from '../../api/test/support/size.ts';
import { AccountWorld, look as lookAt, PHONE } from '../test/account-world.ts';
import { type Browser, complaints, DESKTOP_SIZE, openBrowser } from '../test/browser.ts';

const PASSWORD = 'quiet harbour lantern seven';

/** Part of the page's text for the reason `monotonous` of the service. */
const REPEATS = { 'en-IN': 'repeats itself', 'hi-IN': 'दोहराई गई है' } as const;

let world: AccountWorld;

beforeAll(async () => {
  world = await AccountWorld.start();
});
afterAll(() => world?.app.stop());

type Look = readonly [where: string, viewport: typeof PHONE, locale: keyof typeof REPEATS];
const PLACES = sized<readonly Look[]>({
  // Its second factor is shown on a desktop in Hindi.
  small: [['on a phone', PHONE, 'en-IN']],
  full: [
    ['on a phone', PHONE, 'en-IN'],
    ['on a desktop', DESKTOP_SIZE, 'en-IN'],
    ['in Hindi', PHONE, 'hi-IN'],
  ],
});

describe.each(PLACES)('the account page %s', (where, viewport, locale) => {
  let browser: Browser;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    browser = await openBrowser({ viewport, locale, reducedMotion: 'reduce' });
    page = await browser.context.newPage();
    faults = complaints(page);
  });
  afterAll(() => browser?.close());

  const look = (state: string) => lookAt(page, where, state);

  it('leads from the invitation in the mail to being signed in', async () => {
    const email = await world.colleague();
    const link = await world.linkFor(email, 'invitation');
    expect(link).toMatch(new RegExp(`^${world.app.url}/account#invitation=[\\w-]{43}$`));
    await page.goto(link);
    await page.locator('#password').waitFor();
    expect(page.url()).toBe(`${world.app.url}/account`);
    await expect.poll(() => page.getByText(email).count()).toBe(1);
    await look('choose');
    await page.locator('#password').fill('short');
    await page.keyboard.press('Enter');
    await page.locator('#fault .error').waitFor();
    await page.locator('#password').fill('aaaaaaaaaaaaaaaaaaaa');
    await page.locator('#fault .error').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.locator('#fault').getByText(REPEATS[locale]).waitFor();
    await look('refused');
    await page.locator('#password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.mark').waitFor();
    await look('done');
    await page.locator('.button.primary').click();
    expect(await page.locator('#email').inputValue()).toBe(email);
    await page.locator('#password').fill('not the password at all');
    await page.keyboard.press('Enter');
    await page.locator('#fault .error').waitFor();
    await look('sign-in');
    await page.locator('#password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Meera Nair').waitFor();
    await look('signed-in');
  });

  it('explains that a link was used', async () => {
    const email = await world.colleague();
    const link = await world.linkFor(email, 'invitation');
    await world.call('POST', '/v1/auth/invitations/acceptance', {
      token: link.split('=')[1],
      password: PASSWORD,
    });
    await page.goto('about:blank');
    await page.goto(link);
    await page.locator('.mark.bad').waitFor();
    await look('used');
  });

  it('resets a password by the keyboard alone', async () => {
    const email = await world.colleague();
    const invitation = await world.linkFor(email, 'invitation');
    await world.call('POST', '/v1/auth/invitations/acceptance', {
      token: invitation.split('=')[1],
      password: PASSWORD,
    });
    await page.goto('about:blank');
    await page.goto(`${world.app.url}/account`);
    await page.locator('.button.quiet').last().focus();
    await page.keyboard.press('Enter');
    await page.locator('h1').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type(email);
    await look('forgot');
    await page.keyboard.press('Enter');
    await page.locator('.mark').waitFor();
    await look('sent');
    await page.goto(await world.linkFor(email, 'password-reset'));
    await page.locator('#password').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('seven lanterns in the harbour');
    await look('reset');
    await page.keyboard.press('Enter');
    await page.locator('.mark').waitFor();
    const { accessToken } = await world.call<{ accessToken?: string }>('POST', '/v1/auth/login', {
      email,
      password: 'seven lanterns in the harbour',
    });
    expect(accessToken).toEqual(expect.any(String));
    expect(faults).toEqual([]);
  });
});

describe('the account page', () => {
  it('loads nothing from other origins', async () => {
    const reply = await fetch(`${world.app.url}/account`);
    const policy = reply.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await reply.text()).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});
