import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../test/fake-api.ts';
import { hospital, PUBLISHABLE_KEY } from '../../test/fake-world.ts';
import { expectAccessible, focused, Stage, textOf } from '../../test/stage.ts';

/** What a careless host page does to everything on it. */
const HOSTILE = `
  * { all: unset !important; }
  html { font-size: 60px !important; }
  * { font: italic 50px/3 cursive !important; color: lime !important; box-sizing: content-box !important;
      letter-spacing: 20px !important; text-transform: uppercase !important; visibility: hidden !important;
      direction: rtl !important; cursor: none !important; line-height: 4 !important; text-align: right !important; }
  button, input, select, a, svg, dialog { display: none !important; }
  h2 { position: fixed !important; }
`;

describe('<kiwi-booking>', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  describe('on a host page', () => {
    it('looks the same under a hostile stylesheet', async () => {
      const plain = await stage.scene({ signedIn: true });
      const hostile = await stage.scene({ signedIn: true, css: HOSTILE });
      const look = async ({ page }: typeof plain) => {
        await page.locator('.tile').first().waitFor();
        return page.locator('kiwi-booking').evaluate((element) => {
          const root = element.shadowRoot?.querySelector('kiwi-service-picker')?.shadowRoot;
          return [...(root?.querySelectorAll('h2, h3, .tile, .row, .name, .about, svg') ?? [])].map(
            (node) => {
              const style = getComputedStyle(node);
              const { height } = node.getBoundingClientRect();
              return [
                node.className.toString(),
                style.fontSize,
                style.color,
                style.display,
                style.visibility,
                style.letterSpacing,
                style.textTransform,
                style.lineHeight,
                style.boxSizing,
                style.cursor,
                height > 0,
              ];
            },
          );
        });
      };
      expect(await look(hostile)).toEqual(await look(plain));
      const button = hostile.page.getByText('My bookings');
      await button.click();
      await hostile.page.getByText('Nothing yet.').waitFor();
    });

    it('works under the strictest Content-Security-Policy without errors', async () => {
      const { page, complaints, api } = await stage.scene({
        signedIn: true,
        csp: `default-src 'none'; script-src ${stage.host.url}; connect-src http://127.0.0.1:* ws://127.0.0.1:*; style-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`,
        htmlAttributes: 'lang="hi"',
      });
      await page.getByText('हम आपकी क्या मदद करें?').waitFor();
      await page.locator('.tile').first().click();
      await page.locator('kiwi-booking-review button[type=submit]').click();
      await page.locator('.link.up').waitFor();
      await page.getByRole('button', { name: 'बुकिंग रद्द करें' }).click();
      await page.locator('dialog[open]').waitFor();
      expect(complaints).toEqual([]);
      expect(api.settings.bookings).toHaveLength(1);
    });

    it('sets no style attribute and no global variable', async () => {
      const { page } = await stage.scene({ signedIn: true });
      await page.locator('.tile').first().waitFor();
      const styled = await page.evaluate(() => {
        const found: string[] = [];
        const walk = (root: ShadowRoot | Document) => {
          for (const node of root.querySelectorAll('*')) {
            if (node.hasAttribute('style') || node.localName === 'style') found.push(node.localName);
            if (node.shadowRoot) walk(node.shadowRoot);
          }
        };
        walk(document);
        return found;
      });
      expect(styled).toEqual([]);
    });

    it('may be included twice', async () => {
      const { page, complaints } = await stage.scene({
        body: `<script type="module" src="/widgets/kiwimesh.js?again"></script>
          <kiwi-booking publishable-key="${PUBLISHABLE_KEY}" api="http://127.0.0.1:9"></kiwi-booking>`,
      });
      await page.locator('.body[role=alert]').waitFor();
      // Only that there is no API at that address.
      expect(complaints.filter((text) => !text.includes('127.0.0.1:9 cannot be reached'))).toEqual([]);
    });

    it('shows the fallback content until the script has loaded', async () => {
      const { page } = await stage.scene({
        script: '/nowhere.js',
        body: '<kiwi-booking><a href="tel:112">112</a></kiwi-booking>',
      });
      expect(await page.getByText('112').isVisible()).toBe(true);
    });

    it('follows the page’s colours, custom properties and parts', async () => {
      const { page } = await stage.scene({
        css: `:root { color-scheme: dark } kiwi-booking { --kiwi-color-primary: rgb(1, 2, 3); --kiwi-font-size: 20px }
              kiwi-booking::part(button-primary) { border-radius: 3px }`,
      });
      const button = page.locator('kiwi-sign-in button[type=submit]');
      await button.waitFor();
      const style = await button.evaluate((node) => {
        const { backgroundColor, fontSize, borderRadius } = getComputedStyle(node);
        return { backgroundColor, fontSize, borderRadius };
      });
      expect(style).toEqual({ backgroundColor: 'rgb(1, 2, 3)', fontSize: '20px', borderRadius: '3px' });
      const surface = () =>
        page
          .locator('kiwi-booking')
          .evaluate(
            (element) =>
              getComputedStyle(element.shadowRoot?.querySelector('.card') as Element).backgroundColor,
          );
      expect(await surface()).toBe('rgb(20, 25, 29)');
      await page.locator('kiwi-booking').evaluate((element) => element.setAttribute('theme', 'light'));
      await expect.poll(surface).toBe('rgb(255, 255, 255)');
    });
  });

  it('scrolls each screen to its top, below a fixed header of the page', async () => {
    const { page } = await stage.scene({
      signedIn: true,
      css: 'html { scroll-padding-top: 120px } body { padding-top: 300px }',
    });
    await page.locator('.row').last().click();
    await page.getByText('When suits you?').waitFor();
    const top = async () => (await page.locator('kiwi-booking').boundingBox())?.y ?? 0;
    await expect.poll(top).toBeGreaterThanOrEqual(119);
    expect(await top()).toBeLessThan(320);
  });

  describe('language and direction', () => {
    it('follows the nearest lang and dir of the page and their changes', async () => {
      const { page } = await stage.scene({ htmlAttributes: 'lang="hi-IN"' });
      await page.getByText('अपने मोबाइल से साइन इन करें').waitFor();
      await expectAccessible(page, 'Hindi sign-in');
      await page.locator('kiwi-booking').evaluate((element) => element.setAttribute('lang', 'en'));
      await page.getByText('Sign in with your mobile').waitFor();
      await page.locator('kiwi-booking').evaluate((element) => element.removeAttribute('lang'));
      await page.getByText('अपने मोबाइल से साइन इन करें').waitFor();
      await page.evaluate(() => document.documentElement.setAttribute('lang', 'ta'));
      await page.getByText('Sign in with your mobile').waitFor();
      await page.locator('main').evaluate((element) => element.setAttribute('lang', 'hi'));
      await page.getByText('अपने मोबाइल से साइन इन करें').waitFor();
    });

    it('mirrors on a right-to-left page', async () => {
      const { page } = await stage.scene({ signedIn: true, htmlAttributes: 'lang="ur" dir="rtl"' });
      const tile = page.locator('.tile').first();
      await tile.waitFor();
      const [badge, forward] = await Promise.all([
        tile.locator('.badge').boundingBox(),
        tile.locator('.forward').boundingBox(),
      ]);
      expect(badge?.x).toBeGreaterThan(forward?.x ?? Number.POSITIVE_INFINITY);
      await expectAccessible(page, 'right to left');
    });
  });

  describe('when the service is unreachable', () => {
    it('shows the number of the attribute before any reply', async () => {
      const { page, events } = await stage.scene({
        body: `<kiwi-booking publishable-key="${PUBLISHABLE_KEY}" api="http://127.0.0.1:9" emergency-number="999"></kiwi-booking>`,
      });
      await page.locator('.body a[href="tel:999"]').waitFor();
      expect(await textOf(page.locator('.body a'))).toBe('Call 999');
      await expectAccessible(page, 'unreachable');
      expect((await events())[0]).toMatchObject(['kiwi-error', { code: 'unreachable' }]);
    });

    it('shows the number of the last reply and recovers automatically', async () => {
      const { page, api } = await stage.scene({
        signedIn: true,
        attributes: 'emergency-number="999"',
        api: {
          region: {
            id: 'xx',
            currency: 'INR',
            phoneCountry: 'IN',
            languages: ['en'],
            emergencyNumber: '108',
            timezone: 'Asia/Kolkata',
          },
        },
      });
      await page.locator('.sos a[href="tel:108"]').waitFor();
      await api.close();
      await page.reload();
      await page.locator('.body a[href="tel:108"]').waitFor();
      await api.listen();
      await page.locator('.tile').first().waitFor();
    });

    it('makes no link of an invalid number', async () => {
      const { page } = await stage.scene({
        body: `<kiwi-booking publishable-key="${PUBLISHABLE_KEY}" api="http://127.0.0.1:9" emergency-number="javascript:alert(1)"></kiwi-booking>`,
      });
      await page.locator('.body a[href="tel:112"]').waitFor();
    });

    it('asks the person to call, without technical terms, when the key is rejected', async () => {
      const { page, events } = await stage.scene({
        api: { answer: ({ path }) => (path === '/v1/hospitals' ? problem(403, 'origin_not_allowed') : null) },
      });
      await page.getByText('Booking is not available on this page').waitFor();
      await page.locator('.body a[href="tel:112"]').waitFor();
      await expectAccessible(page, 'refused');
      expect((await events())[0]).toMatchObject(['kiwi-error', { code: 'origin_not_allowed', status: 403 }]);
    });

    it('shows the number to call without a key and starts once one is set', async () => {
      const { page, api } = await stage.scene({ body: '<kiwi-booking></kiwi-booking>' });
      await page.getByText('Booking is not available on this page').waitFor();
      await page.locator('kiwi-booking').evaluate(
        (element, [key, url]) => {
          element.setAttribute('publishable-key', key as string);
          element.setAttribute('api', `${url}/`);
        },
        [PUBLISHABLE_KEY, api.url],
      );
      await page.locator('#phone').waitFor();
    });

    it('shows the number while waiting for a slow service', async () => {
      const looked = Promise.withResolvers<null>();
      const { page } = await stage.scene({
        api: { answer: ({ path }) => (path === '/v1/region' ? null : looked.promise) },
      });
      await page.locator('.sos a[href="tel:112"]').waitFor();
      await expectAccessible(page, 'starting');
      looked.resolve(null);
      await page.locator('#phone').waitFor();
    });
  });

  describe('the session', () => {
    it('resumes after a reload without moving focus', async () => {
      const { page, events } = await stage.scene({ signedIn: true });
      await page.locator('.tile').first().waitFor();
      expect(await events()).toEqual([['kiwi-signed-in', { resumed: true }]]);
      expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    });

    it('leads to signing in when it has expired', async () => {
      const { page, api } = await stage.scene({ signedIn: true });
      await page.locator('.tile').first().waitFor();
      api.endSession();
      await page.reload();
      await page.locator('#phone').waitFor();
    });

    it('works for a person whose record cannot be read', async () => {
      const { page } = await stage.scene({
        signedIn: true,
        api: {
          answer: ({ path }) =>
            path.startsWith('/v1/residents/') || path.startsWith('/v1/communities/')
              ? problem(404, 'not_found')
              : null,
        },
      });
      await page.locator('.tile').first().click();
      await page.getByText('The address on your record').waitFor();
      await page.locator('kiwi-booking-review button[type=submit]').click();
      await page.locator('.headline').waitFor();
    });

    it('continues when the service fails between the code and the first screen', async () => {
      let away = true;
      const { page } = await stage.scene({
        api: { answer: ({ path }) => (away && path === '/v1/me' ? problem(503, 'dependency_down') : null) },
      });
      await page.locator('#phone').fill('9800000004');
      await page.locator('kiwi-sign-in button[type=submit]').click();
      await page.locator('#code').fill('246810');
      await page.locator('kiwi-sign-in button[type=submit]').click();
      await page.locator('.body[role=alert] a[href="tel:112"]').waitFor();
      away = false;
      await page.getByText('Try again now').click();
      await page.locator('.tile').first().waitFor();
    });

    it('ends in every tab at once', async () => {
      const { page, api } = await stage.scene({ signedIn: true });
      await page.locator('.tile').first().waitFor();
      const other = await stage.browser.context.newPage();
      await other.goto(page.url());
      await other.evaluate(
        (key) => localStorage.removeItem(key),
        `kiwimesh:session:${api.url}:${PUBLISHABLE_KEY}`,
      );
      await page.locator('#phone').waitFor();
    });

    it('stores only the session and the region in the browser', async () => {
      const { page } = await stage.scene({ signedIn: true });
      await page.locator('.tile').first().click();
      await page.locator('kiwi-booking-review button[type=submit]').click();
      await page.locator('.headline').waitFor();
      const stored = await page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage));
      for (const word of ['Asha', '9800000004', 'Lake Road', 'ambulance']) expect(stored).not.toContain(word);
    });
  });

  it('works by keyboard alone, with targets of at least 44 pixels', async () => {
    const { page } = await stage.scene({ signedIn: true });
    await page.locator('.tile').first().waitFor();
    const small: string[] = [];
    const measure = async (screen: string) => {
      small.push(
        ...(await page.evaluate((name) => {
          const found: string[] = [];
          const walk = (root: ShadowRoot | Document) => {
            for (const node of root.querySelectorAll('*')) {
              if (node.shadowRoot) walk(node.shadowRoot);
              if (
                !node.matches(
                  'button, a, label.choice, label.day, label.time, summary, textarea, input:not([type=radio])',
                )
              )
                continue;
              const { width, height } = node.getBoundingClientRect();
              if (width > 0 && (width < 43.9 || height < 43.9))
                found.push(`${name}: ${node.localName} ${node.textContent?.trim()} ${width}x${height}`);
            }
          };
          walk(document);
          return found;
        }, screen)),
      );
    };
    await measure('services');
    // Notifications, "My bookings", what is wrong, for whom, asking, and the first service after the number to call.
    for (let presses = 0; presses < 7; presses++) await page.keyboard.press('Tab');
    await expect.poll(() => focused(page)).toMatch(/^Ambulance/);
    await page.keyboard.press('Enter');
    await page.locator('kiwi-booking-review').waitFor();
    await expect.poll(() => focused(page)).toBe('Ambulance');
    await measure('review');
    await page.keyboard.press('Tab');
    await expect.poll(() => focused(page)).toBe('input#place=home');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Lift is out of order');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Third floor');
    await page.keyboard.press('Tab');
    await expect.poll(() => focused(page)).toBe('Request Ambulance now');
    await page.keyboard.press('Enter');
    await page.locator('.headline').waitFor();
    await expect.poll(() => focused(page)).toBe('Ambulance');
    await measure('tracker');
    expect(await page.locator('.headline').getAttribute('role')).toBe('status');
    expect(await textOf(page.locator('dl'))).toContain('Third floor');
    expect(small).toEqual([]);
    expect(hospital.name).toBe(await textOf(page.locator('header .title')));
  });
});
