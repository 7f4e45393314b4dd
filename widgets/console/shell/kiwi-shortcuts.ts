import { css, html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { define } from '../../src/parts/define.ts';
import { type Command, KEYS } from '../domain/keys.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { dialogs } from '../parts/dialog.styles.ts';

const styles = css`
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--u) * 0.5) calc(var(--u) * 1);
    align-items: center;
  }
`;

/** The sheet of shortcuts, and whether single keys are shortcuts at all: for who dictates to the computer they are in the way. */
export class KiwiShortcuts extends ConsolePart {
  static override styles = [consoleBase, dialogs, styles];

  @property({ type: Boolean, attribute: false }) on = true;
  @query('dialog') private dialog!: HTMLDialogElement;

  open(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <form method="dialog" class="stack">
        <h2 id="title">${this.msg('Keyboard shortcuts', { id: 'dispatch.keys' })}</h2>
        <dl>
          ${KEYS.map(
            ([key, command]) => html`<dt><kbd>${key.toUpperCase()}</kbd></dt>
              <dd>${this.#words(command)}</dd>`,
          )}
          <dt><kbd>Esc</kbd></dt>
          <dd>${this.msg('Close what is open', { id: 'dispatch.key-escape' })}</dd>
        </dl>
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

  #words(command: Command): string {
    switch (command) {
      case 'claim':
        return this.msg('Take the most urgent call, or the one that is open', { id: 'dispatch.key-claim' });
      case 'next':
        return this.msg('Next call in the list', { id: 'dispatch.key-next' });
      case 'previous':
        return this.msg('Previous call in the list', { id: 'dispatch.key-previous' });
      case 'decide':
        return this.msg('Decide; Enter confirms', { id: 'dispatch.key-decide' });
      case 'write':
        return this.msg('Write in the call', { id: 'dispatch.key-write' });
      case 'tick':
        return this.msg('Tick off the next question', { id: 'dispatch.key-tick' });
      case 'hold':
        return this.msg('Hold, or resume', { id: 'dispatch.key-hold' });
      case 'transfer':
        return this.msg('Transfer the call', { id: 'dispatch.key-transfer' });
      case 'end':
        return this.msg('End or wrap up the call', { id: 'dispatch.key-end' });
      case 'back':
        return this.msg('Back to the list', { id: 'dispatch.key-back' });
      case 'sound':
        return this.msg('Ring sound on or off', { id: 'dispatch.key-sound' });
      case 'help':
        return this.msg('Show this sheet', { id: 'dispatch.key-help' });
    }
  }
}

define('kiwi-shortcuts', KiwiShortcuts);
