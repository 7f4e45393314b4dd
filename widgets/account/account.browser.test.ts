import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/app.ts';
import { eventually } from '../../api/test/eventually.ts';
import { buildAccountPage } from '../build.ts';
import { type Browser, complaints, DESKTOP_SIZE, openBrowser } from '../test/browser.ts';

/** The way of a new colleague through the real service: invited, mail, link, password, signed in. */
const PASSWORD = 'quiet harbour lantern seven';
const PHONE = { width: 375, height: 812 };
/** Pictures of every screen go here when it is given. */
const PICTURES = process.env.KIWIMESH_PICTURES;

let app: TestApp;
let token: string;
let hospitalId: string;
let number = 0;

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const reply = await fetch(app.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return (text === '' ? null : JSON.parse(text)) as T;
}

async function colleague(): Promise<string> {
  number += 1;
  const email = `colleague.${number}@account.example`;
  await call('POST', '/v1/staff', { role: 'nurse', name: 'Meera Nair', email, hospitalId });
  return email;
}

function linkFor(email: string, kind: 'invitation' | 'password-reset'): Promise<string> {
  return eventually(`a mail to ${email}`, async () => {
    const { data } = await call<{ data: { channel: string; subject: string; body: string }[] }>(
      'GET',
      `/dev/messages?to=${encodeURIComponent(email)}`,
    );
    const mail = data.find(({ channel, body }) => channel === 'email' && body.includes(`#${kind}=`));
    return mail?.body.match(/https?:\S+#\S+/)?.[0];
  });
}

async function accessible(page: Page, state: string): Promise<void> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const { violations: found } = await checker.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  });
  expect(violations, state).toEqual([]);
}

beforeAll(async () => {
  await buildAccountPage();
  app = await startTestApp();
  ({ accessToken: token } = await call<{ accessToken: string }>('POST', '/v1/auth/login', app.superAdmin));
  ({ id: hospitalId } = await call<{ id: string }>('POST', '/v1/hospitals', { name: 'City' }));
}, 120_000);
afterAll(() => app?.stop());

describe.each([
  ['on a phone', PHONE, 'en-IN'],
  ['on a desktop', DESKTOP_SIZE, 'en-IN'],
  ['in Hindi', PHONE, 'hi-IN'],
] as const)('the account page %s', (where, viewport, locale) => {
  let browser: Browser;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    browser = await openBrowser({ viewport, locale, reducedMotion: 'reduce' });
    page = await browser.context.newPage();
    faults = complaints(page);
    if (PICTURES !== undefined) await mkdir(PICTURES, { recursive: true });
  });
  afterAll(() => browser?.close());

  const look = async (state: string) => {
    await accessible(page, state);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect([state, wider]).toEqual([state, false]);
    if (PICTURES !== undefined) {
      await page.screenshot({
        path: join(PICTURES, `${where.replaceAll(' ', '-')}-${state}.png`),
        fullPage: true,
      });
    }
  };

  it('leads from the invitation in the mail to being signed in', async () => {
    const email = await colleague();
    const link = await linkFor(email, 'invitation');
    expect(link).toMatch(new RegExp(`^${app.url}/account#invitation=[\\w-]{43}$`));
    await page.goto(link);
    await page.locator('#password').waitFor();
    expect(page.url()).toBe(`${app.url}/account`);
    expect(await page.getByText(email).count()).toBe(1);
    await look('choose');
    await page.locator('#password').fill('short');
    await page.keyboard.press('Enter');
    await page.locator('#fault .error').waitFor();
    await page.locator('#password').fill('aaaaaaaaaaaaaaaaaaaa');
    await page.keyboard.press('Enter');
    // The reason is the service's own.
    await page.locator('#fault').getByText('repeats itself').waitFor();
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

  it('tells of a used link, and what to do', async () => {
    const email = await colleague();
    const link = await linkFor(email, 'invitation');
    await call('POST', '/v1/auth/invitations/acceptance', {
      token: link.split('=')[1],
      password: PASSWORD,
    });
    await page.goto('about:blank');
    await page.goto(link);
    await page.locator('.mark.bad').waitFor();
    await look('used');
  });

  it('resets a password by the keyboard alone', async () => {
    const email = await colleague();
    const invitation = await linkFor(email, 'invitation');
    await call('POST', '/v1/auth/invitations/acceptance', {
      token: invitation.split('=')[1],
      password: PASSWORD,
    });
    await page.goto('about:blank');
    await page.goto(`${app.url}/account`);
    await page.locator('.button.quiet').last().focus();
    await page.keyboard.press('Enter');
    await page.locator('h1').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type(email);
    await look('forgot');
    await page.keyboard.press('Enter');
    await page.locator('.mark').waitFor();
    await look('sent');
    await page.goto(await linkFor(email, 'password-reset'));
    await page.locator('#password').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('seven lanterns in the harbour');
    await look('reset');
    await page.keyboard.press('Enter');
    await page.locator('.mark').waitFor();
    const { accessToken } = await call<{ accessToken?: string }>('POST', '/v1/auth/login', {
      email,
      password: 'seven lanterns in the harbour',
    });
    expect(accessToken).toEqual(expect.any(String));
    expect(faults).toEqual([]);
  });
});

describe('the account page', () => {
  it('lets nothing in from elsewhere', async () => {
    const reply = await fetch(`${app.url}/account`);
    const policy = reply.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await reply.text()).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});
