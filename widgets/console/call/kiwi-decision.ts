import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Failure } from '../../src/domain/failure.ts';
import type { ServiceType } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { busyWords } from '../../src/parts/buttons.ts';
import { define } from '../../src/parts/define.ts';
import type { CallContext, CallDecision, NearestUnits, Urgency } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { dialogs } from '../parts/dialog.styles.ts';
import { consoleFailureWords, urgencyWords } from '../parts/words.ts';
import './kiwi-nearest.ts';

type Deed = CallDecision['action'];

const URGENCIES = [1, 2, 3, 4, 5] as const;
const DEEDS: readonly Deed[] = ['dispatch', 'advise', 'refer', 'false_call'];
/** As urgent as this somebody is sent, unless the operator says otherwise. */
const SENDS = 2;

const styles = css`
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.375);
  }
  .choice {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 0.5);
    padding: calc(var(--u) * 0.375) calc(var(--u) * 0.75);
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    font-weight: 500;
    cursor: pointer;
  }
  .choice:has(:checked) {
    border-color: var(--_primary);
    background: color-mix(in srgb, var(--_primary) 10%, var(--_surface));
    font-weight: 650;
  }
  .choice .urgency {
    inline-size: calc(var(--u) * 1.5);
    block-size: calc(var(--u) * 1.5);
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--u) * 0.25) calc(var(--u) * 1);
    padding: calc(var(--u) * 0.75) calc(var(--u) * 1);
    border-radius: var(--_radius);
    background: var(--_surface-muted);
  }
  dt {
    color: var(--_text-muted);
  }
  dd {
    overflow-wrap: anywhere;
  }
  .chip.exercise {
    justify-self: start;
  }
  .missing {
    color: var(--_warning);
    font-weight: 650;
  }
`;

/**
 * The decision, filled in as it was assessed: the confirmation has the focus, so that Enter sends what is shown. Another
 * urgency than the assessed one asks why.
 */
export class KiwiDecision extends ConsolePart {
  static override styles = [consoleBase, dialogs, styles];

  @property({ attribute: false }) context!: CallContext;
  @property({ attribute: false }) services: readonly ServiceType[] = [];
  @property({ type: Boolean, attribute: false }) busy = false;
  @property({ attribute: false }) failure: Failure | null = null;
  /** Who can be at the place first; null while that is being found. */
  @property({ attribute: false }) nearest: NearestUnits | null = null;
  @property({ type: Boolean, attribute: false }) nearestFailed = false;
  @property({ attribute: false }) now: () => number = () => 0;
  @state() private urgency: Urgency = 2;
  @state() private deed: Deed = 'dispatch';
  @state() private neighbours = false;
  /** Whether a reason is missing. */
  @state() private lacking = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('#reason') private reason!: HTMLTextAreaElement | null;

  async open(): Promise<void> {
    if (this.dialog.open) return;
    const { call } = this.context;
    this.urgency = call.urgency ?? SENDS;
    this.deed = this.urgency <= SENDS ? 'dispatch' : 'advise';
    this.neighbours = false;
    this.lacking = false;
    this.dialog.showModal();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.confirm .button')?.focus();
  }

  close(): void {
    this.dialog.close();
  }

  override render(): TemplateResult {
    const { call } = this.context;
    const asks = this.#asksWhy;
    return html`<dialog aria-labelledby="title" @keydown=${this.#pressed}>
      <form class="stack" novalidate @submit=${this.#submit}>
        <h2 id="title">${this.msg('Decide', { id: 'dispatch.decide' })}</h2>
        ${this.#urgencies()} ${this.#deeds()}
        ${this.deed === 'dispatch' ? this.#summary() : nothing}
        ${
          asks
            ? html`<div class="field">
                <label for="reason">${this.msg('Why another urgency than assessed?', { id: 'dispatch.reason' })}</label>
                <textarea id="reason" rows="2" maxlength="1000" aria-invalid=${this.lacking} aria-describedby="lacking"></textarea>
                <p id="lacking" class="error">${this.lacking ? this.msg('Say why in a few words.', { id: 'dispatch.reason-missing' }) : nothing}</p>
              </div>`
            : nothing
        }
        ${call.training ? html`<p class="chip exercise">${this.msg('Exercise: nothing is sent.', { id: 'dispatch.exercise-decision' })}</p>` : nothing}
        <div role="alert">
          ${this.failure === null ? nothing : html`<p class="error">${icons.warning}<span>${consoleFailureWords(this.msg, this.failure)}</span></p>`}
        </div>
        <div class="confirm">
          <button class="button ${this.deed === 'dispatch' && this.urgency === 1 ? 'emergency' : 'primary'}" type="submit" aria-disabled=${this.busy}>
            ${busyWords(this.busy, this.#confirmWords())} <kbd aria-hidden="true">↵</kbd>
          </button>
          <button class="button secondary" type="button" @click=${() => this.dialog.close()}>
            ${this.msg('Cancel', { id: 'account.cancel' })}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  /** What was assessed, as far as the service shows it: null once a person decided, whose urgency stands in its place. */
  get #asksWhy(): boolean {
    const { triage } = this.context;
    if (this.failure?.code === 'decision_reason_required') return true;
    return triage !== null && triage.urgency !== this.urgency;
  }

  #urgencies(): TemplateResult {
    return html`<fieldset>
      <legend>${this.msg('Urgency', { id: 'dispatch.urgency' })}</legend>
      <div class="choices">
        ${URGENCIES.map(
          (urgency) => html`<label class="choice">
            <input type="radio" name="urgency" .checked=${urgency === this.urgency} @change=${() => this.#choose(urgency)} />
            <span class="urgency u${urgency}">${urgency}</span><span>${urgencyWords(this.msg, urgency)}</span>
          </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #deeds(): TemplateResult {
    return html`<fieldset>
      <legend>${this.msg('What happens', { id: 'dispatch.deed' })}</legend>
      <div class="choices">
        ${DEEDS.map(
          (deed) => html`<label class="choice">
            <input
              type="radio"
              name="deed"
              .checked=${deed === this.deed}
              @change=${() => {
                this.deed = deed;
              }}
            />
            <span>${this.#deedWords(deed)}</span>
          </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #deedWords(deed: Deed): string {
    switch (deed) {
      case 'dispatch':
        return this.msg('Send help', { id: 'dispatch.deed-send' });
      case 'advise':
        return this.msg('Give advice', { id: 'dispatch.deed-advise' });
      case 'refer':
        return this.msg('Refer elsewhere', { id: 'dispatch.deed-refer' });
      case 'false_call':
        return this.msg('False call', { id: 'dispatch.end-false-call' });
    }
  }

  /** What is sent, to whom and where: what is missing cannot be overlooked. */
  #summary(): TemplateResult {
    const { prefill, resident, call } = this.context;
    const missing = (words: string) => html`<span class="missing">${words}</span>`;
    const where = prefill.location.value;
    return html`<dl>
        <dt>${this.msg('Service', { id: 'dispatch.service' })}</dt>
        <dd>${this.#service() || missing(this.msg('not chosen', { id: 'dispatch.service-missing' }))}</dd>
        <dt>${this.msg('Who', { id: 'dispatch.who' })}</dt>
        <dd>${
          resident?.name ??
          (call.residentId === null
            ? missing(this.msg('not known: find the person first', { id: 'dispatch.who-missing' }))
            : this.msg('A registered resident', { id: 'dispatch.who-hidden' }))
        }</dd>
        <dt>${this.msg('Where', { id: 'dispatch.where' })}</dt>
        <dd>${
          where === null
            ? missing(this.msg('not known', { id: 'dispatch.where-missing' }))
            : (where.address ?? `${where.latitude.toFixed(4)}, ${where.longitude.toFixed(4)}`)
        }</dd>
      </dl>
      ${
        where === null || call.training
          ? nothing
          : html`<kiwi-nearest
              .language=${this.language}
              .region=${this.region}
              .nearest=${this.nearest}
              .failed=${this.nearestFailed}
              .now=${this.now}
            ></kiwi-nearest>`
      }
      ${
        this.urgency === 1 && !call.training
          ? html`<label class="row">
              <input
                type="checkbox"
                .checked=${this.neighbours}
                @change=${(event: Event) => {
                  this.neighbours = (event.target as HTMLInputElement).checked;
                }}
              />
              <span>${this.msg('Also ask skilled neighbours: the heart may have stopped', { id: 'dispatch.neighbours' })}</span>
            </label>`
          : nothing
      }`;
  }

  #service(): string {
    const { value } = this.context.prefill.serviceType;
    const service = this.services.find(({ id }) => id === value);
    return service === undefined ? (value ?? '') : this.named(service.names);
  }

  #confirmWords(): string {
    const { urgency } = this;
    const service = this.deed === 'dispatch' ? this.#service() : '';
    if (service === '') {
      const deed = this.#deedWords(this.deed);
      return this.msg(str`${deed}, urgency ${urgency}`, { id: 'dispatch.confirm-deed' });
    }
    return this.msg(str`Send: ${service}, urgency ${urgency}`, { id: 'dispatch.confirm-send' });
  }

  #choose(urgency: Urgency): void {
    this.urgency = urgency;
    this.lacking = false;
  }

  /** The digits choose the urgency, unless one is writing. */
  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const urgency = URGENCIES.find((one) => String(one) === event.key);
    if (urgency !== undefined) this.#choose(urgency);
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const reason = this.reason?.value.trim() ?? '';
    if (this.#asksWhy && reason === '') {
      this.lacking = true;
      this.reason?.focus();
      return;
    }
    if (this.busy) return;
    this.fire('decide', {
      urgency: this.urgency,
      action: this.deed,
      ...(reason === '' ? {} : { reason }),
      ...(this.deed === 'dispatch' && this.neighbours ? { neighbours: true } : {}),
    });
  };
}

define('kiwi-decision', KiwiDecision);
