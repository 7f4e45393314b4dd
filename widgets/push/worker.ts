/**
 * The service worker that shows pushes on the pages of a hospital, built as one file, `dist/push-worker.js`, which the hospital
 * serves from its own origin or imports into a worker of its own. It shows the line of the push and opens the page that its
 * address names: `/push-worker.js?page=/care` opens `/care#kiwi-booking=<id>`; without it, the start of the worker's scope.
 * It keeps nothing, and answers no request of the page.
 */

/** What is used of the global of a service worker: TypeScript's own types of it exclude those of pages. */
interface PushWorker {
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly OpenPage[]>;
    openWindow(address: string): Promise<unknown>;
  };
  addEventListener(type: 'push', listener: (event: PushArrived) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: NotificationChosen) => void): void;
}

interface OpenPage {
  readonly url: string;
  focus(): Promise<unknown>;
  navigate(address: string): Promise<unknown>;
}

interface Lasting {
  waitUntil(done: Promise<unknown>): void;
}

interface PushArrived extends Lasting {
  readonly data: { json(): unknown } | null;
}

interface NotificationChosen extends Lasting {
  readonly notification: Notification;
}

interface Push {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly data: Readonly<Record<string, string>>;
}

const worker = self as unknown as PushWorker;

worker.addEventListener('push', (event) => {
  const push = pushIn(event);
  if (push === null) return;
  const { title, body, tag, data } = push;
  // A push that came twice has the tag of the one that is shown, and takes its place without a sound.
  event.waitUntil(worker.registration.showNotification(title, { body, tag, data }));
});

worker.addEventListener('notificationclick', (event) => {
  const { data } = event.notification as {
    readonly data?: { readonly line?: unknown; readonly bookingId?: unknown };
  };
  if (typeof data?.line !== 'string') return;
  event.notification.close();
  event.waitUntil(open(typeof data.bookingId === 'string' ? data.bookingId : null));
});

/** Null for one of another sender, in a worker that serves both. */
function pushIn({ data }: PushArrived): Push | null {
  try {
    const push = data?.json() as Partial<Push> | null | undefined;
    const ours =
      typeof push?.title === 'string' && typeof push.tag === 'string' && typeof push.data?.line === 'string';
    return ours ? (push as Push) : null;
  } catch {
    return null;
  }
}

async function open(bookingId: string | null): Promise<void> {
  const page = pageOf(worker);
  if (bookingId !== null) page.hash = new URLSearchParams({ 'kiwi-booking': bookingId }).toString();
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const present = pages.find(({ url }) => withoutHash(url) === withoutHash(page.href));
  try {
    await present?.navigate(page.href);
    await present?.focus();
    if (present !== undefined) return;
  } catch {
    // A page that was loaded before the worker may not be led: another window opens.
  }
  await worker.clients.openWindow(page.href);
}

/** On the worker's own origin, whatever its address says. */
function pageOf({ location, registration }: PushWorker): URL {
  const start = new URL(registration.scope);
  const named = new URL(location.href).searchParams.get('page');
  const page = named === null ? start : new URL(named, start);
  return page.origin === start.origin ? page : start;
}

function withoutHash(address: string): string {
  return address.split('#')[0] as string;
}
