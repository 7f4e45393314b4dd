import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { type CallStage, isListening, isOpen, type MicrophoneState } from '../../domain/call.ts';
import { icons } from '../../icons.ts';
import { str } from '../../locale/messages.ts';
import { callAbout, callHeadline, microphoneWords } from '../../parts/call-words.ts';
import { define } from '../../parts/define.ts';
import { Part } from '../../parts/part.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { styles } from './kiwi-call-status.styles.ts';

/**
 * Where the call is, whether the caller is heard, and the way out of it.
 *
 * @internal
 * @fires mute - Whether to silence the microphone.
 * @fires open-microphone - The person wants to speak.
 * @fires hang-up - The person leaves the call.
 */
export class KiwiCallStatus extends Part {
  static override styles = [base, buttons, styles];

  @property() stage: CallStage = 'calling';
  /** The name of the operator. */
  @property() operator = '';
  @property() hospital = '';
  /** The place whose code the caller came by, for people; empty without one. */
  @property() whereabouts = '';
  /** Whether the call is recorded, which the caller has to know. */
  @property({ type: Boolean }) recorded = false;
  @property() microphone: MicrophoneState = 'off';
  /** Whether the microphone can be had: not while its reason is shown, nor where the line takes no audio. */
  @property({ type: Boolean }) speaks = false;

  override render(): TemplateResult {
    const { stage, operator, hospital } = this;
    const about = callAbout(this.msg, stage);
    return html`
      <div class="status ${stage}" part="status">
        <div class="where">
          <span class="mark" aria-hidden="true">${stage === 'held' ? icons.pause : icons.phone}</span>
          <div role="status">
            <p class="headline">${callHeadline(this.msg, stage, operator, hospital)}</p>
            ${about ? html`<p>${about}</p>` : nothing}
            ${
              this.recorded && isOpen(stage)
                ? html`<p>${this.msg('This call is recorded.', { id: 'desk.recorded' })}</p>`
                : nothing
            }
            ${
              this.whereabouts && isOpen(stage)
                ? html`<p>${this.msg(str`The desk sees where you are: ${this.whereabouts}.`, { id: 'desk.whereabouts' })}</p>`
                : nothing
            }
          </div>
        </div>
        ${isOpen(stage) ? this.#controls() : nothing}
      </div>
    `;
  }

  #controls(): TemplateResult {
    return html`
      ${this.speaks ? this.#microphone() : nothing}
      <div class="controls">
        ${this.speaks ? this.#toggle() : nothing}
        <button class="button danger" part="button button-danger" type="button" @click=${() => this.emit('hang-up')}>
          ${icons.hangUp}<span>${this.msg('Hang up', { id: 'desk.hang-up' })}</span>
        </button>
      </div>
    `;
  }

  #microphone(): TemplateResult {
    const { microphone } = this;
    return html`<p class="microphone ${isListening(microphone) ? 'on' : ''}" role="status">
      ${isListening(microphone) ? icons.microphone : icons.muted}
      <span>${microphoneWords(this.msg, microphone)}</span>
    </p>`;
  }

  #toggle(): TemplateResult {
    const { microphone } = this;
    if (microphone === 'waiting') return html``;
    if (isListening(microphone) || microphone === 'muted') {
      const muted = microphone === 'muted';
      return html`<button
        class="button secondary"
        part="button"
        type="button"
        aria-pressed=${muted}
        @click=${() => this.emit('mute', !muted)}
      >
        ${icons.muted}<span>${this.msg('Mute', { id: 'desk.mute' })}</span>
      </button>`;
    }
    return html`<button class="button secondary" part="button" type="button" @click=${() => this.emit('open-microphone')}>
      ${icons.microphone}<span>${this.msg('Speak', { id: 'desk.speak' })}</span>
    </button>`;
  }
}

define('kiwi-call-status', KiwiCallStatus);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-call-status': KiwiCallStatus;
  }
}
