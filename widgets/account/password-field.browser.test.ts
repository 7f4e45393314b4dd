import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { type Browser, DESKTOP_SIZE, openBrowser } from '../test/browser.ts';

let app: TestApp;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  app = await startTestApp();
  browser = await openBrowser({ viewport: DESKTOP_SIZE, locale: 'en-IN', reducedMotion: 'reduce' });
  page = await browser.context.newPage();
  await page.goto(`${app.url}/account`);
  await page.locator('#password').waitFor();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

describe('the password field', () => {
  it('hides the password until the person shows it', async () => {
    const field = page.locator('#password');
    await field.fill('quiet harbour lantern seven');
    expect(await field.getAttribute('type')).toBe('password');
    const toggle = page.locator('[aria-controls="password"]');
    await toggle.click();
    expect(await field.getAttribute('type')).toBe('text');
    await toggle.click();
    expect(await field.getAttribute('type')).toBe('password');
  });

  it('takes pasted text, and its name is one that password managers know', async () => {
    const taken = await page.locator('#password').evaluate((field) => {
      const pasted = new ClipboardEvent('paste', {
        clipboardData: new DataTransfer(),
        bubbles: true,
        cancelable: true,
        composed: true,
      });
      return field.dispatchEvent(pasted);
    });
    expect(taken).toBe(true);
    expect(await page.locator('#password').getAttribute('autocomplete')).toBe('current-password');
    expect(await page.locator('#email').getAttribute('autocomplete')).toBe('username');
    // Both fields are of one form: a manager fills what belongs together.
    await expect.poll(() => page.locator('form:has(#email):has(#password)').count()).toBe(1);
  });
});
