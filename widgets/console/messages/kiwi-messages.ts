import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { Action } from '../../src/parts/action.ts';
import { busyWords } from '../../src/parts/buttons.ts';
import { define } from '../../src/parts/define.ts';
import type { UnitMessage } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { clockTime } from '../parts/shift-time.ts';
import { consoleFailureWords } from '../parts/words.ts';
import type { ConsoleSession } from '../sources/console-session.ts';
import { type MessageScope, UnitMessages } from './messages-source.ts';

const styles = css`
  :host {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: calc(var(--u) * 0.5);
  }
  ul {
    display: grid;
    gap: calc(var(--u) * 0.375);
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 calc(var(--u) * 0.75);
    padding: calc(var(--u) * 0.375) calc(var(--u) * 0.625);
    border-radius: var(--_radius);
    background: var(--_surface-muted);
  }
  .text {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .by {
    grid-column: 1;
  }
  .chip {
    grid-row: 1;
    grid-column: 2;
    align-self: start;
  }
  .chip.unseen {
    border-color: var(--_warning);
    color: var(--_warning);
    background: none;
    font-weight: 650;
  }
  @media print {
    form {
      display: none;
    }
  }
`;

/** Short texts to a unit: what was written, who has seen it, and a field for the next one. */
export class KiwiMessages extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) session!: ConsoleSession;
  @property({ attribute: false }) scope!: MessageScope;
  /** The name of the unit. */
  @property({ attribute: false }) unitName = '';
  @state() private source: UnitMessages | null = null;
  /** What was just done, for who cannot see it. */
  @state() private sent = false;
  @query('input') private field!: HTMLInputElement | null;
  readonly #sending = new Action(this);
  readonly #changed = (): void => this.requestUpdate();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { unitId, hospitalId, bookingId } = this.scope;
    const of = this.source?.scope;
    if (of?.unitId === unitId && of.hospitalId === hospitalId && of.bookingId === bookingId) return;
    this.#leave();
    this.source = new UnitMessages(this.session, this.scope);
    this.source.addEventListener('change', this.#changed);
    this.source.open();
  }

  /** @returns whether one may write. */
  focusField(): boolean {
    this.field?.focus();
    return this.field !== null;
  }

  override render(): TemplateResult {
    const { source } = this;
    const failure = this.#sending.failure ?? source?.failure ?? null;
    return html`${this.#maySend ? this.#form() : nothing}
      <div role="alert">
        ${failure === null ? nothing : html`<p class="error">${icons.warning}<span>${consoleFailureWords(this.msg, failure)}</span></p>`}
      </div>
      <p class="hidden-text" role="status">${this.sent ? this.msg('The message is sent.', { id: 'messages.sent' }) : nothing}</p>
      ${
        source?.loaded && source.all.length === 0
          ? html`<p class="small muted">${this.msg('Nothing was written yet.', { id: 'messages.none' })}</p>`
          : html`<ul>${source?.all.map((one) => this.#message(one))}</ul>`
      }`;
  }

  #form(): TemplateResult {
    const label = this.msg(str`Message to ${this.unitName}`, { id: 'messages.to' });
    return html`<form novalidate @submit=${this.#submit}>
      <input name="text" maxlength="500" autocomplete="off" aria-label=${label} placeholder=${label} />
      <button class="button secondary" type="submit" aria-disabled=${this.#sending.busy}>
        ${icons.send}${busyWords(this.#sending.busy, this.msg('Send', { id: 'messages.send' }))}
      </button>
    </form>`;
  }

  #message({ text, by, sentAt, seenAt, unitId }: UnitMessage): TemplateResult {
    return html`<li>
      <span class="text"><bdi>${text ?? this.msg('erased', { id: 'messages.erased' })}</bdi></span>
      <span class="small muted by">
        <bdi>${by.name}</bdi> · ${this.#at(sentAt)}${unitId === this.scope.unitId ? nothing : html` · ${this.msg('to the unit before', { id: 'messages.other' })}`}
      </span>
      <span class="chip ${seenAt === null ? 'unseen' : ''}">
        ${
          seenAt === null
            ? this.msg('not seen yet', { id: 'messages.unseen' })
            : html`${icons.check}${this.msg(str`seen at ${this.#at(seenAt)}`, { id: 'messages.seen' })}`
        }
      </span>
    </li>`;
  }

  get #maySend(): boolean {
    return this.session.dispatches || this.session.supervises;
  }

  #at(iso: string): string {
    return clockTime(iso, this.formats, this.session.region?.timezone);
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { source, field } = this;
    const text = field?.value.trim() ?? '';
    if (source === null || field === null || text === '') return;
    this.sent = false;
    const done = await this.#sending.run(async () => {
      await source.send(text);
      return true;
    });
    // What could not be sent stays in the field.
    if (done === undefined) return;
    field.value = '';
    this.sent = true;
  };

  #leave(): void {
    this.source?.removeEventListener('change', this.#changed);
    this.source?.close();
    this.source = null;
  }
}

define('kiwi-messages', KiwiMessages);
