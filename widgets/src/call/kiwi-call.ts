import { EmbeddedElement } from '../booking/embedded-element.ts';
import type { App } from '../booking/shell.ts';
import { define } from '../parts/define.ts';

/** As the contract has it. */
const PLACE_CODE = /^[A-Za-z0-9-]{4,40}$/;

/**
 * Calling the emergency desk of the hospital, on any page: signing in by a code, speaking or writing to the desk, what
 * the operator says, and the ambulance's way once it is booked. A call goes on over a reload, and whatever fails shows
 * the emergency number to dial.
 *
 * @element kiwi-call
 *
 * @attr {string} lang - The language: `en` or `hi`. Default: the nearest ancestor's. Each element on a page has its own.
 * @attr {"ltr" | "rtl"} dir - The direction of writing. Default: that of `lang` where it is given, else the page's.
 * @attr {string} publishable-key - The hospital's publishable key (`pk_…`), bound to this page's origin: its desk answers.
 * @attr {string} api - Where the API is. Default: where this script came from.
 * @attr {string} emergency-number - What to dial where the API was never reached. The API's own answer, once known, goes first.
 * @attr {string} country - ISO 3166 country that the phone field starts with where the API was never reached.
 * @attr {"" | "light" | "dark" | "auto"} theme - `light`, `dark`, or `auto` for the device's setting. Default: the `color-scheme` that the page declares.
 * @attr {string} place - The code of the place where the caller is, as printed at a gate or lift. Default: `place` of the page's address, as printed codes have it. Present but empty, it asks who is not signed in for the code.
 * @attr {boolean} hold - The button has to be held for a second, for screens that are touched by accident.
 *
 * @slot - What to show until the script has loaded, or where it cannot: a link to the emergency number belongs here.
 *
 * @fires {KiwiSignedInEvent} kiwi-signed-in - The person signed in, or was found signed in (`detail.resumed`).
 * @fires {KiwiErrorEvent} kiwi-error - Something failed, which the person sees. `detail`: `code`, `status`, `correlationId`.
 *
 * @csspart card - The surface everything stands on.
 * @csspart emergency - The bar with the emergency number.
 * @csspart emergency-call - Each link that dials.
 * @csspart header - The bar with the hospital's name.
 * @csspart call-button - The big button that calls the desk.
 * @csspart button - Every button; by what it does also `button-primary`, `button-emergency` or `button-danger`.
 * @csspart input - Every text field.
 * @csspart field - The phone field with its country.
 * @csspart notice - Every message about something that went wrong, or stands in the way.
 * @csspart status - Where the call is; in the tracker, its main sentence.
 * @csspart booking - What the desk booked.
 */
export class KiwiCall extends EmbeddedElement {
  static override readonly observedAttributes: readonly string[] = [
    ...EmbeddedElement.observedAttributes,
    'hold',
    'place',
  ];

  protected override get label(): string {
    return this.languages.current.msg('Call for help', { id: 'desk.title' });
  }

  /** The button has to be held for a second. */
  get hold(): boolean {
    return this.hasAttribute('hold');
  }
  set hold(held: boolean) {
    this.toggleAttribute('hold', held);
  }

  /** The code of the place where the caller is; empty without one. */
  get place(): string {
    const code = this.getAttribute('place') || (new URLSearchParams(location.search).get('place') ?? '');
    return PLACE_CODE.test(code) ? code : '';
  }
  set place(code: string) {
    this.setAttribute('place', code);
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    super.attributeChangedCallback(name, before, value);
    if (name === 'hold' || name === 'place') this.app?.requestUpdate();
  }

  protected override async loadApp(): Promise<App> {
    if (this.place || this.hasAttribute('place')) {
      const { placeCallApp } = await import('./place-call-app.ts');
      const app = await placeCallApp(this, this.apiOrigin, this.publishableKey);
      if (app) return app;
    }
    await import('./call-app.ts');
    return document.createElement('kiwi-call-app');
  }
}

define('kiwi-call', KiwiCall);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-call': KiwiCall;
  }
}
