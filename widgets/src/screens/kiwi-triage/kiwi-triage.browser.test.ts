import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../test/fake-api.ts';
import { TRIAGES } from '../../../test/fake-world.ts';
import { expectAccessible, focused, Stage, textOf } from '../../../test/stage.ts';
import { expectScreen, open } from '../../../test/steps.ts';

const WORDS = 'My father has chest pain and is sweating';

const say = (page: Page, words = WORDS) => page.locator('#complaint').fill(words);
const ask = (page: Page) => page.locator('kiwi-triage-form button[type=submit]').click();
const result = (page: Page) => page.locator('kiwi-triage-result');
const ambulance = (page: Page) => page.locator('kiwi-service-picker .tile').first();

describe('telling what is wrong', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  const asked = (api: { readonly received: readonly { path: string; body: Record<string, unknown> }[] }) =>
    api.received.filter(({ path }) => path === '/v1/triage').map(({ body }) => body);

  it('leaves the ambulance on the first screen of a phone', async () => {
    const { page } = await stage.scene({ signedIn: true });
    await page.setViewportSize({ width: 375, height: 667 });
    await page.locator('#complaint').waitFor();
    const box = await ambulance(page).boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(667);
  });

  it('shows the call and the ambulance first in an emergency', async () => {
    const { page, complaints } = await stage.scene({ signedIn: true });
    await say(page);
    await ask(page);
    await result(page).locator('a[href="tel:112"]').waitFor();
    await expect.poll(() => focused(page)).toBe('This may be an emergency: get help now');
    const order = await result(page)
      .locator('h3, a, button, h4, li, strong')
      .evaluateAll((nodes) => nodes.slice(0, 4).map((node) => node.textContent?.trim()));
    expect(order).toEqual([
      'This may be an emergency: get help now',
      'Call 112',
      'Ambulance',
      'Chest pain that may come from the heart',
    ]);
    expect(await textOf(page.locator('kiwi-triage [role=status]'))).toContain('emergency');
    await expectAccessible(page, 'an emergency');
    await result(page).getByRole('button', { name: 'Ambulance' }).click();
    await expectScreen(page, 'review');
    // Back finds all as it was.
    await page.goBack();
    await result(page).waitFor();
    expect(await page.locator('#complaint').inputValue()).toBe(WORDS);
    expect(complaints).toEqual([]);
  });

  it('suggests the service that fits, one tap away, with the others below', async () => {
    const { page } = await stage.scene({ signedIn: true, api: { triage: TRIAGES.urgent } });
    await say(page, 'My son has a fever');
    await ask(page);
    await result(page).getByText('A doctor should see this today').waitFor();
    expect(await ambulance(page).isVisible()).toBe(true);
    await result(page).getByRole('button', { name: 'Doctor consultation' }).click();
    await expectScreen(page, 'time');
  });

  it('says that it is not sure, and that calling is safer', async () => {
    const { page } = await stage.scene({ signedIn: true, api: { triage: TRIAGES.insufficient } });
    await say(page, 'help');
    await ask(page);
    await result(page).getByText('Calling is safer than waiting').waitFor();
    await expect.poll(() => result(page).locator('a[href="tel:112"]').count()).toBe(1);
    await expectAccessible(page, 'an unclear statement');
  });

  it('adds each answer to what was said, and asks the next question', async () => {
    const { page, api } = await stage.scene({ signedIn: true, api: { triage: TRIAGES.insufficient } });
    await say(page, 'My father is not well');
    await ask(page);
    await result(page).getByRole('button', { name: 'No', exact: true }).click();
    await result(page).getByText('Is it hard to breathe?').waitFor();
    await expect.poll(() => focused(page)).toBe('Is it hard to breathe?');
    api.settings.triage = TRIAGES.immediate;
    await result(page).getByRole('button', { name: 'Yes' }).click();
    await result(page).getByText('Life may be in danger').waitFor();
    await expect.poll(() => focused(page)).toContain('Life may be in danger');
    const last = asked(api).at(-1) as { text: string; turns: { speaker: string }[] };
    expect(last.text.split('\n')).toEqual([
      'My father is not well',
      'Is the person not answering when you speak to them?',
      'No',
      'Is it hard to breathe?',
      'Yes',
    ]);
    expect(last.turns.map(({ speaker }) => speaker)).toEqual([
      'caller',
      'operator',
      'caller',
      'operator',
      'caller',
    ]);
  });

  it('speaks the language of the element, and sends whom it is for', async () => {
    const { page, api } = await stage.scene({ signedIn: true, htmlAttributes: 'lang="hi"' });
    await page.getByText('बताएँ कि क्या तकलीफ़ है').waitFor();
    await say(page, 'बुखार है');
    await page.locator('kiwi-triage-form summary').click();
    await page.getByText('किसी और के लिए').click();
    await page.locator('#age').fill('3');
    await page.locator('select[name=age-unit]').selectOption('months');
    await ask(page);
    await result(page).waitFor();
    expect(asked(api)).toMatchObject([{ text: 'बुखार है', language: 'hi', context: { ageMonths: 3 } }]);
  });

  it('is assessed again in a new language and leaves focus where it is', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await say(page);
    await ask(page);
    await result(page).waitFor();
    const why = 'डॉक्टर को आज ही दिखाएं।';
    const redFlags = [{ rule: 'fever-usual', urgency: 2 as const, label: 'बुखार', why }];
    api.settings.triage = { ...TRIAGES.emergency, language: 'hi', label: 'आपातकाल', redFlags };
    await page.locator('#complaint').focus();
    await page.locator('kiwi-booking').evaluate((element) => element.setAttribute('lang', 'hi'));
    await result(page).getByText('आपातकाल').waitFor();
    await result(page).getByText(why).waitFor();
    await expect.poll(() => focused(page)).toBe('textarea#complaint');
    expect(asked(api).map(({ language }) => language)).toEqual(['en', 'hi']);
  });

  it('asks for words where there are none', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await ask(page);
    await page.getByText('Write a few words').waitFor();
    await expect.poll(() => focused(page)).toBe('textarea#complaint');
    expect(asked(api)).toEqual([]);
  });

  it.each([
    ['is out of reach', () => problem(503, 'unavailable'), 'We cannot reach the service'],
    ['fails', () => problem(500, 'internal'), 'This cannot be checked just now'],
    [
      'has been asked too often',
      () => ({ ...problem(429, 'rate_limited'), headers: { 'retry-after': '60' } }),
      'Too many tries. You can try again in',
    ],
  ])('leads to the call, the ambulance and the services when the service %s', async (_, reply, words) => {
    const { page, api } = await stage.scene({ signedIn: true });
    api.settings.answer = ({ path }) => (path === '/v1/triage' ? reply() : null);
    await say(page);
    await ask(page);
    const alert = page.locator('kiwi-triage [role=alert]');
    await alert.getByText(words).waitFor();
    await expect.poll(() => alert.locator('a[href="tel:112"]').count()).toBe(1);
    expect(await page.locator('#complaint').inputValue()).toBe(WORDS);
    await expectAccessible(page, words);
    await alert.getByRole('button', { name: 'Ambulance' }).click();
    await expectScreen(page, 'review');
  });

  it('blocks nothing while the answer is awaited', async () => {
    const { promise, resolve } = Promise.withResolvers<null>();
    const { page, api } = await stage.scene({ signedIn: true });
    api.settings.answer = ({ path }) => (path === '/v1/triage' ? promise : null);
    await say(page);
    await ask(page);
    await page.locator('kiwi-triage [aria-busy=true]').waitFor();
    expect(await textOf(page.locator('kiwi-triage [role=status]'))).toContain('Checking how urgent it is');
    await ambulance(page).click();
    await expectScreen(page, 'review');
    resolve(null);
    // It has arrived when the person comes back.
    await page.goBack();
    await result(page).waitFor();
  });

  it('keeps nothing of it in the browser, nor after signing out', async () => {
    const { page } = await stage.scene({ signedIn: true });
    await say(page);
    await ask(page);
    await result(page).getByRole('button', { name: 'Ambulance' }).click();
    await expectScreen(page, 'review');
    const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
    expect(kept).not.toContain('chest pain');
    await open(page, 'bookings');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expectScreen(page, 'phone');
    await open(page, 'code', 'services');
    expect(await page.locator('#complaint').inputValue()).toBe('');
    expect(await result(page).count()).toBe(0);
  });

  const bodies = (api: { readonly received: readonly { method: string; path: string; body: unknown }[] }) =>
    api.received
      .filter(({ method, path }) => method === 'POST' && path === '/v1/bookings')
      .map(({ body }) => body);

  it('shares the words only when the person ticks it, also over a reload', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    await say(page);
    await ask(page);
    await ambulance(page).click();
    const share = page.getByRole('checkbox', { name: 'Let those who help me read' });
    expect(await share.isChecked()).toBe(false);
    await share.check();
    await expectAccessible(page, 'sharing the words');
    await page.reload();
    await expectScreen(page, 'review');
    expect(await share.isChecked()).toBe(true);
    await open(page, 'tracker');
    const { id: triageId } = TRIAGES.emergency;
    expect(bodies(api)).toMatchObject([{ serviceType: 'ambulance', triageId, shareWords: true }]);
    // The next booking is about something else.
    await page.locator('header .back').click();
    await expectScreen(page, 'services');
    expect(await result(page).count()).toBe(0);
  });

  it('is linked to the booking without its words, or left out', async () => {
    const { page, api } = await stage.scene({ signedIn: true });
    const { id: triageId } = TRIAGES.emergency;
    api.settings.answer = ({ method, path, body }) =>
      method === 'POST' && path === '/v1/bookings' && body.triageId
        ? problem(422, 'unprocessable', { errors: [{ pointer: '/triageId', detail: 'Linked already.' }] })
        : null;
    await say(page);
    await ask(page);
    await ambulance(page).click();
    await open(page, 'tracker');
    expect(bodies(api)).toMatchObject([{ triageId, shareWords: false }, { serviceType: 'ambulance' }]);
    expect(bodies(api)[1]).not.toHaveProperty('triageId');
  });

  it('starts over when the person wants to', async () => {
    const { page } = await stage.scene({ signedIn: true });
    await say(page);
    await ask(page);
    await result(page).getByRole('button', { name: 'Start over' }).click();
    await result(page).waitFor({ state: 'detached' });
    expect(await page.locator('#complaint').inputValue()).toBe('');
    await expect.poll(() => focused(page)).toBe('textarea#complaint');
  });
});
