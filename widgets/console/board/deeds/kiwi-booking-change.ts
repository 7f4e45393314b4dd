import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Failure } from '../../../src/domain/failure.ts';
import type { Booking } from '../../../src/domain/wire.ts';
import { icons } from '../../../src/icons.ts';
import { str } from '../../../src/locale/messages.ts';
import { busyWords } from '../../../src/parts/buttons.ts';
import { define } from '../../../src/parts/define.ts';
import { type ConsoleEvent, ConsolePart } from '../../parts/console-part.ts';
import { consoleBase } from '../../parts/dense.styles.ts';
import { dialogs } from '../../parts/dialog.styles.ts';
import { consoleFailureWords } from '../../parts/words.ts';
import type { PinGround } from '../../where/kiwi-pin.ts';
import '../../where/kiwi-where.ts';
import type { KiwiWhere } from '../../where/kiwi-where.ts';

/** Cancelling one or several bookings with a reason, or correcting the place of one. */
export class KiwiBookingChange extends ConsolePart {
  static override styles = [consoleBase, dialogs];

  @property({ attribute: false }) kind: 'cancel' | 'relocate' = 'cancel';
  @property({ attribute: false }) bookings: readonly Booking[] = [];
  @property({ type: Boolean, attribute: false }) busy = false;
  @property({ attribute: false }) failure: Failure | null = null;
  /** Finds places by a text. */
  @property({ attribute: false }) find!: KiwiWhere['find'];
  @property({ attribute: false }) ground: PinGround | null = null;
  @state() private shown = false;
  @state() private wrong = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  async open(): Promise<void> {
    if (this.dialog.open) return;
    this.wrong = false;
    this.shown = true;
    await this.updateComplete;
    this.dialog.showModal();
    const where = this.renderRoot.querySelector<KiwiWhere>('kiwi-where');
    await where?.updateComplete;
    where?.focusSearch();
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
    if (this.kind === 'relocate') return this.#place();
    const count = this.bookings.length;
    const title =
      count > 1
        ? this.msg(str`Cancel ${count} bookings`, { id: 'board.cancel-many' })
        : this.msg('Cancel the booking', { id: 'board.cancel' });
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <h2 id="title">${title}</h2>
      ${this.#reason()}
      ${this.#failed()}
      <div class="confirm">
        <button class="button danger" type="submit" aria-disabled=${this.busy}>
          ${busyWords(this.busy, title)}
        </button>
        ${this.#back()}
      </div>
    </form>`;
  }

  #failed(): TemplateResult {
    return html`<div role="alert">
      ${this.failure === null ? nothing : html`<p class="error">${icons.warning}<span>${consoleFailureWords(this.msg, this.failure)}</span></p>`}
    </div>`;
  }

  #back(): TemplateResult {
    return html`<button class="button secondary" type="button" @click=${() => this.dialog.close()}>
      ${this.msg('Back', { id: 'board.back' })}
    </button>`;
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
    const location = this.bookings[0]?.location ?? null;
    return html`<div class="stack">
      <h2 id="title">${this.msg('Correct the place', { id: 'board.key-relocate' })}</h2>
      <kiwi-where
        .language=${this.language}
        .region=${this.region}
        .value=${location}
        .find=${this.find}
        .ground=${this.ground}
        .busy=${this.busy}
        @place-chosen=${({ detail }: ConsoleEvent<'place-chosen'>) => this.fire('relocate', detail.location)}
      ></kiwi-where>
      ${this.#failed()}
      <div>${this.#back()}</div>
    </div>`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy) return;
    const reason = String(new FormData(event.target as HTMLFormElement).get('reason') ?? '').trim();
    this.wrong = reason === '';
    if (!this.wrong) this.fire('cancel-bookings', reason);
  };
}

define('kiwi-booking-change', KiwiBookingChange);
