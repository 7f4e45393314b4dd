import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import { type AnsweredQuestion, fastestOf } from '../../domain/triage.ts';
import type { Triage } from '../../domain/wire.ts';
import type { KiwiTriageResult } from '../../elements/kiwi-triage-result/kiwi-triage-result.ts';
import { icons } from '../../icons.ts';
import { Action } from '../../parts/action.ts';
import { callLink, callWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import type { PartEvent } from '../../parts/part-events.ts';
import { headlineWords, triageFailureWords } from '../../parts/triage-words.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { Screen } from '../screen.ts';
import '../../elements/kiwi-triage-form/kiwi-triage-form.ts';
import '../../elements/kiwi-triage-result/kiwi-triage-result.ts';
import { styles } from './kiwi-triage.styles.ts';

const PARTS = 'button, button-primary, input, notice, emergency-call';

/**
 * Helps a person who does not know what to book: assesses what they say is wrong. It stands before the services and
 * takes nothing away from them, whatever the service answers or does not.
 *
 * @internal
 * @fires choose-service - `detail` is the ServiceType.
 */
export class KiwiTriage extends Screen {
  static override styles = [base, buttons, notices, styles];

  @query('kiwi-triage-result') private result!: KiwiTriageResult | null;
  readonly #asking = new Action(this);

  override updated(changed: PropertyValues<this>): void {
    const { current } = this.sources.triage;
    // The element speaks another language now: questions and advice follow.
    const { texts } = this.language;
    if (changed.has('language') && current && current.language !== texts) void this.#assess();
  }

  override render(): TemplateResult {
    const { complaint, current, question } = this.sources.triage;
    const { busy, waiting } = this.#asking;
    return html`
      <section
        class="stack"
        part="triage"
        aria-label=${this.msg('Tell us what is wrong', { id: 'triage.title' })}
        aria-busy=${busy}
      >
        ${
          current
            ? html`<kiwi-triage-result
              .language=${this.language}
              .region=${this.region}
              .triage=${current}
              .services=${this.sources.services.all}
              .question=${question}
              .busy=${busy}
              exportparts=${PARTS}
              @choose-service=${({ detail }: PartEvent<'choose-service'>) => this.emit('choose-service', detail)}
              @answer=${({ detail }: PartEvent<'answer'>) => this.#assess(detail)}
              @start-over=${this.#startOver}
            ></kiwi-triage-result>`
            : nothing
        }
        ${this.#failure()}
        <kiwi-triage-form
          .language=${this.language}
          .region=${this.region}
          .complaint=${complaint}
          .busy=${busy}
          .waiting=${waiting > 0}
          .again=${current !== null}
          exportparts=${PARTS}
          @complaint-typed=${({ detail }: PartEvent<'complaint-typed'>) => this.sources.triage.type(detail)}
          @ask-triage=${() => this.#ask()}
        ></kiwi-triage-form>
        <p class="hidden-text" role="status">${this.#said()}</p>
      </section>
    `;
  }

  /** For those who do not see the screen change. */
  #said(): string {
    const { current } = this.sources.triage;
    if (this.#asking.busy)
      return this.msg('Checking how urgent it is. You can call or choose a service meanwhile.', {
        id: 'triage.busy',
      });
    return current ? headlineWords(this.msg, current) : '';
  }

  #failure(): TemplateResult | typeof nothing {
    const { failure, waiting } = this.#asking;
    if (!failure) return nothing;
    const { emergencyNumber } = this.region;
    const fastest = fastestOf(this.sources.services.all);
    return html`
      <div class="notice bad" part="notice" role="alert">
        ${failure.kind === 'unreachable' ? icons.offline : icons.warning}
        <div class="body">
          <p>${triageFailureWords(this.msg, failure, waiting)}</p>
          <p>
            ${this.msg('If it may be urgent, do not wait. All services can be chosen below.', { id: 'triage.instead' })}
          </p>
          ${callLink(emergencyNumber, callWords(this.msg, emergencyNumber))}
          ${
            fastest
              ? html`<button
                class="button secondary"
                part="button"
                type="button"
                @click=${() => this.emit('choose-service', fastest)}
              >
                ${icons.ambulance}<span>${this.named(fastest.names)}</span>
              </button>`
              : nothing
          }
        </div>
      </div>
    `;
  }

  async #ask(): Promise<void> {
    const found = await this.#assess();
    await this.updateComplete;
    if (found && this.isConnected) await this.result?.focusHeading();
  }

  /** An answer moves focus within the result. */
  #assess(answered?: AnsweredQuestion): Promise<Triage | undefined> {
    return this.#asking.run(() => this.sources.triage.ask(this.language.texts, answered));
  }

  readonly #startOver = async (): Promise<void> => {
    this.#asking.clear();
    this.sources.triage.forget();
    await this.updateComplete;
    this.renderRoot.querySelector('kiwi-triage-form')?.focusHeading();
  };
}

define('kiwi-triage', KiwiTriage);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-triage': KiwiTriage;
  }
}
