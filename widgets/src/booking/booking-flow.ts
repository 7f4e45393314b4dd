import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { type Failure, failureOf } from '../domain/failure.ts';
import { type BookingStep, stepsOf } from '../domain/services.ts';
import type { Booking } from '../domain/wire.ts';
import {
  type BookingFacts,
  KiwiBookedEvent,
  KiwiBookingChangedEvent,
  KiwiErrorEvent,
} from '../events/index.ts';
import type { ElementLanguage } from '../locale/element-language.ts';
import type { Language } from '../locale/language.ts';
import { Action } from '../parts/action.ts';
import { notices } from '../parts/notice.styles.ts';
import type { Part } from '../parts/part.ts';
import { enablePush } from '../sources/push.ts';
import type { SessionSource } from '../sources/session.ts';
import { Sources } from '../sources/sources.ts';
import { moreButtons } from '../theme/base.styles.ts';
import { addressedBooking } from './addressed-booking.ts';
import { flowStyles } from './booking-flow.styles.ts';
import { SavedSteps } from './saved-steps.ts';
import { isLoaded, loadScreen, warmUp } from './screen-chunks.ts';
import { type Moves, screens } from './screens.ts';
import type { Flow, Shell } from './shell.ts';
import { StepHistory } from './step-history.ts';
import { isStep, type Screen, type View, viewOf } from './views.ts';

/** CSS pixels: narrower ones fill the page that they stand on. */
const PHONE_WIDTH = 480;

/** Between tries to load what volunteers are asked with. */
const LISTEN_AGAIN_MS = 5_000;

const factsOf = ({ id, serviceType, state }: Booking): BookingFacts => ({
  bookingId: id,
  serviceType,
  state,
});

/** The element that shows the screens. */
export interface FlowHost extends HTMLElement, ReactiveControllerHost {
  readonly shell: Shell;
  readonly language: Language;
}

/**
 * Which screen a person is on and how they get to others, by the buttons of the element and by Back and Forward of the
 * browser. It is loaded while the person signs in.
 */
export class BookingFlow implements Flow {
  readonly sources: Sources;
  readonly styles = [moreButtons, notices, flowStyles];
  readonly #host: FlowHost;
  readonly #session: SessionSource;
  readonly #steps: StepHistory<View>;
  readonly #saved: SavedSteps;
  readonly #loading: Action;
  readonly #changed = () => this.#host.requestUpdate();
  readonly #addressed = () => {
    const bookingId = addressedBooking();
    const { screen, bookingId: shown } = this.#view;
    if (bookingId === null || this.#session.phase !== 'ready') return;
    if (screen !== 'tracker' || shown !== bookingId) this.#push(viewOf('tracker', { bookingId }));
  };
  #view: View = viewOf('services');
  /** Why the person was sent back for another time. */
  #sentBack: Failure | null = null;
  /** Why the code of the screen could not be loaded. */
  #unloaded: Failure | null = null;
  #listening: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(host: FlowHost, session: SessionSource) {
    this.#host = host;
    this.#session = session;
    this.#loading = new Action(host);
    this.sources = new Sources(session);
    this.sources.addEventListener('change', this.#changed);
    const { api, publishableKey } = session.options;
    const id = StepHistory.freeId(`${api}:${publishableKey}`);
    this.#saved = new SavedSteps(id, () => session.clock.now());
    this.#steps = new StepHistory({
      id,
      show: (view) => this.#turnTo(view),
      settled: () => this.#save(),
      isVisible: () => host.shell.getClientRects().length > 0,
      isAllowed: () => !host.shell.noHistory,
    });
    addEventListener('hashchange', this.#addressed);
    host.shell.pushes = (worker) => enablePush(session, worker);
  }

  close(): void {
    this.#closed = true;
    removeEventListener('hashchange', this.#addressed);
    this.#host.shell.pushes = undefined;
    clearTimeout(this.#listening);
    this.sources.removeEventListener('change', this.#changed);
    this.sources.stopListening();
    this.#steps.close();
    this.sources.calls.leavePage();
  }

  /** Whether the person enters the code that was sent to them. */
  get enteringCode(): boolean {
    return this.#view.screen === 'code';
  }

  /** Shows the form for the mobile number, or the one for a code that is on its way. */
  beginSignIn(): void {
    this.#saved.drop();
    this.#begin(viewOf('phone'));
    if (this.#session.pendingCode) this.codeSent();
  }

  /** Once for each code: one that was sent before this was loaded is found when it begins, and reported after that. */
  codeSent(): void {
    if (!this.enteringCode) this.#push(viewOf('code'));
  }

  back(): void {
    this.#steps.back();
  }

  /** The person signed in here. */
  signedIn(): void {
    this.#begin(...this.#firstViews());
    void this.#opened();
    void this.#listen();
  }

  /** The person was found signed in: focus stays where it is. @param signedOut whether the sign-in was shown before. */
  resume(signedOut: boolean): void {
    if (signedOut || !this.#restore()) this.#begin(...this.#firstViews());
    else if (!isReload()) this.#addressed();
    void this.#listen();
  }

  get #languages(): ElementLanguage {
    return this.#host.shell.languages;
  }

  render(): TemplateResult {
    const { screen, bookingId, asking, draft } = this.#view;
    return screens(
      {
        sources: this.sources,
        region: this.#session.region.current,
        language: this.#host.language,
        screen,
        bookingId,
        asking,
        draft: draft?.value ?? null,
        sentBack: this.#sentBack,
        loading: this.#loading,
        isLoaded: isLoaded(screen, this.#languages),
        unloaded: this.#unloaded,
        helps: this.sources.helping !== null && isLoaded('helping', this.#languages),
      },
      this.#moves,
    );
  }

  readonly #moves: Moves = {
    choose: (service, atOnce) => {
      const { current } = this.sources.triage;
      const assessed = current && { id: current.id, shareWords: false };
      const { typed = null, notes = '', triage = assessed } = this.#view.draft?.value ?? {};
      const draft = { value: { service, atOnce, slot: null, place: null, typed, notes, triage } };
      const view = viewOf(stepsOf(service, atOnce)[0] as BookingStep, { draft });
      // From "Choose a time instead", Back leads to the services.
      if (this.#view.draft) this.#continueFrom(0, view);
      else this.#push(view);
    },
    take: (change) => {
      const { draft, screen } = this.#view;
      if (!draft || !isStep(screen)) return;
      draft.value = { ...draft.value, ...change };
      const steps = stepsOf(draft.value.service, draft.value.atOnce);
      this.#push(viewOf(steps[steps.indexOf(screen) + 1] ?? 'review', { draft }));
    },
    type: (change) => {
      const { draft } = this.#view;
      if (!draft) return;
      draft.value = { ...draft.value, ...change };
      this.#save();
      this.#host.requestUpdate();
    },
    sending: () => this.#saved.drop(),
    booked: (booking) => {
      this.#host.dispatchEvent(new KiwiBookedEvent(factsOf(booking)));
      this.sources.triage.forget();
      this.#continueFrom(0, viewOf('tracker', { bookingId: booking.id }));
    },
    timeGone: (reason) => {
      const { draft } = this.#view;
      const before = this.#steps.findBefore((view) => view.screen === 'time' && view.draft === draft);
      // The person has gone elsewhere in the meantime.
      if (!draft || before < 0) return;
      this.#continueFrom(before - 1, viewOf('time', { draft }));
      this.#sentBack = reason;
    },
    open: (bookingId) => this.#push(viewOf('tracker', { bookingId })),
    openInstead: (bookingId) => this.#continueFrom(0, viewOf('tracker', { bookingId })),
    changed: (booking) => void this.#host.dispatchEvent(new KiwiBookingChangedEvent(factsOf(booking))),
    askCancel: () => this.#push({ ...this.#view, asking: true }),
    keep: () => {
      if (this.#view.asking) this.#steps.back();
    },
    cancelled: () => {
      const tracker = this.#steps.findBefore(({ asking }) => !asking);
      if (this.#view.asking) this.#continueFrom(tracker - 1, { ...this.#view, asking: false });
    },
    openBookings: () => this.#goTo('bookings'),
    openInbox: () => this.#goTo('inbox'),
    openServices: () => this.#steps.backTo(0),
    openCall: () => this.#push(viewOf('call')),
    openData: async () => {
      const loaded = await this.#loading.run(() => loadScreen('data', this.#languages));
      // A person who chose a service in the meantime stays there.
      if (loaded && this.#view.screen === 'services') this.#push(viewOf('data'));
    },
    openHelping: () => this.#goTo('helping'),
    reload: () => void this.#opened(),
    back: () => this.back(),
  };

  /** Shows volunteers the requests of their neighbours. Other people load nothing for it. */
  async #listen(): Promise<void> {
    clearTimeout(this.#listening);
    if (this.#closed || !this.#session.me?.neighborSosVolunteer) return;
    try {
      await loadScreen('helping', this.#languages);
      if (!this.#closed) await this.sources.listenToNeighbours();
    } catch {
      // The network is gone. Nobody waits on the screen for it, and a neighbour may ask when it is back.
      this.#listening = setTimeout(() => void this.#listen(), LISTEN_AGAIN_MS);
    }
  }

  /** What a person who signed in sees first, with the step that Back leads to. */
  #firstViews(): View[] {
    const bookingId = addressedBooking() ?? this.sources.bookings.resumable?.id;
    return [viewOf('services'), ...(bookingId ? [viewOf('tracker', { bookingId })] : [])];
  }

  /** Shows the last of `views`, without moving focus. */
  #begin(...views: View[]): void {
    this.#steps.begin(...views);
    this.#show(views.at(-1) as View);
  }

  #push(view: View): void {
    this.#steps.push(view);
    this.#turnTo(view);
  }

  /** Goes to a screen that there is one of: back to where the person was on it before, else on to it. */
  #goTo(screen: Screen): void {
    const before = this.#steps.findBefore((view) => view.screen === screen);
    if (before < 0) this.#push(viewOf(screen));
    else this.#steps.backTo(before);
  }

  #continueFrom(position: number, view: View): void {
    this.#steps.continueFrom(position, view);
    this.#turnTo(view);
  }

  #show(view: View): void {
    this.#view = view;
    this.#sentBack = null;
    this.#loading.clear();
    this.#save();
    void this.#load().then((loaded) => loaded && view.screen === 'services' && warmUp(this.#languages));
  }

  /** Shows what the person asked for, so focus and the page may move. */
  #turnTo(view: View): void {
    const before = this.#view;
    this.#show(view);
    if (view.screen === 'services') {
      // What is shown stays, and is read again with the next visit.
      void this.sources.bookings.refresh().catch(() => undefined);
      void this.sources.notifications.refresh();
    }
    // The question before cancelling stands on the tracker and moves focus itself, as signing in does.
    const stays = view.screen === before.screen && view.bookingId === before.bookingId;
    if (stays || this.#session.phase === 'signedOut') return;
    void this.#opened(
      before.screen === 'data' && view.screen === 'services' ? '[data-opens=data]' : undefined,
    );
  }

  /** Loads the code of the screen that is shown. False when it cannot be loaded, which the person then reads. */
  async #load(): Promise<boolean> {
    const { screen } = this.#view;
    if (isLoaded(screen, this.#languages)) return true;
    this.#unloaded = null;
    try {
      await loadScreen(screen, this.#languages);
      return true;
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (this.#view.screen === screen) this.#unloaded = failure;
      this.#host.dispatchEvent(new KiwiErrorEvent(failure));
      return false;
    } finally {
      this.#host.requestUpdate();
    }
  }

  #save(): void {
    const { taken } = this.#steps;
    const person = this.#session.me?.id;
    if (this.#session.phase !== 'ready' || !person) return;
    if (taken.steps.length > 1) this.#saved.save(taken, person);
    else this.#saved.drop();
  }

  /** Takes up what a reload interrupted. */
  #restore(): boolean {
    const { me } = this.#session;
    const saved = me && this.#saved.read(me.id, this.sources.services.all);
    if (!saved || !this.#steps.resume(saved.steps, saved.at)) return false;
    this.#show(saved.steps.at(-1)?.view as View);
    return true;
  }

  /** Puts focus on the heading of the screen, or back on the button that `opener` selects. */
  async #opened(opener?: string): Promise<void> {
    const view = this.#view;
    if (!(await this.#load()) || view !== this.#view) return;
    await this.#host.updateComplete;
    const button = opener && this.#host.querySelector<HTMLElement>(opener);
    if (button) {
      await this.#current?.updateComplete;
      button.focus();
      return;
    }
    await this.#current?.focusHeading();
    // From the end of a long screen to the start of the next; on a phone also past what the page has above, where the
    // screen would not fit below it. The page's own `scroll-padding` is respected.
    const { top, bottom, width } = this.#host.shell.getBoundingClientRect();
    if (top < 0 || (width < PHONE_WIDTH && bottom > innerHeight))
      this.#host.shell.scrollIntoView({ block: 'start' });
  }

  get #current(): Part | null {
    return this.#host.querySelector<Part>('[data-screen]');
  }
}

/** Whether the page was loaded again: its address then says where the person was led before, not where they are. */
function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'reload';
}
