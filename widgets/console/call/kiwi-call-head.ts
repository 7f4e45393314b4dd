import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Booking, Call } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { stateWords as bookingStateWords } from '../../src/locale/words.ts';
import { define } from '../../src/parts/define.ts';
import type { CallContext } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { lasting } from '../parts/shift-time.ts';
import { Ticker } from '../parts/ticker.ts';
import { channelWords, dispositionWords, stateWords } from '../parts/words.ts';

const styles = css`
  header {
    display: grid;
    gap: calc(var(--u) * 0.625);
    padding: calc(var(--u) * 0.75) calc(var(--u) * 1);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--u) * 0.375) calc(var(--u) * 0.75);
  }
  .facts:not(:has(.chip)),
  .actions-row:not(:has(.button)) {
    display: none;
  }
  h2 {
    overflow-wrap: anywhere;
  }
  .age {
    font-variant-numeric: tabular-nums;
    font-weight: 650;
  }
  .exercise {
    padding: calc(var(--u) * 0.5) calc(var(--u) * 1);
    border-radius: var(--_radius) var(--_radius) 0 0;
    background: repeating-linear-gradient(
      -45deg,
      light-dark(#f3e8ff, #3b1d5c) 0 12px,
      light-dark(#e4d0fb, #4a2672) 12px 24px
    );
    color: light-dark(#4c1376, #f3e8ff);
    font-weight: 700;
  }
  .recorded svg {
    fill: currentcolor;
    stroke: none;
  }
  .booked {
    border-color: var(--_success);
    color: var(--_success);
  }
  .back {
    display: none;
  }
  @media (max-width: 72rem) {
    .actions-row {
      gap: calc(var(--u) * 0.375);
    }
    .actions-row .button {
      padding-inline: calc(var(--u) * 0.5);
    }
  }
  @media (max-width: 56rem) {
    .back {
      display: inline-flex;
    }
  }
`;

const RECORDED = ['announced', 'recording', 'recorded'];

/** Who calls, how long for, what is going on, and what the operator does with the call. */
export class KiwiCallHead extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) context!: CallContext;
  /** Whether the person is the operator of the call. */
  @property({ type: Boolean, attribute: false }) mine = false;
  /** Whether the person takes calls. */
  @property({ type: Boolean, attribute: false }) takes = false;
  /** Whether something is being done. */
  @property({ type: Boolean, attribute: false }) busy = false;
  @property({ attribute: false }) now: () => number = () => 0;

  constructor() {
    super();
    new Ticker(this);
  }

  override render(): TemplateResult {
    const { call } = this.context;
    const end = call.endedAt === null ? this.now() : Date.parse(call.endedAt);
    return html`${
      call.training
        ? html`<p class="exercise">
              ${this.msg('Exercise: the caller is simulated, and nothing is sent.', { id: 'dispatch.exercise-about' })}
            </p>`
        : nothing
    }
      <header>
        <div class="top">
          <button class="button quiet back" type="button" @click=${() => this.fire('close-call')}>
            ${icons.back}<span>${this.msg('Calls', { id: 'dispatch.calls' })}</span>
          </button>
          <h2 tabindex="-1">${this.#who()}</h2>
          ${call.callerPhone === null ? nothing : html`<bdi class="muted">${call.callerPhone}</bdi>`}
          <span class="chip">${channelWords(this.msg, call)}</span>
          <span class="chip">${stateWords(this.msg, call)}</span>
          <span class="age" aria-label=${this.msg('Duration', { id: 'dispatch.duration' })}>${lasting(end - Date.parse(call.createdAt), this.formats)}</span>
        </div>
        <div class="top facts">${this.#facts()}</div>
        <div class="row actions-row">${this.#actions()}</div>
      </header>`;
  }

  #who(): string {
    const { resident, place, call } = this.context;
    if (resident !== null) return resident.name;
    if (call.device !== null) return call.device.id;
    if (place !== null) return this.msg(str`Visitor at ${place.name}`, { id: 'dispatch.visitor' });
    return this.msg('Unknown caller', { id: 'dispatch.unknown-caller' });
  }

  #facts(): TemplateResult {
    const { call, place } = this.context;
    const booking = this.#booking();
    return html`${
      RECORDED.includes(call.recording.state)
        ? html`<span class="chip recorded">${icons.position}<span>${this.msg('This call is recorded', { id: 'dispatch.recorded' })}</span></span>`
        : nothing
    }
      ${
        call.operator === null || this.mine
          ? nothing
          : html`<span class="chip">${this.msg(str`Operator: ${call.operator.name}`, { id: 'dispatch.operator' })}</span>`
      }
      ${
        place === null || place.callsToday < 2
          ? nothing
          : html`<span class="chip">${this.msg(str`${place.callsToday} calls with this code today`, { id: 'dispatch.code-calls' })}</span>`
      }
      ${
        call.bookingId === null
          ? nothing
          : html`<span class="chip booked">${icons.check}<span>${
              booking === null
                ? this.msg('Help is booked', { id: 'dispatch.booked' })
                : this.msg(str`Help is booked: ${bookingStateWords(this.msg, booking.state)}`, {
                    id: 'dispatch.booked-state',
                  })
            }</span></span>`
      }
      ${
        call.disposition === null
          ? nothing
          : html`<span class="chip">${dispositionWords(this.msg, call.disposition)}</span>`
      }`;
  }

  #booking(): Booking | null {
    const { call, bookings } = this.context;
    return bookings.find(({ id }) => id === call.bookingId) ?? null;
  }

  #actions(): TemplateResult | typeof nothing {
    const { call } = this.context;
    if (!this.takes) return nothing;
    if (call.state === 'waiting')
      return this.#button(this.msg('Take the call', { id: 'dispatch.take-call' }), 'C', 'primary', () =>
        this.fire('claim', call.id),
      );
    if (call.state === 'abandoned' || call.state === 'missed')
      return html`${
        call.wrappedUpAt === null
          ? html`${this.#button(this.msg('Call back', { id: 'dispatch.call-back' }), 'C', 'primary', () => this.fire('call-back'))}
            ${this.#end(call)}`
          : nothing
      }`;
    if (!this.mine)
      return call.endedAt === null
        ? this.#button(this.msg('Take over', { id: 'dispatch.take-over' }), '', 'secondary', () =>
            this.fire('take-over'),
          )
        : call.wrappedUpAt === null
          ? // Where its operator is gone; the service refuses it while they are there.
            this.#end(call)
          : nothing;
    if (call.wrappedUpAt !== null) return nothing;
    return html`${this.#button(this.msg('Decide', { id: 'dispatch.decide' }), 'D', 'primary', () => this.fire('open-decision'))}
      ${
        call.endedAt === null
          ? html`${
              call.state === 'held'
                ? this.#button(this.msg('Resume', { id: 'dispatch.resume' }), 'H', 'secondary', () =>
                    this.fire('hold', false),
                  )
                : this.#button(this.msg('Hold', { id: 'dispatch.hold' }), 'H', 'secondary', () =>
                    this.fire('hold', true),
                  )
            }
            ${this.#button(this.msg('Transfer', { id: 'dispatch.transfer' }), 'T', 'secondary', () => this.fire('open-transfer'))}`
          : nothing
      }
      ${this.#end(call)}`;
  }

  #end({ endedAt }: Call): TemplateResult {
    const words =
      endedAt === null
        ? this.msg('End', { id: 'dispatch.end' })
        : this.msg('Wrap up', { id: 'dispatch.wrap-up' });
    return this.#button(words, 'E', 'secondary', () => this.fire('open-end'));
  }

  #button(words: string, key: string, look: string, act: () => void): TemplateResult {
    return html`<button class="button ${look}" type="button" aria-disabled=${this.busy} @click=${act}>
      <span>${words}</span>${key === '' ? nothing : html` <kbd aria-hidden="true">${key}</kbd>`}
    </button>`;
  }
}

define('kiwi-call-head', KiwiCallHead);
