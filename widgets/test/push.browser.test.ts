import type { BrowserServer, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../api/test/support/eventually.ts';
import { DIST } from '../build.ts';
import type { PushState } from '../src/sources/push.ts';
import { type Browser, connectBrowser, startChromiumWithWindows } from './chromium.ts';
import { FakeApi, type Received } from './fake-api.ts';
import { newBooking, PUBLISHABLE_KEY, services } from './fake-world.ts';
import { type Host, startHost } from './host-page.ts';

const KEY = 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4';
const SUBSCRIPTION = {
  endpoint: 'https://push.example.org/send/1',
  keys: { p256dh: KEY, auth: 'BTBZMqHH6r4Tts7J_aSIgg' },
};
const PUSH = { title: 'Kiwimesh', body: 'There is something new for you.', tag: 'tag-1' };

/** A person signed in on a page of a hospital, in a browser that delivers pushes by its protocol. */
describe('pushes on a page', () => {
  let chromium: BrowserServer;
  let browser: Browser;
  let host: Host;
  let api: FakeApi;
  let page: Page;
  const booking = {
    ...newBooking(1, services[0] as (typeof services)[number], {}),
    state: 'completed' as const,
  };

  beforeAll(async () => {
    [chromium, host] = await Promise.all([startChromiumWithWindows(), startHost(DIST)]);
    browser = await connectBrowser(chromium.wsEndpoint());
  });
  afterEach(async () => {
    await page.close();
    await api.close();
  });
  afterAll(async () => {
    await browser.close();
    await chromium.close();
    await host.close();
  });

  const answer = ({ method, path }: Received) => {
    if (path === '/v1/web-push-key') return { status: 200, body: { publicKey: KEY } };
    return method === 'POST' && path === '/v1/devices' ? { status: 201, body: {} } : null;
  };

  async function open({ allowed = true, signedIn = true } = {}): Promise<void> {
    api = await FakeApi.start({ answer, bookings: [booking] });
    page = await browser.context.newPage();
    await browser.context.clearPermissions();
    if (allowed) await browser.context.grantPermissions(['notifications'], { origin: host.url });
    await page.addInitScript(
      ([key, session, subscription]) => {
        if (session) localStorage.setItem(key as string, JSON.stringify(session));
        // The push service of the browser is outside this machine.
        PushManager.prototype.subscribe = async (options) => {
          Object.assign(globalThis, { subscribedWith: options?.applicationServerKey });
          return { toJSON: () => subscription } as unknown as PushSubscription;
        };
      },
      [
        `kiwimesh:session:${api.url}:${PUBLISHABLE_KEY}`,
        signedIn ? api.session : null,
        SUBSCRIPTION,
      ] as const,
    );
    const body = `<kiwi-booking publishable-key="${PUBLISHABLE_KEY}" api="${api.url}"></kiwi-booking>`;
    await page.goto(host.page('care', { body }));
    const shown = signedIn ? 'kiwi-service-picker .tile' : '#phone';
    await page.locator(shown).first().waitFor();
  }

  const enable = () =>
    page.evaluate<PushState>(() => {
      const element = document.querySelector('kiwi-booking') as HTMLElement & {
        enablePush(worker: string): Promise<PushState>;
      };
      return element.enablePush('/push-worker.js?page=/care');
    });
  const shown = () =>
    page.evaluate(async () => {
      const notifications = await (await navigator.serviceWorker.ready).getNotifications();
      return notifications.map(({ title, body, tag }) => ({ title, body, tag }));
    });

  /** Delivers as the browser does when its push service sent something. */
  async function deliverer(): Promise<(data: unknown) => Promise<void>> {
    const session: CDPSession = await browser.context.newCDPSession(page);
    const registered = new Promise<string>((found) => {
      session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [one] = registrations;
        if (one) found(one.registrationId);
      });
    });
    await session.send('ServiceWorker.enable');
    const registrationId = await registered;
    return async (data) => {
      await session.send('ServiceWorker.deliverPushMessage', {
        origin: host.url,
        registrationId,
        data: typeof data === 'string' ? data : JSON.stringify(data),
      });
    };
  }

  it('are asked for, subscribed to and registered for the person', async () => {
    await open();
    expect(await enable()).toBe('on');
    expect(await page.evaluate(() => Reflect.get(globalThis, 'subscribedWith'))).toBe(KEY);
    const registered = api.received.filter(({ method, path }) => method === 'POST' && path === '/v1/devices');
    expect(registered.map(({ body }) => body)).toEqual([{ kind: 'web_push', subscription: SUBSCRIPTION }]);
  });

  it('are not asked for where nobody is signed in, and not registered where refused', async () => {
    await open({ signedIn: false });
    expect(await enable()).toBe('signed_out');
    await page.close();
    await api.close();
    await open({ allowed: false });
    expect(await enable()).toBe('denied');
    expect(api.received.some(({ path }) => path === '/v1/devices')).toBe(false);
  });

  it('are shown once each, and lead to the booking when one is chosen', async () => {
    await open();
    await enable();
    await page.reload();
    await page.locator('kiwi-service-picker .tile').first().waitFor();
    const deliver = await deliverer();
    const push = { ...PUSH, data: { line: 'news', bookingId: booking.id } };
    // Of another sender in the same worker, and of none.
    for (const foreign of [{ title: 'Offer', body: 'x' }, 'not JSON']) await deliver(foreign);
    await deliver(push);
    await deliver(push);
    await expect.poll(shown).toEqual([PUSH]);
    await deliver({ ...push, tag: 'tag-2' });
    await expect.poll(async () => (await shown()).length).toBe(2);

    const worker = await eventually('the worker', () =>
      browser.context.serviceWorkers().find((each) => each.url().includes('push-worker')),
    );
    await worker.evaluate(async () => {
      const scope = globalThis as unknown as {
        registration: ServiceWorkerRegistration;
        NotificationEvent: new (type: string, init: { notification: Notification }) => Event;
        dispatchEvent(event: Event): void;
      };
      const [notification] = await scope.registration.getNotifications();
      // A click of a person, who would also see the window come to the front.
      if (notification)
        scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
    });
    await page.waitForURL((url) => url.hash === `#kiwi-booking=${booking.id}`);
    await page.locator('kiwi-booking-tracker').waitFor();
    await expect.poll(async () => (await shown()).length).toBe(1);
  });
});
