import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icons } from '../../icons.ts';
import { dateTime, day as dayWords, time } from '../../locale/format.ts';
import { str } from '../../locale/messages.ts';
import { Action } from '../../parts/action.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice, failureWords } from '../../parts/notice.ts';
import { Part } from '../../parts/part.ts';
import type { Failure } from '../../store/failure.ts';
import { availabilityWindow, groupByDay, type SlotDay } from '../../store/slots.ts';
import type { ServiceType, Slot } from '../../store/wire.ts';
import { base, buttons, fields } from '../../theme/base.styles.ts';
import { styles } from './kiwi-slot-picker.styles.ts';

/**
 * A day, then a time of it.
 *
 * @internal
 * @fires choose-slot - `detail` is the Slot that was taken with "Continue".
 */
export class KiwiSlotPicker extends Part {
  static override styles = [base, buttons, fields, notices, styles];

  @property({ attribute: false }) service!: ServiceType;
  /** What was chosen before, when the person comes back. */
  @property({ attribute: false }) chosen: Slot | null = null;
  /** Why the person was sent back here, if they were. */
  @property({ attribute: false }) reason: Failure | null = null;

  @state() private days: readonly SlotDay[] | null = null;
  @state() private dayKey = '';
  @state() private missing = false;

  readonly #load = new Action(this);
  #abort = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('service')) void this.#fetch();
  }

  override render(): TemplateResult {
    return html`
      <form class="stack" novalidate @submit=${this.#submit}>
        <h2 tabindex="-1">${this.msg('When suits you?', { id: 'slots.title' })}</h2>
        ${
          this.reason
            ? html`<div class="notice warn" role="alert">${icons.warning}<p>${failureWords(this.msg, this.reason)}</p></div>`
            : nothing
        }
        ${failureNotice(this.msg, this.#load, this.store.region.emergencyNumber)} ${this.#body()}
      </form>
    `;
  }

  #body(): TemplateResult {
    if (this.#load.failure)
      return html`<button class="button secondary" type="button" @click=${() => this.#fetch()}>
        ${this.msg('Try again', { id: 'try-again' })}
      </button>`;
    if (this.days === null) return this.#loading();
    const open = this.days.filter(({ slots }) => slots.some(({ remaining }) => remaining > 0));
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
    const day = this.days.find(({ key }) => key === this.dayKey) ?? open[0];
    return html`
      <fieldset>
        <legend>${this.msg('Day', { id: 'slots.day' })}</legend>
        <div class="days">${this.days.map((entry) => this.#day(entry, entry === day))}</div>
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
    const { timeZone } = this.store;
    const start = slots[0]?.start ?? '';
    const left = slots.filter(({ remaining }) => remaining > 0).length;
    const part = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(this.formats, { ...options, timeZone }).format(new Date(start));
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
    const { timeZone } = this.store;
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

  async #fetch(): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.days = null;
    const window = availabilityWindow(this.service, new Date(this.store.clock.now()));
    const slots = await this.#load.run(() =>
      this.store.availability(this.service, window, this.#abort.signal),
    );
    if (!slots) return;
    this.days = groupByDay(slots, this.store.timeZone, this.store.hospital?.id);
    const still = slots.some(({ start, remaining }) => start === this.chosen?.start && remaining > 0);
    if (!still) this.chosen = null;
    this.dayKey =
      this.days.find((entry) => entry.slots.some(({ start }) => start === this.chosen?.start))?.key ??
      this.days.find((entry) => entry.slots.some(({ remaining }) => remaining > 0))?.key ??
      '';
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    this.missing = this.chosen === null;
    if (this.chosen) this.tell('choose-slot', this.chosen);
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
