import { html, nothing, type TemplateResult } from 'lit';
import type { Draft } from '../domain/draft.ts';
import type { Failure } from '../domain/failure.ts';
import type { Region } from '../domain/region.ts';
import { type BookingStep, stepsOf } from '../domain/services.ts';
import type { Booking, ServiceType } from '../domain/wire.ts';
import type { KiwiPlacePicker } from '../elements/kiwi-place-picker/kiwi-place-picker.ts';
import { icons } from '../icons.ts';
import type { Language } from '../locale/language.ts';
import { type Msg, str } from '../locale/messages.ts';
import type { Action } from '../parts/action.ts';
import { busyWords } from '../parts/buttons.ts';
import { failureNotice } from '../parts/notice.ts';
import type { PartEvent } from '../parts/part-events.ts';
import type { Sources } from '../sources/sources.ts';
import type { Shell } from './shell.ts';
import { isStep, type Screen } from './views.ts';

/** The parts of the screens inside, passed on to the host page. */
const PARTS =
  'button, button-primary, button-emergency, button-danger, call-button, input, field, notice, service, triage, announcement, booking, notification, summary, status, steps, step, step-current, assignee, dialog, device, emergency-call';

/** What the element shows. */
export interface Scene {
  readonly sources: Sources;
  readonly region: Region;
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
  /** Whether the code of the screen is there, and why it could not be loaded. */
  readonly isLoaded: boolean;
  readonly unloaded: Failure | null;
  /** Whether requests of neighbours can be shown: the person is a volunteer, and the code for it is there. */
  readonly helps: boolean;
}

/** What a person can do on the screens, as `<kiwi-booking>` carries it out. */
export interface Moves {
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
  openInbox(): void;
  openServices(): void;
  openCall(): void;
  openData(): void;
  openHelping(): void;
  /** Tries again to load the code of the screen. */
  reload(): void;
  back(): void;
}

/** The screens of a person who is signed in. */
export function screens(scene: Scene, moves: Moves): TemplateResult {
  return html`${header(scene, moves)}${helpBanner(scene, moves)}
    <div class=${scene.screen === 'services' ? 'body' : 'body narrow'}>${whenLoaded(scene, moves)}</div>`;
}

/** Above whatever a volunteer does at the moment: a neighbour may have no more than seconds to be answered. */
function helpBanner({ helps, screen, language }: Scene, moves: Moves): TemplateResult | typeof nothing {
  if (!helps) return nothing;
  return html`<kiwi-help-banner
    .language=${language}
    .quiet=${screen === 'helping'}
    exportparts=${PARTS}
    @open-helping=${moves.openHelping}
  ></kiwi-help-banner>`;
}

/** The screen, once its code is there; until then grey bars, or why it cannot be had. */
function whenLoaded(scene: Scene, moves: Moves): TemplateResult {
  const { msg } = scene.language;
  if (scene.isLoaded) return inside(scene, moves);
  if (!scene.unloaded) return starting(msg);
  return unloadedNotice(msg, scene.unloaded, scene.region.emergencyNumber, moves.reload);
}

/** Why the code of a screen could not be loaded. */
export const unloadedNotice = (
  msg: Msg,
  failure: Failure,
  emergencyNumber: string,
  reload: () => void,
): TemplateResult => html`<div class="stack">
    ${failureNotice(msg, { failure, waiting: 0 }, emergencyNumber)}
    <button class="button secondary" part="button" type="button" @click=${reload}>
      ${msg('Try again', { id: 'try-again' })}
    </button>
  </div>`;

function header({ sources, screen, language: { msg } }: Scene, moves: Moves): TemplateResult {
  return html`
    <header part="header">
      ${
        screen !== 'services'
          ? html`<button class="back" type="button" aria-label=${msg('Back', { id: 'back' })} @click=${moves.back}>
            ${icons.back}
          </button>`
          : nothing
      }
      <p class="title">${sources.session.hospital?.name ?? msg('Book care', { id: 'title' })}</p>
      ${screen !== 'inbox' ? inboxButton(sources.notifications.unread ?? 0, msg, moves) : nothing}
      ${
        screen !== 'bookings'
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

/** There from the start, so that nothing moves when the service says how many there are. */
function inboxButton(unread: number, msg: Msg, moves: Moves): TemplateResult {
  const words =
    unread === 0
      ? msg('Notifications', { id: 'inbox.title' })
      : msg(str`Notifications, ${unread} unread`, { id: 'inbox.unread' });
  return html`<button class="bell" part="button" type="button" aria-label=${words} title=${words} @click=${moves.openInbox}>
    ${icons.bell}${unread === 0 ? nothing : html`<span class="count" aria-hidden="true">${unread > MANY ? `${MANY}+` : unread}</span>`}
  </button>`;
}

/** More are not counted in two figures. */
const MANY = 99;

function inside(scene: Scene, moves: Moves): TemplateResult {
  const { sources, region, language, screen, draft } = scene;
  if (screen === 'tracker')
    return html`<kiwi-booking-tracker
      data-screen
      .language=${language}
      .bookingId=${scene.bookingId}
      .asking=${scene.asking}
      exportparts=${PARTS}
      @ask-cancel=${moves.askCancel}
      @keep=${moves.keep}
      @cancelled=${moves.cancelled}
      @state-changed=${({ detail }: PartEvent<'state-changed'>) => moves.changed(detail)}
      @done=${moves.openServices}
    ></kiwi-booking-tracker>`;
  if (screen === 'bookings')
    return html`<kiwi-booking-list
      data-screen
      .language=${language}
      exportparts=${PARTS}
      @open-booking=${({ detail }: PartEvent<'open-booking'>) => moves.open(detail)}
      @sign-out=${() => void sources.session.signOut()}
    ></kiwi-booking-list>`;
  if (screen === 'inbox')
    return html`<kiwi-inbox
      data-screen
      .language=${language}
      exportparts=${PARTS}
      @open-booking=${({ detail }: PartEvent<'open-booking'>) => moves.open(detail)}
      @open-helping=${moves.openHelping}
      @done=${moves.openServices}
    ></kiwi-inbox>`;
  if (screen === 'call') return liveCall(scene, moves.open);
  if (screen === 'helping')
    return html`<kiwi-helping
      data-screen
      .language=${language}
      exportparts=${PARTS}
      @done=${moves.openServices}
    ></kiwi-helping>`;
  if (screen === 'data') {
    return html`<kiwi-my-data
      data-screen
      .language=${language}
      exportparts=${PARTS}
      @open-booking=${({ detail }: PartEvent<'open-booking'>) => moves.open(detail)}
      @sign-out=${() => void sources.session.signOut()}
    ></kiwi-my-data>`;
  }
  if (isStep(screen) && draft) return step(scene, draft, moves);
  const { inCall } = sources.calls;
  return html`${inCall ? callButton(scene, moves) : nothing}<kiwi-service-picker
    data-screen
    .region=${region}
    .services=${sources.services.all}
    .active=${sources.bookings.active}
    .timeZone=${sources.places.timeZone}
    .language=${language}
    exportparts=${PARTS}
    @choose-service=${({ detail }: PartEvent<'choose-service'>) => moves.choose(detail, detail.mode === 'on_demand')}
    @open-booking=${({ detail }: PartEvent<'open-booking'>) => moves.open(detail)}
  ><kiwi-triage .language=${language} exportparts=${PARTS}></kiwi-triage></kiwi-service-picker>
    ${inCall ? nothing : callButton(scene, moves)}
    ${announcements(scene)}
    ${dataButton(scene, moves)}`;
}

/** The call to the desk. */
export const liveCall = (
  { language }: Pick<Scene, 'language'>,
  open: (bookingId: string) => void,
  { hold = false, place = '' }: Pick<Shell, 'hold' | 'place'> = {},
): TemplateResult =>
  html`<kiwi-live-call
    data-screen
    .language=${language}
    .hold=${hold}
    .place=${place}
    exportparts=${PARTS}
    @open-booking=${({ detail }: PartEvent<'open-booking'>) => open(detail)}
  ></kiwi-live-call>`;

/** Above the services during a call; else below them, so that the ambulance stays on the first screen of a phone. */
function callButton({ sources, language: { msg } }: Scene, moves: Moves): TemplateResult {
  const { inCall } = sources.calls;
  return html`<button class="button secondary block desk ${inCall ? '' : 'below'}" part="button" type="button" data-opens="call" @click=${moves.openCall}>
    ${icons.phone}<span>${
      inCall
        ? msg('Back to your call', { id: 'services.in-call' })
        : msg('Talk to the emergency desk', { id: 'services.call' })
    }</span>
  </button>`;
}

/** Below the services: nothing stands before a person in need. */
function announcements({ sources, region, language }: Scene): TemplateResult | typeof nothing {
  const { current } = sources.announcements;
  if (current.length === 0) return nothing;
  return html`<kiwi-announcements
    class="below"
    .region=${region}
    .announcements=${current}
    .timeZone=${sources.places.timeZone}
    .language=${language}
    exportparts=${PARTS}
  ></kiwi-announcements>`;
}

/** Last and quiet: nothing stands between a person in need and the services above. */
function dataButton({ region, loading, language: { msg } }: Scene, moves: Moves): TemplateResult {
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
    ${failureNotice(msg, loading, region.emergencyNumber)}
  </div>`;
}

/** A step between choosing a service and having it. */
function step(
  { sources, region, language, screen, sentBack }: Scene,
  draft: Draft,
  moves: Moves,
): TemplateResult {
  const { msg } = language;
  const all = stepsOf(draft.service, draft.atOnce);
  const progress = stepProgress(msg, all.indexOf(screen as BookingStep) + 1, all.length);
  switch (screen as BookingStep) {
    case 'time':
      return html`${progress}<kiwi-time-step
          data-screen
          .language=${language}
          .service=${draft.service}
          .chosen=${draft.slot}
          .reason=${sentBack}
          exportparts=${PARTS}
          @choose-slot=${({ detail }: PartEvent<'choose-slot'>) => moves.take({ slot: detail })}
        ></kiwi-time-step>`;
    case 'place':
      return html`${progress}
        <form class="stack" novalidate @submit=${(event: SubmitEvent) => takePlace(event, moves)}>
          <kiwi-place-picker
            data-screen
            heading
            .region=${region}
            .home=${sources.places.homeWords}
            .community=${sources.places.community}
            .language=${language}
            .place=${draft.typed ?? draft.place}
            exportparts=${PARTS}
            @place-typed=${({ detail }: PartEvent<'place-typed'>) => moves.type({ typed: detail })}
          ></kiwi-place-picker>
          <button class="button primary block" part="button button-primary" type="submit">
            ${msg('Continue', { id: 'continue' })}
          </button>
        </form>`;
    case 'review':
      return html`${progress}<kiwi-booking-review
          data-screen
          .language=${language}
          .draft=${draft}
          exportparts=${PARTS}
          @draft-changed=${({ detail }: PartEvent<'draft-changed'>) => moves.type(detail)}
          @sending=${moves.sending}
          @booked=${({ detail }: PartEvent<'booked'>) => moves.booked(detail)}
          @open-booking=${({ detail }: PartEvent<'open-booking'>) => moves.openInstead(detail)}
          @time-gone=${({ detail }: PartEvent<'time-gone'>) => moves.timeGone(detail)}
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

export const starting = (msg: Msg): TemplateResult => html`
  <div class="stack">
    <p class="hidden-text" role="status">${msg('Loading…', { id: 'loading' })}</p>
    <div class="skeleton title"></div>
    <div class="skeleton"></div>
    <div class="skeleton"></div>
    <div class="skeleton"></div>
  </div>
`;

/** "Step 2 of 3", drawn and said. One step needs no counting. */
const stepProgress = (msg: Msg, step: number, of: number): TemplateResult | typeof nothing =>
  of < 2
    ? nothing
    : html`
        <div class="bars" aria-hidden="true">
          ${Array.from({ length: of }, (_, index) => html`<span class=${index < step ? 'on' : ''}></span>`)}
        </div>
        <p class="progress">${msg(str`Step ${step} of ${of}`, { id: 'progress' })}</p>
      `;
