import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { sized } from '../../api/test/support/size.ts';
import { PASSWORD } from '../../api/test/support/worlds/world.ts';
import { accessibilityFaults } from './accessibility.ts';

/** Where pictures are kept for people to look at: none are taken without it. */
const PICTURES = process.env.KIWIMESH_PICTURES;
const WIDTHS = [1440, 1024, 390] as const;
const LOOKS = [
  ['en', 'light'],
  ['hi', 'dark'],
  ['en', 'dark'],
  ['hi', 'light'],
] as const;

export const DISPATCHER = 'nurse.1@test.example';
export const FOREIGN = 'nurse.2@test.example';
export const NO_DUTY = 'paramedic.1@test.example';

let looked = 0;

/** Signs in at the console of a service. */
export async function signInAt(
  to: Page,
  email: string,
  base: string,
  path = '/console',
  password = PASSWORD,
): Promise<void> {
  await to.goto(base + path);
  await to.locator('#email').fill(email);
  await to.locator('#password').fill(password);
  await to.keyboard.press('Enter');
}

/**
 * Holds a screen to axe and the width of the window, in both languages and themes: at the small size in one of each in turn.
 * Takes pictures where they are asked for.
 */
export async function look(of: Page, state: string): Promise<void> {
  const turn = [LOOKS[looked++ % 2] ?? LOOKS[0]];
  const looks =
    PICTURES === undefined ? sized<readonly (typeof LOOKS)[number][]>({ small: turn, full: LOOKS }) : LOOKS;
  const before = await of.evaluate(() => localStorage.getItem('kiwimesh:console:preferences'));
  for (const [language, theme] of looks) {
    await prefer(of, JSON.stringify({ language, theme }));
    await expect.poll(() => of.locator('.root').first().getAttribute('lang')).toBe(language);
    for (const width of PICTURES === undefined ? [1440, 390] : WIDTHS) {
      await of.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      const wider = await of.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([state, language, width, Math.max(0, wider)]).toEqual([state, language, width, 0]);
      if (PICTURES === undefined) continue;
      await mkdir(PICTURES, { recursive: true });
      await of.screenshot({ path: join(PICTURES, `${state}-${language}-${theme}-${width}.png`) });
    }
    await of.setViewportSize({ width: 1440, height: 900 });
    expect(await accessibilityFaults(of), `${state} ${language} ${theme}`).toEqual([]);
  }
  await prefer(of, before);
  await expect.poll(() => of.locator('.root').first().getAttribute('lang')).toBe('en');
}

/** As another window of the console changes them. */
const prefer = (of: Page, value: string | null) =>
  of.evaluate(
    ([key, chosen]) => {
      if (chosen === null) localStorage.removeItem(key);
      else localStorage.setItem(key, chosen);
      dispatchEvent(new StorageEvent('storage', { key }));
    },
    ['kiwimesh:console:preferences', value] as const,
  );
