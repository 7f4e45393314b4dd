import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { iconOf } from '../../domain/services.ts';
import { fastestOf, isEmergency, type TriageQuestion } from '../../domain/triage.ts';
import type { ServiceType, Triage } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { str } from '../../locale/messages.ts';
import { callLink, callWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { Part } from '../../parts/part.ts';
import { headlineWords } from '../../parts/triage-words.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { styles } from './kiwi-triage-result.styles.ts';

/** A person in need reads little: the grounds that weigh most, and what to do about them. */
const MAX_REASONS = 2;
const MAX_ADVICE = 2;

/**
 * How urgent it is and why, what to do now, the service that fits, and the question that would tell more. In an
 * emergency the call and the fastest service come before all else.
 *
 * @internal
 * @fires choose-service - `detail` is the ServiceType.
 * @fires answer - `detail` is the AnsweredQuestion.
 * @fires start-over - The person wants the words and the assessment removed.
 */
export class KiwiTriageResult extends Part {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) triage!: Triage;
  @property({ attribute: false }) services: readonly ServiceType[] = [];
  /** The question that is open, if any. */
  @property({ attribute: false }) question: TriageQuestion | undefined;
  /** Whether another assessment is awaited. */
  @property({ type: Boolean }) busy = false;

  @query('h3') private heading!: HTMLElement;
  @query('#question') private asked!: HTMLElement | null;
  /** What focus goes to once the answer that was given is assessed. */
  #answered = false;

  override updated(changed: PropertyValues<this>): void {
    if (!this.#answered || !changed.has('triage')) return;
    this.#answered = false;
    const before = changed.get('triage');
    const same = before?.urgency === this.triage.urgency && before?.insufficient === this.triage.insufficient;
    // The buttons stay where they are, so the next question is read before one of them is pressed again.
    (same ? (this.asked ?? this.heading) : this.heading).focus();
  }

  /** Brings what was found into view, and focus to it. */
  override async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.heading.focus();
  }

  override render(): TemplateResult {
    const { insufficient } = this.triage;
    const emergency = isEmergency(this.triage);
    return html`
      <div class="stack ${emergency ? (insufficient ? 'unclear' : 'emergency') : ''}">
        <div class="head">
          ${emergency ? icons.warning : icons.note}
          <div>
            <h3 tabindex="-1">${headlineWords(this.msg, this.triage)}</h3>
            ${insufficient ? nothing : html`<p class="small muted">${this.#level()}</p>`}
          </div>
        </div>
        ${
          insufficient
            ? html`<p>
              ${this.msg('What you wrote is not enough to be sure. Calling is safer than waiting.', {
                id: 'triage.unclear-about',
              })}
            </p>`
            : nothing
        }
        ${emergency ? this.#helpNow() : nothing}
        ${insufficient ? this.#question() : nothing}
        ${this.#reasons()}
        ${emergency ? nothing : this.#recommended()}
        ${this.#advice()}
        ${insufficient ? nothing : this.#question()}
        ${emergency ? nothing : this.#inCase()}
        <button class="button quiet over" part="button" type="button" @click=${() => this.emit('start-over')}>
          ${this.msg('Start over', { id: 'triage.start-over' })}
        </button>
      </div>
    `;
  }

  #level(): string {
    const { urgency, label } = this.triage;
    return this.msg(str`Urgency ${urgency} of 5: ${label}`, { id: 'triage.level' });
  }

  #helpNow(): TemplateResult {
    const { emergencyNumber } = this.region;
    const fastest = fastestOf(this.services);
    return html`<div class="actions">
      ${callLink(emergencyNumber, callWords(this.msg, emergencyNumber))}
      ${fastest ? this.#choose(fastest, 'secondary fastest') : nothing}
    </div>`;
  }

  /** Says why, or at least what was understood: a person sees when it is not what they meant. */
  #reasons(): TemplateResult | typeof nothing {
    const { redFlags, symptoms } = this.triage;
    const reasons = redFlags.slice(0, MAX_REASONS);
    if (reasons.length === 0 && symptoms.length === 0) return nothing;
    return html`
      <div class="reasons">
        ${reasons.map((one) => html`<p><strong>${one.label}</strong>${one.why ? html`<br />${one.why}` : nothing}</p>`)}
        ${
          symptoms.length > 0
            ? html`<p class="small muted">
              ${this.msg(str`We understood: ${symptoms.map(({ label }) => label).join(', ')}`, {
                id: 'triage.understood',
              })}
            </p>`
            : nothing
        }
      </div>
    `;
  }

  #recommended(): TemplateResult | typeof nothing {
    const service = this.services.find(({ id }) => id === this.triage.recommendedServiceType);
    if (!service) return nothing;
    return html`<div class="recommended">
      <p>${this.msg('We suggest this; all others are below.', { id: 'triage.suggest' })}</p>
      ${this.#choose(service, 'primary')}
    </div>`;
  }

  #choose(service: ServiceType, look: string): TemplateResult {
    return html`<button
      class="button ${look} block"
      part="button"
      type="button"
      @click=${() => this.emit('choose-service', service)}
    >
      ${icons[iconOf(service)]}<span>${this.named(service.names)}</span>
    </button>`;
  }

  #advice(): TemplateResult | typeof nothing {
    const steps = this.triage.advice.slice(0, MAX_ADVICE).flatMap((one) => one.steps);
    if (steps.length === 0) return nothing;
    return html`<section aria-labelledby="now">
      <h4 id="now">${this.msg('What to do now', { id: 'triage.advice' })}</h4>
      <ol>
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ol>
    </section>`;
  }

  #question(): TemplateResult | typeof nothing {
    const { question } = this;
    if (!question) return nothing;
    return html`<div class="question" role="group" aria-labelledby="question">
      <p class="small muted">${this.msg('An answer helps to be sure:', { id: 'triage.question' })}</p>
      <p id="question" tabindex="-1">${question.text}</p>
      <div class="answers">
        ${this.#answer(question, this.msg('Yes', { id: 'triage.yes' }))}
        ${this.#answer(question, this.msg('No', { id: 'triage.no' }))}
        ${this.#answer(question, this.msg('Not sure', { id: 'triage.not-sure' }))}
      </div>
    </div>`;
  }

  #answer({ id, text }: TriageQuestion, answer: string): TemplateResult {
    return html`<button
      class="button secondary"
      part="button"
      type="button"
      aria-disabled=${this.busy}
      @click=${() => {
        if (this.busy) return;
        this.#answered = true;
        this.emit('answer', { id, question: text, answer });
      }}
    >
      ${answer}
    </button>`;
  }

  /** What is not urgent now may become so. */
  #inCase(): TemplateResult {
    const { emergencyNumber } = this.region;
    const fastest = fastestOf(this.services);
    return html`<div class="in-case">
      <p class="small">${this.msg('If it gets worse, or you are worried:', { id: 'triage.worse' })}</p>
      <div class="pair">
        ${callLink(emergencyNumber, callWords(this.msg, emergencyNumber), 'secondary')}
        ${fastest ? this.#choose(fastest, 'secondary') : nothing}
      </div>
    </div>`;
  }
}

define('kiwi-triage-result', KiwiTriageResult);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-triage-result': KiwiTriageResult;
  }
}
