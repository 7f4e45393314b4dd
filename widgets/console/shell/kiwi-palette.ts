import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { define } from '../../src/parts/define.ts';
import { matching, type PaletteEntry } from '../domain/palette.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { dialogs } from '../parts/dialog.styles.ts';

/** Milliseconds without a key after which the service is asked. */
const ASK_AFTER_MS = 200;
const SHOWN = 50;

const styles = css`
  dialog {
    inline-size: min(38rem, calc(100vw - 1.5rem));
    margin-block-start: 12vh;
    padding: 0;
    overflow: hidden;
  }
  input {
    inline-size: 100%;
    min-block-size: calc(var(--u) * 3.25);
    padding-inline: calc(var(--u) * 1.125);
    border: 0;
    border-block-end: 1px solid var(--_border);
    border-radius: 0;
    font-size: calc(var(--u) * 1.0625);
  }
  input:focus-visible {
    outline-offset: -3px;
  }
  ul {
    max-block-size: min(26rem, 60dvh);
    overflow-y: auto;
    padding: calc(var(--u) * 0.375);
  }
  .title {
    padding: calc(var(--u) * 0.5) calc(var(--u) * 0.75) calc(var(--u) * 0.125);
    color: var(--_text-muted);
    font-size: calc(var(--u) * 0.8125);
    font-weight: 650;
  }
  .entry {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 0.75);
    min-block-size: calc(var(--u) * 2.5);
    padding: calc(var(--u) * 0.25) calc(var(--u) * 0.75);
    border-radius: 6px;
    cursor: pointer;
  }
  .entry[aria-selected='true'] {
    background: color-mix(in srgb, var(--_primary) 16%, var(--_surface));
    box-shadow: inset 3px 0 0 var(--_primary);
  }
  .words {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .none {
    padding: calc(var(--u) * 1.25);
    color: var(--_text-muted);
  }
`;

/** Finds by a few letters where to go and what to do. Focus stays in the field; the arrows choose. */
export class KiwiPalette extends ConsolePart {
  static override styles = [consoleBase, dialogs, styles];

  /** What can be offered at once. */
  @property({ attribute: false }) entries: () => readonly PaletteEntry[] = () => [];
  /** What the service knows of a text. */
  @property({ attribute: false }) find: (text: string) => Promise<readonly PaletteEntry[]> = async () => [];
  @state() private shown = false;
  @state() private text = '';
  @state() private chosen = 0;
  @state() private found: readonly PaletteEntry[] = [];
  @state() private search: 'none' | 'running' | 'failed' = 'none';
  @query('dialog') private dialog!: HTMLDialogElement;
  #offered: readonly PaletteEntry[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  async open(): Promise<void> {
    await this.updateComplete;
    if (this.dialog.open) return;
    this.text = '';
    this.chosen = 0;
    this.found = [];
    this.search = 'none';
    // As they are now: what can be done does not change while one reads.
    this.#offered = this.entries();
    this.shown = true;
    await this.updateComplete;
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog
      aria-label=${this.msg('Commands', { id: 'dispatch.palette' })}
      @close=${() => {
        this.shown = false;
        clearTimeout(this.#timer);
      }}
      @click=${(event: Event) => {
        if (event.target === this.dialog) this.dialog.close();
      }}
    >
      ${this.shown ? this.#content() : nothing}
    </dialog>`;
  }

  get #matches(): readonly PaletteEntry[] {
    return [...matching(this.#offered, this.text), ...this.found].slice(0, SHOWN);
  }

  #content(): TemplateResult {
    const matches = this.#matches;
    const chosen = matches[this.chosen];
    return html`<input
        role="combobox"
        autofocus
        autocomplete="off"
        spellcheck="false"
        aria-expanded="true"
        aria-controls="entries"
        aria-autocomplete="list"
        aria-activedescendant=${chosen === undefined ? nothing : `entry-${this.chosen}`}
        aria-label=${this.msg('A view, a call, a booking by its number, or what to do', { id: 'dispatch.palette-field' })}
        placeholder=${this.msg('A view, a call, a booking by its number, or what to do', { id: 'dispatch.palette-field' })}
        @input=${this.#typed}
        @keydown=${this.#keydown}
      />
      <ul id="entries" role="listbox" aria-label=${this.msg('Commands', { id: 'dispatch.palette' })}>
        ${matches.map(
          (entry, index) => html`${
            entry.group === matches[index - 1]?.group
              ? nothing
              : html`<li class="title" role="presentation">${entry.group}</li>`
          }<li
              id="entry-${index}"
              class="entry"
              role="option"
              aria-selected=${index === this.chosen}
              @click=${() => this.#run(entry)}
              @pointermove=${() => {
                this.chosen = index;
              }}
            >
              <span class="words"><bdi>${entry.words}</bdi>${entry.detail === '' ? nothing : html` <span class="small muted"><bdi>${entry.detail}</bdi></span>`}</span>
              ${entry.keys === '' ? nothing : html`<kbd aria-hidden="true">${entry.keys}</kbd>`}
            </li>`,
        )}
      </ul>
      <p class=${matches.length === 0 || this.search === 'failed' ? 'none' : 'hidden-text'} role="status">${this.#status(matches)}</p>`;
  }

  #status(matches: readonly PaletteEntry[]): string | typeof nothing {
    if (this.search === 'failed')
      return this.msg('Bookings could not be searched. Type again to retry.', {
        id: 'dispatch.palette-failed',
      });
    if (matches.length > 0) return nothing;
    if (this.search === 'running') return this.msg('Searching…', { id: 'dispatch.palette-searching' });
    return this.msg('Nothing is called that.', { id: 'dispatch.palette-none' });
  }

  readonly #typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    this.chosen = 0;
    this.found = [];
    clearTimeout(this.#timer);
    const { text } = this;
    this.search = 'running';
    this.#timer = setTimeout(async () => {
      // `failed` is shown: the next letter asks again.
      const found = await this.find(text).catch(() => null);
      if (this.text !== text) return;
      this.found = found ?? [];
      this.search = found === null ? 'failed' : 'none';
    }, ASK_AFTER_MS);
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    const { length } = this.#matches;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && length > 0) {
      event.preventDefault();
      this.chosen = (this.chosen + by + length) % length;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector(`#entry-${this.chosen}`)?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      const entry = this.#matches[this.chosen];
      if (entry !== undefined) this.#run(entry);
    }
  };

  /** After the dialog has given the focus back: what is done may take it elsewhere. */
  #run(entry: PaletteEntry): void {
    this.dialog.close();
    void this.updateComplete.then(() => entry.run());
  }
}

define('kiwi-palette', KiwiPalette);
