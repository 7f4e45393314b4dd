import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../../icons.ts';
import type { Language } from '../../locale/language.ts';
import type { Failure } from '../../store/failure.ts';
import type { TypedPlace } from '../../store/place.ts';
import { type BookingStep, stepsOf } from '../../store/services.ts';
import type { BookingStore, Draft } from '../../store/store.ts';
import type { Booking, ServiceType, Slot } from '../../store/wire.ts';
import type { KiwiPlacePicker } from '../kiwi-place-picker/kiwi-place-picker.ts';
import '../kiwi-booking-list/kiwi-booking-list.ts';
import '../kiwi-booking-review/kiwi-booking-review.ts';
import '../kiwi-booking-tracker/kiwi-booking-tracker.ts';
import '../kiwi-place-picker/kiwi-place-picker.ts';
import '../kiwi-service-picker/kiwi-service-picker.ts';
import '../kiwi-sign-in/kiwi-sign-in.ts';
import '../kiwi-slot-picker/kiwi-slot-picker.ts';
import type { Action } from '../../parts/action.ts';
import { busyWords, failureNotice } from '../../parts/notice.ts';
import { emergencyStrip, refused, starting, stepProgress, unreachable } from './frame.ts';
import { isStep, type Screen } from './views.ts';

/** What the element shows. */
export interface Scene {
  readonly store: BookingStore;
  readonly language: Language;
  readonly screen: Screen;
  readonly draft: Draft | null;
  readonly bookingId: string;
  /** Whether the tracker asks if the booking is to be cancelled. */
  readonly asking: boolean;
  /** Why the person was sent back for another time. */
  readonly sentBack: Failure | null;
  /** Loading the view of the person's own data, which no page downloads before it is asked for. */
  readonly loading: Action;
}

/** What a person can do on the screens, as `<kiwi-booking>` carries it out. */
export interface Moves {
  codeSent(): void;
  signedIn(): void;
  choose(service: ServiceType, atOnce: boolean): void;
  /** Takes what a step chose, and goes on to the next. */
  take(change: Partial<Draft>): void;
  /** Keeps what was typed so far. */
  type(change: Partial<Draft>): void;
  /** The booking was sent: a reload must not offer it again. */
  sending(): void;
  booked(booking: Booking): void;
  timeGone(reason: Failure): void;
  open(bookingId: string): void;
  /** Opens the booking in place of another of the same service that was not made. */
  openInstead(bookingId: string): void;
  askCancel(): void;
  keep(): void;
  cancelled(): void;
  changed(booking: Booking): void;
  openBookings(): void;
  openServices(): void;
  openData(): void;
  back(): void;
}

/** The parts of the screens inside, passed on to the host page. */
const PARTS =
  'button, button-primary, button-emergency, button-danger, input, field, notice, service, booking, summary, status, steps, step, step-current, assignee, dialog, device, emergency-call';

/** The whole of the card, by how far the store has come. */
export function frame(scene: Scene, moves: Moves): TemplateResult {
  const { store, screen } = scene;
  const { msg } = scene.language;
  const { emergencyNumber } = store.region;
  switch (store.phase) {
    case 'unreachable':
      return unreachable(msg, emergencyNumber, () => void store.retry());
    case 'refused':
      return refused(msg, emergencyNumber);
    case 'starting':
      return html`${emergencyStrip(msg, emergencyNumber)}${starting(msg)}`;
    case 'signedOut':
      return html`${emergencyStrip(msg, emergencyNumber)}${header(scene, moves)}
        <div class="body narrow">
          <kiwi-sign-in
            data-screen
            .store=${store}
            .language=${scene.language}
            .enterCode=${screen === 'code'}
            exportparts=${PARTS}
            @code-sent=${moves.codeSent}
            @other-number=${moves.back}
            @signed-in=${moves.signedIn}
          ></kiwi-sign-in>
        </div>`;
    case 'ready':
      return html`${emergencyStrip(msg, emergencyNumber)}${header(scene, moves)}
        <div class=${screen === 'services' ? 'body' : 'body narrow'}>${inside(scene, moves)}</div>`;
  }
}

function header({ store, screen, language: { msg } }: Scene, moves: Moves): TemplateResult {
  const ready = store.phase === 'ready';
  return html`
    <header part="header">
      ${
        ready && screen !== 'services'
          ? html`<button class="back" type="button" aria-label=${msg('Back', { id: 'back' })} @click=${moves.back}>
            ${icons.back}
          </button>`
          : nothing
      }
      <p class="title">${store.hospital?.name ?? msg('Book care', { id: 'title' })}</p>
      ${
        ready && screen !== 'bookings'
          ? html`<button
            class="button secondary mine"
            part="button"
            type="button"
            @click=${moves.openBookings}
          >
            ${icons.list}<span>${msg('My bookings', { id: 'list.title' })}</span>
          </button>`
          : nothing
      }
    </header>
  `;
}

function inside(scene: Scene, moves: Moves): TemplateResult {
  const { store, language, screen, draft } = scene;
  if (screen === 'tracker')
    return html`<kiwi-booking-tracker
      data-screen
      .store=${store}
      .language=${language}
      .bookingId=${scene.bookingId}
      .asking=${scene.asking}
      exportparts=${PARTS}
      @ask-cancel=${moves.askCancel}
      @keep=${moves.keep}
      @cancelled=${moves.cancelled}
      @state-changed=${({ detail }: CustomEvent<Booking>) => moves.changed(detail)}
      @done=${moves.openServices}
    ></kiwi-booking-tracker>`;
  if (screen === 'bookings')
    return html`<kiwi-booking-list
      data-screen
      .store=${store}
      .language=${language}
      exportparts=${PARTS}
      @open-booking=${({ detail }: CustomEvent<string>) => moves.open(detail)}
      @sign-out=${() => void store.signOut()}
    ></kiwi-booking-list>`;
  if (screen === 'data') {
    if (scene.loading.busy) return starting(scene.language.msg);
    return html`<kiwi-my-data
      data-screen
      .store=${store}
      .language=${language}
      exportparts=${PARTS}
      @open-booking=${({ detail }: CustomEvent<string>) => moves.open(detail)}
      @sign-out=${() => void store.signOut()}
    ></kiwi-my-data>`;
  }
  if (isStep(screen) && draft) return step(scene, draft, moves);
  return html`<kiwi-service-picker
    data-screen
    .store=${store}
    .language=${language}
    exportparts=${PARTS}
    @choose-service=${({ detail }: CustomEvent<ServiceType>) => moves.choose(detail, detail.mode === 'on_demand')}
    @open-booking=${({ detail }: CustomEvent<string>) => moves.open(detail)}
  ></kiwi-service-picker>${dataButton(scene, moves)}`;
}

/** Last and quiet: nothing stands between a person in need and the services above. */
function dataButton({ store, loading, language: { msg } }: Scene, moves: Moves): TemplateResult {
  return html`<div class="last">
    <button
      class="button quiet"
      part="button data-button"
      type="button"
      data-opens="data"
      aria-disabled=${loading.busy}
      @click=${moves.openData}
    >
      ${busyWords(loading.busy, msg('Your data and devices', { id: 'data.title' }))}
    </button>
    ${failureNotice(msg, loading, store.region.emergencyNumber)}
  </div>`;
}

/** A step between choosing a service and having it. */
function step({ store, language, screen, sentBack }: Scene, draft: Draft, moves: Moves): TemplateResult {
  const { msg } = language;
  const all = stepsOf(draft.service, draft.atOnce);
  const progress = stepProgress(msg, all.indexOf(screen as BookingStep) + 1, all.length);
  switch (screen as BookingStep) {
    case 'time':
      return html`${progress}<kiwi-slot-picker
          data-screen
          .store=${store}
          .language=${language}
          .service=${draft.service}
          .chosen=${draft.slot}
          .reason=${sentBack}
          exportparts=${PARTS}
          @choose-slot=${({ detail }: CustomEvent<Slot>) => moves.take({ slot: detail })}
        ></kiwi-slot-picker>`;
    case 'place':
      return html`${progress}
        <form class="stack" novalidate @submit=${(event: SubmitEvent) => takePlace(event, moves)}>
          <kiwi-place-picker
            data-screen
            heading
            .store=${store}
            .language=${language}
            .place=${draft.typed ?? draft.place}
            exportparts=${PARTS}
            @place-typed=${({ detail }: CustomEvent<TypedPlace>) => moves.type({ typed: detail })}
          ></kiwi-place-picker>
          <button class="button primary block" part="button button-primary" type="submit">
            ${msg('Continue', { id: 'continue' })}
          </button>
        </form>`;
    case 'review':
      return html`${progress}<kiwi-booking-review
          data-screen
          .store=${store}
          .language=${language}
          .draft=${draft}
          exportparts=${PARTS}
          @draft-changed=${({ detail }: CustomEvent<Partial<Draft>>) => moves.type(detail)}
          @sending=${moves.sending}
          @booked=${({ detail }: CustomEvent<Booking>) => moves.booked(detail)}
          @open-booking=${({ detail }: CustomEvent<string>) => moves.openInstead(detail)}
          @time-gone=${({ detail }: CustomEvent<Failure>) => moves.timeGone(detail)}
          @choose-time=${() => moves.choose(draft.service, false)}
        ></kiwi-booking-review>`;
  }
}

function takePlace(event: SubmitEvent, moves: Moves): void {
  event.preventDefault();
  const picker = (event.target as HTMLFormElement).querySelector<KiwiPlacePicker>('kiwi-place-picker');
  const place = picker?.take();
  if (place) moves.take({ place });
}
