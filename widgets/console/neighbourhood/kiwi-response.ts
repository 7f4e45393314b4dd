import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { icons } from '../../src/icons.ts';
import { duration } from '../../src/locale/format.ts';
import { type Msg, str } from '../../src/locale/messages.ts';
import { Action } from '../../src/parts/action.ts';
import { busyWords } from '../../src/parts/buttons.ts';
import { define } from '../../src/parts/define.ts';
import type { NeighbourhoodLeg, NeighbourhoodResponse } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { clockTime } from '../parts/shift-time.ts';
import { Ticker } from '../parts/ticker.ts';
import { ageWords, OLD_POSITION_MS } from '../parts/unit-words.ts';
import { consoleFailureWords } from '../parts/words.ts';
import type { ConsoleSession } from '../sources/console-session.ts';
import { styles } from './kiwi-response.styles.ts';
import { Metronome } from './metronome.ts';
import { ResponseSource } from './response-source.ts';

const MINUTE_MS = 60_000;
type Asks = 'begin' | 'stand-down';

/**
 * How the neighbourhood responds to a suspected cardiac arrest: who is on the way, from where and until when, and the pace of
 * chest compressions. Shows nothing beside a booking that neighbours do not accompany.
 */
export class KiwiResponse extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) session!: ConsoleSession;
  @property({ attribute: false }) bookingId = '';
  @state() private source: ResponseSource | null = null;
  /** The form that is open. */
  @state() private asks: Asks | null = null;
  @query('form input') private field!: HTMLInputElement | null;
  readonly #action = new Action(this);
  readonly #metronome = new Metronome();
  readonly #changed = (): void => this.requestUpdate();

  constructor() {
    super();
    new Ticker(this);
    this.#metronome.addEventListener('change', this.#changed);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Moved within the page: what was followed before is followed again.
    if (this.hasUpdated) this.#show();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('bookingId') || changed.has('session')) this.#show();
    const { response } = this.source ?? {};
    if (response === null || response?.state === 'ended') this.#metronome.stop();
  }

  override render(): TemplateResult | typeof nothing {
    const { source } = this;
    if (source === null) return nothing;
    const { response, canBegin } = source;
    if (response === null && !canBegin) return nothing;
    return html`<section>
      <h3>${icons.heart}${this.msg('Neighbours who respond', { id: 'respond.heading' })}</h3>
      ${response === null ? nothing : this.#response(response)}
      ${this.asks === null ? this.#buttons(source) : this.#form(this.asks)}
      ${this.#failed(source)}
    </section>`;
  }

  #response(response: NeighbourhoodResponse): TemplateResult {
    const { outcome, state: at } = response;
    return html`<p role="status" class=${at === 'ended' ? 'muted' : ''}>${responseWords(this.msg, response)}</p>
      ${at === 'active' ? html`<ul class="legs">${response.legs.map((leg) => this.#leg(leg))}</ul>` : nothing}
      ${
        outcome.shockGiven === true
          ? html`<p class="good">${icons.check}${this.msg('The defibrillator gave a shock.', { id: 'respond.shock' })}</p>`
          : outcome.defibrillatorFetched === true
            ? html`<p class="good">${icons.check}${this.msg('The defibrillator is on its way to the patient.', { id: 'respond.fetched' })}</p>`
            : nothing
      }
      ${at === 'ended' ? nothing : this.#pace(response)}`;
  }

  #leg({
    role,
    volunteer,
    state: at,
    expectedAt,
    position,
    defibrillator,
    offers,
  }: NeighbourhoodLeg): TemplateResult {
    const age = position === null ? null : this.session.clock.now() - Date.parse(position.recordedAt);
    const there = at === 'in_service' || at === 'completed';
    return html`<li>
      <span class="role">
        ${
          role === 'patient'
            ? this.msg('Straight to the patient', { id: 'respond.to-patient' })
            : this.msg('By way of the defibrillator', { id: 'respond.by-defibrillator' })
        }
        ${defibrillator === null ? nothing : html`<span class="small muted"><bdi>${defibrillator.name}</bdi></span>`}
      </span>
      <span class="who">
        ${
          volunteer === null
            ? html`<span class="waiting">${offersWords(this.msg, offers)}</span>`
            : html`<b><bdi>${volunteer.name}</bdi></b>`
        }
        ${age === null || there ? nothing : html`<span class="small ${age > OLD_POSITION_MS ? 'old' : 'muted'}">${ageWords(this.msg, age)}</span>`}
      </span>
      <span class="when">${volunteer === null ? nothing : there ? this.msg('There', { id: 'respond.there' }) : this.#due(expectedAt)}</span>
    </li>`;
  }

  /** `in 2 minutes`; the time of day is for who asks. */
  #due(expectedAt: string | null): TemplateResult | string {
    if (expectedAt === null) return this.msg('On the way', { id: 'dispatch.unit-en-route' });
    const ms = Date.parse(expectedAt) - this.session.clock.now();
    const at = clockTime(expectedAt, this.formats, this.session.region?.timezone);
    return html`<time datetime=${expectedAt} title=${at}>${
      ms < MINUTE_MS
        ? this.msg('within a minute', { id: 'respond.within-minute' })
        : this.msg(str`in ${duration(Math.round(ms / MINUTE_MS) * 60, this.formats, 'short')}`, {
            id: 'respond.in',
          })
    }</time>`;
  }

  #pace({ compressionsPerMinute: pace }: NeighbourhoodResponse): TemplateResult {
    const { runs } = this.#metronome;
    return html`<div class="pace">
      <p>
        <b>${this.msg(str`${pace} compressions a minute`, { id: 'respond.pace' })}</b>
        <span class="small muted">${this.msg('Count aloud with the beat: one, two, three, four.', { id: 'respond.count' })}</span>
      </p>
      <button class="button secondary" type="button" aria-pressed=${runs} @click=${() => this.#beat(pace)}>
        ${runs ? icons.soundOff : icons.sound}<span>${
          runs
            ? this.msg('Stop the beat', { id: 'respond.beat-stop' })
            : this.msg('Sound the beat', { id: 'respond.beat' })
        }</span>
      </button>
    </div>`;
  }

  #buttons({ canBegin, response }: ResponseSource): TemplateResult | typeof nothing {
    if (!this.session.dispatches && !this.session.supervises) return nothing;
    if (canBegin)
      return html`<button class="button secondary" type="button" @click=${() => this.#ask('begin')}>
        ${
          response === null
            ? this.msg('Ask skilled neighbours', { id: 'respond.begin' })
            : this.msg('Ask neighbours again', { id: 'respond.begin-again' })
        }
      </button>`;
    if (response === null || response.state === 'ended') return nothing;
    return html`<button class="button quiet" type="button" @click=${() => this.#ask('stand-down')}>
      ${this.msg('Stand them down', { id: 'respond.stand-down' })}
    </button>`;
  }

  #form(asks: Asks): TemplateResult {
    const begins = asks === 'begin';
    const submit = begins
      ? this.msg('Ask skilled neighbours', { id: 'respond.begin' })
      : this.msg('Stand them down', { id: 'respond.stand-down' });
    return html`<form class="stack" novalidate @submit=${this.#submit} @keydown=${this.#keydown}>
      <div class="field">
        <label for="words">${
          begins
            ? html`${this.msg('How they get in', { id: 'respond.access' })}
                <span class="optional">(${this.msg('optional', { id: 'optional' })})</span>`
            : this.msg('Why they are no longer needed', { id: 'respond.reason' })
        }</label>
        <input id="words" name="words" autocomplete="off" maxlength=${begins ? 500 : 200} ?required=${!begins} />
      </div>
      <div class="confirm">
        <button class="button primary" type="submit" aria-disabled=${this.#action.busy}>${busyWords(this.#action.busy, submit)}</button>
        <button class="button secondary" type="button" @click=${() => this.#ask(null)}>${this.msg('Cancel', { id: 'account.cancel' })}</button>
      </div>
    </form>`;
  }

  #failed(source: ResponseSource): TemplateResult | typeof nothing {
    const failure = this.#action.failure ?? source.failure;
    if (failure === null) return nothing;
    return html`<p class="error" role="alert">${icons.warning}<span>${consoleFailureWords(this.msg, failure)}</span></p>`;
  }

  #ask(asks: Asks | null): void {
    this.#action.clear();
    this.asks = asks;
    void this.updateComplete.then(() => this.field?.focus());
  }

  #beat(pace: number): void {
    if (this.#metronome.runs) this.#metronome.stop();
    else void this.#metronome.start(pace);
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#ask(null);
  };

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { source, asks, field } = this;
    const words = field?.value.trim() ?? '';
    if (source === null || asks === null) return;
    if (asks === 'stand-down' && words === '') {
      field?.reportValidity();
      return;
    }
    const done = await this.#action.run(async () => {
      await (asks === 'begin' ? source.begin(words) : source.standDown(words));
      return true;
    });
    if (done) this.asks = null;
  };

  #show(): void {
    if (this.source !== null && this.source.bookingId === this.bookingId) return;
    this.#leave();
    if (this.bookingId === '') return;
    this.asks = null;
    this.source = new ResponseSource(this.session, this.bookingId);
    this.source.addEventListener('change', this.#changed);
    this.source.open();
  }

  #leave(): void {
    this.#metronome.stop();
    this.source?.removeEventListener('change', this.#changed);
    this.source?.close();
    this.source = null;
  }
}

function responseWords(
  msg: Msg,
  { state: at, endReason, volunteersFound, legs, outcome }: NeighbourhoodResponse,
): string {
  if (at === 'planning')
    return msg('The nearest skilled neighbours are being chosen…', { id: 'respond.planning' });
  if (at === 'ended') {
    if (endReason === 'stood_down') return msg('They were stood down.', { id: 'respond.stood-down' });
    if (endReason === 'ambulance_cancelled')
      return msg('Over: the ambulance was cancelled.', { id: 'respond.cancelled' });
    return outcome.arrivedBeforeAmbulance === true
      ? msg('Over: a neighbour was there before the ambulance.', { id: 'respond.before' })
      : msg('Over: the ambulance has finished.', { id: 'respond.completed' });
  }
  if (volunteersFound === 0 || legs.length === 0)
    return msg('No skilled neighbour is available. They are looked for again.', { id: 'respond.nobody' });
  if (legs.some(({ volunteer }) => volunteer !== null))
    return msg('Neighbours are on the way.', { id: 'respond.on-the-way' });
  return msg('The nearest skilled neighbours are asked.', { id: 'respond.asked' });
}

function offersWords(msg: Msg, { open, declined, sent }: NeighbourhoodLeg['offers']): string {
  if (open > 0) return msg(str`${open} asked, no answer yet`, { id: 'respond.offers-open' });
  if (sent === 0) return msg('Nobody asked yet', { id: 'respond.offers-none' });
  return msg(str`${sent} asked, ${declined} declined, nobody is coming`, { id: 'respond.offers-over' });
}

define('kiwi-response', KiwiResponse);
