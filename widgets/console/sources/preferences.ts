import { Source } from '../../src/sources/source.ts';
import { RINGS, type Ring } from '../domain/ring.ts';
import type { Theme } from '../domain/theme.ts';

interface Chosen {
  readonly theme: Theme;
  /** The language that was chosen here; null follows the browser. */
  readonly language: string | null;
  /** Whether waiting calls ring aloud. */
  readonly sound: boolean;
  /** How they ring. */
  readonly ring: Ring;
  /** Whether single keys are shortcuts. */
  readonly keys: boolean;
}

const KEY = 'kiwimesh:console:preferences';
const DESK_KEY = 'kiwimesh:console:desk';
const DEFAULTS: Chosen = { theme: 'auto', language: null, sound: false, ring: 'two', keys: true };

/** How the console looks and sounds on this device: of the device and not of a person, so it outlives the session. */
export class Preferences extends Source {
  chosen: Chosen = read();
  readonly #storage = (event: StorageEvent): void => {
    if (event.key !== KEY) return;
    // Another window of the console.
    this.chosen = read();
    this.changed();
  };

  constructor() {
    super();
    globalThis.addEventListener('storage', this.#storage);
  }

  choose(change: Partial<Chosen>): void {
    this.chosen = { ...this.chosen, ...change };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.chosen));
    } catch {
      // No storage here: it lasts as long as the page.
    }
    this.changed();
  }

  close(): void {
    globalThis.removeEventListener('storage', this.#storage);
  }
}

function read(): Chosen {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof Chosen, unknown>>;
    const { theme, language, sound, ring, keys } = stored;
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
      language: typeof language === 'string' ? language : null,
      sound: typeof sound === 'boolean' ? sound : DEFAULTS.sound,
      ring: RINGS.find((one) => one === ring) ?? DEFAULTS.ring,
      keys: typeof keys === 'boolean' ? keys : DEFAULTS.keys,
    };
  } catch {
    return DEFAULTS;
  }
}

/** Keeps the desk that this window shows: another may show another desk. */
export function keepDesk(desk: string): void {
  try {
    sessionStorage.setItem(DESK_KEY, desk);
  } catch {
    // No storage here: it lasts as long as the page.
  }
}

/** Empty: none was chosen in this window. */
export function keptDesk(): string {
  try {
    return sessionStorage.getItem(DESK_KEY) ?? '';
  } catch {
    return '';
  }
}
