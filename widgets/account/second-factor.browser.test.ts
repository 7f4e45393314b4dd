import { text } from 'node:stream/consumers';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountWorld, look as lookAt, PHONE } from '../test/account-world.ts';
import { type Browser, complaints, DESKTOP_SIZE, openBrowser } from '../test/browser.ts';
import { paste } from '../test/stage.ts';
import { type LanguageOfPage, WORDS } from './words.ts';

const PASSWORD = 'quiet harbour lantern seven';
const STEP = 30_000;

let world: AccountWorld;
/** Milliseconds that the service's clock is ahead; a code works once, so the next one needs another half minute. */
let ahead = 0;

beforeAll(async () => {
  world = await AccountWorld.start({ clock: () => new Date(Date.now() + ahead) });
  await world.call('PUT', '/v1/system/settings', { secondFactor: { requiredRoles: ['paramedic'] } });
});
afterAll(() => world?.app.stop());

/** The authenticator app of somebody: the code after all that were shown before. */
function authenticator(secret: string): () => string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return () => {
    ahead += STEP;
    return totp.generate({ timestamp: Date.now() + ahead });
  };
}

describe.each([
  ['on a phone', PHONE, 'en'],
  ['on a desktop in Hindi', DESKTOP_SIZE, 'hi'],
] as const)('the second factor on the account page %s', (where, viewport, language: LanguageOfPage) => {
  const words = WORDS[language];
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
    await heading(words['done.title']);
    await press(words.signIn);
  }

  async function enter(password = PASSWORD): Promise<void> {
    await heading(words['signIn.title']);
    await page.locator('#email').fill(email);
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
  }

  async function answer(typed: string): Promise<void> {
    await page.locator('#code').fill(typed);
    await page.keyboard.press('Enter');
  }

  async function enrol(): Promise<void> {
    await heading(words['enrol.title']);
    await page.getByRole('img', { name: words['enrol.qr'] }).waitFor();
    const groups = await page.locator('.key code').allInnerTexts();
    expect(groups.every((group) => /^[A-Z2-7]{1,4}$/.test(group))).toBe(true);
    code = authenticator(groups.join(''));
    await press(words['enrol.copyKey']);
    await page.getByText(words.copied).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(groups.join(''));
  }

  async function keepCodes(): Promise<void> {
    await heading(words['codes.title']);
    recoveryCodes = await page.locator('.codes code').allInnerTexts();
    expect(new Set(recoveryCodes).size).toBe(10);
    await press(words['codes.done']);
    await page.locator('#fault').getByText(words['codes.keepFirst']).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), press(words['codes.download'])]);
    expect(download.suggestedFilename()).toBe('kiwimesh-recovery-codes.txt');
    const kept = await text(await download.createReadStream());
    for (const one of recoveryCodes) expect(kept).toContain(`${one}\n`);
    await press(words['codes.copy']);
    await page.getByText(words.copied).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(recoveryCodes.join('\n'));
  }

  it('is offered after the invitation and switched on with a code of the app', async () => {
    email = await world.colleague();
    await accept();
    await enter();
    await heading(words['home.title']);
    await look('offered');
    await press(words['factor.setUp']);
    await enrol();
    await look('enrol');
    await answer('123');
    await page.locator('#fault').getByText(words['enrol.sixDigits']).waitFor();
    expect(await page.locator('#code').getAttribute('aria-invalid')).toBe('true');
    await answer('000000');
    await page.locator('#fault').getByText(words.codeWrong).waitFor();
    await page.locator('#code').fill('');
    const good = code();
    await paste(page, '#code', `Your code is ${good}`);
    expect(await page.locator('#code').inputValue()).toBe(good);
    await page.keyboard.press('Enter');
    await keepCodes();
    await look('codes');
    await page.locator('#kept').check();
    await press(words['codes.done']);
    await page.getByText(words['factor.isOn']).waitFor();
    await look('on');
  });

  it('is asked for at the next sign-in: a code of the app, or a recovery code once', async () => {
    await press(words.signOut);
    await enter();
    await page.locator('#code').waitFor();
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id)).toBe('code');
    await look('asked');
    await answer('000000');
    await page.locator('#fault').getByText(words.codeWrong).waitFor();
    await answer(code());
    await heading(words['home.title']);
    await press(words.signOut);

    const [first = ''] = recoveryCodes;
    await enter();
    await page.locator('#code').waitFor();
    await paste(page, '#code', `1. ${first.replaceAll('-', '–')}`);
    expect(await page.locator('#code').inputValue()).toBe(first);
    await page.keyboard.press('Enter');
    await heading(words['home.title']);
    await press(words.signOut);
    await enter();
    await answer(first);
    await page.locator('#fault').getByText(words.codeWrong).waitFor();
    await answer(code());
    await heading(words['home.title']);
  });

  it('gives new recovery codes, and is switched off, for a code', async () => {
    const [, second = ''] = recoveryCodes;
    await press(words['factor.newCodes']);
    await heading(words['renew.title']);
    await look('renew');
    await answer('12345');
    await page.locator('#fault').getByText(words.codeWrong).waitFor();
    await answer(code());
    await keepCodes();
    expect(recoveryCodes).not.toContain(second);
    await page.locator('#kept').check();
    await press(words['codes.done']);
    await page.getByText(words['factor.codesNew']).waitFor();
    await press(words['factor.switchOff']);
    await heading(words['off.title']);
    await look('off');
    await answer(recoveryCodes[2] ?? '');
    await page.getByText(words['factor.isOff']).waitFor();
    await press(words.signOut);
    await enter();
    await heading(words['home.title']);
  });

  it('stands beside the password and the places where one is signed in', async () => {
    await Promise.all([1, 2].map(() => world.signIn({ email, password: PASSWORD })));
    await press(words['password.change']);
    await heading(words['password.changeTitle']);
    await page.locator('#current').fill('not the password at all');
    await page.locator('#password').fill('seven lanterns in the harbour');
    await look('password');
    await page.keyboard.press('Enter');
    await page.locator('#fault').getByText(words['password.wrong']).waitFor();
    await press(words.cancel);
    await heading(words['home.title']);
    expect(await page.locator('.places li').count()).toBe(3);
    await look('places');
    await page.locator('.places .button').first().click();
    await page.getByText(words['places.ended']).waitFor();
    expect(await page.locator('.places li').count()).toBe(2);
    await press(words['places.endOthers']);
    await expect.poll(() => page.locator('.places li').count()).toBe(1);
    await press(words['password.change']);
    await page.locator('#current').fill(PASSWORD);
    await page.locator('#password').fill('seven lanterns in the harbour');
    await page.keyboard.press('Enter');
    await page.getByText(words['password.changed']).waitFor();
    await press(words.signOut);
    await enter('seven lanterns in the harbour');
    await heading(words['home.title']);
  });

  it('is demanded of a role that must have one, before anything else', async () => {
    email = await world.colleague('paramedic');
    await accept();
    await enter();
    await page.getByText(words['enrol.owed']).waitFor();
    expect(await page.getByRole('button', { name: words['password.change'] }).count()).toBe(0);
    await enrol();
    await look('owed');
    // The access token runs out meanwhile; the page renews it.
    ahead += 11 * 60_000;
    await answer(code());
    await keepCodes();
    await page.locator('#kept').check();
    await press(words['codes.done']);
    await heading(words['home.title']);
    await page.getByText(words['factor.isOn']).waitFor();
    expect(await page.locator('.places li').count()).toBe(1);
    expect(faults).toEqual([]);
  });
});
