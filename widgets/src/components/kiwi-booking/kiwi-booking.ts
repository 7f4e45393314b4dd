import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import {
  factsOf,
  KiwiBookedEvent,
  KiwiBookingChangedEvent,
  KiwiErrorEvent,
  KiwiSignedInEvent,
} from '../../events/index.ts';
import { ElementLanguage } from '../../locale/element-language.ts';
import { directionOf } from '../../locale/language.ts';
import { Action } from '../../parts/action.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import type { Part } from '../../parts/part.ts';
import { embeddingFault } from '../../store/embedding.ts';
import type { Failure } from '../../store/failure.ts';
import { knownRegion, type Region } from '../../store/region.ts';
import { type BookingStep, stepsOf } from '../../store/services.ts';
import { BookingStore } from '../../store/store.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { hostStyles, hostWidths } from '../../theme/host.ts';
import { tokens } from '../../theme/tokens.ts';
import { registerUnit } from '../../theme/unit.ts';
import { refused } from './frame.ts';
import { styles } from './kiwi-booking.styles.ts';
import { loadMyData } from './load-my-data.ts';
import { SavedSteps } from './saved-steps.ts';
import { frame, type Moves } from './screens.ts';
import { StepHistory } from './step-history.ts';
import { isStep, type View, viewOf } from './views.ts';

registerUnit();

/** Frameworks set attributes a moment after they insert an element. */
const ATTRIBUTES_MS = 1_000;
/** CSS pixels: narrower ones fill the page that they stand on. */
const PHONE_WIDTH = 480;

/**
 * Booking care, on any page: signing in by a code, choosing a service, a place and a time, and following it live. Under
 * "Your data and devices" a person sees and downloads what is held about them, asks to be erased or calls that off,
 * changes the mobile and email they sign in with or declines a change that an administrator asked for, and signs out
 * devices.
 *
 * @element kiwi-booking
 *
 * @attr {string} lang - The language: `en` or `hi`; service names in any the API has. Default: the nearest ancestor's. Each element
 *   on a page has its own.
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
 * @csspart data-button - The button to "Your data and devices".
 * @csspart button - Every button; by what it does also `button-primary`, `button-emergency` or `button-danger`.
 * @csspart input - Every text field.
 * @csspart field - The phone field with its country.
 * @csspart notice - Every message about something that went wrong, or stands in the way.
 * @csspart service - A service that can be chosen.
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
export class KiwiBooking extends LitElement {
  static override styles = [base, buttons, notices, tokens, styles, hostStyles];

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

  /**
   * Adds no entries to the browser's history: Back then leaves the page, and only the element's own button goes one step
   * back. For a page whose router cannot bear entries of others.
   */
  @property({ type: Boolean, attribute: 'no-history' }) noHistory = false;

  @state() private view: View = viewOf('services');
  @state() private sentBack: Failure | null = null;

  @query('[data-screen]') private current!: Part | null;

  #store: BookingStore | null = null;
  #steps: StepHistory<View> | null = null;
  #saved: SavedSteps | null = null;
  #phase = '';
  #reported: string | null = null;
  /** Whether the view of the person's own data is loaded, with its messages. */
  #hasData = false;
  #keyCheck: ReturnType<typeof setTimeout> | undefined;
  readonly #loading = new Action(this);
  readonly #language = new ElementLanguage(this);
  readonly #changed = () => this.#followStore();

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#open();
    this.#keyCheck = setTimeout(() => void this.#report(), ATTRIBUTES_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#keyCheck);
    this.#close();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const set = ['publishableKey', 'api', 'emergencyNumber', 'country'] as const;
    if (set.some((name) => changed.has(name))) this.#open();
  }

  override render(): TemplateResult {
    const store = this.#store;
    const { tag, texts, msg } = this.#language.current;
    const direction =
      this.getAttribute('dir') ??
      (this.hasAttribute('lang') ? directionOf(tag) : getComputedStyle(this).direction);
    return html`
      ${hostWidths}
      <div class="root" dir=${direction} lang=${texts} data-theme=${this.theme || nothing}>
        <section class="card" part="card" aria-label=${msg('Book care', { id: 'title' })}>
          ${
            store
              ? frame({ ...this.#state(), store }, this.#moves)
              : refused(msg, knownRegion(this.#origin, this.#defaults).emergencyNumber)
          }
        </section>
      </div>
    `;
  }

  readonly #moves: Moves = {
    codeSent: () => this.#push(viewOf('code')),
    signedIn: () => {
      // The code was right, but the rest could not be loaded: the store keeps trying, and then it counts as found.
      if (this.#store?.phase !== 'ready') return;
      this.dispatchEvent(new KiwiSignedInEvent(false));
      this.#begin(...this.#firstViews());
      void this.#opened();
    },
    choose: (service, atOnce) => {
      const { typed = null, notes = '' } = this.view.draft?.value ?? {};
      const draft = { value: { service, atOnce, slot: null, place: null, typed, notes } };
      const view = viewOf(stepsOf(service, atOnce)[0] as BookingStep, { draft });
      // From "Choose a time instead", Back leads to the services.
      if (this.view.draft) this.#continueFrom(0, view);
      else this.#push(view);
    },
    take: (change) => {
      const { draft, screen } = this.view;
      if (!draft || !isStep(screen)) return;
      draft.value = { ...draft.value, ...change };
      const steps = stepsOf(draft.value.service, draft.value.atOnce);
      this.#push(viewOf(steps[steps.indexOf(screen) + 1] ?? 'review', { draft }));
    },
    type: (change) => {
      const { draft } = this.view;
      if (!draft) return;
      draft.value = { ...draft.value, ...change };
      this.#save();
      this.requestUpdate();
    },
    sending: () => this.#saved?.drop(),
    booked: (booking) => {
      this.dispatchEvent(new KiwiBookedEvent(factsOf(booking)));
      this.#continueFrom(0, viewOf('tracker', { bookingId: booking.id }));
    },
    timeGone: (reason) => {
      const { draft } = this.view;
      const before = this.#steps?.findBefore((view) => view.screen === 'time' && view.draft === draft) ?? -1;
      // The person has gone elsewhere in the meantime.
      if (!draft || before < 0) return;
      this.#continueFrom(before - 1, viewOf('time', { draft }));
      this.sentBack = reason;
    },
    open: (bookingId) => this.#push(viewOf('tracker', { bookingId })),
    openInstead: (bookingId) => this.#continueFrom(0, viewOf('tracker', { bookingId })),
    changed: (booking) => void this.dispatchEvent(new KiwiBookingChangedEvent(factsOf(booking))),
    askCancel: () => this.#push({ ...this.view, asking: true }),
    keep: () => {
      if (this.view.asking) this.#steps?.back();
    },
    cancelled: () => {
      const tracker = this.#steps?.findBefore(({ asking }) => !asking) ?? 0;
      if (this.view.asking) this.#continueFrom(tracker - 1, { ...this.view, asking: false });
    },
    openBookings: () => {
      const before = this.#steps?.findBefore(({ screen }) => screen === 'bookings') ?? -1;
      if (before < 0) this.#push(viewOf('bookings'));
      else this.#steps?.backTo(before);
    },
    openServices: () => this.#steps?.backTo(0),
    openData: async () => {
      const loaded = await this.#loadData();
      // Who chose a service in the meantime is not called away from it.
      if (loaded && this.view.screen === 'services') this.#push(viewOf('data'));
    },
    back: () => this.#steps?.back(),
  };

  /** What a person who signed in sees first, with the step that Back leads to. */
  #firstViews(): View[] {
    const booking = this.#store?.resumable;
    return [viewOf('services'), ...(booking ? [viewOf('tracker', { bookingId: booking.id })] : [])];
  }

  /** Shows the last of `views`, without moving focus. */
  #begin(...views: View[]): void {
    this.#steps?.begin(...views);
    this.#show(views.at(-1) as View);
  }

  #push(view: View): void {
    this.#steps?.push(view);
    this.#turnTo(view);
  }

  #continueFrom(position: number, view: View): void {
    this.#steps?.continueFrom(position, view);
    this.#turnTo(view);
  }

  #show(view: View): void {
    this.view = view;
    this.sentBack = null;
    this.#loading.clear();
    this.#save();
    if (view.screen === 'data' && !this.#hasData) void this.#loadShownData();
  }

  /** Shows what the person asked for, so focus and the page may move. */
  #turnTo(view: View): void {
    const before = this.view;
    this.#show(view);
    if (view.screen === 'services') void this.#store?.refreshActive().catch(() => undefined);
    // The question before cancelling stands on the tracker and moves focus itself, as signing in does.
    const stays = view.screen === before.screen && view.bookingId === before.bookingId;
    if (stays || this.#phase === 'signedOut') return;
    void this.#opened(
      before.screen === 'data' && view.screen === 'services' ? '[data-opens=data]' : undefined,
    );
  }

  async #loadData(): Promise<boolean> {
    if (await this.#loading.run(() => loadMyData(this.#language))) this.#hasData = true;
    return this.#hasData;
  }

  /** A reload may come to the view before it is loaded. */
  async #loadShownData(): Promise<void> {
    if ((await this.#loadData()) || this.#loading.busy || this.view.screen !== 'data') return;
    const { failure } = this.#loading;
    this.#begin(viewOf('services'));
    this.#loading.failure = failure;
  }

  #save(): void {
    const { taken } = this.#steps ?? {};
    const person = this.#store?.me?.id;
    if (this.#phase !== 'ready' || !taken || !person) return;
    if (taken.steps.length > 1) this.#saved?.save(taken, person);
    else this.#saved?.drop();
  }

  /** Takes up what a reload interrupted. */
  #resume(): boolean {
    const store = this.#store;
    const saved = store?.me && this.#saved?.read(store.me.id, store.services);
    if (!saved || !this.#steps?.resume(saved.steps, saved.at)) return false;
    this.#show(saved.steps.at(-1)?.view as View);
    return true;
  }

  /** Puts focus on the heading of the screen, or back on the button that `opener` selects. */
  async #opened(opener?: string): Promise<void> {
    await this.updateComplete;
    const button = opener && this.renderRoot.querySelector<HTMLElement>(opener);
    if (button) {
      await this.current?.updateComplete;
      button.focus();
      return;
    }
    await this.current?.focusHeading();
    // From the end of a long screen to the start of the next; on a phone also past what the page has above, where the
    // screen would not fit below it. The page's own `scroll-padding` is respected.
    const { top, bottom, width } = this.getBoundingClientRect();
    if (top < 0 || (width < PHONE_WIDTH && bottom > innerHeight)) this.scrollIntoView({ block: 'start' });
  }

  #state() {
    const { sentBack, view } = this;
    const { screen, bookingId, asking, draft } = view;
    return {
      language: this.#language.current,
      screen,
      bookingId,
      asking,
      draft: draft?.value ?? null,
      sentBack,
      loading: this.#loading,
    };
  }

  get #origin(): string {
    return (this.api || new URL(import.meta.url).origin).replace(/\/+$/, '');
  }

  get #defaults(): Partial<Region> {
    return {
      ...(this.emergencyNumber && { emergencyNumber: this.emergencyNumber }),
      ...(this.country && { phoneCountry: this.country }),
    };
  }

  #open(): void {
    this.#close();
    this.#phase = '';
    // Without a key there is nothing to ask with: frameworks set it a moment later, or somebody forgot it.
    if (!this.publishableKey) return;
    this.#store = new BookingStore({
      api: this.#origin,
      publishableKey: this.publishableKey,
      defaults: this.#defaults,
    });
    this.#store.addEventListener('change', this.#changed);
    const id = StepHistory.freeId(`${this.#origin}:${this.publishableKey}`);
    const { clock } = this.#store;
    this.#saved = new SavedSteps(id, () => clock.now());
    this.#steps = new StepHistory({
      id,
      show: (view) => this.#turnTo(view),
      settled: () => this.#save(),
      isVisible: () => this.getClientRects().length > 0,
      isAllowed: () => !this.noHistory,
    });
    void this.#store.start();
  }

  #close(): void {
    this.#store?.removeEventListener('change', this.#changed);
    this.#store?.close();
    this.#store = null;
    this.#steps?.close();
    this.#steps = null;
  }

  /** Tells the developer once what is wrong with how the element was put on the page. The person reads whom to call. */
  async #report(): Promise<void> {
    const { publishableKey } = this;
    const fault = await embeddingFault({ api: this.#origin, publishableKey }, this.#store?.failure ?? null);
    if (fault === null || fault === this.#reported || !this.isConnected) return;
    this.#reported = fault;
    console.error(`<kiwi-booking>: ${fault}`);
  }

  #followStore(): void {
    const store = this.#store;
    if (!store) return;
    this.requestUpdate();
    if (store.phase === this.#phase) return;
    const before = this.#phase;
    this.#phase = store.phase;
    if (store.failure) {
      this.dispatchEvent(new KiwiErrorEvent(store.failure));
      void this.#report();
    }
    // Found signed in, or signed in by another element or tab: show what is under way, and leave focus where it is.
    if (store.phase === 'ready' && !(before === 'signedOut' && store.signingIn)) {
      if (before === 'signedOut' || !this.#resume()) this.#begin(...this.#firstViews());
      this.dispatchEvent(new KiwiSignedInEvent(true));
    }
    if (store.phase === 'signedOut') {
      this.#saved?.drop();
      this.#begin(viewOf('phone'), ...(store.pendingCode ? [viewOf('code')] : []));
      // Focus stays where it is when another element or tab ended the session.
      if (before === 'ready' && !store.endedElsewhere)
        void this.updateComplete.then(() => this.current?.focusHeading());
    }
  }
}

define('kiwi-booking', KiwiBooking);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-booking': KiwiBooking;
  }
}
