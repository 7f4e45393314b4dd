import { text as textIn } from 'node:stream/consumers';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sized } from '../../api/test/support/size.ts';
import { templates as shared } from '../src/locale/hi.ts';
import { templates as account } from '../src/locale/hi-account.ts';
import { AccountWorld, look as lookAt, PHONE } from '../test/account-world.ts';
import { type Browser, complaints, DESKTOP_SIZE, openBrowser } from '../test/browser.ts';
import { textsOf } from '../test/messages.ts';
import { paste } from '../test/stage.ts';

const PASSWORD = 'quiet harbour lantern seven';
const STEP = 30_000;

let world: AccountWorld;
/** Milliseconds that the service's clock is ahead: a code works once, so each needs another half minute. */
let ahead = 0;

beforeAll(async () => {
  world = await AccountWorld.start({ clock: () => new Date(Date.now() + ahead) });
  await world.call('PUT', '/v1/system/settings', { secondFactor: { requiredRoles: ['paramedic'] } });
});
afterAll(() => world?.app.stop());

/** An authenticator app: each call gives the next code. */
function authenticator(secret: string): () => string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return () => {
    ahead += STEP;
    return totp.generate({ timestamp: Date.now() + ahead });
  };
}

type Look = readonly [where: string, viewport: typeof PHONE, language: 'en' | 'hi'];
const HINDI: Look = ['on a desktop in Hindi', DESKTOP_SIZE, 'hi'];
/** The rest of the account page is shown on a phone in English at the small size. */
const LOOKS = sized<readonly Look[]>({ small: [HINDI], full: [['on a phone', PHONE, 'en'], HINDI] });

describe.each(LOOKS)('the second factor on the account page %s', (where, viewport, language) => {
  const text = textsOf(language === 'hi' ? { ...shared, ...account } : undefined);
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let email: string;
  let code: () => string;
  let recoveryCodes: readonly string[];
  beforeAll(async () => {
    browser = await openBrowser({
      viewport,
      locale: `${language}-IN`,
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    page = await browser.context.newPage();
    faults = complaints(page);
  });
  afterAll(() => browser?.close());

  const look = (state: string) => lookAt(page, `second factor ${where}`, state);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

  async function accept(): Promise<void> {
    await page.goto('about:blank');
    await page.goto(await world.linkFor(email, 'invitation'));
    await page.locator('#password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await heading(text('account.done'));
    await press(text('sign-in.submit'));
  }

  async function enter(password = PASSWORD): Promise<void> {
    await heading(text('sign-in.submit'));
    await page.locator('#email').fill(email);
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
  }

  async function answer(typed: string): Promise<void> {
    await page.locator('#code').fill(typed);
    await page.keyboard.press('Enter');
  }

  async function enrol(): Promise<void> {
    await heading(text('account.enrol'));
    await page.getByRole('img', { name: text('account.enrol-qr') }).waitFor();
    const groups = await page.locator('.key code').allInnerTexts();
    expect(groups.every((group) => /^[A-Z2-7]{1,4}$/.test(group))).toBe(true);
    code = authenticator(groups.join(''));
    await press(text('account.enrol-copy'));
    await page.getByText(text('account.copied')).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(groups.join(''));
  }

  async function keepCodes(): Promise<void> {
    await heading(text('account.codes'));
    recoveryCodes = await page.locator('.codes code').allInnerTexts();
    expect(new Set(recoveryCodes).size).toBe(10);
    await press(text('account.done-button'));
    await page.locator('#fault').getByText(text('account.codes-not-saved')).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), press(text('account.download'))]);
    expect(download.suggestedFilename()).toBe('kiwimesh-recovery-codes.txt');
    const kept = await textIn(await download.createReadStream());
    for (const one of recoveryCodes) expect(kept).toContain(`${one}\n`);
    await press(text('account.copy'));
    await page.getByText(text('account.copied')).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(recoveryCodes.join('\n'));
  }

  it('is offered after the invitation and turned on with a code from the app', async () => {
    email = await world.colleague();
    await accept();
    await enter();
    await heading(text('account.home'));
    await look('offered');
    await press(text('account.enrol'));
    await enrol();
    await look('enrol');
    await answer('123');
    await page.locator('#fault').getByText(text('account.six-digits')).waitFor();
    expect(await page.locator('#code').getAttribute('aria-invalid')).toBe('true');
    await answer('000000');
    await page.locator('#fault').getByText(text('account.code-wrong')).waitFor();
    await page.locator('#code').fill('');
    const good = code();
    await paste(page, '#code', `Your code is ${good}`);
    expect(await page.locator('#code').inputValue()).toBe(good);
    await page.keyboard.press('Enter');
    await keepCodes();
    await look('codes');
    await page.locator('#kept').check();
    await press(text('account.done-button'));
    await page.getByText(text('account.turned-on')).waitFor();
    await look('on');
  });

  it('is asked for at the next sign-in: a code from the app, or a recovery code once', async () => {
    await press(text('sign-out'));
    await enter();
    await page.locator('#code').waitFor();
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id)).toBe('code');
    await look('asked');
    await answer('000000');
    await page.locator('#fault').getByText(text('account.code-wrong')).waitFor();
    await answer(code());
    await heading(text('account.home'));
    await press(text('sign-out'));

    const [first = ''] = recoveryCodes;
    await enter();
    await page.locator('#code').waitFor();
    await paste(page, '#code', `1. ${first.replaceAll('-', '–')}`);
    expect(await page.locator('#code').inputValue()).toBe(first);
    await page.keyboard.press('Enter');
    await heading(text('account.home'));
    await press(text('sign-out'));
    await enter();
    await answer(first);
    await page.locator('#fault').getByText(text('account.code-wrong')).waitFor();
    await answer(code());
    await heading(text('account.home'));
  });

  it('gives new recovery codes, and is turned off, for a code', async () => {
    const [, second = ''] = recoveryCodes;
    await press(text('account.factor-codes'));
    await heading(text('account.renew'));
    await look('renew');
    await answer('12345');
    await page.locator('#fault').getByText(text('account.code-wrong')).waitFor();
    await answer(code());
    await keepCodes();
    expect(recoveryCodes).not.toContain(second);
    await page.locator('#kept').check();
    await press(text('account.done-button'));
    await page.getByText(text('account.renewed')).waitFor();
    await press(text('account.turn-off'));
    await heading(text('account.off'));
    await look('off');
    await answer(recoveryCodes[2] ?? '');
    await page.getByText(text('account.turned-off')).waitFor();
    await press(text('sign-out'));
    await enter();
    await heading(text('account.home'));
  });

  it('is shown beside the password and where the person is signed in', async () => {
    await Promise.all([1, 2].map(() => world.signIn({ email, password: PASSWORD })));
    await press(text('account.change'));
    await heading(text('account.change-title'));
    await page.locator('#current').fill('not the password at all');
    await page.locator('#password').fill('seven lanterns in the harbour');
    await look('password');
    await page.keyboard.press('Enter');
    await page.locator('#fault').getByText(text('account.password-wrong')).waitFor();
    await press(text('account.cancel'));
    await heading(text('account.home'));
    await expect.poll(() => page.locator('.places li').count()).toBe(3);
    await look('places');
    await page.locator('.places .button').first().click();
    await page.getByText(text('devices.ended').replace(/…$/, '')).waitFor();
    await expect.poll(() => page.locator('.places li').count()).toBe(2);
    await press(text('devices.end-others'));
    await expect.poll(() => page.locator('.places li').count()).toBe(1);
    await press(text('account.change'));
    await page.locator('#current').fill(PASSWORD);
    await page.locator('#password').fill('seven lanterns in the harbour');
    await page.keyboard.press('Enter');
    await page.getByText(text('account.changed')).waitFor();
    await press(text('sign-out'));
    await enter('seven lanterns in the harbour');
    await heading(text('account.home'));
  });

  it('is required of a role that must have it, before anything else', async () => {
    email = await world.colleague('paramedic');
    await accept();
    await enter();
    await page.getByText(text('account.enrol-required')).waitFor();
    expect(await page.getByRole('button', { name: text('account.change') }).count()).toBe(0);
    await enrol();
    await look('owed');
    // The access token expires in the meantime; the SDK renews it.
    ahead += 11 * 60_000;
    await answer(code());
    await keepCodes();
    await page.locator('#kept').check();
    await press(text('account.done-button'));
    await heading(text('account.home'));
    await page.getByText(text('account.turned-on')).waitFor();
    await expect.poll(() => page.locator('.places li').count()).toBe(1);
    expect(faults).toEqual([]);
  });
});
