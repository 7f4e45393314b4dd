import { html, type TemplateResult } from 'lit';
import { icons } from '../../icons.ts';
import { define } from '../../parts/define.ts';
import { Part } from '../../parts/part.ts';
import { requestStyles } from '../../parts/request.styles.ts';
import { base, buttons } from '../../theme/base.styles.ts';

/**
 * Says why the position is needed before the browser asks for it. The call rings meanwhile, so it never takes the focus.
 *
 * @internal
 * @fires send-position - The person is ready for the browser's question.
 * @fires keep-position - They say themselves where they are.
 */
export class KiwiPositionRequest extends Part {
  static override styles = [base, buttons, requestStyles];

  override render(): TemplateResult {
    return html`
      <section class="ask" aria-labelledby="ask">
        <h3 id="ask" tabindex="-1">${icons.pin}<span>${this.msg('So that help finds you', { id: 'desk.where' })}</span></h3>
        <p>
          ${this.msg(
            'The desk can see where this device is, for this call only. Your browser asks next: choose “Allow”.',
            { id: 'desk.where-about' },
          )}
        </p>
        <div class="actions">
          <button
            class="button primary block"
            part="button button-primary"
            type="button"
            @click=${() => this.emit('send-position')}
          >
            ${this.msg('Show the desk where I am', { id: 'desk.where-send' })}
          </button>
          <button class="button quiet block" part="button" type="button" @click=${() => this.emit('keep-position')}>
            ${this.msg('I say it myself', { id: 'desk.where-keep' })}
          </button>
        </div>
      </section>
    `;
  }
}

define('kiwi-position-request', KiwiPositionRequest);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-position-request': KiwiPositionRequest;
  }
}
