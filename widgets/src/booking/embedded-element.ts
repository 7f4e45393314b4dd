import { ElementLanguage } from '../locale/element-language.ts';
import { directionOf } from '../locale/language.ts';
import { knownEmergencyNumber } from '../sources/emergency-number.ts';
import { adoptStyles } from '../theme/css.ts';
import { hostStyles } from '../theme/host.styles.ts';
import { tokens } from '../theme/tokens.ts';
import { registerUnit } from '../theme/unit.ts';
import { frameStyles } from './first-frame.styles.ts';
import { FirstFrame } from './first-frame.ts';
import type { App, Embedding, Shell, Shown } from './shell.ts';

registerUnit();

/** Seconds between tries to load the rest of the element. */
const RETRY_SECONDS = [2, 4, 8, 15, 30] as const;

const ATTRIBUTES = {
  'publishable-key': 'publishableKey',
  api: 'api',
  'emergency-number': 'emergencyNumber',
  country: 'country',
  theme: 'theme',
  'no-history': 'noHistory',
} as const;

/**
 * What the elements for host pages share: the attributes, the first frame with the emergency number, and loading the
 * application that shows the rest below it.
 */
export abstract class EmbeddedElement extends HTMLElement implements Shell {
  static readonly observedAttributes: readonly string[] = Object.keys(ATTRIBUTES);

  readonly #values = {
    publishableKey: '',
    api: '',
    emergencyNumber: '',
    country: '',
    theme: '' as '' | 'light' | 'dark' | 'auto',
    noHistory: false,
  };
  readonly #frame: FirstFrame;
  readonly #languages = new ElementLanguage(this);
  #embedding: Embedding | null = null;
  #shown: Shown | null = null;
  #unreachable = false;
  #app: App | null = null;
  #loading: Promise<void> | null = null;
  #updating: Promise<void> | null = null;

  /** Loads the application that stands below the first frame. */
  protected abstract loadApp(): Promise<App>;

  /** What the element is, for screen readers: that of booking by default. */
  protected get label(): string | undefined {
    return undefined;
  }

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open' });
    adoptStyles(shadow, [tokens, frameStyles, hostStyles]);
    this.#frame = new FirstFrame(shadow);
    // What a framework set before the script was there hides the accessors.
    for (const [name, value] of Object.entries(this)) {
      delete (this as Record<string, unknown>)[name];
      Object.assign(this, { [name]: value });
    }
  }

  /** The hospital's publishable key (`pk_…`), bound to this page's origin. */
  get publishableKey(): string {
    return this.#values.publishableKey;
  }
  set publishableKey(key: string) {
    this.#set('publishableKey', key);
  }

  /** Where the API is. Default: where this script came from. */
  get api(): string {
    return this.#values.api;
  }
  set api(url: string) {
    this.#set('api', url);
  }

  /** What to dial where the API was never reached. The API's own answer, once known, goes first. */
  get emergencyNumber(): string {
    return this.#values.emergencyNumber;
  }
  set emergencyNumber(number: string) {
    this.#set('emergencyNumber', number);
  }

  /** ISO 3166 country that the phone field starts with where the API was never reached. */
  get country(): string {
    return this.#values.country;
  }
  set country(code: string) {
    this.#set('country', code);
  }

  /** `light`, `dark`, or `auto` for the device's setting. Default: the `color-scheme` that the page declares. */
  get theme(): '' | 'light' | 'dark' | 'auto' {
    return this.#values.theme;
  }
  set theme(name: '' | 'light' | 'dark' | 'auto') {
    this.#set('theme', name);
  }

  /** Adds no entries to the browser's history. */
  get noHistory(): boolean {
    return this.#values.noHistory;
  }
  set noHistory(without: boolean) {
    this.#set('noHistory', without);
  }

  /** The language of the element. */
  get languages(): ElementLanguage {
    return this.#languages;
  }

  /** Where the API is, without a trailing slash. */
  protected get apiOrigin(): string {
    return (this.api || new URL(import.meta.url).origin).replace(/\/+$/, '');
  }

  /** What is shown below the first frame, once it is loaded. */
  protected get app(): App | null {
    return this.#app;
  }

  /** Settles when everything that was set is shown. */
  get updateComplete(): Promise<unknown> {
    return (this.#loading ?? Promise.resolve())
      .then(() => this.#updating)
      .then(() => this.#app?.updateComplete);
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    const property = ATTRIBUTES[name as keyof typeof ATTRIBUTES];
    if (property) Object.assign(this, { [property]: name === 'no-history' ? value !== null : (value ?? '') });
  }

  connectedCallback(): void {
    this.#languages.hostConnected();
    this.#render();
    this.#loading ??= this.#load();
  }

  disconnectedCallback(): void {
    this.#languages.hostDisconnected();
  }

  /** Called by the application inside when what the first frame shows changes. */
  show(shown: Shown): void {
    this.#shown = shown;
    this.#render();
  }

  /** Called by the language when it changes. */
  requestUpdate(): void {
    this.#updating ??= Promise.resolve().then(() => {
      this.#updating = null;
      if (this.isConnected) this.#render();
    });
  }

  #set<Name extends keyof EmbeddedElement & (typeof ATTRIBUTES)[keyof typeof ATTRIBUTES]>(
    name: Name,
    value: EmbeddedElement[Name],
  ): void {
    if (this.#values[name] === value) return;
    Object.assign(this.#values, { [name]: value });
    if (name !== 'theme' && name !== 'noHistory') this.#embedding = null;
    this.requestUpdate();
  }

  async #load(): Promise<void> {
    for (let tries = 0; !this.#app; tries += 1) {
      try {
        this.#app = await this.loadApp();
      } catch {
        // The server went away after the first chunk. The emergency number is there; the rest is tried again.
        this.#unreachable = true;
        this.#render();
        const seconds = RETRY_SECONDS[Math.min(tries, RETRY_SECONDS.length - 1)] as number;
        await new Promise((done) => setTimeout(done, seconds * 1000));
      }
    }
    this.#render();
    this.#frame.append(this.#app);
  }

  #render(): void {
    const { emergencyNumber, publishableKey, country, theme } = this.#values;
    const language = this.#languages.current;
    const api = this.apiOrigin;
    const asked = this.hasAttribute('lang') ? directionOf(language.tag) : null;
    const below = this.#unreachable && !this.#app ? 'unreachable' : 'loading';
    this.#frame.show({
      name: this.label,
      language,
      dir: this.getAttribute('dir') ?? asked ?? getComputedStyle(this).direction,
      theme: theme || '',
      ...(this.#shown ?? { emergencyNumber: knownEmergencyNumber(api, emergencyNumber), strip: true, below }),
    });
    if (!this.#app) return;
    this.#embedding ??= { api, publishableKey, emergencyNumber, country };
    Object.assign(this.#app, { shell: this, language, embedding: this.#embedding });
  }
}
