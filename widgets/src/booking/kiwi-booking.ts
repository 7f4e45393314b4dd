import { ElementLanguage } from '../locale/element-language.ts';
import { directionOf } from '../locale/language.ts';
import { define } from '../parts/define.ts';
import { knownEmergencyNumber } from '../sources/emergency-number.ts';
import { adoptStyles } from '../theme/css.ts';
import { hostStyles } from '../theme/host.styles.ts';
import { tokens } from '../theme/tokens.ts';
import { registerUnit } from '../theme/unit.ts';
// Declares the element that is loaded below.
import type {} from './booking-app.ts';
import { frameStyles } from './first-frame.styles.ts';
import { FirstFrame } from './first-frame.ts';
import type { Embedding, Shell, Shown } from './shell.ts';

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
 * Booking care, on any page: signing in by a code, choosing a service, a place and a time, and following it live. Who does
 * not know what to book tells what is wrong, and gets the urgency, what to do and the service that fits. Under
 * "Your data and devices" a person sees and downloads what is held about them, asks to be erased or calls that off,
 * changes the mobile and email they sign in with or declines a change that an administrator asked for, and signs out
 * devices.
 *
 * @element kiwi-booking
 *
 * @attr {string} lang - The language: `en` or `hi`; service names in any the API has. Default: the nearest ancestor's. Each element
 *   on a page has its own.
 * @attr {"ltr" | "rtl"} dir - The direction of writing. Default: that of `lang` where it is given, else the page's.
 * @attr {string} publishable-key - The hospital's publishable key (`pk_…`), bound to this page's origin.
 * @attr {string} api - Where the API is. Default: where this script came from.
 * @attr {string} emergency-number - What to dial where the API was never reached. The API's own answer, once known, goes first.
 * @attr {string} country - ISO 3166 country that the phone field starts with where the API was never reached.
 * @attr {"" | "light" | "dark" | "auto"} theme - `light`, `dark`, or `auto` for the device's setting. Default: the `color-scheme` that the page declares.
 * @attr {boolean} no-history - Adds no entries to the browser's history: Back then leaves the page, and only the element's own button goes one step back. For a page whose router cannot bear entries of others.
 *
 * @slot - What to show until the script has loaded, or where it cannot: a link to the emergency number belongs here.
 *
 * @fires {KiwiSignedInEvent} kiwi-signed-in - The person signed in, or was found signed in (`detail.resumed`).
 * @fires {KiwiBookedEvent} kiwi-booked - A booking was made. `detail`: `bookingId`, `serviceType`, `state`.
 * @fires {KiwiBookingChangedEvent} kiwi-booking-changed - The booking on the screen moved to another state. `detail` as above.
 * @fires {KiwiErrorEvent} kiwi-error - Something failed, which the person sees. `detail`: `code`, `status`, `correlationId`.
 *
 * @csspart card - The surface everything stands on.
 * @csspart emergency - The bar with the emergency number.
 * @csspart emergency-call - Each link that dials.
 * @csspart header - The bar with the hospital's name and "My bookings".
 * @csspart data-button - The button to "Your data and devices".
 * @csspart button - Every button; by what it does also `button-primary`, `button-emergency` or `button-danger`.
 * @csspart input - Every text field.
 * @csspart field - The phone field with its country.
 * @csspart notice - Every message about something that went wrong, or stands in the way.
 * @csspart service - A service that can be chosen.
 * @csspart triage - What the person says is wrong, and the assessment.
 * @csspart announcement - What the hospital announces, below the services.
 * @csspart booking - A booking in the list.
 * @csspart summary - The facts of a booking, or of the person's own record.
 * @csspart status - The tracker's main sentence, its time and distance.
 * @csspart steps - The tracker's steps.
 * @csspart step - Each of them; the present one is also `step-current`.
 * @csspart assignee - Who comes.
 * @csspart device - A place where the person is signed in.
 * @csspart dialog - The dialog that asks before cancelling.
 *
 * @cssproperty --kiwi-color-primary - Main buttons, choices, marks.
 * @cssproperty --kiwi-color-on-primary - Words on it.
 * @cssproperty --kiwi-color-emergency - What is urgent: the emergency number, help at once.
 * @cssproperty --kiwi-color-on-emergency - Words on it.
 * @cssproperty --kiwi-color-danger - Words about what went wrong, and the edge of buttons that undo.
 * @cssproperty --kiwi-color-surface - The background.
 * @cssproperty --kiwi-color-surface-muted - The background of what steps back.
 * @cssproperty --kiwi-color-text - Words.
 * @cssproperty --kiwi-color-text-muted - Words that step back.
 * @cssproperty --kiwi-color-border - Lines that divide.
 * @cssproperty --kiwi-color-control - Edges of fields and choices.
 * @cssproperty --kiwi-color-success - What went well.
 * @cssproperty --kiwi-color-warning - What to look at.
 * @cssproperty --kiwi-color-focus - The ring around what has the keyboard's focus.
 * @cssproperty --kiwi-font-family - The typeface. Default: the system's.
 * @cssproperty --kiwi-font-size - The size of plain text; everything scales with it. Default: the reader's own setting.
 * @cssproperty --kiwi-radius - How round corners are. Default: 12px.
 * @cssproperty --kiwi-shadow - The card's shadow.
 * @cssproperty --kiwi-max-inline-size - The widest the card gets. Default: 46em.
 */
export class KiwiBooking extends HTMLElement implements Shell {
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
  #app: HTMLElementTagNameMap['kiwi-booking-app'] | null = null;
  #loading: Promise<void> | null = null;
  #updating: Promise<void> | null = null;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open' });
    adoptStyles(shadow, [tokens, frameStyles, hostStyles]);
    this.#frame = new FirstFrame(shadow);
    // What a framework set before the script was there hides the accessors.
    for (const name of Object.values(ATTRIBUTES)) {
      const set = Object.getOwnPropertyDescriptor(this, name);
      if (!set) continue;
      delete (this as Record<string, unknown>)[name];
      Object.assign(this, { [name]: set.value });
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

  /** Settles when everything that was set is shown. */
  get updateComplete(): Promise<unknown> {
    return (this.#loading ?? Promise.resolve())
      .then(() => this.#updating)
      .then(() => this.#app?.updateComplete);
  }

  attributeChangedCallback(name: keyof typeof ATTRIBUTES, _: string | null, value: string | null): void {
    Object.assign(this, { [ATTRIBUTES[name]]: name === 'no-history' ? value !== null : (value ?? '') });
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

  #set<Name extends keyof KiwiBooking & (typeof ATTRIBUTES)[keyof typeof ATTRIBUTES]>(
    name: Name,
    value: KiwiBooking[Name],
  ): void {
    if (this.#values[name] === value) return;
    Object.assign(this.#values, { [name]: value });
    if (name !== 'theme' && name !== 'noHistory') this.#embedding = null;
    this.requestUpdate();
  }

  async #load(): Promise<void> {
    for (let tries = 0; !this.#app; tries += 1) {
      try {
        await import('./booking-app.ts');
        this.#app = document.createElement('kiwi-booking-app');
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
    const api = (this.api || new URL(import.meta.url).origin).replace(/\/+$/, '');
    const asked = this.hasAttribute('lang') ? directionOf(language.tag) : null;
    const below = this.#unreachable && !this.#app ? 'unreachable' : 'loading';
    this.#frame.show({
      tag: language.tag,
      texts: language.texts,
      dir: this.getAttribute('dir') ?? asked ?? getComputedStyle(this).direction,
      theme: theme || '',
      ...(this.#shown ?? { emergencyNumber: knownEmergencyNumber(api, emergencyNumber), strip: true, below }),
    });
    if (!this.#app) return;
    this.#embedding ??= { api, publishableKey, emergencyNumber, country };
    Object.assign(this.#app, { shell: this, language, embedding: this.#embedding });
  }
}

define('kiwi-booking', KiwiBooking);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-booking': KiwiBooking;
  }
}
