import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { MAX_MESSAGE, type UnsentWords, utterances } from '../../src/domain/call.ts';
import type { Failure } from '../../src/domain/failure.ts';
import type { CallSegment, Triage } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { define } from '../../src/parts/define.ts';
import { type Stretch, stretchesOf } from '../domain/marks.ts';
import type { CallSpeaker, TriageWords } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { lasting } from '../parts/shift-time.ts';
import { styles } from './kiwi-transcript.styles.ts';

const SPEAKERS = ['caller', 'operator'] as const;
/** How near the end counts as being at it, pixels. */
const AT_END = 48;

/**
 * What is said, as it is said. Words that may still change are lighter and stand where they will stay; what was understood of
 * the words is marked in them. Who has scrolled up stays there.
 */
export class KiwiTranscript extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) segments: readonly CallSegment[] = [];
  @property({ attribute: false }) tentative: Readonly<Record<CallSpeaker, string>> = {
    caller: '',
    operator: '',
  };
  /** What was typed and the service does not have yet. */
  @property({ attribute: false }) unsent: Readonly<Record<CallSpeaker, readonly UnsentWords[]>> = {
    caller: [],
    operator: [],
  };
  @property({ attribute: false }) unsentFailure: Failure | null = null;
  @property({ attribute: false }) triage: Triage | null = null;
  /** What assessments say in the operator’s language, where this one is in another. */
  @property({ attribute: false }) triageWords: TriageWords | null = null;
  /** Why words are missing. */
  @property({ attribute: false }) degraded: string | null = null;
  /** Whether the person may write in this call. */
  @property({ type: Boolean, attribute: false }) writable = false;
  @state() private speaker: CallSpeaker = 'operator';
  @state() private behind = false;
  @query('.words') private words!: HTMLElement;
  @query('#write') private field!: HTMLTextAreaElement | null;
  #follows = true;

  /** Puts focus where one writes. */
  focusField(): void {
    this.field?.focus();
  }

  override render(): TemplateResult {
    const stretches = stretchesOf(this.segments, this.triage);
    const all = utterances(this.segments);
    const last = all.at(-1)?.[0].speaker;
    const open = SPEAKERS.filter((speaker) => this.tentative[speaker] !== '');
    return html`
      ${this.#degraded()}
      <div class="words" tabindex="0" role="log" aria-live="off" aria-label=${this.msg('What is said', { id: 'dispatch.transcript' })} @scroll=${this.#scrolled}>
        ${
          all.length === 0 && open.length === 0
            ? html`<p class="empty">${this.msg('Nothing was said yet.', { id: 'dispatch.silent' })}</p>`
            : nothing
        }
        <ol>
          ${repeat(
            all,
            ([{ id }]) => id,
            (said, index) => this.#said(said, stretches, index === all.length - 1),
          )}
          ${open.filter((speaker) => speaker !== last || all.at(-1)?.[0].source !== 'speech').map((speaker) => this.#unsettled(speaker))}
          ${SPEAKERS.map((speaker) => this.unsent[speaker].map((words) => this.#unsent(speaker, words)))}
        </ol>
      </div>
      ${
        this.behind
          ? html`<button class="button secondary latest" type="button" @click=${this.#toEnd}>
              ${this.msg('To the latest words', { id: 'dispatch.latest' })}
            </button>`
          : nothing
      }
      ${this.writable ? this.#form() : nothing}
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('segments') && !changed.has('tentative') && !changed.has('unsent')) return;
    if (this.#follows) this.words.scrollTop = this.words.scrollHeight;
    else this.behind = true;
  }

  #degraded(): TemplateResult | typeof nothing {
    const words = this.#degradedWords();
    return words === null
      ? nothing
      : html`<p class="notice warn" role="status">${icons.muted}<span>${words}</span></p>`;
  }

  #degradedWords(): string | null {
    switch (this.degraded) {
      case 'speech_off':
        return this.msg('Speech is not written down here. Type what is said.', { id: 'dispatch.speech-off' });
      case 'speech_down':
        return this.msg('Speech is not written down at the moment. Type what is said.', {
          id: 'dispatch.speech-down',
        });
      case 'speech_slow':
        return this.msg('Words come late. Rely on your ears.', { id: 'dispatch.speech-slow' });
      default:
        return null;
    }
  }

  #said(
    said: readonly [CallSegment, ...CallSegment[]],
    stretches: ReadonlyMap<number, readonly Stretch[]>,
    last: boolean,
  ): TemplateResult {
    const [{ speaker, source, startMs }] = said;
    const more = last && source === 'speech' ? this.tentative[speaker] : '';
    return html`<li class=${speaker}>
      ${this.#speaker(speaker, source === 'typed', lasting(startMs, this.formats))}
      <p>${source === 'missing' ? this.#missing() : nothing}${said.map(
        ({ sequence, language }) =>
          html`<span lang=${language ?? nothing}>${(stretches.get(sequence) ?? []).map((one) => this.#stretch(one))}</span> `,
      )}${more === '' ? nothing : html`<span class="tentative">${more}</span>`}</p>
    </li>`;
  }

  #missing(): TemplateResult {
    const words = this.msg('Something was said here that was not written down.', { id: 'dispatch.missing' });
    return html`<span class="tentative">${words}</span>`;
  }

  #unsettled(speaker: CallSpeaker): TemplateResult {
    return html`<li class=${speaker}>
      ${this.#speaker(speaker, false, '')}
      <p><span class="tentative">${this.tentative[speaker]}</span></p>
    </li>`;
  }

  #unsent(speaker: CallSpeaker, { text }: UnsentWords): TemplateResult {
    return html`<li class="${speaker} unsent">
      ${this.#speaker(speaker, true, '')}
      <p>
        ${text}<br /><span class="small muted">${
          this.unsentFailure === null
            ? this.msg('Being sent…', { id: 'dispatch.unsent' })
            : this.msg('Not sent yet: trying again.', { id: 'dispatch.unsent-again' })
        }</span>
      </p>
    </li>`;
  }

  #speaker(speaker: CallSpeaker, typed: boolean, at: string): TemplateResult {
    const words =
      speaker === 'caller'
        ? this.msg('Caller', { id: 'dispatch.caller' })
        : this.msg('Desk', { id: 'dispatch.speaker-desk' });
    return html`<span class="who small">
      <strong>${words}</strong>
      <span class="at">${at}${typed ? html` ${this.msg('written', { id: 'dispatch.written' })}` : nothing}</span>
    </span>`;
  }

  #stretch({ text, findings }: Stretch): TemplateResult | string {
    if (findings.length === 0) return text;
    const labels = [
      ...new Set(findings.map(({ concept, label }) => this.triageWords?.concepts[concept] ?? label)),
    ].join(', ');
    const denied = findings.every(({ negated }) => negated);
    return html`<mark class=${denied ? 'denied' : ''} title=${
      denied ? `${this.msg('denied', { id: 'dispatch.denied' })}: ${labels}` : labels
    }>${text}</mark>`;
  }

  #form(): TemplateResult {
    return html`<form novalidate @submit=${this.#submit}>
      <label class="hidden-text" for="write">${this.msg('Write in the call', { id: 'dispatch.key-write' })}</label>
      <textarea
        id="write"
        name="words"
        rows="1"
        maxlength=${MAX_MESSAGE}
        autocomplete="off"
        placeholder=${
          this.speaker === 'caller'
            ? this.msg('What the caller says', { id: 'dispatch.write-caller' })
            : this.msg('What you tell the caller', { id: 'dispatch.write-desk' })
        }
        @keydown=${this.#keyDown}
      ></textarea>
      <div class="row">
        <select
          aria-label=${this.msg('Whose words', { id: 'dispatch.whose' })}
          @change=${(event: Event) => {
            this.speaker = (event.target as HTMLSelectElement).value as CallSpeaker;
          }}
        >
          <option value="operator">${this.msg('To the caller', { id: 'dispatch.as-desk' })}</option>
          <option value="caller">${this.msg('Said by the caller', { id: 'dispatch.as-caller' })}</option>
        </select>
        <button class="button secondary" type="submit">
          ${icons.send}<span>${this.msg('Write', { id: 'dispatch.write' })}</span>
        </button>
      </div>
    </form>`;
  }

  /** Enter writes, as in every messenger; with Shift it begins a line. */
  readonly #keyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.field?.blur();
    // The Enter that chooses a word of an input method belongs to that.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit(event);
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const { field, speaker } = this;
    const text = field?.value.trim() ?? '';
    if (!field || text === '') return;
    field.value = '';
    this.fire('say', { speaker, text });
  };

  readonly #scrolled = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.words;
    this.#follows = scrollHeight - scrollTop - clientHeight < AT_END;
    if (this.#follows) this.behind = false;
  };

  readonly #toEnd = (): void => {
    this.#follows = true;
    this.behind = false;
    this.words.scrollTop = this.words.scrollHeight;
  };
}

define('kiwi-transcript', KiwiTranscript);
