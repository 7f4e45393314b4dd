import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import {
  factsOf,
  KiwiBookedEvent,
  KiwiBookingChangedEvent,
  KiwiErrorEvent,
  KiwiSignedInEvent,
} from '../../events/index.ts';
import { icons } from '../../icons.ts';
import { declaredLanguage, directionOf, getLocale, useLanguage } from '../../locale/localization.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import type { Part } from '../../parts/part.ts';
import { type BookingStep, stepsOf } from '../../store/services.ts';
import { BookingStore, type Draft } from '../../store/store.ts';
import type { Booking, ServiceType, Slot } from '../../store/wire.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { tokens } from '../../theme/tokens.ts';
import { registerUnit } from '../../theme/unit.ts';
import type { KiwiPlacePicker } from '../kiwi-place-picker/kiwi-place-picker.ts';
import '../kiwi-booking-list/kiwi-booking-list.ts';
import '../kiwi-booking-review/kiwi-booking-review.ts';
import '../kiwi-booking-tracker/kiwi-booking-tracker.ts';
import '../kiwi-place-picker/kiwi-place-picker.ts';
import '../kiwi-service-picker/kiwi-service-picker.ts';
import '../kiwi-sign-in/kiwi-sign-in.ts';
import '../kiwi-slot-picker/kiwi-slot-picker.ts';
import { emergencyStrip, refused, starting, stepProgress, unreachable } from './frame.ts';
import { styles } from './kiwi-booking.styles.ts';

registerUnit();

type Screen = 'services' | BookingStep | 'tracker' | 'bookings';

/** The parts of the screens inside, passed on to the host page. */
const PARTS =
  'button, button-primary, button-emergency, button-danger, input, field, notice, service, booking, summary, status, steps, step, step-current, assignee, dialog, emergency-call';

/**
 * Booking care, on any page: signing in by a code, choosing a service, a place and a time, and following it live.
 *
 * @element kiwi-booking
 *
 * @attr {string} lang - The language: `en` or `hi`; service names in any the API has. Default: the nearest ancestor's.
 * @attr {"ltr" | "rtl"} dir - The direction of writing. Default: that of `lang` where it is given, else the page's.
 *
 * @slot - What to show until the script has loaded, or where it cannot: a link to the emergency number belongs here.
 *
 * @fires {KiwiSignedInEvent} kiwi-signed-in - The person signed in, or was found signed in (`detail.resumed`).
 * @fires {KiwiBookedEvent} kiwi-booked - A booking was made. `detail`: `bookingId`, `serviceType`, `state`.
 * @fires {KiwiBookingChangedEvent} kiwi-booking-changed - The booking on the screen moved to another state. `detail` as above.
 * @fires {KiwiErrorEvent} kiwi-error - Something did not work and the person was told. `detail`: `code`, `status`, `correlationId`.
 *
 * @csspart card - The surface everything stands on.
 * @csspart emergency - The bar with the emergency number.
 * @csspart emergency-call - Each link that dials.
 * @csspart header - The bar with the hospital's name and "My bookings".
 * @csspart button - Every button; by what it does also `button-primary`, `button-emergency` or `button-danger`.
 * @csspart input - Every text field.
 * @csspart field - The phone field with its country.
 * @csspart notice - Every message about something that went wrong.
 * @csspart service - A service that can be chosen.
 * @csspart booking - A booking in the list.
 * @csspart summary - The facts of a booking.
 * @csspart status - The tracker's main sentence, its time and distance.
 * @csspart steps - The tracker's steps.
 * @csspart step - Each of them; the present one is also `step-current`.
 * @csspart assignee - Who comes.
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
export class KiwiBooking extends LitElement {
  static override styles = [base, buttons, notices, tokens, styles];

  /** The hospital's publishable key (`pk_…`), bound to this page's origin. */
  @property({ attribute: 'publishable-key' }) publishableKey = '';
  /** Where the API is. Default: where this script came from. */
  @property() api = '';
  /** What to dial where the API was never reached. The API's own answer, once known, goes first. */
  @property({ attribute: 'emergency-number' }) emergencyNumber = '';
  /** ISO 3166 country that the phone field starts with where the API was never reached. */
  @property() country = '';
  /** `light`, `dark`, or `auto` for the device's setting. Default: the `color-scheme` that the page declares. */
  @property() theme: '' | 'light' | 'dark' | 'auto' = '';

  @state() private screen: Screen = 'services';
  @state() private draft: Draft | null = null;
  @state() private bookingId = '';
  @state() private sentBack = '';
  @state() private language = 'en';

  @query('[data-screen]') private current!: Part | null;

  #store: BookingStore | null = null;
  #phase = '';
  readonly #observer = new MutationObserver(() => this.#readLanguage());
  readonly #changed = () => this.#followStore();

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#readLanguage();
    this.#observer.observe(this, { attributeFilter: ['lang', 'dir'] });
    this.#observer.observe(document.documentElement, { attributeFilter: ['lang', 'dir'] });
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#close();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('publishableKey') || changed.has('api')) this.#open();
  }

  override render(): TemplateResult {
    const store = this.#store;
    const direction =
      this.getAttribute('dir') ??
      (this.hasAttribute('lang') ? directionOf(this.language) : getComputedStyle(this).direction);
    return html`
      <div class="root" dir=${direction} lang=${getLocale()} data-theme=${this.theme || nothing}>
        <section class="card" part="card" aria-label=${msg('Book care', { id: 'title' })}>
          ${store ? this.#frame(store) : nothing}
        </section>
      </div>
    `;
  }

  #frame(store: BookingStore): TemplateResult {
    const { emergencyNumber } = store.region;
    switch (store.phase) {
      case 'unreachable':
        return unreachable(emergencyNumber, () => void store.retry());
      case 'refused':
        return refused(emergencyNumber);
      case 'starting':
        return html`${emergencyStrip(emergencyNumber)}${starting()}`;
      case 'signedOut':
        return html`${emergencyStrip(emergencyNumber)}${this.#header(store)}
          <div class="body narrow">
            <kiwi-sign-in
              data-screen
              .store=${store}
              .language=${this.language}
              exportparts=${PARTS}
              @signed-in=${this.#signedIn}
            ></kiwi-sign-in>
          </div>`;
      case 'ready':
        return html`${emergencyStrip(emergencyNumber)}${this.#header(store)}
          <div class=${this.screen === 'services' ? 'body' : 'body narrow'}>${this.#screen(store)}</div>`;
    }
  }

  #header(store: BookingStore): TemplateResult {
    const ready = store.phase === 'ready';
    return html`
      <header part="header">
        ${
          ready && this.screen !== 'services'
            ? html`<button class="back" type="button" aria-label=${msg('Back', { id: 'back' })} @click=${() => this.#back()}>
              ${icons.back}
            </button>`
            : nothing
        }
        <p class="title">${store.hospital?.name ?? msg('Book care', { id: 'title' })}</p>
        ${
          ready && this.screen !== 'bookings'
            ? html`<button class="button secondary mine" part="button" type="button" @click=${() => this.#go('bookings')}>
              ${icons.list}<span>${msg('My bookings', { id: 'list.title' })}</span>
            </button>`
            : nothing
        }
      </header>
    `;
  }

  #screen(store: BookingStore): TemplateResult {
    const { draft, language } = this;
    switch (draft || this.screen === 'tracker' || this.screen === 'bookings' ? this.screen : 'services') {
      case 'time':
        return html`${this.#progress()}<kiwi-slot-picker
            data-screen
            .store=${store}
            .language=${language}
            .service=${draft?.service as ServiceType}
            .chosen=${draft?.slot ?? null}
            .reason=${this.sentBack}
            exportparts=${PARTS}
            @choose-slot=${(event: CustomEvent<Slot>) => this.#next({ slot: event.detail })}
          ></kiwi-slot-picker>`;
      case 'place':
        return html`${this.#progress()}
          <form class="stack" novalidate @submit=${this.#placeChosen}>
            <kiwi-place-picker
              data-screen
              heading
              .store=${store}
              .language=${language}
              .place=${draft?.place ?? null}
              exportparts=${PARTS}
            ></kiwi-place-picker>
            <button class="button primary block" part="button button-primary" type="submit">
              ${msg('Continue', { id: 'continue' })}
            </button>
          </form>`;
      case 'review':
        return html`${this.#progress()}<kiwi-booking-review
            data-screen
            .store=${store}
            .language=${language}
            .draft=${draft as Draft}
            exportparts=${PARTS}
            @booked=${this.#booked}
            @time-gone=${this.#timeGone}
            @choose-time=${() => this.#begin((draft as Draft).service, false)}
          ></kiwi-booking-review>`;
      case 'tracker':
        return html`<kiwi-booking-tracker
          data-screen
          .store=${store}
          .language=${language}
          .bookingId=${this.bookingId}
          exportparts=${PARTS}
          @state-changed=${(event: CustomEvent<Booking>) =>
            this.dispatchEvent(new KiwiBookingChangedEvent(factsOf(event.detail)))}
          @done=${() => this.#go('services')}
        ></kiwi-booking-tracker>`;
      case 'bookings':
        return html`<kiwi-booking-list
          data-screen
          .store=${store}
          .language=${language}
          exportparts=${PARTS}
          @open-booking=${this.#openBooking}
          @sign-out=${() => void store.signOut()}
        ></kiwi-booking-list>`;
      default:
        return html`<kiwi-service-picker
          data-screen
          .store=${store}
          .language=${language}
          exportparts=${PARTS}
          @choose-service=${this.#choose}
          @open-booking=${this.#openBooking}
        ></kiwi-service-picker>`;
    }
  }

  #progress(): TemplateResult | typeof nothing {
    if (!this.draft) return nothing;
    const steps = stepsOf(this.draft.service, this.draft.atOnce);
    return stepProgress(steps.indexOf(this.screen as BookingStep) + 1, steps.length);
  }

  readonly #signedIn = (): void => {
    // The code was right, but the rest could not be loaded: the store keeps trying, and then it counts as found.
    if (this.#store?.phase !== 'ready') return;
    this.dispatchEvent(new KiwiSignedInEvent(false));
    void this.#home();
  };

  readonly #choose = (event: CustomEvent<ServiceType>): void => {
    this.#begin(event.detail, event.detail.mode === 'on_demand');
  };

  #begin(service: ServiceType, atOnce: boolean): void {
    this.draft = { service, atOnce, slot: null, place: null, notes: '' };
    this.sentBack = '';
    void this.#go(stepsOf(service, atOnce)[0] as BookingStep);
  }

  readonly #placeChosen = (event: SubmitEvent): void => {
    event.preventDefault();
    const place = (this.current as KiwiPlacePicker | null)?.take();
    if (place) this.#next({ place });
  };

  readonly #booked = (event: CustomEvent<Booking>): void => {
    this.draft = null;
    this.bookingId = event.detail.id;
    this.dispatchEvent(new KiwiBookedEvent(factsOf(event.detail)));
    void this.#go('tracker');
  };

  readonly #timeGone = (event: CustomEvent<string>): void => {
    this.sentBack = event.detail;
    void this.#go('time');
  };

  readonly #openBooking = (event: CustomEvent<string>): void => {
    this.bookingId = event.detail;
    void this.#go('tracker');
  };

  #next(change: Partial<Draft>): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, ...change };
    this.sentBack = '';
    const steps = stepsOf(this.draft.service, this.draft.atOnce);
    void this.#go(steps[steps.indexOf(this.screen as BookingStep) + 1] ?? 'review');
  }

  #back(): void {
    const steps = this.draft ? stepsOf(this.draft.service, this.draft.atOnce) : [];
    const before = steps[steps.indexOf(this.screen as BookingStep) - 1];
    void this.#go(before ?? 'services');
  }

  /** Opens a screen and puts focus on its heading: the person asked for it, so focus and the page may move. */
  async #go(screen: Screen): Promise<void> {
    if (screen === 'services') {
      this.draft = null;
      void this.#store?.refreshActive().catch(() => undefined);
    }
    this.screen = screen;
    await this.updateComplete;
    await this.current?.focusHeading();
    // From the end of a long screen to the start of the next. The page's own `scroll-padding` is respected.
    if (this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: 'start' });
  }

  /** The first screen of a signed-in person: what is under way, else the services. */
  async #home(): Promise<void> {
    const booking = this.#store?.resumable;
    this.bookingId = booking?.id ?? '';
    await this.#go(booking ? 'tracker' : 'services');
  }

  #open(): void {
    this.#close();
    this.#phase = '';
    this.#store = new BookingStore({
      api: (this.api || new URL(import.meta.url).origin).replace(/\/+$/, ''),
      publishableKey: this.publishableKey,
      defaults: {
        ...(this.emergencyNumber && { emergencyNumber: this.emergencyNumber }),
        ...(this.country && { phoneCountry: this.country }),
      },
    });
    this.#store.addEventListener('change', this.#changed);
    void this.#store.start();
  }

  #close(): void {
    this.#store?.removeEventListener('change', this.#changed);
    this.#store?.close();
    this.#store = null;
  }

  #followStore(): void {
    const store = this.#store;
    if (!store) return;
    this.requestUpdate();
    if (store.phase === this.#phase) return;
    const before = this.#phase;
    this.#phase = store.phase;
    if (store.failure) this.dispatchEvent(new KiwiErrorEvent(store.failure));
    // Found signed in: show what is under way, but leave the page's focus where it is.
    if (store.phase === 'ready' && before !== 'signedOut') {
      this.bookingId = store.resumable?.id ?? '';
      this.screen = this.bookingId ? 'tracker' : 'services';
      this.dispatchEvent(new KiwiSignedInEvent(true));
    }
    if (store.phase === 'signedOut') {
      this.draft = null;
      this.screen = 'services';
      if (before === 'ready') void this.updateComplete.then(() => this.current?.focusHeading());
    }
  }

  #readLanguage(): void {
    this.language = declaredLanguage(this);
    this.requestUpdate();
    void useLanguage(this.language);
  }
}

define('kiwi-booking', KiwiBooking);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-booking': KiwiBooking;
  }
}
