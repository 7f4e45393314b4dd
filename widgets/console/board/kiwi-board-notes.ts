import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Failure } from '../../src/domain/failure.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import type { Held } from '../bookings/board-view.ts';
import type { Partly } from '../bookings/deeds.ts';
import type { LineState } from '../domain/line-state.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { clockTime } from '../parts/shift-time.ts';
import { Ticker } from '../parts/ticker.ts';
import { consoleFailureWords } from '../parts/words.ts';

const styles = css`
  .notes {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.5);
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--u) * 0.375) calc(var(--u) * 0.75);
    flex: 1 1 20rem;
    padding: calc(var(--u) * 0.25) calc(var(--u) * 0.75);
    min-block-size: calc(var(--u) * 2.5);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .note.warn {
    border-color: var(--_warning);
    color: var(--_warning);
    font-weight: 600;
  }
  .note.bad {
    border-color: var(--_danger);
    color: var(--_danger);
    font-weight: 600;
  }
  .words {
    flex: 1;
  }
`;

/** What one has to know about the rows: how old they are, what waits to be shown, what is selected, what did not work. */
export class KiwiBoardNotes extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) line: () => LineState = () => ({ kind: 'connecting' });
  /** When everything was last known to be current, milliseconds since 1970. */
  @property({ attribute: false }) currentAt: number | null = null;
  /** Why nothing could be read; null where something was. */
  @property({ attribute: false }) failure: Failure | null = null;
  @property({ attribute: false }) held: Held = { ids: [], added: 0, moved: false };
  @property({ attribute: false }) selected = 0;
  @property({ type: Boolean, attribute: false }) acknowledges = false;
  @property({ attribute: false }) partly: Partly | null = null;
  @property({ attribute: false }) timeZone: string | undefined;

  constructor() {
    super();
    new Ticker(this);
  }

  override render(): TemplateResult {
    return html`<div class="notes">${this.#age()}${this.#news()}${this.#selection()}${this.#failed()}</div>`;
  }

  #age(): TemplateResult | typeof nothing {
    if (this.failure !== null)
      return html`<p class="note bad" role="alert">${icons.offline}<span class="words">${consoleFailureWords(this.msg, this.failure)}</span></p>`;
    const line = this.line();
    if (line.kind !== 'offline' && line.kind !== 'late') return nothing;
    const since = line.kind === 'offline' ? (line.since ?? this.currentAt) : null;
    return html`<p class="note warn">
      ${icons.offline}
      <span class="words">${
        since === null
          ? this.msg('The rows may be out of date.', { id: 'board.old' })
          : this.msg(str`As of ${this.#clockTime(since)}. What has happened since is not shown.`, {
              id: 'board.as-of',
            })
      }</span>
    </p>`;
  }

  /** What waits while somebody is in the rows. */
  #news(): TemplateResult | typeof nothing {
    const { added, moved } = this.held;
    if (added === 0 && !moved) return nothing;
    return html`<p class="note">
      <span class="words" role="status">${
        added > 0
          ? this.msg(str`${added} new. The rows stay where they are while you are in them.`, {
              id: 'board.new',
            })
          : this.msg('The order has changed. The rows stay where they are while you are in them.', {
              id: 'board.moved',
            })
      }</span>
      <button class="button secondary" type="button" @click=${() => this.fire('board-update')}>
        <span>${this.msg('Update', { id: 'board.update' })}</span> <kbd aria-hidden="true">U</kbd>
      </button>
    </p>`;
  }

  #selection(): TemplateResult | typeof nothing {
    if (this.selected === 0) return nothing;
    return html`<div class="note">
      <span class="words">${this.msg(str`${this.selected} selected`, { id: 'board.selected' })}</span>
      ${
        this.acknowledges
          ? html`<button class="button secondary" type="button" @click=${() => this.fire('board-deed', 'acknowledge')}>
              <span>${this.msg('Acknowledge', { id: 'board.acknowledge' })}</span> <kbd aria-hidden="true">E</kbd>
            </button>`
          : nothing
      }
      <button class="button danger" type="button" @click=${() => this.fire('board-deed', 'cancel')}>
        <span>${this.msg('Cancel the bookings', { id: 'board.cancel-selected' })}</span> <kbd aria-hidden="true">N</kbd>
      </button>
      <button class="button quiet" type="button" @click=${() => this.fire('drop-selection')}>
        ${this.msg('Drop the selection', { id: 'board.drop' })}
      </button>
    </div>`;
  }

  #failed(): TemplateResult | typeof nothing {
    const { done = 0, failure = null } = this.partly ?? {};
    if (failure === null) return nothing;
    const why = consoleFailureWords(this.msg, failure);
    return html`<p class="note bad" role="alert">
      ${icons.warning}
      <span class="words">${
        done > 0 ? this.msg(str`${done} done, then not: ${why}`, { id: 'board.partly' }) : why
      }</span>
      <button class="button quiet" type="button" @click=${() => this.fire('close-failure')}>
        ${this.msg('Close', { id: 'dispatch.close' })}
      </button>
    </p>`;
  }

  #clockTime(at: number): string {
    return clockTime(at, this.formats, this.timeZone, { seconds: true });
  }
}

define('kiwi-board-notes', KiwiBoardNotes);
