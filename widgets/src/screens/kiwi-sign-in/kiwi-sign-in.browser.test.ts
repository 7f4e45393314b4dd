import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem, type Received, type Reply } from '../../../test/fake-api.ts';
import { CODE, PHONE, REGION } from '../../../test/fake-world.ts';
import { expectAccessible, focused, paste, Stage } from '../../../test/stage.ts';

/** A code that can be asked for again after so many seconds. */
const codeSentAgainAfter =
  (resendAfter: number) =>
  ({ path }: Received): Reply | null =>
    path === '/v1/auth/otp/request'
      ? {
          status: 202,
          body: {
            phone: PHONE,
            challengeId: '0193a5f0-7c1e-7000-8000-000000000011',
            expiresIn: 300,
            resendAfter,
          },
        }
      : null;

describe('signing in', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  const submit = 'kiwi-sign-in button[type=submit]';

  it('sends the number as typed and signs in with the code', async () => {
    const { page, api, events, complaints } = await stage.scene();
    await page.locator('#phone').fill('098000 00004');
    await page.locator(submit).click();
    await page.locator('#code').waitFor();
    await expect.poll(() => focused(page)).toBe('input#code');
    expect(await page.locator('#code').getAttribute('autocomplete')).toBe('one-time-code');
    expect(await page.locator('#sent').textContent()).toContain('0004');
    await page.locator('#code').fill(CODE);
    await page.locator(submit).click();
    await page.locator('kiwi-service-picker .tile').first().waitFor();
    const asked = api.received.find(({ path }) => path === '/v1/auth/otp/request');
    expect(asked?.body).toEqual({
      phone: '098000 00004',
      phoneCountry: 'IN',
      deviceId: expect.any(String),
    });
    const answered = api.received.find(({ path }) => path === '/v1/auth/otp/verify');
    expect(answered?.body).toMatchObject({ phone: PHONE });
    await expect.poll(() => focused(page)).toBe('How can we help?');
    expect(await events()).toEqual([['kiwi-signed-in', { resumed: false }]]);
    expect(complaints).toEqual([]);
  });

  it('rejects an incomplete number with an error at the field', async () => {
    const { page, api } = await stage.scene();
    await page.locator('#phone').fill('12');
    await page.locator(submit).click();
    await page.locator('#phone-error .error').waitFor();
    const phone = page.locator('#phone');
    expect(await phone.getAttribute('aria-invalid')).toBe('true');
    expect(await phone.getAttribute('aria-describedby')).toContain('phone-error');
    await expect.poll(() => focused(page)).toBe('input#phone');
    expect(api.received.filter(({ path }) => path.includes('otp'))).toEqual([]);
    await expectAccessible(page, 'phone error');
  });

  it('accepts digits of other scripts and other countries', async () => {
    const { page, api } = await stage.scene();
    await page.locator('select').selectOption('AE');
    await page.locator('#phone').fill('०५० १२३ ४५६७');
    await page.locator(submit).click();
    await page.locator('#code').waitFor();
    expect(api.received.find(({ path }) => path.includes('otp'))?.body).toMatchObject({
      phone: '०५० १२३ ४५६७',
      phoneCountry: 'AE',
    });
    expect(await page.locator('#sent').textContent()).toContain('4567');
  });

  it('suggests a correction of a number that cannot be dialled', async () => {
    const { page } = await stage.scene();
    for (const typed of ['+91917000100200', '91 91 70001 00200']) {
      await page.locator('#phone').fill(typed);
      await page.locator(submit).click();
      await page.getByText('Did you mean +91 70001 00200?').waitFor();
      await expect.poll(() => focused(page)).toBe('input#phone');
      await page.locator('#phone').fill('');
      await page.locator(submit).click();
      await page.getByText('Enter a mobile number with all its digits.').waitFor();
    }
    await expectAccessible(page, 'phone suggestion');
  });

  it('reports a wrong code and focuses its field', async () => {
    const { page, events } = await stage.scene();
    await page.locator('#phone').fill(PHONE);
    await page.locator(submit).click();
    await page.locator('#code').fill('111111');
    await page.locator(submit).click();
    await page.locator('[role=alert]').waitFor();
    expect(await page.locator('[role=alert]').textContent()).toContain('not right');
    await expect.poll(() => focused(page)).toBe('input#code');
    expect((await events())[0]?.[0]).toBe('kiwi-error');
    await expectAccessible(page, 'wrong code');
  });

  it.each([
    ['a sentence', `Your code is ${CODE}`],
    ['groups', `${CODE.slice(0, 3)} ${CODE.slice(3)}`],
    ['Devanagari digits', '२४६८१०'],
    ['invisible characters', `\u2068${CODE}\u2069`],
  ])('takes a code pasted with %s', async (_form, pasted) => {
    const { page, api } = await stage.scene();
    await paste(page, '#phone', PHONE);
    await page.locator(submit).click();
    await page.locator('#code').waitFor();
    await paste(page, '#code', pasted);
    expect(await page.locator('#code').inputValue()).toBe(CODE);
    await page.locator(submit).click();
    await page.locator('kiwi-service-picker .tile').first().waitFor();
    expect(api.received.find(({ path }) => path === '/v1/auth/otp/verify')?.body).toMatchObject({
      code: CODE,
    });
  });

  it('accepts a message that the keyboard or browser fills in', async () => {
    const { page } = await stage.scene();
    await page.locator('#phone').fill(PHONE);
    await page.locator(submit).click();
    await page.locator('#code').fill(`Your code is ${CODE}. It is valid for 5 minutes.`);
    await page.locator(submit).click();
    await page.locator('kiwi-service-picker .tile').first().waitFor();
  });

  it.each([
    ['sms', 'whatsapp', 'Send by WhatsApp'],
    ['whatsapp', 'sms', 'Send by SMS'],
  ])('counts down to the next code and offers the other channel than %s', async (usual, other, button) => {
    const { page, api } = await stage.scene({
      api: { region: { ...REGION, phoneChannels: [usual, other] }, answer: codeSentAgainAfter(1) },
    });
    await page.locator('#phone').fill(PHONE);
    await page.locator(submit).click();
    await page.getByText('You can ask again in 1 s').waitFor();
    await page.getByText(button).click();
    await expect
      .poll(() => api.received.filter(({ path }) => path.includes('otp')).map(({ body }) => body))
      .toEqual([
        { phone: PHONE, phoneCountry: 'IN', deviceId: expect.any(String) },
        { phone: PHONE, phoneCountry: 'IN', channel: other, deviceId: expect.any(String) },
      ]);
  });

  it('offers no other channel where the region has one', async () => {
    const { page } = await stage.scene({
      api: { region: { ...REGION, phoneChannels: ['whatsapp'] }, answer: codeSentAgainAfter(1) },
    });
    await page.locator('#phone').fill(PHONE);
    await page.locator(submit).click();
    await page.getByText('Send it again').waitFor();
    expect(await page.locator('.again button').allTextContents()).toEqual([
      expect.stringContaining('Send it again'),
      expect.stringContaining('Use another number'),
    ]);
  });

  it('waits as long as the service says after too many tries', async () => {
    const { page, api } = await stage.scene({
      api: {
        answer: ({ path }) =>
          path === '/v1/auth/otp/request'
            ? { ...problem(429, 'rate_limited'), headers: { 'retry-after': '40' } }
            : null,
      },
    });
    await page.locator('#phone').fill(PHONE);
    await page.locator(submit).click();
    await page.getByText(/You can try again in (40|39) seconds/).waitFor();
    expect(await page.locator(submit).getAttribute('aria-disabled')).toBe('true');
    await page.locator(submit).click({ force: true });
    expect(api.received.filter(({ path }) => path.includes('otp'))).toHaveLength(1);
  });

  it('shows the emergency number when the service becomes unreachable', async () => {
    const { page, api } = await stage.scene();
    await page.locator('#phone').fill(PHONE);
    await api.close();
    await page.locator(submit).click();
    await page.locator('kiwi-sign-in [role=alert] a[href="tel:112"]').waitFor();
    expect(await page.locator('#phone').inputValue()).toBe(PHONE);
    await expectAccessible(page, 'unreachable while signing in');
  });

  it('returns to enter another number', async () => {
    const { page } = await stage.scene();
    await page.locator('#phone').fill(PHONE);
    await page.locator(submit).click();
    await page.getByText('Use another number').click();
    expect(await page.locator('#phone').inputValue()).toBe(PHONE);
    await expect.poll(() => focused(page)).toBe('input#phone');
  });
});
