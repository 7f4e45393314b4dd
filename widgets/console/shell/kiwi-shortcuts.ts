import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Message } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import { GO, type Shortcut } from '../domain/keys.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { dialogs } from '../parts/dialog.styles.ts';

const styles = css`
  section {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--u) * 0.5) calc(var(--u) * 1);
    align-items: center;
  }
`;

/** Keys that are not written as they are named. */
const NAMES: Readonly<Record<string, string>> = {
  enter: 'Enter',
  escape: 'Esc',
  Esc: 'Esc',
  Ctrl: 'Ctrl',
};

/** The sheet of shortcuts, and whether single keys are shortcuts at all: for who dictates to the computer they are in the way. */
export class KiwiShortcuts extends ConsolePart {
  static override styles = [consoleBase, dialogs, styles];

  @property({ type: Boolean, attribute: false }) on = true;
  /** The name of the view that is shown, and its keys. */
  @property({ attribute: false }) label: Message = () => '';
  @property({ attribute: false }) here: readonly Shortcut[] = [];
  @property({ attribute: false }) everywhere: readonly Shortcut[] = [];
  /** The views to go to. */
  @property({ attribute: false }) views: readonly { readonly key: string; readonly label: Message }[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;

  open(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <form method="dialog" class="stack">
        <h2 id="title">${this.msg('Keyboard shortcuts', { id: 'dispatch.keys' })}</h2>
        ${this.#section(
          this.label(this.msg),
          this.here.map(({ keys, words }) => [keys, words(this.msg)]),
        )}
        ${this.#section(this.msg('Everywhere', { id: 'dispatch.keys-everywhere' }), [
          ...(this.views.length < 2
            ? []
            : this.views.map(({ key, label }) => [[`${GO} ${key}`], label(this.msg)] as const)),
          ...this.everywhere.map(({ keys, words }) => [keys, words(this.msg)] as const),
          [['Ctrl k'], this.msg('Commands', { id: 'dispatch.palette' })],
          [['Esc'], this.msg('Close what is open', { id: 'dispatch.key-escape' })],
        ])}
        <label class="row">
          <input
            type="checkbox"
            .checked=${this.on}
            @change=${(event: Event) => this.fire('keys-chosen', (event.target as HTMLInputElement).checked)}
          />
          <span>${this.msg('Single keys are shortcuts', { id: 'dispatch.keys-on' })}</span>
        </label>
        <button class="button secondary" autofocus>${this.msg('Close', { id: 'dispatch.close' })}</button>
      </form>
    </dialog>`;
  }

  #section(
    title: string,
    shortcuts: readonly (readonly [keys: readonly string[], words: string])[],
  ): TemplateResult | typeof nothing {
    if (shortcuts.length === 0) return nothing;
    return html`<section>
      <h3>${title}</h3>
      <dl>
        ${shortcuts.map(
          ([keys, words]) => html`<dt>
              ${keys.map((key) =>
                key.split(' ').map((part) => html`<kbd>${NAMES[part] ?? part.toUpperCase()}</kbd> `),
              )}
            </dt>
            <dd>${words}</dd>`,
        )}
      </dl>
    </section>`;
  }
}

define('kiwi-shortcuts', KiwiShortcuts);
