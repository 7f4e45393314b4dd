import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { MAX_MESSAGE, type UnsentWords, utterances } from '../../domain/call.ts';
import type { CallSegment } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { str } from '../../locale/messages.ts';
import { define } from '../../parts/define.ts';
import { Part } from '../../parts/part.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { fields } from '../../theme/fields.styles.ts';
import { styles } from './kiwi-call-words.styles.ts';

/** What is shown of a long call until the caller asks for the rest: the field below stays in reach. */
const SHOWN = 8;

/**
 * What the desk says, what was understood of the caller, and the field to write in. What the desk says is read out by
 * screen readers; the caller's own words are not, since they come while the caller speaks.
 *
 * @internal
 * @fires say - Words for the desk.
 * @fires captions - Whether to show what is understood of the caller's speech.
 */
export class KiwiCallWords extends Part {
  static override styles = [base, buttons, fields, styles];

  @property({ attribute: false }) segments: readonly CallSegment[] = [];
  @property({ attribute: false }) unsent: readonly UnsentWords[] = [];
  @property({ type: Boolean }) captions = false;
  /** Whether the caller speaks, so that there is something to caption. */
  @property({ type: Boolean }) speaks = false;
  /** Whether the desk still reads what is written. */
  @property({ type: Boolean }) writable = false;

  @query('textarea') private field!: HTMLTextAreaElement | null;
  @state() private all = false;

  /** Puts focus where the caller writes. */
  override async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.field?.focus();
  }

  override render(): TemplateResult {
    const all = utterances(this.segments);
    const shown = all.filter(
      ([{ speaker, source }]) => speaker === 'operator' || source === 'typed' || this.captions,
    );
    const hidden = this.all ? 0 : Math.max(0, shown.length - SHOWN);
    const visible = new Set(shown.slice(hidden));
    return html`
      <div class="stack">
        ${
          hidden > 0
            ? html`<button class="button quiet" part="button" type="button" @click=${() => (this.all = true)}>
              ${this.msg(str`Show ${hidden} earlier`, { id: 'desk.earlier' })}
            </button>`
            : nothing
        }
        <div role="log" aria-label=${this.msg('What was said', { id: 'desk.said' })}><ul>
          ${all.map((said) => this.#said(said, !visible.has(said)))}
          ${this.unsent.map(
            ({ text }) => html`<li class="mine unsent" aria-live="off">
              <p>${text}</p>
              <p class="small">${this.msg('Being sent…', { id: 'desk.unsent' })}</p>
            </li>`,
          )}
        </ul></div>
        ${this.speaks ? this.#captionsSwitch() : nothing} ${this.writable ? this.#form() : nothing}
      </div>
    `;
  }

  /** Nothing that is there changes when words follow, so that a screen reader reads each of them once. */
  #said(said: readonly [CallSegment, ...CallSegment[]], hidden: boolean): TemplateResult {
    const [{ speaker, source }] = said;
    const desk = speaker === 'operator';
    const who = desk
      ? this.msg('The desk', { id: 'desk.them' })
      : source === 'typed'
        ? this.msg('You wrote', { id: 'desk.you-wrote' })
        : this.msg('You said', { id: 'desk.you-said' });
    return html`<li class=${desk ? 'desk' : 'mine'} ?hidden=${hidden} aria-live=${desk ? nothing : 'off'}>
      <p class="who small">${who}</p>
      <p class="text">${source === 'missing' ? this.msg('(Some words were not understood.)', { id: 'desk.missing' }) : said.map(({ text, language }) => html`<span lang=${language ?? nothing}>${text}</span> `)}</p>
    </li>`;
  }

  #captionsSwitch(): TemplateResult {
    return html`<label class="switch">
      <input
        type="checkbox"
        role="switch"
        .checked=${this.captions}
        @change=${(event: Event) => this.emit('captions', (event.target as HTMLInputElement).checked)}
      />
      <span>${this.msg('Show what is understood of my words', { id: 'desk.captions' })}</span>
    </label>`;
  }

  #form(): TemplateResult {
    return html`<form class="write" novalidate @submit=${this.#submit}>
      <label for="words">${this.msg('Write to the desk', { id: 'desk.write-to' })}</label>
      <textarea
        id="words"
        name="words"
        part="input"
        rows="2"
        maxlength=${MAX_MESSAGE}
        autocomplete="off"
        enterkeyhint="send"
        placeholder=${this.msg('What has happened, and where?', { id: 'desk.placeholder' })}
        @keydown=${this.#keyDown}
      ></textarea>
      <button class="button primary" part="button button-primary" type="submit">
        ${icons.send}<span>${this.msg('Send', { id: 'desk.send' })}</span>
      </button>
    </form>`;
  }

  /** Enter sends, as in every messenger; with Shift it begins a line. */
  readonly #keyDown = (event: KeyboardEvent): void => {
    // The Enter that chooses a word of an input method belongs to that.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit(event);
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const { field } = this;
    const text = field?.value.trim() ?? '';
    if (field && text) {
      field.value = '';
      this.emit('say', text);
    }
    field?.focus();
  };
}

define('kiwi-call-words', KiwiCallWords);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-call-words': KiwiCallWords;
  }
}
