import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Failure } from '../../src/domain/failure.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { busyWords } from '../../src/parts/buttons.ts';
import { define } from '../../src/parts/define.ts';
import type { Unit } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { dialogs } from '../parts/dialog.styles.ts';
import { consoleFailureWords } from '../parts/words.ts';

const styles = css`
  .reasons {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.375);
  }
`;

/** Asks why a unit goes out of service. */
export class KiwiOutOfService extends ConsolePart {
  static override styles = [consoleBase, dialogs, styles];

  @property({ attribute: false }) unit: Unit | null = null;
  @property({ type: Boolean, attribute: false }) busy = false;
  @property({ attribute: false }) failure: Failure | null = null;
  @state() private lacking = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('#reason') private reason!: HTMLInputElement;

  async open(): Promise<void> {
    if (this.dialog.open) return;
    this.lacking = false;
    this.dialog.showModal();
    await this.updateComplete;
    this.reason.value = '';
    this.reason.focus();
  }

  close(): void {
    this.dialog.close();
  }

  override render(): TemplateResult {
    const name = this.unit?.name ?? '';
    const common = [
      this.msg('Vehicle', { id: 'units.reason-vehicle' }),
      this.msg('Equipment', { id: 'units.reason-equipment' }),
      this.msg('Break', { id: 'units.reason-break' }),
      this.msg('Cleaning', { id: 'units.reason-cleaning' }),
    ];
    return html`<dialog aria-labelledby="title">
      <form class="stack" novalidate @submit=${this.#submit}>
        <h2 id="title">${this.msg(str`Put ${name} out of service`, { id: 'units.out-title' })}</h2>
        <p class="muted">
          ${this.msg('Nothing is offered until the return. A booking that goes on stays with the unit.', {
            id: 'units.out-text',
          })}
        </p>
        <div class="field">
          <label for="reason">${this.msg('Why?', { id: 'units.reason' })}</label>
          <input id="reason" maxlength="200" autocomplete="off" aria-invalid=${this.lacking} aria-describedby="lacking" />
          <p id="lacking" class="error">
            ${this.lacking ? this.msg('Say why in a few words.', { id: 'dispatch.reason-missing' }) : nothing}
          </p>
        </div>
        <div class="reasons">
          ${common.map(
            (words) =>
              html`<button class="button secondary" type="button" @click=${() => this.#fill(words)}>${words}</button>`,
          )}
        </div>
        <div role="alert">
          ${this.failure === null ? nothing : html`<p class="error">${icons.warning}<span>${consoleFailureWords(this.msg, this.failure)}</span></p>`}
        </div>
        <div class="confirm">
          <button class="button primary" type="submit" aria-disabled=${this.busy}>
            ${busyWords(this.busy, this.msg('Out of service', { id: 'dispatch.unit-out' }))}
          </button>
          <button class="button secondary" type="button" @click=${() => this.dialog.close()}>
            ${this.msg('Cancel', { id: 'account.cancel' })}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  #fill(words: string): void {
    this.reason.value = words;
    this.lacking = false;
    this.reason.focus();
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const reason = this.reason.value.trim();
    this.lacking = reason === '';
    if (this.lacking) this.reason.focus();
    else if (!this.busy) this.fire('take-out', reason);
  };
}

define('kiwi-out-of-service', KiwiOutOfService);
