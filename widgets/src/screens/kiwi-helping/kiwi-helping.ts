import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { Failure } from '../../domain/failure.ts';
import { canStepBack, defibrillatorOf, isOnTheWay, type NextStep, nextStepOf } from '../../domain/helping.ts';
import { isOver } from '../../domain/services.ts';
import type { Booking, Offer } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import type { Message, Msg } from '../../locale/messages.ts';
import { Action } from '../../parts/action.ts';
import { bookingFailureWords } from '../../parts/booking-words.ts';
import { busyWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice } from '../../parts/notice.ts';
import { RequestKey } from '../../parts/request-key.ts';
import type { HelpingSource, Outcome } from '../../sources/helping.ts';
import type { WayState } from '../../sources/way-report.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { facts } from '../kiwi-booking-review/kiwi-booking-review.styles.ts';
import { Screen } from '../screen.ts';
import { endedWords, fetchWords, goingWords, leftWords, serviceWords, wayWords } from './helping-words.ts';
import './kiwi-help-banner.ts';
import { helpingStyles } from './kiwi-helping.styles.ts';

const TICK_MS = 1_000;

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * What neighbours ask of a volunteer: the requests they can answer, without the place, and the one they accepted, with the
 * place, the way there and what they do next. It fires `done` when there is nothing more to do.
 */
export class KiwiHelping extends Screen {
  static override styles = [base, buttons, notices, facts, helpingStyles];

  @state() private said: Message | null = null;
  /** Whether the person is asked if they really cannot come. */
  @state() private steppingBack = false;

  readonly #action = new Action(this);
  readonly #key = new RequestKey();
  #tick: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick = setInterval(() => this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.sources.helping?.going) this.steppingBack = false;
  }

  override render(): TemplateResult {
    const { helping } = this.sources;
    return html`
      <div class="stack wide">
        <h2 tabindex="-1">${this.msg('Helping a neighbour', { id: 'neighbour.heading' })}</h2>
        ${failureNotice(this.msg, this.#action, this.region.emergencyNumber, requestFailureWords)}
        ${helping ? this.#inside(helping) : this.#none()}
      </div>
    `;
  }

  #inside({ open, going, ended }: HelpingSource): TemplateResult {
    if (going) return this.#going(going);
    return html`
      ${ended && !this.#action.failure ? html`<p class="notice" part="notice"><span></span><span>${endedWords(this.msg, ended)}</span></p>` : nothing}
      ${open.map((offer) => this.#request(offer))}
      ${open.length === 0 ? this.#none() : nothing}
    `;
  }

  #none(): TemplateResult {
    return html`
      <p class="muted">${this.msg('No neighbour asks for your help at the moment.', { id: 'neighbour.none' })}</p>
      ${this.#done()}
    `;
  }

  #done(): TemplateResult {
    return html`<button class="button secondary block" part="button" type="button" @click=${this.#leave}>
      ${this.msg('Back to the services', { id: 'neighbour.done' })}
    </button>`;
  }

  #name(serviceType: string): string {
    return serviceWords(this.language, this.sources.services.byId(serviceType), serviceType);
  }

  #request(offer: Offer): TemplateResult {
    const now = this.session.clock.now();
    const way = wayWords(this.msg, offer, this.formats);
    const fetched = fetchWords(this.msg, offer);
    const { busy } = this.#action;
    return html`
      <section class="request" data-offer=${offer.id} aria-labelledby="asks-${offer.id}">
        <h3 id="asks-${offer.id}">${this.#name(offer.serviceType)}</h3>
        <dl class="facts" part="summary">
          ${way ? fact(icons.position, this.msg('How far', { id: 'neighbour.how-far' }), way) : nothing}
          ${fetched ? fact(icons.heart, this.msg('On the way', { id: 'neighbour.on-the-way' }), fetched) : nothing}
          ${fact(
            icons.clock,
            this.msg('Until when', { id: 'neighbour.until-when' }),
            html`<span class="left">${leftWords(this.msg, offer, now, this.formats)}</span>`,
          )}
        </dl>
        <p class="small">${this.msg('You see where when you have said yes.', { id: 'neighbour.place-later' })}</p>
        <div class="actions">
          <button
            class="button primary block"
            part="button button-primary"
            type="button"
            data-answer="accept"
            aria-disabled=${busy}
            @click=${() => void this.#accept(offer.id)}
          >
            ${busyWords(busy, this.msg('Yes, I am going', { id: 'neighbour.accept' }))}
          </button>
          <button
            class="button secondary block"
            part="button"
            type="button"
            data-answer="decline"
            aria-disabled=${busy}
            @click=${() => void this.#decline(offer.id)}
          >
            ${this.msg('No, I cannot', { id: 'neighbour.decline' })}
          </button>
        </div>
      </section>
    `;
  }

  #going(going: Booking): TemplateResult {
    const over = isOver(going.state);
    return html`
      <div class="stack">
        <p class="small muted">${this.#name(going.serviceType)}</p>
        <p class="status" part="status" role="status">${goingWords(this.msg, going)}</p>
        ${over ? nothing : this.#where(going)} ${isOnTheWay(going) ? this.#way() : nothing}
        <p class="said" role="status">${this.said ? html`${icons.check}<span>${this.said(this.msg)}</span>` : nothing}</p>
        <div class="actions">${over ? this.#done() : this.#steps(going)}</div>
      </div>
    `;
  }

  #where(going: Booking): TemplateResult {
    const { location, notes, waypoint } = going;
    return html`
      <dl class="facts" part="summary">
        ${
          waypoint
            ? fact(
                icons.heart,
                waypoint.kind === 'defibrillator'
                  ? this.msg('First fetch the defibrillator', { id: 'neighbour.fetch-defibrillator' })
                  : this.msg('First fetch', { id: 'neighbour.fetch' }),
                html`<bdi>${waypoint.name}</bdi>
                  ${waypoint.directions ? html`<span class="small directions">${waypoint.directions}</span>` : nothing}
                  ${this.#map(waypoint)}`,
              )
            : nothing
        }
        ${
          location
            ? fact(
                icons.pin,
                waypoint
                  ? this.msg('Then go to', { id: 'neighbour.then-to' })
                  : this.msg('Go to', { id: 'neighbour.to' }),
                html`${location.address ? html`<bdi>${location.address}</bdi>` : nothing} ${this.#map(location)}`,
              )
            : nothing
        }
        ${notes ? fact(icons.note, this.msg('How to get in, and what to know', { id: 'neighbour.notes' }), notes) : nothing}
      </dl>
    `;
  }

  /** Whether the desk sees them come: only if they agree, for this way, until they arrive. */
  #way(): TemplateResult | typeof nothing {
    const { way } = this.sources.helping ?? {};
    if (!way) return nothing;
    const shown = way.state === 'shown' || way.state === 'looking';
    return html`<section class="ask way" aria-labelledby="way">
      <h3 id="way">${this.msg('So that the desk sees you come', { id: 'neighbour.way' })}</h3>
      <p class="small" role="status">${wayStateWords(this.msg, way.state)}</p>
      <button
        class="button secondary block"
        part="button"
        type="button"
        aria-pressed=${shown}
        data-way
        @click=${() => (shown ? way.withdraw() : way.agree())}
      >
        ${icons.position}<span>${this.msg('Show where I am', { id: 'neighbour.way-show' })}</span>
      </button>
    </section>`;
  }

  /** Opens in what the device has for maps: no provider is chosen here. */
  #map({ latitude, longitude }: Point): TemplateResult {
    const at = `${latitude},${longitude}`;
    return html`<a class="small" href="geo:${at}?q=${at}">${this.msg('Open in a map', { id: 'neighbour.map' })}</a>`;
  }

  #steps(going: Booking): TemplateResult {
    const next = nextStepOf(going);
    const arrived = going.state === 'in_service';
    return html`
      ${defibrillatorOf(going) && !arrived ? this.#fetched() : nothing}
      ${
        next
          ? html`<button
              class="button primary block"
              part="button button-primary"
              type="button"
              data-next=${next}
              aria-disabled=${this.#action.busy}
              @click=${() => void this.#move(next)}
            >
              ${busyWords(this.#action.busy, nextWords(this.msg, next))}
            </button>`
          : nothing
      }
      ${defibrillatorOf(going) && arrived ? this.#shock() : nothing}
      ${canStepBack(going) ? this.#wayOut() : nothing}
    `;
  }

  #fetched(): TemplateResult {
    return this.#recorder(
      { defibrillatorFetched: true },
      this.msg('I have the defibrillator', { id: 'neighbour.fetched' }),
      (msg) => msg('The desk knows that you have it.', { id: 'neighbour.fetched-said' }),
    );
  }

  #shock(): TemplateResult {
    return this.#recorder(
      { shockGiven: true },
      this.msg('It gave a shock', { id: 'neighbour.shock' }),
      (msg) => msg('The desk knows of the shock.', { id: 'neighbour.shock-said' }),
    );
  }

  #recorder(outcome: Outcome, words: string, said: Message): TemplateResult {
    return html`<button
      class="button secondary block"
      part="button"
      type="button"
      data-record=${Object.keys(outcome).join(' ')}
      aria-disabled=${this.#action.busy}
      @click=${() => void this.#record(outcome, said)}
    >
      ${words}
    </button>`;
  }

  #wayOut(): TemplateResult {
    const words = stepBackWords(this.msg);
    if (!this.steppingBack)
      return html`<button class="button quiet block" part="button" type="button" @click=${this.#askToStepBack}>${words}</button>`;
    return html`<section class="ask" aria-labelledby="step-back">
      <h3 id="step-back" tabindex="-1">
        ${this.msg('Somebody else is then asked, which takes time. Are you sure?', { id: 'neighbour.step-back-ask' })}
      </h3>
      <button
        class="button danger block"
        part="button button-danger"
        type="button"
        data-step-back
        aria-disabled=${this.#action.busy}
        @click=${() => void this.#stepBack()}
      >
        ${words}
      </button>
      <button class="button secondary block" part="button" type="button" @click=${this.#stay}>
        ${this.msg('I am going', { id: 'neighbour.stay' })}
      </button>
    </section>`;
  }

  readonly #askToStepBack = async (): Promise<void> => {
    this.steppingBack = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#step-back')?.focus();
  };

  readonly #stay = async (): Promise<void> => {
    this.steppingBack = false;
    await this.focusHeading();
  };

  readonly #leave = (): void => {
    this.sources.helping?.leave();
    this.emit('done');
  };

  async #accept(id: string): Promise<void> {
    await this.#do({ accept: id }, (helping, key) => helping.accept(id, key));
  }

  async #decline(id: string): Promise<void> {
    await this.#do({ decline: id }, (helping, key) => helping.decline(id, key));
  }

  async #move(to: NextStep): Promise<void> {
    const { id } = this.sources.helping?.going ?? {};
    await this.#do({ id, to }, (helping, key) => helping.move(to, key));
  }

  async #record(outcome: Outcome, said: Message): Promise<void> {
    const { id } = this.sources.helping?.going ?? {};
    if (await this.#do({ id, outcome }, (helping, key) => helping.record(outcome, key))) this.said = said;
  }

  async #stepBack(): Promise<void> {
    const { id } = this.sources.helping?.going ?? {};
    await this.#do({ id, to: 'requested' }, (helping, key) => helping.stepBack(stepBackWords(this.msg), key));
  }

  /** What the person pressed may be gone then, so focus goes to the heading. @returns whether it was done. */
  async #do(
    request: unknown,
    work: (helping: HelpingSource, key: string) => Promise<void>,
  ): Promise<boolean> {
    const { helping } = this.sources;
    if (!helping) return false;
    this.said = null;
    const key = this.#key.for(request);
    const done = await this.#action.run(() => work(helping, key).then(() => true));
    if (done || this.#action.failure?.kind === 'problem') this.#key.renew();
    if (!done) await helping.catchUp();
    await this.focusHeading();
    return done === true;
  }
}

/** What a refusal of an answer means: the request is answered by the first, so it is often gone. */
function requestFailureWords(msg: Msg, failure: Failure, waiting = 0): string {
  return failure.code === 'offer_closed'
    ? msg(
        'It can no longer be answered: another neighbour is going, the time is over, or it was called off.',
        {
          id: 'neighbour.closed',
        },
      )
    : bookingFailureWords(msg, failure, waiting);
}

function nextWords(msg: Msg, next: NextStep): string {
  switch (next) {
    case 'en_route':
      return msg('I am on my way', { id: 'neighbour.leave-home' });
    case 'in_service':
      return msg('I have arrived', { id: 'neighbour.arrived' });
    case 'completed':
      return msg('I have finished', { id: 'neighbour.complete' });
  }
}

/** What the desk sees of the way, and what pressing the button does. */
function wayStateWords(msg: Msg, state: WayState): string {
  switch (state) {
    case 'off':
      return msg(
        'The desk can follow your way here until you arrive. Your browser asks next: choose “Allow”.',
        {
          id: 'neighbour.way-about',
        },
      );
    case 'looking':
      return msg('Finding out where this device is…', { id: 'neighbour.way-looking' });
    case 'shown':
      return msg('The desk sees where you are, as long as this page is open, until you arrive.', {
        id: 'neighbour.way-shown',
      });
    default:
      return msg('The desk does not see where you are. Go on: they know that you are coming.', {
        id: 'neighbour.way-unseen',
      });
  }
}

/** What a person who cannot come after all says; also to those who read why. */
const stepBackWords = (msg: Msg): string => msg('I cannot come after all', { id: 'neighbour.step-back' });

const fact = (icon: TemplateResult, term: string, value: unknown): TemplateResult =>
  html`<div>${icon}<dt>${term}</dt><dd>${value}</dd></div>`;

define('kiwi-helping', KiwiHelping);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-helping': KiwiHelping;
  }
}
