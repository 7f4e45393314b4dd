import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../../src/parts/define.ts';
import type { NearestUnits } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { ageWords, OLD_POSITION_MS, unitRoleWords, wayWords } from '../parts/unit-words.ts';

const styles = css`
  .nearest {
    display: grid;
    gap: calc(var(--u) * 0.375);
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(var(--u) * 0.625);
  }
  .way {
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .old {
    color: var(--_warning);
    font-weight: 600;
  }
`;

/** Who can be at the place first, as far as they are free and have said where they are. */
export class KiwiNearest extends ConsolePart {
  static override styles = [consoleBase, styles];

  /** Null while it is being found. */
  @property({ attribute: false }) nearest: NearestUnits | null = null;
  @property({ type: Boolean, attribute: false }) failed = false;
  @property({ attribute: false }) now: () => number = () => 0;

  override render(): TemplateResult {
    return html`<section class="nearest" aria-live="polite">
      <h3>${this.msg('Nearest free units', { id: 'dispatch.nearest' })}</h3>
      ${this.#content()}
    </section>`;
  }

  #content(): TemplateResult {
    const { nearest } = this;
    const line = (words: string) => html`<p class="small muted">${words}</p>`;
    if (this.failed) return line(this.msg('Could not be found out.', { id: 'dispatch.nearest-failed' }));
    if (nearest === null) return line(this.msg('Loading…', { id: 'loading' }));
    if (nearest.data.length === 0) {
      return line(this.msg('No free unit has said where it is.', { id: 'dispatch.nearest-none' }));
    }
    return html`<ul>
        ${nearest.data.map((unit) => {
          const { name, role, position } = unit;
          const age = position === null ? null : this.now() - Date.parse(position.recordedAt);
          return html`<li>
            <span class="way">${wayWords(this.msg, this.formats, unit)}</span>
            <span>${name} <span class="muted">${unitRoleWords(this.msg, role)}</span></span>
            ${age === null ? nothing : html`<span class="small ${age > OLD_POSITION_MS ? 'old' : 'muted'}">${ageWords(this.msg, age)}</span>`}
          </li>`;
        })}
      </ul>
      ${nearest.source === 'estimate' ? line(this.msg('Estimated from the straight line', { id: 'dispatch.way-estimate' })) : nothing}`;
  }
}

define('kiwi-nearest', KiwiNearest);
