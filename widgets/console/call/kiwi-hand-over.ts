import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Failure } from '../../src/domain/failure.ts';
import { icons } from '../../src/icons.ts';
import { busyWords } from '../../src/parts/buttons.ts';
import { define } from '../../src/parts/define.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { dialogs } from '../parts/dialog.styles.ts';
import { consoleFailureWords, DISPOSITIONS, dispositionWords } from '../parts/words.ts';

/** Somebody or some desk that can get the call. */
export interface Receiver {
  readonly id: string;
  readonly name: string;
}

/** Giving the call away: to a colleague or another desk with a note, or ending it with what became of it. */
export class KiwiHandOver extends ConsolePart {
  static override styles = [consoleBase, dialogs];

  @property({ attribute: false }) kind: 'transfer' | 'end' = 'end';
  /** The desk of the platform, as the service names it. */
  @property({ attribute: false }) platform = '';
  @property({ attribute: false }) colleagues: readonly Receiver[] = [];
  @property({ attribute: false }) desks: readonly Receiver[] = [];
  /** What became of the call, as far as it is known. */
  @property({ attribute: false }) disposition: string = 'advised';
  @property({ type: Boolean, attribute: false }) busy = false;
  @property({ attribute: false }) failure: Failure | null = null;
  @state() private shown = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  async open(): Promise<void> {
    if (this.dialog.open) return;
    this.shown = true;
    // The field that gets the focus has to be there.
    await this.updateComplete;
    this.dialog.showModal();
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
    const transfers = this.kind === 'transfer';
    const title = transfers
      ? this.msg('Transfer the call', { id: 'dispatch.key-transfer' })
      : this.msg('End the call', { id: 'dispatch.end-title' });
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <h2 id="title">${title}</h2>
      <div class="field">
        <label for="choice">${
          transfers
            ? this.msg('To', { id: 'dispatch.transfer-to' })
            : this.msg('What became of it', { id: 'dispatch.disposition' })
        }</label>
        <select id="choice" name="choice" autofocus>
          ${transfers ? this.#receivers() : this.#dispositions()}
        </select>
      </div>
      <div class="field">
        <label for="note">
          ${transfers ? this.msg('Note for who takes it', { id: 'dispatch.transfer-note' }) : this.msg('Notes for colleagues', { id: 'dispatch.end-notes' })}
          <span class="optional">(${this.msg('optional', { id: 'optional' })})</span>
        </label>
        <textarea id="note" name="note" rows="3" maxlength=${transfers ? 1000 : 2000}></textarea>
      </div>
      <div role="alert">
        ${this.failure === null ? nothing : html`<p class="error">${icons.warning}<span>${consoleFailureWords(this.msg, this.failure)}</span></p>`}
      </div>
      <div class="confirm">
        <button class="button primary" type="submit" aria-disabled=${this.busy}>
          ${busyWords(this.busy, title)}
        </button>
        <button class="button secondary" type="button" @click=${() => this.dialog.close()}>
          ${this.msg('Cancel', { id: 'account.cancel' })}
        </button>
      </div>
    </form>`;
  }

  #receivers(): TemplateResult {
    const option = ({ id, name }: Receiver) => html`<option value=${id}>${name}</option>`;
    return html`${
      this.colleagues.length === 0
        ? nothing
        : html`<optgroup label=${this.msg('Colleagues on duty', { id: 'dispatch.colleagues' })}>${this.colleagues.map(option)}</optgroup>`
    }
      <optgroup label=${this.msg('Desks', { id: 'dispatch.desks' })}>
        ${option({ id: this.platform, name: this.msg('Platform desk', { id: 'dispatch.desk-platform' }) })}
        ${this.desks.map(option)}
      </optgroup>`;
  }

  #dispositions(): TemplateResult {
    return html`${DISPOSITIONS.map(
      (one) =>
        html`<option value=${one} ?selected=${one === this.disposition}>${dispositionWords(this.msg, one)}</option>`,
    )}`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(event.target as HTMLFormElement);
    const choice = String(data.get('choice') ?? '');
    const note = String(data.get('note') ?? '').trim();
    if (this.kind === 'end') this.fire('end-call', { disposition: choice, notes: note });
    else this.fire('transfer', { to: choice, ...(note === '' ? {} : { note }) });
  };
}

define('kiwi-hand-over', KiwiHandOver);
