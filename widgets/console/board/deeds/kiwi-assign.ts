import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Failure } from '../../../src/domain/failure.ts';
import type { Booking, ServiceType } from '../../../src/domain/wire.ts';
import { icons } from '../../../src/icons.ts';
import { str } from '../../../src/locale/messages.ts';
import { busyWords } from '../../../src/parts/buttons.ts';
import { define } from '../../../src/parts/define.ts';
import type { Candidate } from '../../bookings/candidates.ts';
import { ConsolePart } from '../../parts/console-part.ts';
import { consoleBase } from '../../parts/dense.styles.ts';
import { dialogs } from '../../parts/dialog.styles.ts';
import { wayWords } from '../../parts/unit-words.ts';
import { consoleFailureWords } from '../../parts/words.ts';

/** So many are shown; typing part of a name finds the others. */
const SHOWN = 30;

const styles = css`
  .people {
    max-block-size: min(20rem, 45dvh);
    overflow-y: auto;
    gap: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .people label {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: calc(var(--u) * 0.625);
    min-block-size: calc(var(--u) * 2.75);
    padding: calc(var(--u) * 0.25) calc(var(--u) * 0.75);
    font-weight: 500;
  }
  .people label + label {
    border-block-start: 1px solid var(--_border);
  }
  .people label:has(:checked) {
    background: color-mix(in srgb, var(--_primary) 12%, var(--_surface));
  }
  .facts {
    color: var(--_text-muted);
    font-size: calc(var(--u) * 0.875);
    text-align: end;
  }
`;

/** Giving a booking to somebody. Who comes first and how far they are is the list's to say. */
export class KiwiAssign extends ConsolePart {
  static override styles = [consoleBase, dialogs, styles];

  @property({ attribute: false }) booking: Booking | null = null;
  @property({ attribute: false }) service: ServiceType | null = null;
  /** Null while they are looked for. */
  @property({ attribute: false }) candidates: readonly Candidate[] | null = null;
  @property({ type: Boolean, attribute: false }) busy = false;
  @property({ attribute: false }) failure: Failure | null = null;
  @state() private shown = false;
  @state() private text = '';
  @state() private missing = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  async open(): Promise<void> {
    if (this.dialog.open) return;
    this.text = '';
    this.missing = false;
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
      ${this.shown && this.booking !== null ? this.#form(this.booking) : nothing}
    </dialog>`;
  }

  #form(booking: Booking): TemplateResult {
    const before = booking.assignee;
    const title =
      before === null
        ? this.msg('Assign', { id: 'board.assign' })
        : this.msg('Assign to somebody else', { id: 'board.reassign' });
    const place = booking.location?.address;
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <div>
        <h2 id="title">${title}</h2>
        <p class="small muted">
          ${this.service === null ? booking.serviceType : this.named(this.service.names)}${place ? html` · <bdi>${place}</bdi>` : nothing}
        </p>
        ${before === null ? nothing : html`<p class="small">${this.msg(str`Now: ${before.name}`, { id: 'board.assigned-now' })}</p>`}
      </div>
      <input
        type="search"
        autofocus
        autocomplete="off"
        aria-label=${this.msg('Part of a name', { id: 'board.find-person' })}
        placeholder=${this.msg('Part of a name', { id: 'board.find-person' })}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLInputElement).value;
        }}
      />
      ${this.#people(booking)}
      ${
        before === null
          ? nothing
          : html`<div class="field">
              <label for="reason">${this.msg('Why somebody else?', { id: 'board.reassign-reason' })}</label>
              <input id="reason" name="reason" maxlength="500" autocomplete="off" aria-invalid=${this.missing} />
            </div>`
      }
      <div role="alert">
        ${this.missing ? html`<p class="error">${icons.warning}<span>${this.msg('Say why in a few words.', { id: 'dispatch.reason-missing' })}</span></p>` : nothing}
        ${this.failure === null ? nothing : html`<p class="error">${icons.warning}<span>${consoleFailureWords(this.msg, this.failure)}</span></p>`}
      </div>
      <div class="confirm">
        <button class="button primary" type="submit" aria-disabled=${this.busy}>${busyWords(this.busy, title)}</button>
        <button class="button secondary" type="button" @click=${() => this.dialog.close()}>
          ${this.msg('Cancel', { id: 'account.cancel' })}
        </button>
      </div>
    </form>`;
  }

  #people({ assignee }: Booking): TemplateResult {
    const { candidates } = this;
    if (candidates === null)
      return html`<p role="status">${this.failure === null ? this.msg('Loading…', { id: 'loading' }) : nothing}</p>`;
    const wanted = this.text.trim().toLowerCase();
    const found = candidates.filter(
      ({ id, name }) => id !== assignee?.id && name.toLowerCase().includes(wanted),
    );
    if (found.length === 0)
      return html`<p class="muted" role="status">
        ${
          candidates.length === 0
            ? this.msg('Nobody here can be given it: volunteers are asked by the service.', {
                id: 'board.no-candidates',
              })
            : this.msg('Nobody was found.', { id: 'dispatch.who-none' })
        }
      </p>`;
    return html`<fieldset class="people">
      <legend class="hidden-text">${this.msg('Who', { id: 'dispatch.who' })}</legend>
      ${found.slice(0, SHOWN).map(
        (one, index) => html`<label>
          <input type="radio" name="assignee" value=${one.id} ?checked=${index === 0} />
          <span><bdi>${one.name}</bdi></span>
          <span class="facts">${this.#facts(one)}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  #facts({ onDuty, open, ...way }: Candidate): string {
    return [
      onDuty ? '' : this.msg('off duty', { id: 'board.off-duty' }),
      open > 0
        ? this.msg(str`${open} under way`, { id: 'board.busy' })
        : onDuty
          ? this.msg('free', { id: 'board.free' })
          : '',
      wayWords(this.msg, this.formats, way),
    ]
      .filter(Boolean)
      .join(' · ');
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(event.target as HTMLFormElement);
    const assigneeId = String(data.get('assignee') ?? '');
    const reason = String(data.get('reason') ?? '').trim();
    if (assigneeId === '') return;
    this.missing = this.booking?.assignee !== null && reason === '';
    if (this.missing) this.renderRoot.querySelector<HTMLElement>('#reason')?.focus();
    else this.fire('assign-booking', { assigneeId, reason });
  };
}

define('kiwi-assign', KiwiAssign);
