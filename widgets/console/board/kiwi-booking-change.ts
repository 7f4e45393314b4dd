import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Failure } from '../../src/domain/failure.ts';
import type { Booking } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { busyWords } from '../../src/parts/buttons.ts';
import { define } from '../../src/parts/define.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { dialogs } from '../parts/dialog.styles.ts';
import { consoleFailureWords } from '../parts/words.ts';

const COORDINATES = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;

/** Cancelling one or several bookings with a reason, or correcting the place of one. */
export class KiwiBookingChange extends ConsolePart {
  static override styles = [consoleBase, dialogs];

  @property({ attribute: false }) kind: 'cancel' | 'relocate' = 'cancel';
  @property({ attribute: false }) bookings: readonly Booking[] = [];
  @property({ type: Boolean, attribute: false }) busy = false;
  @property({ attribute: false }) failure: Failure | null = null;
  @state() private shown = false;
  @state() private wrong = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  async open(): Promise<void> {
    if (this.dialog.open) return;
    this.wrong = false;
    this.shown = true;
    await this.updateComplete;
    this.dialog.showModal();
  }

  get isOpen(): boolean {
    return this.dialog.open;
  }

  close(): void {
    this.dialog.close();
  }

  override render(): TemplateResult {
    return html`<dialog
      aria-labelledby="title"
      @close=${() => {
        this.shown = false;
      }}
    >
      ${this.shown ? this.#form() : nothing}
    </dialog>`;
  }

  #form(): TemplateResult {
    const cancels = this.kind === 'cancel';
    const count = this.bookings.length;
    const title = cancels
      ? count > 1
        ? this.msg(str`Cancel ${count} bookings`, { id: 'board.cancel-many' })
        : this.msg('Cancel the booking', { id: 'board.cancel' })
      : this.msg('Correct the place', { id: 'board.key-relocate' });
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <h2 id="title">${title}</h2>
      ${cancels ? this.#reason() : this.#place()}
      <div role="alert">
        ${this.failure === null ? nothing : html`<p class="error">${icons.warning}<span>${consoleFailureWords(this.msg, this.failure)}</span></p>`}
      </div>
      <div class="confirm">
        <button class="button ${cancels ? 'danger' : 'primary'}" type="submit" aria-disabled=${this.busy}>
          ${busyWords(this.busy, title)}
        </button>
        <button class="button secondary" type="button" @click=${() => this.dialog.close()}>
          ${this.msg('Back', { id: 'board.back' })}
        </button>
      </div>
    </form>`;
  }

  #reason(): TemplateResult {
    return html`<p class="small muted">
        ${this.msg('The patient and the person on the way are notified. This cannot be undone.', {
          id: 'board.cancel-about',
        })}
      </p>
      <div class="field">
        <label for="reason">${this.msg('Reason', { id: 'board.reason' })}</label>
        <textarea id="reason" name="reason" rows="2" maxlength="500" autofocus aria-invalid=${this.wrong}></textarea>
        ${this.wrong ? html`<p class="error" role="alert">${icons.warning}<span>${this.msg('Say why in a few words.', { id: 'dispatch.reason-missing' })}</span></p>` : nothing}
      </div>`;
  }

  #place(): TemplateResult {
    const location = this.bookings[0]?.location;
    return html`<div class="field">
        <label for="address">${this.msg('Directions', { id: 'dispatch.where-directions' })}</label>
        <input id="address" name="address" maxlength="500" autocomplete="off" autofocus .value=${location?.address ?? ''} />
      </div>
      <div class="field">
        <label for="coordinates">${this.msg('Latitude and longitude', { id: 'board.coordinates' })}</label>
        <input
          id="coordinates"
          name="coordinates"
          inputmode="decimal"
          autocomplete="off"
          dir="ltr"
          placeholder="12.9716, 77.5946"
          aria-invalid=${this.wrong}
          .value=${location ? `${location.latitude}, ${location.longitude}` : ''}
        />
        ${this.wrong ? html`<p class="error" role="alert">${icons.warning}<span>${this.msg('Write latitude and longitude, as in 12.9716, 77.5946.', { id: 'dispatch.where-wrong' })}</span></p>` : nothing}
      </div>`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(event.target as HTMLFormElement);
    if (this.kind === 'cancel') {
      const reason = String(data.get('reason') ?? '').trim();
      this.wrong = reason === '';
      if (!this.wrong) this.fire('cancel-bookings', reason);
      return;
    }
    const [, north, east] = COORDINATES.exec(String(data.get('coordinates') ?? '')) ?? [];
    const [latitude, longitude] = [Number(north), Number(east)];
    this.wrong = !(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180);
    if (this.wrong) return;
    const address = String(data.get('address') ?? '').trim();
    this.fire('relocate', { latitude, longitude, ...(address === '' ? {} : { address }) });
  };
}

define('kiwi-booking-change', KiwiBookingChange);
