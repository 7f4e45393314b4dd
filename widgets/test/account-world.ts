import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { startTestApp, type TestApp } from '../../api/test/support/app.ts';
import { eventually } from '../../api/test/support/eventually.ts';
import { accessibilityFaults } from './accessibility.ts';

export const PHONE = { width: 375, height: 812 };
/** The folder for screenshots of every screen; none are taken without it. */
const PICTURES = process.env.KIWIMESH_PICTURES;

/** The account page on a real service, and the emails that its staff receive. */
export class AccountWorld {
  readonly app: TestApp;
  #hospitalId = '';
  #number = 0;

  private constructor(app: TestApp) {
    this.app = app;
  }

  static async start(options: Parameters<typeof startTestApp>[0] = {}): Promise<AccountWorld> {
    const world = new AccountWorld(await startTestApp(options));
    ({ id: world.#hospitalId } = await world.call<{ id: string }>('POST', '/v1/hospitals', { name: 'City' }));
    return world;
  }

  /** Calls as the super admin, with a new sign-in: a test may have moved the clock past the expiry of an older token. */
  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const { accessToken } = await this.signIn(this.app.superAdmin);
    return this.#send<T>(method, path, body, accessToken);
  }

  signIn(who: { readonly email: string; readonly password: string }): Promise<{ accessToken: string }> {
    return this.#send('POST', '/v1/auth/login', who);
  }

  /** Invites a member of staff. @returns the email. */
  async colleague(role: 'nurse' | 'paramedic' = 'nurse'): Promise<string> {
    this.#number += 1;
    const email = `colleague.${this.#number}@account.example`;
    await this.call('POST', '/v1/staff', {
      role,
      name: 'Meera Nair',
      email,
      hospitalId: this.#hospitalId,
    });
    return email;
  }

  async linkFor(email: string, kind: 'invitation' | 'password-reset'): Promise<string> {
    const { accessToken } = await this.signIn(this.app.superAdmin);
    return eventually(`a mail to ${email}`, async () => {
      const { data } = await this.#send<{ data: { channel: string; subject: string; body: string }[] }>(
        'GET',
        `/dev/messages?to=${encodeURIComponent(email)}`,
        undefined,
        accessToken,
      );
      const mail = data.find(({ channel, body }) => channel === 'email' && body.includes(`#${kind}=`));
      return mail?.body.match(/https?:\S+#\S+/)?.[0];
    });
  }

  async #send<T>(method: string, path: string, body?: object, token?: string): Promise<T> {
    const reply = await fetch(this.app.url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  }
}

/** Checks a screen against WCAG 2.2 AA and the width of the window, and takes a screenshot of it. */
export async function look(page: Page, where: string, state: string): Promise<void> {
  expect(await accessibilityFaults(page), state).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect([state, wider]).toEqual([state, false]);
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({
    path: join(PICTURES, `${where.replaceAll(' ', '-')}-${state}.png`),
    fullPage: true,
  });
}
