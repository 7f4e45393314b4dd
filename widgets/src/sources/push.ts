import type { SessionSource } from './session.ts';

/** What came of a page's request for pushes. */
export type PushState =
  /** This browser receives the person's pushes. */
  | 'on'
  /** The person does not allow notifications of this site. */
  | 'denied'
  /** This browser has no pushes; on a phone of Apple, a page that was not added to the home screen has none either. */
  | 'unsupported'
  /** The service pushes to no browsers. */
  | 'off'
  | 'signed_out';

/** Asks the person at once, since browsers want it within the click, and then {@link subscribe}s. */
export async function enablePush(session: SessionSource, worker: string): Promise<PushState> {
  if (!('PushManager' in globalThis && 'serviceWorker' in navigator)) return 'unsupported';
  if (session.phase !== 'ready') return 'signed_out';
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  return subscribe(session.client, worker);
}

/**
 * Subscribes this browser to the person's pushes and registers it, or renews what is registered. The person has been asked.
 * @param worker address of the service worker, on the page's own origin.
 */
async function subscribe(client: SessionSource['client'], worker: string): Promise<'on' | 'off'> {
  const [registration, { publicKey }] = await Promise.all([
    navigator.serviceWorker.register(worker).then(activated),
    client.get('/v1/web-push-key'),
  ]);
  if (publicKey === null) return 'off';
  const { pushManager } = registration;
  const present = await pushManager.getSubscription();
  const usable = present !== null && keyOf(present) === publicKey;
  // With the key of another installation, or one that was changed, nothing would arrive.
  if (present !== null && !usable) await present.unsubscribe();
  const subscription = usable
    ? present
    : await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint = '', keys: { p256dh = '', auth = '' } = {} } = subscription.toJSON();
  const body = { kind: 'web_push', subscription: { endpoint, keys: { p256dh, auth } } } as const;
  await client.post('/v1/devices', { body });
  return 'on';
}

/** Only an active worker can be subscribed. */
async function activated(registration: ServiceWorkerRegistration): Promise<ServiceWorkerRegistration> {
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || !coming) return registration;
  await new Promise<void>((done) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated' || coming.state === 'redundant') done();
    });
  });
  return registration;
}

function keyOf({ options: { applicationServerKey } }: PushSubscription): string | null {
  if (applicationServerKey === null) return null;
  const bytes = String.fromCharCode(...new Uint8Array(applicationServerKey));
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
