import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import { PERIOD_HOURS, type PeriodHours } from '../domain/period.ts';
import type { CallFigures, Speech } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { lasting } from '../parts/shift-time.ts';
import { Ticker } from '../parts/ticker.ts';
import { urgencyWords } from '../parts/words.ts';
import { styles } from './kiwi-desk-figures.styles.ts';

/** Milliseconds after which figures say that they are not current. */
const OLD_MS = 30_000;
/** The share of calls that should be answered in time: see `answerTargetSeconds` of the contract. */
const IN_TIME_SHARE = 0.9;

interface Tile {
  readonly label: string;
  readonly value: string;
  readonly note?: string | undefined;
  /** Worse than it should be: said by a sign and words as well as by colour. */
  readonly bad?: boolean;
}

/** The figures of a desk: what goes on now, and how the calls of a period went. */
export class KiwiDeskFigures extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) figures!: CallFigures;
  @property({ attribute: false }) speech: Speech | null = null;
  @property({ attribute: false }) hours: PeriodHours = 1;
  @property({ attribute: false }) now: () => number = () => 0;

  constructor() {
    super();
    new Ticker(this);
  }

  override render(): TemplateResult {
    const { figures } = this;
    return html`${this.#health()}
      <section aria-labelledby="now">
        <div class="head">
          <h3 id="now">${this.msg('Now', { id: 'supervise.now' })}</h3>
          ${this.#age()}
        </div>
        ${this.#tiles(this.#present())}
      </section>
      <section aria-labelledby="period">
        <div class="head">
          <h3 id="period">${this.msg('Calls of the period', { id: 'supervise.period' })}</h3>
          ${this.#choice()}
        </div>
        ${figures.complete ? nothing : html`<p class="small muted">${this.msg('More calls came in than are counted; the newest are.', { id: 'supervise.incomplete' })}</p>`}
        ${this.#tiles(this.#past())}
        <div class="two">${this.#urgencies()} ${this.#stages()}</div>
      </section>`;
  }

  /** What does not work, in red, before everything else. */
  #health(): TemplateResult | typeof nothing {
    const faults = [this.#speechFault(), this.#modelsFault()].filter((fault) => fault !== null);
    if (faults.length === 0) return nothing;
    return html`<ul class="faults" aria-label=${this.msg('Faults', { id: 'supervise.faults' })}>
      ${faults.map(({ words, down }) => html`<li class="notice ${down ? 'bad' : 'warn'}">${icons.warning}<span>${words}</span></li>`)}
    </ul>`;
  }

  #speechFault(): { readonly words: string; readonly down: boolean } | null {
    switch (this.speech?.state) {
      case 'down':
        return {
          words: this.msg('Speech recognition is down: operators type what callers say.', {
            id: 'supervise.speech-down',
          }),
          down: true,
        };
      case 'slow':
        return {
          words: this.msg('Speech recognition cannot keep up: words come late or less exact.', {
            id: 'supervise.speech-slow',
          }),
          down: false,
        };
      case 'off':
        return {
          words: this.msg('Speech recognition is off: calls are typed.', { id: 'supervise.speech-off' }),
          down: false,
        };
      default:
        return null;
    }
  }

  #modelsFault(): { readonly words: string; readonly down: boolean } | null {
    switch (this.figures.models.state) {
      case 'down':
        return {
          words: this.msg('Language models are down: triage runs on its rules alone.', {
            id: 'supervise.models-down',
          }),
          down: true,
        };
      case 'degraded':
        return {
          words: this.msg('Some language models do not answer.', { id: 'supervise.models-degraded' }),
          down: false,
        };
      default:
        return null;
    }
  }

  #age(): TemplateResult {
    const age = this.now() - Date.parse(this.figures.at);
    const words =
      age < OLD_MS
        ? this.msg('Current', { id: 'supervise.current' })
        : this.msg(str`${lasting(age, this.formats)} old`, { id: 'supervise.age' });
    return html`<span class="small ${age < OLD_MS ? 'muted' : 'warn-text'}">${words}</span>`;
  }

  #present(): readonly Tile[] {
    const { waiting, longestWaitSince, active, held, toWrapUp } = this.figures.now;
    const waited = longestWaitSince === null ? 0 : this.now() - Date.parse(longestWaitSince);
    const late = waited > this.figures.calls.answerTargetSeconds * 1_000;
    return [
      {
        label: this.msg('Waiting', { id: 'dispatch.state-waiting' }),
        value: String(waiting),
        note:
          longestWaitSince === null
            ? undefined
            : this.msg(str`the longest for ${lasting(waited, this.formats)}`, { id: 'supervise.longest' }),
        bad: late,
      },
      { label: this.msg('On the line', { id: 'dispatch.state-active' }), value: String(active) },
      { label: this.msg('On hold', { id: 'dispatch.state-held' }), value: String(held) },
      { label: this.msg('To wrap up', { id: 'dispatch.state-wrap-up' }), value: String(toWrapUp) },
    ];
  }

  #past(): readonly Tile[] {
    const { calls, bookings } = this.figures;
    const inTime = calls.received === 0 ? null : calls.answeredInTime / calls.received;
    return [
      { label: this.msg('Received', { id: 'supervise.received' }), value: String(calls.received) },
      {
        label: this.msg(str`Answered within ${calls.answerTargetSeconds} s`, { id: 'supervise.in-time' }),
        value: inTime === null ? '–' : this.#percent(inTime),
        note: this.msg(str`${calls.answeredInTime} of ${calls.received}; the target is 90%`, {
          id: 'supervise.in-time-of',
        }),
        bad: inTime !== null && inTime < IN_TIME_SHARE,
      },
      {
        label: this.msg('Left or missed', { id: 'supervise.left' }),
        value: String(calls.abandoned + calls.missed),
        note: this.msg(str`${calls.abandoned} left, ${calls.missed} missed`, { id: 'supervise.left-of' }),
        bad: calls.missed > 0,
      },
      {
        label: this.msg('Assigned late', { id: 'supervise.assigned-late' }),
        value: String(bookings.assignBreached),
        note: this.msg(str`of ${bookings.made} bookings; ${bookings.unassigned} without a unit now`, {
          id: 'supervise.assigned-late-of',
        }),
        bad: bookings.assignBreached > 0,
      },
      {
        label: this.msg('Reached late', { id: 'supervise.reached-late' }),
        value: String(bookings.arriveBreached),
        note: this.msg(str`of ${bookings.made} bookings; ${bookings.open} open`, {
          id: 'supervise.reached-late-of',
        }),
        bad: bookings.arriveBreached > 0,
      },
      ...(calls.audioLost === 0
        ? []
        : [
            {
              label: this.msg('Audio lost', { id: 'supervise.audio-lost' }),
              value: String(calls.audioLost),
              note: this.msg('calls with words that are missing', { id: 'supervise.audio-lost-of' }),
              bad: true,
            },
          ]),
    ];
  }

  #tiles(tiles: readonly Tile[]): TemplateResult {
    return html`<dl class="tiles">
      ${tiles.map(
        ({ label, value, note, bad = false }) => html`<div class="tile ${bad ? 'bad' : ''}">
          <dt>${label}</dt>
          <dd>
            <span class="value">${bad ? icons.warning : nothing}${value}</span>
            ${note === undefined ? nothing : html`<span class="small muted">${note}</span>`}
          </dd>
        </div>`,
      )}
    </dl>`;
  }

  #choice(): TemplateResult {
    const words: Record<PeriodHours, string> = {
      1: this.msg('Last hour', { id: 'supervise.hour' }),
      8: this.msg('Last 8 hours', { id: 'supervise.shift' }),
      24: this.msg('Last 24 hours', { id: 'supervise.day' }),
      168: this.msg('Last 7 days', { id: 'supervise.week' }),
    };
    return html`<select
      aria-label=${this.msg('Period', { id: 'supervise.period-choice' })}
      @change=${(event: Event) => this.fire('period-chosen', Number((event.target as HTMLSelectElement).value) as PeriodHours)}
    >
      ${PERIOD_HOURS.map((hours) => html`<option value=${hours} ?selected=${hours === this.hours}>${words[hours]}</option>`)}
    </select>`;
  }

  #urgencies(): TemplateResult {
    const { urgencies, calls } = this.figures;
    return html`<div class="panel part">
      <h4>${this.msg('How urgent', { id: 'supervise.urgencies' })}</h4>
      ${
        urgencies.length === 0
          ? html`<p class="small muted">${this.msg('No calls came in.', { id: 'supervise.no-calls' })}</p>`
          : html`<ul class="mix">
              ${urgencies.map(
                ({ urgency, calls: number }) => html`<li>
                  <span class="urgency u${urgency ?? 0}" aria-hidden="true">${urgency ?? '?'}</span>
                  <span class="of">${urgencyWords(this.msg, urgency)}</span>
                  <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="u${urgency ?? 0}" width=${(100 * number) / Math.max(1, calls.received)} height="1"></rect>
                  </svg>
                  <span class="number">${number}</span>
                </li>`,
              )}
            </ul>`
      }
    </div>`;
  }

  #stages(): TemplateResult {
    return html`<div class="panel part">
      <h4>${this.msg('How long it took', { id: 'supervise.stages' })}</h4>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.msg('Until', { id: 'supervise.stage' })}</th>
            <th scope="col">${this.msg('Calls', { id: 'dispatch.calls' })}</th>
            <th scope="col">${this.msg('Half within', { id: 'supervise.median' })}</th>
            <th scope="col">${this.msg('9 of 10 within', { id: 'supervise.p90' })}</th>
          </tr>
        </thead>
        <tbody>
          ${this.figures.stages.map(
            ({ stage, calls, medianSeconds, p90Seconds }) => html`<tr>
              <th scope="row">${this.#stageWords(stage)}</th>
              <td>${calls}</td>
              <td>${this.#duration(medianSeconds)}</td>
              <td>${this.#duration(p90Seconds)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #stageWords(stage: CallFigures['stages'][number]['stage']): string {
    switch (stage) {
      case 'answered':
        return this.msg('Answered', { id: 'supervise.stage-answered' });
      case 'first_words':
        return this.msg('First words', { id: 'supervise.stage-words' });
      case 'alert_to_action':
        return this.msg('From alert to decision', { id: 'supervise.stage-action' });
      case 'decided':
        return this.msg('Decided', { id: 'supervise.stage-decided' });
      case 'unit_assigned':
        return this.msg('Unit assigned', { id: 'supervise.stage-assigned' });
      case 'unit_on_scene':
        return this.msg('Unit there', { id: 'supervise.stage-there' });
    }
  }

  #duration(seconds: number | null): string {
    return seconds === null ? '–' : lasting(seconds * 1_000, this.formats);
  }

  #percent(share: number): string {
    return new Intl.NumberFormat(this.formats, { style: 'percent' }).format(share);
  }
}

define('kiwi-desk-figures', KiwiDeskFigures);
