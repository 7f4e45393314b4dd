import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Hospital } from '../../src/domain/wire.ts';
import { define } from '../../src/parts/define.ts';
import type { CallFigures } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { lasting } from '../parts/shift-time.ts';
import { Ticker } from '../parts/ticker.ts';
import { styles } from './kiwi-operators.styles.ts';

type Operator = CallFigures['operators'][number];

/** Who takes calls now, and with which call. Opening it is listening in; there an administrator takes it over. */
export class KiwiOperators extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) operators: readonly Operator[] = [];
  /** Their names are shown beside the operators; empty where there is one desk. */
  @property({ attribute: false }) hospitals: readonly Hospital[] = [];
  @property({ attribute: false }) now: () => number = () => 0;

  constructor() {
    super();
    new Ticker(this);
  }

  override render(): TemplateResult {
    return html`<section aria-labelledby="operators">
      <h3 id="operators">${this.msg('Operators', { id: 'supervise.operators' })}</h3>
      ${
        this.operators.length === 0
          ? html`<p class="notice warn">${this.msg('Nobody is on duty: calls ring at the next desk.', { id: 'supervise.nobody' })}</p>`
          : html`<ul class="panel">
              ${this.operators.map((operator) => this.#operator(operator))}
            </ul>`
      }
    </section>`;
  }

  #operator({ name, hospitalId, state, callId, since }: Operator): TemplateResult {
    const hospital = this.hospitals.find(({ id }) => id === hospitalId)?.name;
    return html`<li>
      <span class="who"><strong><bdi>${name}</bdi></strong>${
        hospital === undefined ? nothing : html`<span class="small muted"><bdi>${hospital}</bdi></span>`
      }</span>
      <span class="chip ${state}">${this.#stateWords(state)}</span>
      <span class="age">${since === null ? nothing : lasting(this.now() - Date.parse(since), this.formats)}</span>
      ${
        callId === null
          ? html`<span></span>`
          : html`<button class="button secondary" type="button" @click=${() => this.fire('open-call', callId)}>
              <span
                >${state === 'wrapping_up' ? this.msg('Open the call', { id: 'dispatch.open-call' }) : this.msg('Listen in', { id: 'supervise.listen' })}<span
                  class="hidden-text"
                  >, ${name}</span
                ></span
              >
            </button>`
      }
    </li>`;
  }

  #stateWords(state: Operator['state']): string {
    switch (state) {
      case 'free':
        return this.msg('Free', { id: 'supervise.free' });
      case 'in_call':
        return this.msg('In a call', { id: 'supervise.in-call' });
      case 'on_hold':
        return this.msg('Caller on hold', { id: 'supervise.on-hold' });
      case 'wrapping_up':
        return this.msg('Wrapping up', { id: 'dispatch.wrapping-up' });
    }
  }
}

define('kiwi-operators', KiwiOperators);
