import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Failure } from '../../src/domain/failure.ts';
import type { Call } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { lasting } from '../parts/shift-time.ts';
import { Ticker } from '../parts/ticker.ts';
import { channelWords, consoleFailureWords, stateWords, urgencyWords } from '../parts/words.ts';
import { styles } from './kiwi-waiting-calls.styles.ts';

/** The calls of the desk: those that wait ring, those that one has go on, those that nobody answered are called back. */
export class KiwiWaitingCalls extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) waiting: readonly Call[] = [];
  @property({ attribute: false }) own: readonly Call[] = [];
  @property({ attribute: false }) left: readonly Call[] = [];
  @property({ type: Boolean, attribute: false }) loaded = false;
  @property({ attribute: false }) failure: Failure | null = null;
  /** The call that is open. */
  @property({ attribute: false }) selected: string | null = null;
  /** Whether the person takes calls. */
  @property({ type: Boolean, attribute: false }) takes = false;
  /** The call that is being taken. */
  @property({ attribute: false }) taking: string | null = null;
  @property({ attribute: false }) now: () => number = () => 0;

  constructor() {
    super();
    new Ticker(this);
  }

  override render(): TemplateResult {
    const { waiting } = this;
    const [first] = waiting;
    return html`<nav aria-label=${this.msg('Calls', { id: 'dispatch.calls' })}>
      <p class="hidden-text" role="status">
        ${
          first === undefined
            ? nothing
            : this.msg(
                str`${waiting.length} waiting, the most urgent: ${urgencyWords(this.msg, first.urgency)}`,
                {
                  id: 'dispatch.waiting-spoken',
                },
              )
        }
      </p>
      <div class="title ${waiting.length > 0 ? 'rings' : ''}">
        <h2>${this.msg('Waiting', { id: 'dispatch.state-waiting' })}</h2>
        <span class="count">${waiting.length}</span>
      </div>
      ${this.#failed()} ${this.#waiting()}
      ${this.#more(this.msg('Yours', { id: 'dispatch.own' }), this.own)}
      ${this.#more(this.msg('To call back', { id: 'dispatch.left' }), this.left)}
    </nav>`;
  }

  #failed(): TemplateResult | typeof nothing {
    if (this.failure === null) return nothing;
    return html`<p class="notice warn" role="alert">${icons.offline}<span>${
      this.loaded
        ? this.msg('The list may be out of date.', { id: 'dispatch.list-old' })
        : consoleFailureWords(this.msg, this.failure)
    }</span></p>`;
  }

  #waiting(): TemplateResult {
    if (!this.loaded) {
      return this.failure === null
        ? html`<p class="empty" role="status">${this.msg('Loading…', { id: 'loading' })}</p>`
        : html``;
    }
    if (this.waiting.length === 0)
      return html`<p class="empty">${icons.check}<span>${this.msg('Nobody is waiting.', { id: 'dispatch.nobody' })}</span></p>`;
    return html`<ul>
      ${this.waiting.map((call, index) => this.#call(call, index === 0))}
    </ul>`;
  }

  #more(title: string, calls: readonly Call[]): TemplateResult | typeof nothing {
    if (calls.length === 0) return nothing;
    return html`<h3>${title}</h3>
      <ul>
        ${calls.map((call) => this.#call(call, false))}
      </ul>`;
  }

  #call(call: Call, first: boolean): TemplateResult {
    const { id, urgency, state, training, offeredTo } = call;
    const waits = state === 'waiting';
    const since = waits ? call.createdAt : (call.endedAt ?? call.claimedAt ?? call.createdAt);
    return html`<li class="${waits ? 'waits' : ''} ${training ? 'exercise' : ''}">
      <a
        href="/console/calls/${id}"
        aria-current=${id === this.selected ? 'page' : nothing}
        @click=${(event: MouseEvent) => this.#open(event, id)}
      >
        <span class="urgency u${urgency ?? 0}" aria-hidden="true">${urgency ?? '?'}</span>
        <span class="what">
          <strong>${urgencyWords(this.msg, urgency)}</strong>
          <span class="small muted">
            ${waits ? channelWords(this.msg, call) : stateWords(this.msg, call)}${
              call.location?.address ? html` · <bdi>${call.location.address}</bdi>` : nothing
            }
          </span>
          ${
            training || (offeredTo !== null && waits)
              ? html`<span class="row">
                  ${training ? html`<span class="chip exercise">${this.msg('Exercise', { id: 'dispatch.exercise' })}</span>` : nothing}
                  ${offeredTo !== null && waits ? html`<span class="chip">${this.msg('Transferred', { id: 'dispatch.end-transferred' })}</span>` : nothing}
                </span>`
              : nothing
          }
        </span>
        <span class="age">${lasting(this.now() - Date.parse(since), this.formats)}</span>
      </a>
      ${
        waits && this.takes
          ? html`<button
              class="button ${first && this.selected === null ? 'primary' : 'secondary'}"
              type="button"
              aria-disabled=${this.taking !== null}
              @click=${() => this.fire('claim', id)}
            >
              ${this.taking === id ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}
              <span>${this.msg('Take', { id: 'dispatch.take' })}</span>${first && this.selected === null ? html` <kbd aria-hidden="true">C</kbd>` : nothing}
            </button>`
          : nothing
      }
    </li>`;
  }

  /** A new tab or window is the browser's. */
  #open(event: MouseEvent, id: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.fire('open-call', id);
  }
}

define('kiwi-waiting-calls', KiwiWaitingCalls);
