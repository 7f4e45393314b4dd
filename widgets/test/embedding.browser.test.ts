import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem } from './fake-api.ts';
import { PUBLISHABLE_KEY } from './fake-world.ts';
import { type SceneOptions, Stage } from './stage.ts';

const ELEMENT = (attributes: string) => ({ body: `<kiwi-booking ${attributes}></kiwi-booking>` });
const refusing = (status: number, code: string): SceneOptions => ({
  api: { answer: ({ path }) => (path === '/v1/hospitals' ? problem(status, code) : null) },
});

describe('embedding the element', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  const CASES: [fault: string, scene: () => SceneOptions, says: RegExp][] = [
    ['a missing key', () => ELEMENT('api="http://127.0.0.1:9"'), /"publishable-key" is missing/],
    [
      'a secret key',
      () => ELEMENT('publishable-key="sk_1" api="http://127.0.0.1:9"'),
      /holds a secret key .* Revoke that key/,
    ],
    ['an unknown key', () => refusing(401, 'unauthenticated'), /does not know the publishable key/],
    [
      'a key of another page',
      () => refusing(403, 'origin_not_allowed'),
      /Add http:\/\/localhost:\d+ to the key's allowed origins/,
    ],
    [
      'an origin that no key allows',
      () => ({ api: { cors: false } }),
      /answers, but not to pages of http:\/\/localhost:\d+\. Add /,
    ],
    [
      'an API that is not there',
      () => ELEMENT(`publishable-key="${PUBLISHABLE_KEY}" api="http://127.0.0.1:9"`),
      /http:\/\/127\.0\.0\.1:9 cannot be reached\. Check the attribute "api"/,
    ],
    [
      'a policy that blocks the API',
      () => ({ csp: `default-src 'none'; script-src ${stage.host.url}; connect-src 'self'` }),
      /Content-Security-Policy blocks http:.* to connect-src/,
    ],
  ];

  it.each(CASES)('logs the fix to the console once: %s', async (_, options, says) => {
    const { page, complaints } = await stage.scene(options());
    const ours = () => complaints.filter((text) => text.startsWith('<kiwi-booking>:'));
    await expect.poll(ours).toHaveLength(1);
    expect(ours()[0]).toMatch(says);
    expect(ours()[0]).not.toContain(PUBLISHABLE_KEY);
    // Trying again does not say it again.
    const again = page.getByText('Try again now');
    if (await again.isVisible()) {
      // The browser itself logs each request that fails or is blocked.
      const asked = page.waitForEvent('console');
      await again.click();
      await asked;
    }
    expect(ours()).toHaveLength(1);
  });

  it('works where the page allows only the Trusted Types policy of Lit', async () => {
    const requested: string[] = [];
    const { page, complaints } = await stage.scene({
      signedIn: true,
      htmlAttributes: 'lang="hi"',
      csp: `default-src 'none'; script-src ${stage.host.url}; connect-src http://127.0.0.1:* ws://127.0.0.1:*; require-trusted-types-for 'script'; trusted-types lit-html`,
    });
    page.on('request', (request) => requested.push(new URL(request.url()).pathname));
    await page.locator('.tile').first().waitFor();
    await page.locator('[data-opens=data]').click();
    await page.locator('#ask').waitFor();
    expect(complaints).toEqual([]);
    // What is fetched on demand carries its digest, so that it may be kept for a year.
    const chunks = requested.filter((path) => path.includes('/chunks/'));
    expect(chunks.length).toBeGreaterThan(0);
    for (const chunk of chunks) expect(chunk).toMatch(/\/chunks\/[\w.-]+-[\w-]{8}\.js$/);
  });
});
