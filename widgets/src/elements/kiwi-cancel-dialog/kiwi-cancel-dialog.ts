import { css, html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Failure } from '../../domain/failure.ts';
import { bookingFailureWords } from '../../parts/booking-words.ts';
import { busyWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice } from '../../parts/notice.ts';
import { Part } from '../../parts/part.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { fields } from '../../theme/fields.styles.ts';

const styles = css`
  dialog {
    inline-size: min(28rem, calc(100vw - 2rem));
    max-block-size: calc(100dvh - 2rem);
    margin: auto;
    padding: calc(var(--u) * 1.25);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 1.25);
    background: var(--_surface);
    color: var(--_text);
    overflow: auto;
    box-shadow: 0 20px 60px rgb(0 0 0 / 30%);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 55%);
  }
`;

/**
 * Asks before cancelling. The browser's own modal dialog: it keeps focus inside, closes on Escape and gives focus
 * back to the button that opened it.
 *
 * @internal
 * @fires closed - The person decided, or left without deciding.
 * @fires confirm - The booking is to be cancelled; `detail` is the reason, which may be empty.
 */
export class KiwiCancelDialog extends Part {
  static override styles = [base, buttons, fields, notices, styles];

  /** Whether the booking is being cancelled. */
  @property({ type: Boolean, attribute: false }) busy = false;
  /** Why it could not be cancelled. */
  @property({ attribute: false }) failure: Failure | null = null;

  @query('dialog') private dialog!: HTMLDialogElement;

  #reason = '';

  open(): void {
    if (this.dialog.open) return;
    this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render(): TemplateResult {
    return html`
      <dialog part="dialog" aria-labelledby="title" aria-describedby="about" @close=${() => this.emit('closed')}>
        <form class="stack" novalidate @submit=${this.#submit}>
          <h2 id="title">${this.msg('Cancel this booking?', { id: 'cancel.title' })}</h2>
          <p class="muted" id="about">
            ${this.msg('Help will not come. You can always book again.', { id: 'cancel.about' })}
          </p>
          <div class="field">
            <label for="reason">
              ${this.msg('Why?', { id: 'cancel.reason' })}
              <span class="optional">(${this.msg('optional', { id: 'optional' })})</span>
            </label>
            <input
              id="reason"
              name="reason"
              part="input"
              maxlength="500"
              autocomplete="off"
              @input=${(event: InputEvent) => {
                this.#reason = (event.target as HTMLInputElement).value;
              }}
            />
          </div>
          ${failureNotice(this.msg, { failure: this.failure, waiting: 0 }, this.region.emergencyNumber, bookingFailureWords)}
          <div class="actions">
            <button
              class="button danger block"
              part="button button-danger"
              type="submit"
              aria-disabled=${this.busy}
            >
              ${busyWords(this.busy, this.msg('Yes, cancel it', { id: 'cancel.yes' }))}
            </button>
            <button class="button secondary block" part="button" type="button" autofocus @click=${() => this.dialog.close()}>
              ${this.msg('No, keep it', { id: 'cancel.no' })}
            </button>
          </div>
        </form>
      </dialog>
    `;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.emit('confirm', this.#reason);
  };
}

define('kiwi-cancel-dialog', KiwiCancelDialog);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-cancel-dialog': KiwiCancelDialog;
  }
}
