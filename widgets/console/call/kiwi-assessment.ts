import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Triage } from '../../src/domain/wire.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import type { TriageWords } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { urgencyWords } from '../parts/words.ts';
import { styles } from './kiwi-assessment.styles.ts';

/** How urgent the call is, and why. */
export class KiwiAssessment extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) triage: Triage | null = null;
  /** What counts in the queue: what a person decided, or else what was assessed. */
  @property({ attribute: false }) urgency: number | null = null;
  /** What assessments say in the operator’s language, where this one is in another. */
  @property({ attribute: false }) triageWords: TriageWords | null = null;

  override render(): TemplateResult {
    const { triage, urgency } = this;
    return html`<section class="assessed u${urgency ?? 0}" aria-label=${this.msg('Urgency', { id: 'dispatch.urgency' })}>
        <div class="head">
          <span class="urgency large u${urgency ?? 0}">${urgency ?? '?'}</span>
          <div>
            <h2>${urgencyWords(this.msg, urgency)}</h2>
            <p class="small muted" role="status">${this.#about()}</p>
          </div>
        </div>
        ${triage === null ? nothing : this.#sources(triage)}
        ${triage === null ? nothing : this.#reasons(triage)}
      </section>`;
  }

  #about(): string {
    const { triage } = this;
    if (triage === null)
      return this.msg('Nothing was said yet: it counts as an emergency.', { id: 'dispatch.unassessed' });
    if (triage.override !== null)
      return this.msg(str`Decided: ${triage.override.reason}`, { id: 'dispatch.overridden' });
    if (triage.insufficient)
      return this.msg('Too little is known to call it safe.', { id: 'dispatch.insufficient' });
    // In the language of the call: it says what stands above it, so that another language is left out.
    return triage.language === this.language.texts ? triage.label : '';
  }

  /** Rules and model side by side: the model can only raise what the rules say. */
  #sources({ rulesFloor, model, source, degraded, override, urgency }: Triage): TemplateResult {
    const raised = model !== null && source === 'llm' && override === null;
    return html`<dl class="sources">
      <div>
        <dt>${this.msg('Rules', { id: 'dispatch.rules' })}</dt>
        <dd><span class="urgency u${rulesFloor}">${rulesFloor}</span></dd>
      </div>
      <div>
        <dt>${this.msg('Model', { id: 'dispatch.model' })}</dt>
        <dd>
          ${
            raised
              ? html`<span class="urgency u${urgency}">${urgency}</span>`
              : html`<span class="small">${
                  model !== null
                    ? this.msg('not more urgent', { id: 'dispatch.model-agrees' })
                    : degraded
                      ? this.msg('no answer in time', { id: 'dispatch.model-late' })
                      : this.msg('not asked', { id: 'dispatch.model-off' })
                }</span>`
          }
        </dd>
      </div>
    </dl>`;
  }

  #reasons(triage: Triage): TemplateResult | typeof nothing {
    const words = this.triageWords;
    const redFlags = triage.redFlags.map((flag) => ({ ...flag, ...reasonIn(words, flag.rule) }));
    const symptoms = triage.symptoms.map((one) => words?.concepts[one.concept] ?? one.label);
    if (redFlags.length === 0 && symptoms.length === 0) return nothing;
    const language = words?.language ?? triage.language;
    const named = new Set(redFlags.map(({ label }) => label));
    const others = symptoms.filter((label) => !named.has(label));
    return html`<ul class="reasons" lang=${language}>
        ${redFlags.map(
          ({ urgency, label, why }) => html`<li>
            <span class="urgency u${urgency}" aria-hidden="true">${urgency}</span>
            <span><strong>${label}</strong><br /><span class="small muted">${why}</span></span>
          </li>`,
        )}
      </ul>
      <p class="row symptoms" lang=${language}>${others.map((label) => html`<span class="chip">${label}</span>`)}</p>`;
  }
}

/** The words of a rule, or of a single finding that decided. */
function reasonIn(
  words: TriageWords | null,
  id: string,
): { readonly label: string; readonly why: string } | undefined {
  const concept = words?.concepts[id];
  return words?.rules[id] ?? (concept === undefined ? undefined : { label: concept, why: '' });
}

define('kiwi-assessment', KiwiAssessment);
