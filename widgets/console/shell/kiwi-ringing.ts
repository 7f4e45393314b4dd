import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Call } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { lasting } from '../parts/shift-time.ts';
import { Ticker } from '../parts/ticker.ts';
import { urgencyWords } from '../parts/words.ts';

const styles = css`
  .strip {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.375) calc(var(--u) * 0.75);
    padding: calc(var(--u) * 0.375) calc(var(--u) * 1);
    background: color-mix(in srgb, var(--_warning) 14%, var(--_surface));
    border-block-end: 1px solid var(--_warning);
  }
  .strip.talking {
    background: color-mix(in srgb, var(--_primary) 10%, var(--_surface));
    border-color: var(--_primary);
  }
  .words {
    flex: 1;
    min-inline-size: 0;
    font-weight: 600;
  }
  .age {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
`;

/** Away from the desk: that calls wait there, or that one has left one's own. */
export class KiwiRinging extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) waiting: readonly Call[] = [];
  /** The call that the person is in. */
  @property({ attribute: false }) talking: Call | null = null;
  @property({ attribute: false }) now: () => number = () => 0;

  constructor() {
    super();
    new Ticker(this);
  }

  override render(): TemplateResult {
    const [first] = this.waiting;
    const words =
      first === undefined
        ? nothing
        : this.msg(
            str`${this.waiting.length} waiting, the most urgent: ${urgencyWords(this.msg, first.urgency)}`,
            {
              id: 'dispatch.waiting-spoken',
            },
          );
    // There before anything rings, so that it is heard of when it does.
    return html`<p class="hidden-text" role="alert">${words}</p>
      ${first === undefined ? this.#own() : this.#waits(first, words)}`;
  }

  #waits({ id, urgency, createdAt }: Call, words: unknown): TemplateResult {
    return html`<aside class="strip" aria-label=${this.msg('Calls', { id: 'dispatch.calls' })}>
      <span class="urgency u${urgency ?? 0}" aria-hidden="true">${urgency ?? '?'}</span>
      <span class="words">${words}</span>
      <span class="age">${lasting(this.now() - Date.parse(createdAt), this.formats)}</span>
      <button class="button primary" type="button" @click=${() => this.fire('open-call', id)}>
        ${this.msg('Open the call', { id: 'dispatch.open-call' })}
      </button>
    </aside>`;
  }

  #own(): TemplateResult | typeof nothing {
    const { talking } = this;
    if (talking === null) return nothing;
    const held = talking.state === 'held';
    return html`<aside class="strip talking" aria-label=${this.msg('Calls', { id: 'dispatch.calls' })}>
      ${held ? icons.pause : icons.phone}
      <span class="words"
        >${
          held
            ? this.msg('Your caller is on hold.', { id: 'dispatch.yours-held' })
            : this.msg('You are on the line.', { id: 'dispatch.yours-active' })
        }</span
      >
      <span class="age">${lasting(this.now() - Date.parse(talking.claimedAt ?? talking.createdAt), this.formats)}</span>
      <button class="button secondary" type="button" @click=${() => this.fire('open-call', talking.id)}>
        ${this.msg('Back to the call', { id: 'dispatch.back-to-call' })}
      </button>
    </aside>`;
  }
}

define('kiwi-ringing', KiwiRinging);
