import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icons } from '../../src/icons.ts';
import type { Message } from '../../src/locale/messages.ts';
import { Action } from '../../src/parts/action.ts';
import { define } from '../../src/parts/define.ts';
import type { Shortcut } from '../domain/keys.ts';
import { type ConsoleEvent, ConsolePart, type ExerciseChoice } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { consoleFailureWords } from '../parts/words.ts';
import type { ConsoleSession } from '../sources/console-session.ts';
import type { Queue } from '../sources/queue.ts';
import { Supervision } from '../sources/supervision.ts';
import './kiwi-desk-figures.ts';
import './kiwi-operators.ts';
import './kiwi-practice.ts';
import { styles } from './kiwi-supervisor.styles.ts';

/** For who answers for a desk: what happens there now, how calls go, and how its operators practise. */
export class KiwiSupervisor extends ConsolePart {
  static override styles = [consoleBase, styles];

  readonly shortcuts: readonly Shortcut[] = [];
  @property({ attribute: false }) session!: ConsoleSession;
  @property({ attribute: false }) queue: Queue | null = null;
  @state() private supervision: Supervision | null = null;
  /** What was just done, for who cannot see it. */
  @state() private said: Message | null = null;
  readonly #assigning = new Action(this);
  readonly #changed = (): void => this.requestUpdate();
  readonly #deskChanged = (): void => this.supervision?.deskChanged();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
    this.queue?.removeEventListener('change', this.#deskChanged);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('queue')) {
      changed.get('queue')?.removeEventListener('change', this.#deskChanged);
      this.queue?.addEventListener('change', this.#deskChanged);
    }
    if (this.supervision?.desk !== this.session.desk) this.#open();
  }

  command(): boolean {
    return false;
  }

  override render(): TemplateResult {
    const { supervision } = this;
    return html`<main class="page">
      <p class="hidden-text" role="status">${this.said === null ? nothing : this.said(this.msg)}</p>
      <h2 tabindex="-1">${this.msg('Supervisor', { id: 'supervise.view' })}</h2>
      ${supervision === null ? nothing : this.#page(supervision)}
    </main>`;
  }

  #page(supervision: Supervision): TemplateResult {
    const { figures, speech, failure } = supervision;
    const now = () => this.session.clock.now();
    return html`${this.#failed(supervision)}
      ${
        figures === null
          ? failure === null
            ? html`<p role="status">${this.msg('Loading…', { id: 'loading' })}</p>`
            : nothing
          : html`<kiwi-desk-figures
                .language=${this.language}
                .region=${this.region}
                .figures=${figures}
                .speech=${speech}
                .hours=${supervision.hours}
                .now=${now}
                @period-chosen=${({ detail }: ConsoleEvent<'period-chosen'>) => supervision.showPeriod(detail)}
              ></kiwi-desk-figures>
              <kiwi-operators
                .language=${this.language}
                .region=${this.region}
                .operators=${figures.operators}
                .hospitals=${this.session.seesAllDesks ? this.session.hospitals : []}
                .now=${now}
              ></kiwi-operators>`
      }
      <kiwi-practice
        .language=${this.language}
        .region=${this.region}
        .report=${supervision.report}
        .runs=${supervision.runs}
        .scenarios=${supervision.scenarios}
        .operators=${supervision.trainees}
        .failure=${this.#assigning.failure ?? supervision.trainingFailure}
        .busy=${this.#assigning.busy}
        .timeZone=${this.session.region?.timezone}
        @assign=${({ detail }: ConsoleEvent<'assign'>) => this.#assign(supervision, detail)}
      ></kiwi-practice>`;
  }

  /** Figures that are shown say how old they are themselves. */
  #failed({ failure, figures }: Supervision): TemplateResult | typeof nothing {
    if (failure === null) return nothing;
    return html`<p class="notice warn" role="alert">${icons.offline}<span>${
      figures === null
        ? consoleFailureWords(this.msg, failure)
        : this.msg('The figures could not be read again; they are as old as they say.', {
            id: 'supervise.old',
          })
    }</span></p>`;
  }

  async #assign(supervision: Supervision, { operatorId, scenarioId, mode }: ExerciseChoice): Promise<void> {
    this.said = null;
    const done = await this.#assigning.run(async () => {
      await supervision.assign(operatorId, scenarioId, mode);
      return true;
    });
    if (done === true) this.said = (msg) => msg('The exercise rings.', { id: 'supervise.said-assigned' });
  }

  #open(): void {
    this.#close();
    const supervision = new Supervision(this.session);
    supervision.addEventListener('change', this.#changed);
    this.supervision = supervision;
    supervision.open();
  }

  #close(): void {
    this.supervision?.removeEventListener('change', this.#changed);
    this.supervision?.close();
    this.supervision = null;
  }
}

define('kiwi-supervisor', KiwiSupervisor);
