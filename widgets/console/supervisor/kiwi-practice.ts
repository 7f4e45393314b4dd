import { html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Failure } from '../../src/domain/failure.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import type { TrainingReport, TrainingRun, TrainingScenario } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { dayAndTime } from '../parts/shift-time.ts';
import { consoleFailureWords } from '../parts/words.ts';
import { styles } from './kiwi-practice.styles.ts';

/** How the operators of a desk practise: their marks, the last runs, and an exercise to give. */
export class KiwiPractice extends ConsolePart {
  static override styles = [consoleBase, styles];

  /** Of the last 30 days; null until it is read. */
  @property({ attribute: false }) report: TrainingReport | null = null;
  /** The newest first. */
  @property({ attribute: false }) runs: readonly TrainingRun[] = [];
  @property({ attribute: false }) scenarios: readonly TrainingScenario[] = [];
  @property({ attribute: false }) operators: readonly { readonly id: string; readonly name: string }[] = [];
  @property({ attribute: false }) failure: Failure | null = null;
  @property({ type: Boolean, attribute: false }) busy = false;
  @property({ attribute: false }) timeZone: string | undefined;
  @query('form') private form!: HTMLFormElement;

  override render(): TemplateResult {
    return html`<section aria-labelledby="training">
      <h3 id="training">${this.msg('Training, last 30 days', { id: 'supervise.training' })}</h3>
      ${this.#failed()} ${this.#assign()}
      <div class="two">${this.#operators()} ${this.#runs()}</div>
    </section>`;
  }

  #failed(): TemplateResult | typeof nothing {
    if (this.failure === null) return nothing;
    return html`<p class="notice bad" role="alert">${icons.warning}<span>${consoleFailureWords(this.msg, this.failure)}</span></p>`;
  }

  #assign(): TemplateResult | typeof nothing {
    if (this.operators.length === 0 || this.scenarios.length === 0) return nothing;
    const speaks = this.scenarios.some(({ modes }) => modes.includes('audio'));
    return html`<form class="panel part assign" @submit=${this.#submit}>
      <label class="field">
        <span class="small">${this.msg('Operator', { id: 'supervise.operator' })}</span>
        <select name="operator">
          ${this.operators.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
        </select>
      </label>
      <label class="field">
        <span class="small">${this.msg('Scenario', { id: 'supervise.scenario' })}</span>
        <select name="scenario">
          ${this.scenarios.map(({ id, title }) => html`<option value=${id}>${title}</option>`)}
        </select>
      </label>
      ${
        speaks
          ? html`<label class="field">
              <span class="small">${this.msg('The caller', { id: 'supervise.mode' })}</span>
              <select name="mode">
                <option value="text">${this.msg('writes', { id: 'supervise.mode-text' })}</option>
                <option value="audio">${this.msg('speaks', { id: 'supervise.mode-audio' })}</option>
              </select>
            </label>`
          : nothing
      }
      <button class="button primary" type="submit" ?disabled=${this.busy}>
        ${this.msg('Ring the exercise', { id: 'supervise.assign' })}
      </button>
    </form>`;
  }

  #operators(): TemplateResult {
    const { report } = this;
    return html`<div class="panel part">
      <h4>${this.msg('By operator', { id: 'supervise.by-operator' })}</h4>
      ${
        report === null || report.operators.length === 0
          ? html`<p class="small muted">${this.msg('There are no runs yet.', { id: 'supervise.no-runs' })}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">${this.msg('Operator', { id: 'supervise.operator' })}</th>
                  <th scope="col">${this.msg('Passed', { id: 'supervise.passed' })}</th>
                  <th scope="col">${this.msg('Average', { id: 'supervise.average' })}</th>
                </tr>
              </thead>
              <tbody>
                ${report.operators.map(
                  ({ operator, runs, passed, averageTotal }) => html`<tr>
                    <th scope="row"><bdi>${operator.name}</bdi></th>
                    <td>${this.msg(str`${passed} of ${runs}`, { id: 'supervise.passed-of' })}</td>
                    <td>${Math.round(averageTotal)}</td>
                  </tr>`,
                )}
              </tbody>
            </table>`
      }
      ${this.#missed()}
    </div>`;
  }

  /** What a course should be about. */
  #missed(): TemplateResult | typeof nothing {
    const missed = (this.report?.scenarios ?? []).flatMap(({ title, oftenMissed }) =>
      oftenMissed.map(({ label, runs }) => ({ title, label, runs })),
    );
    if (missed.length === 0) return nothing;
    const most = missed.toSorted((a, b) => b.runs - a.runs).slice(0, 5);
    return html`<h4>${this.msg('Missed most often', { id: 'supervise.missed' })}</h4>
      <ul class="missed">
        ${most.map(({ title, label, runs }) => html`<li><span lang="en">${label}</span> <span class="small muted" lang="en">${title} · ${runs}×</span></li>`)}
      </ul>`;
  }

  #runs(): TemplateResult {
    return html`<div class="panel part">
      <h4>${this.msg('Last runs', { id: 'supervise.runs' })}</h4>
      ${
        this.runs.length === 0
          ? html`<p class="small muted">${this.msg('There are no runs yet.', { id: 'supervise.no-runs' })}</p>`
          : html`<ul class="runs">
              ${this.runs.map((run) => this.#run(run))}
            </ul>`
      }
    </div>`;
  }

  #run({ scenarioTitle, operator, state, total, passed, createdAt, callId }: TrainingRun): TemplateResult {
    const marks =
      total === null
        ? this.#stateWords(state)
        : passed === true
          ? this.msg(str`passed, ${total}`, { id: 'supervise.run-passed' })
          : this.msg(str`not passed, ${total}`, { id: 'supervise.run-failed' });
    return html`<li>
      <span class="what"
        ><span lang="en">${scenarioTitle}</span
        ><span class="small muted"><bdi>${operator.name}</bdi> · ${this.#time(createdAt)}</span></span
      >
      <span class="chip ${passed === true ? 'good' : passed === false ? 'failed' : ''}">${
        passed === null ? nothing : passed ? icons.check : icons.cross
      }${marks}</span>
      <button class="button quiet" type="button" @click=${() => this.fire('open-call', callId)}>
        ${this.msg('Open', { id: 'supervise.open-run' })}<span class="hidden-text">${scenarioTitle}, ${operator.name}</span>
      </button>
    </li>`;
  }

  #stateWords(state: TrainingRun['state']): string {
    switch (state) {
      case 'waiting':
        return this.msg('rings', { id: 'supervise.run-rings' });
      case 'active':
        return this.msg('goes on', { id: 'supervise.run-active' });
      case 'abandoned':
        return this.msg('not taken', { id: 'supervise.run-abandoned' });
      case 'ended':
        return this.msg('ended', { id: 'supervise.run-ended' });
    }
  }

  #time(at: string): string {
    return dayAndTime(at, this.formats, this.timeZone);
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const chosen = new FormData(this.form);
    this.fire('assign', {
      operatorId: String(chosen.get('operator')),
      scenarioId: String(chosen.get('scenario')),
      mode: chosen.get('mode') === 'audio' ? 'audio' : 'text',
    });
  };
}

define('kiwi-practice', KiwiPractice);
