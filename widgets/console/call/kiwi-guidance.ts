import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Triage } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import type { TriageWords } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { styles } from './kiwi-guidance.styles.ts';

/** Steps shown until the operator asks for the rest: those that matter most come first. */
const STEPS = 4;

/** What to ask next, and what the caller should do until help is there. */
export class KiwiGuidance extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) triage!: Triage;
  /** The questions that were ticked off. */
  @property({ attribute: false }) asked: ReadonlySet<string> = new Set();
  /** What assessments say in the operator’s language, where this one is in another. */
  @property({ attribute: false }) triageWords: TriageWords | null = null;
  /** Whether the person may write to the caller. */
  @property({ type: Boolean, attribute: false }) writable = false;

  @state() private all = false;

  /** The first question that was not ticked off; null without one. */
  get nextQuestion(): string | null {
    return this.triage.questions.find(({ id }) => !this.asked.has(id))?.id ?? null;
  }

  override render(): TemplateResult {
    return html`${this.#questions(this.triage)} ${this.#advice(this.triage)}`;
  }

  #questions({ questions, language }: Triage): TemplateResult | typeof nothing {
    if (questions.length === 0) return nothing;
    const next = this.nextQuestion;
    return html`<section>
      <h3>${this.msg('Ask next', { id: 'dispatch.ask' })}</h3>
      <ul class="questions" lang=${language}>
        ${questions.map(
          ({ id, text }) => html`<li class="${id === next ? 'next' : ''} ${this.asked.has(id) ? 'done' : ''}">
            <label>
              <input type="checkbox" .checked=${this.asked.has(id)} @change=${() => this.fire('tick', id)} />
              <span>${text}${this.#meaning(this.triageWords?.questions[id])}${id === next ? html` <kbd aria-hidden="true">Q</kbd>` : nothing}</span>
            </label>
            ${this.#send(text)}
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #advice({ advice, language }: Triage): TemplateResult | typeof nothing {
    const steps = advice.flatMap(({ id, steps: all }) =>
      all.map((step, index) => ({ step, meaning: this.triageWords?.advice[id]?.[index] })),
    );
    if (steps.length === 0) return nothing;
    const shown = this.all ? steps : steps.slice(0, STEPS);
    return html`<section>
      <h3>${this.msg('Tell the caller', { id: 'dispatch.advice' })}</h3>
      <ul class="advice" lang=${language}>
        ${shown.map(({ step, meaning }) => html`<li><span>${step}${this.#meaning(meaning)}</span>${this.#send(step)}</li>`)}
      </ul>
      ${
        shown.length < steps.length
          ? html`<button class="button quiet more" type="button" @click=${this.#showAll}>
              ${this.msg(str`Show all ${steps.length}`, { id: 'dispatch.advice-all' })}
            </button>`
          : nothing
      }
    </section>`;
  }

  /** Below what is said to the caller in their language, the same in the operator’s. */
  #meaning(text: string | undefined): TemplateResult | typeof nothing {
    if (text === undefined) return nothing;
    return html`<span class="meaning small muted" lang=${this.language.texts}>${text}</span>`;
  }

  #send(text: string): TemplateResult | typeof nothing {
    if (!this.writable) return nothing;
    const words = this.msg('Write it to the caller', { id: 'dispatch.send-it' });
    return html`<button class="button quiet" type="button" title=${words} @click=${() => this.fire('say', { speaker: 'operator', text })}>
      ${icons.send}<span class="hidden-text">${words}: ${text}</span>
    </button>`;
  }

  readonly #showAll = (): void => {
    this.all = true;
  };
}

define('kiwi-guidance', KiwiGuidance);
