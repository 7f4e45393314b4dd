import { html, type TemplateResult } from 'lit';
import { icons } from '../../icons.ts';
import { define } from '../../parts/define.ts';
import { Part } from '../../parts/part.ts';
import { requestStyles } from '../../parts/request.styles.ts';
import { base, buttons } from '../../theme/base.styles.ts';

/**
 * Says why the microphone is needed before the browser asks for it: a person in need who meets the browser's question
 * unprepared denies it.
 *
 * @internal
 * @fires open-microphone - The person is ready for the browser's question.
 * @fires type-instead - They write.
 */
export class KiwiMicrophoneRequest extends Part {
  static override styles = [base, buttons, requestStyles];

  override render(): TemplateResult {
    return html`
      <section class="ask" aria-labelledby="ask">
        <h3 id="ask" tabindex="-1">${icons.microphone}<span>${this.msg('So that the desk can hear you', { id: 'desk.ask' })}</span></h3>
        <p>
          ${this.msg(
            'Your browser asks next whether this page may use the microphone. Choose “Allow”. It listens only during this call.',
            { id: 'desk.ask-about' },
          )}
        </p>
        <div class="actions">
          <button
            class="button primary block"
            part="button button-primary"
            type="button"
            @click=${() => this.emit('open-microphone')}
          >
            ${this.msg('Turn the microphone on', { id: 'desk.microphone-on' })}
          </button>
          <button class="button quiet block" part="button" type="button" @click=${() => this.emit('type-instead')}>
            ${this.msg('Write instead', { id: 'desk.write' })}
          </button>
        </div>
      </section>
    `;
  }

  override async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.button.primary')?.focus({ preventScroll: true });
  }
}

define('kiwi-microphone-request', KiwiMicrophoneRequest);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-microphone-request': KiwiMicrophoneRequest;
  }
}
