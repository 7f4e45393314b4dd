import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import type { Unit } from '../domain/wire.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { dialogs } from '../parts/dialog.styles.ts';
import type { ConsoleSession } from '../sources/console-session.ts';
import './kiwi-messages.ts';
import type { KiwiMessages } from './kiwi-messages.ts';

/** The messages to a unit, wherever the unit is listed. */
export class KiwiMessageDialog extends ConsolePart {
  static override styles = [consoleBase, dialogs];

  @property({ attribute: false }) session!: ConsoleSession;
  @state() private unit: Unit | null = null;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('kiwi-messages') private messages!: KiwiMessages | null;

  async open(unit: Unit): Promise<void> {
    if (this.dialog.open) return;
    this.unit = unit;
    await this.updateComplete;
    await this.messages?.updateComplete;
    this.dialog.showModal();
    this.messages?.focusField();
  }

  override render(): TemplateResult {
    const { unit } = this;
    return html`<dialog
      aria-labelledby="title"
      @close=${() => {
        this.unit = null;
      }}
    >
      ${
        unit === null
          ? nothing
          : html`<div class="stack">
              <h2 id="title">${this.msg(str`Messages to ${unit.name}`, { id: 'messages.title' })}</h2>
              <kiwi-messages
                .language=${this.language}
                .region=${this.region}
                .session=${this.session}
                .scope=${{ unitId: unit.id, hospitalId: unit.hospitalId, bookingId: null }}
                .unitName=${unit.name}
              ></kiwi-messages>
              <div>
                <button class="button secondary" type="button" @click=${() => this.dialog.close()}>
                  ${this.msg('Close', { id: 'dispatch.close' })}
                </button>
              </div>
            </div>`
      }
    </dialog>`;
  }
}

define('kiwi-message-dialog', KiwiMessageDialog);
