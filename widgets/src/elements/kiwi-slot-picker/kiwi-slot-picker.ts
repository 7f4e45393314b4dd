import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Failure } from '../../domain/failure.ts';
import { groupByDay, type SlotDay } from '../../domain/slots.ts';
import type { Slot } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { dateFormat, dateTime, day as dayWords, time } from '../../locale/format.ts';
import { str } from '../../locale/messages.ts';
import { bookingFailureWords } from '../../parts/booking-words.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice } from '../../parts/notice.ts';
import { Part } from '../../parts/part.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { fields } from '../../theme/fields.styles.ts';
import { styles } from './kiwi-slot-picker.styles.ts';

/**
 * A day, then a time of it.
 *
 * @internal
 * @fires choose-slot - `detail` is the Slot that was chosen with "Continue".
 * @fires retry - The times are to be loaded again.
 */
export class KiwiSlotPicker extends Part {
  static override styles = [base, buttons, fields, notices, styles];

  /** Null while they are loaded. */
  @property({ attribute: false }) slots: readonly Slot[] | null = null;
  /** Why they could not be loaded. */
  @property({ attribute: false }) failure: Failure | null = null;
  @property({ attribute: false }) timeZone: string | undefined;
  /** The hospital that is shown where several offer the same time. */
  @property({ attribute: false }) hospitalId: string | undefined;
  /** What was chosen before, when the person comes back. */
  @property({ attribute: false }) chosen: Slot | null = null;
  /** Why the person was sent back here, if they were. */
  @property({ attribute: false }) reason: Failure | null = null;

  @state() private dayKey = '';
  @state() private missing = false;

  #days: readonly SlotDay[] | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('slots')) return;
    const { slots } = this;
    this.#days = slots && groupByDay(slots, this.timeZone, this.hospitalId);
    if (!slots) return;
    const still = slots.some(({ start, remaining }) => start === this.chosen?.start && remaining > 0);
    if (!still) this.chosen = null;
    this.dayKey =
      this.#days?.find((entry) => entry.slots.some(({ start }) => start === this.chosen?.start))?.key ??
      this.#days?.find((entry) => entry.slots.some(({ remaining }) => remaining > 0))?.key ??
      '';
  }

  override render(): TemplateResult {
    return html`
      <form class="stack" novalidate @submit=${this.#submit}>
        <h2 tabindex="-1">${this.msg('When suits you?', { id: 'slots.title' })}</h2>
        ${
          this.reason
            ? html`<div class="notice warn" role="alert">${icons.warning}<p>${bookingFailureWords(this.msg, this.reason)}</p></div>`
            : nothing
        }
        ${failureNotice(this.msg, { failure: this.failure, waiting: 0 }, this.region.emergencyNumber)} ${this.#body()}
      </form>
    `;
  }

  #body(): TemplateResult {
    if (this.failure)
      return html`<button class="button secondary" type="button" @click=${() => this.emit('retry')}>
        ${this.msg('Try again', { id: 'try-again' })}
      </button>`;
    if (this.#days === null) return this.#loading();
    const open = this.#days.filter(({ slots }) => slots.some(({ remaining }) => remaining > 0));
    if (open.length === 0)
      return html`<div class="notice" role="status">
        ${icons.clock}
        <p>
          ${this.msg(
            'There is no free time in the days ahead. Please look again later, or call the hospital.',
            {
              id: 'slots.none',
            },
          )}
        </p>
      </div>`;
    const day = this.#days.find(({ key }) => key === this.dayKey) ?? open[0];
    return html`
      <fieldset>
        <legend>${this.msg('Day', { id: 'slots.day' })}</legend>
        <div class="days">${this.#days.map((entry) => this.#day(entry, entry === day))}</div>
      </fieldset>
      ${day ? this.#times(day) : nothing}
      <div id="slot-error">
        ${
          this.missing
            ? html`<p class="error" role="alert">
              ${icons.warning}${this.msg('Choose a time first.', { id: 'slots.missing' })}
            </p>`
            : nothing
        }
      </div>
      <button class="button primary block" part="button button-primary" type="submit">
        ${this.msg('Continue', { id: 'continue' })}
      </button>
    `;
  }

  #day({ key, slots }: SlotDay, chosen: boolean): TemplateResult {
    const { timeZone } = this;
    const start = slots[0]?.start ?? '';
    const left = slots.filter(({ remaining }) => remaining > 0).length;
    const part = (options: Intl.DateTimeFormatOptions) =>
      dateFormat(this.formats, { ...options, timeZone }).format(new Date(start));
    const free =
      left === 0 ? this.msg('full', { id: 'slots.full' }) : this.msg(str`${left} free`, { id: 'slots.free' });
    return html`
      <label class="day">
        <input
          type="radio"
          name="day"
          .value=${key}
          .checked=${chosen}
          aria-label=${`${dayWords(start, this.formats, timeZone)}, ${free}`}
          @change=${() => {
            this.dayKey = key;
          }}
        />
        <span class="small">${part({ weekday: 'short' })}</span>
        <span class="date">${part({ day: 'numeric' })}</span>
        <span class="small">${part({ month: 'short' })}</span>
        <span class="left">${free}</span>
      </label>
    `;
  }

  #times({ slots }: SlotDay): TemplateResult {
    const { timeZone } = this;
    const first = slots[0]?.start ?? '';
    // Zones have aliases (Asia/Calcutta is Asia/Kolkata), so what counts is whether the clocks differ.
    const zone =
      timeZone && dateTime(first, 'en', timeZone) !== dateTime(first, 'en')
        ? html`<p class="small muted">
            ${this.msg(str`Times are those of your community (${timeZone}).`, { id: 'slots.zone' })}
          </p>`
        : nothing;
    return html`
      <fieldset aria-describedby="slot-error">
        <legend>${dayWords(first, this.formats, timeZone)}</legend>
        <div class="times">
          ${slots.map(
            (slot) => html`
              <label class="time">
                <input
                  type="radio"
                  name="slot"
                  .value=${slot.start}
                  .checked=${slot.start === this.chosen?.start}
                  ?disabled=${slot.remaining === 0}
                  @change=${() => {
                    this.chosen = slot;
                    this.missing = false;
                  }}
                />
                <span>${time(slot.start, this.formats, timeZone)}</span>
              </label>
            `,
          )}
        </div>
        ${zone}
      </fieldset>
    `;
  }

  #loading(): TemplateResult {
    return html`
      <p class="hidden-text" role="status">${this.msg('Looking for free times…', { id: 'slots.loading' })}</p>
      <div class="days" aria-hidden="true">${Array.from({ length: 7 }, () => html`<div class="skeleton"></div>`)}</div>
      <div class="times" aria-hidden="true">
        ${Array.from({ length: 12 }, () => html`<div class="skeleton"></div>`)}
      </div>
    `;
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    this.missing = this.chosen === null;
    if (this.chosen) this.emit('choose-slot', this.chosen);
    else {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('input[name=slot]:enabled')?.focus();
    }
  };
}

define('kiwi-slot-picker', KiwiSlotPicker);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-slot-picker': KiwiSlotPicker;
  }
}
