import { afterEach, describe, expect, test, vi } from 'vitest';
import { queued } from '../src/exclusive.ts';
import { type WebStorage, webStore } from '../src/index.ts';
import { leased } from '../src/lease.ts';

const session = { accessToken: 'a', refreshToken: 'r', expiresAt: 1 };
afterEach(() => vi.unstubAllGlobals());

function storage(items = new Map<string, string>()): WebStorage & { items: Map<string, string> } {
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

describe('the web store', () => {
  test('keeps a session across pages', () => {
    const common = storage();
    webStore({ storage: common }).write(session);
    expect(webStore({ storage: common }).read()).toEqual(session);
  });

  test('forgets it on sign-out, leaving nothing behind', () => {
    const common = storage();
    const store = webStore({ storage: common });
    store.write(session);
    store.write(null);
    expect(common.items.size).toBe(0);
  });

  test.each(['not json', '42', 'null', '{"accessToken":1}'])(
    'takes %s for signed out, and does not crash',
    (text) => {
      expect(webStore({ storage: storage(new Map([['kiwimesh.session', text]])) }).read()).toBeNull();
    },
  );

  test('still signs in, for this page, where the browser denies storage', () => {
    const denied: WebStorage = {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('denied', 'SecurityError');
      },
      removeItem: () => undefined,
    };
    const store = webStore({ storage: denied });
    store.write(session);
    expect(store.read()).toEqual(session);
  });

  test('notices changes by other tabs, and the clearing of the whole storage', () => {
    const page = new EventTarget();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
    const fire = (key: string | null) => page.dispatchEvent(Object.assign(new Event('storage'), { key }));
    let told = 0;
    const stop = webStore({ storage: storage() }).subscribe?.(() => told++);
    fire('kiwimesh.session');
    fire('something.else');
    fire(null);
    expect(told).toBe(2);
    stop?.();
    fire('kiwimesh.session');
    expect(told).toBe(2);
  });

  test('notices changes by another store with the same key on the page', () => {
    const page = new EventTarget();
    for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const)
      vi.stubGlobal(name, page[name].bind(page));
    const common = storage();
    const told: string[] = [];
    webStore({ storage: common }).subscribe?.(() => told.push('same key'));
    webStore({ storage: common, key: 'another' }).subscribe?.(() => told.push('another key'));
    const writer = webStore({ storage: common });
    writer.write(session);
    writer.write(null);
    expect(told).toEqual(['same key', 'same key']);
  });
});

describe.each([
  ['a queue', () => [queued()] as const],
  [
    'a lease',
    () => {
      const common = storage();
      return Array.from({ length: 4 }, () => leased(common, 'lease', { settleMs: 10 }));
    },
  ],
])('%s', (_name, make) => {
  test('lets one run at a time', async () => {
    const locks = make();
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      // pause: work during which the others try to get in; nothing tells when they have
      await new Promise((done) => setTimeout(done, 5));
      inside--;
    };
    await Promise.all(Array.from({ length: 8 }, (_, at) => (locks[at % locks.length] ?? queued())(work)));
    expect(most).toBe(1);
  });

  test('continues after a failure', async () => {
    const [lock = queued()] = make();
    await expect(lock(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await lock(() => Promise.resolve('yes'))).toBe('yes');
  });
});

test('a lease of a closed tab delays the others until it expires', async () => {
  const common = storage();
  common.setItem('lease', JSON.stringify({ owner: 'gone', until: Date.now() + 60 }));
  const lock = leased(common, 'lease', { settleMs: 10 });
  expect(await lock(() => Promise.resolve(Date.now()))).toBeGreaterThan(0);
});
