import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { type Complaint, MAX_WORDS, NO_COMPLAINT } from '../../domain/triage.ts';
import { icons } from '../../icons.ts';
import { busyWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { Part } from '../../parts/part.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { fields } from '../../theme/fields.styles.ts';
import { styles } from './kiwi-triage-form.styles.ts';

/**
 * Asks what is wrong, in the person's own words, and who it is for.
 *
 * @internal
 * @fires complaint-typed - `detail` is what changed of the Complaint.
 * @fires ask-triage - There are words, and the person wants to know what to do.
 */
export class KiwiTriageForm extends Part {
  static override styles = [base, buttons, fields, styles];

  @property({ attribute: false }) complaint: Complaint = NO_COMPLAINT;
  @property({ type: Boolean }) busy = false;
  /** Whether asking must wait, as the service said. */
  @property({ type: Boolean }) waiting = false;
  /** Whether there is an assessment already, which more words refine. */
  @property({ type: Boolean }) again = false;

  @query('textarea') private field!: HTMLTextAreaElement;
  @state() private missing = false;

  /** Puts focus where the person begins to write. */
  override async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.field.focus();
  }

  override render(): TemplateResult {
    return html`
      <form class="stack" novalidate @submit=${this.#submit}>
        <div class="field">
          <h3>
            <label for="complaint">
              ${
                this.again
                  ? this.msg('Say more, or change it', { id: 'triage.more' })
                  : this.msg('Tell us what is wrong', { id: 'triage.title' })
              }
            </label>
          </h3>
          <textarea
            id="complaint"
            name="complaint"
            part="input"
            rows="2"
            maxlength=${MAX_WORDS}
            autocomplete="off"
            placeholder=${this.msg('For example: “chest pain for an hour”, “my son, 3, has a fever”', {
              id: 'triage.placeholder',
            })}
            .value=${this.complaint.words}
            aria-invalid=${this.missing}
            aria-describedby="complaint-error complaint-about"
            @input=${() => {
              this.missing = false;
              this.emit('complaint-typed', { words: this.field.value });
            }}
          ></textarea>
          <div id="complaint-error">
            ${
              this.missing
                ? html`<p class="error">
                  ${icons.warning}${this.msg('Write a few words, or choose a service below.', { id: 'triage.missing' })}
                </p>`
                : nothing
            }
          </div>
        </div>
        ${this.#patient()}
        <button
          class="button secondary block"
          part="button"
          type="submit"
          aria-disabled=${this.busy || this.waiting}
        >
          ${busyWords(
            this.busy,
            this.again
              ? this.msg('Ask again', { id: 'triage.again' })
              : this.msg('What should I do?', { id: 'triage.ask' }),
          )}
        </button>
        <p class="small muted" id="complaint-about">
          ${this.msg('You choose later who may read this.', { id: 'triage.about' })}
        </p>
      </form>
    `;
  }

  /** Folded away: the words alone are enough, and the services below stay in view. */
  #patient(): TemplateResult {
    const { who, age, ageUnit } = this.complaint;
    return html`
      <details ?open=${who !== null}>
        <summary>
          <span>
            ${this.msg('Who is it for?', { id: 'triage.who' })}
            <span class="optional">(${this.msg('optional', { id: 'optional' })})</span>
          </span>
        </summary>
        <div class="who" role="radiogroup" aria-label=${this.msg('Who is it for?', { id: 'triage.who' })}>
          ${this.#choice('me', this.msg('Me', { id: 'triage.me' }))}
          ${this.#choice('other', this.msg('Someone else', { id: 'triage.other' }))}
        </div>
        ${
          who === 'other'
            ? html`<div class="age">
              <div class="field">
                <label for="age">${this.msg('Age', { id: 'triage.age' })}</label>
                <input
                  id="age"
                  name="age"
                  part="input"
                  type="number"
                  inputmode="numeric"
                  min="0"
                  .value=${age}
                  @input=${(event: InputEvent) =>
                    this.emit('complaint-typed', { age: (event.target as HTMLInputElement).value })}
                />
              </div>
              <select
                name="age-unit"
                aria-label=${this.msg('Age in', { id: 'triage.age-unit' })}
                .value=${ageUnit}
                @change=${(event: Event) =>
                  this.emit('complaint-typed', {
                    ageUnit: (event.target as HTMLSelectElement).value as Complaint['ageUnit'],
                  })}
              >
                <option value="years">${this.msg('years', { id: 'triage.years' })}</option>
                <option value="months">${this.msg('months', { id: 'triage.months' })}</option>
              </select>
            </div>`
            : nothing
        }
      </details>
    `;
  }

  #choice(who: 'me' | 'other', name: string): TemplateResult {
    return html`
      <label>
        <input
          type="radio"
          name="who"
          value=${who}
          .checked=${this.complaint.who === who}
          @change=${() => this.emit('complaint-typed', { who })}
        />
        <span>${name}</span>
      </label>
    `;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy || this.waiting) return;
    this.missing = this.complaint.words.trim() === '';
    if (this.missing) this.field.focus();
    else this.emit('ask-triage');
  };
}

define('kiwi-triage-form', KiwiTriageForm);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-triage-form': KiwiTriageForm;
  }
}
