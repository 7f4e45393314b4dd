import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import {
  type CallStage,
  isListening,
  isOpen,
  type MicrophoneState,
  type WhereaboutsState,
} from '../../domain/call.ts';
import { icons } from '../../icons.ts';
import { distance } from '../../locale/format.ts';
import { str } from '../../locale/messages.ts';
import { callAbout, callHeadline, microphoneWords, positionWords } from '../../parts/call-words.ts';
import { define } from '../../parts/define.ts';
import { Part } from '../../parts/part.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { styles } from './kiwi-call-status.styles.ts';

/** Devices that say to be more exact than this are not, metres. */
const MIN_METRES = 10;

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
  /** What the desk knows of where the device is. */
  @property() position: WhereaboutsState = 'unknown';
  /** The radius of that position, metres. */
  @property({ type: Number }) accuracy: number | null = null;
  /** Whether the call is recorded, which the caller has to know. */
  @property({ type: Boolean }) recorded = false;
  @property() microphone: MicrophoneState = 'off';
  /** Whether what the microphone hears reaches the desk, as words or since somebody listens. */
  @property({ type: Boolean }) understood = false;
  /** Whether calls are only written for now. */
  @property({ type: Boolean }) speechOff = false;
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
            ${isOpen(stage) ? this.#position() : nothing}
          </div>
        </div>
        ${isOpen(stage) ? this.#controls() : nothing}
      </div>
    `;
  }

  #position(): TemplateResult | typeof nothing {
    const within =
      this.accuracy === null ? '' : distance(Math.max(this.accuracy, MIN_METRES), this.language.texts);
    const words = positionWords(this.msg, this.position, within, this.whereabouts !== '');
    return words === null ? nothing : html`<p>${words}</p>`;
  }

  #controls(): TemplateResult {
    return html`
      ${this.speechOff ? this.#written() : this.speaks ? this.#microphone() : nothing}
      <div class="controls">
        ${this.speaks && !this.speechOff ? this.#toggle() : nothing}
        <button class="button danger" part="button button-danger" type="button" @click=${() => this.emit('hang-up')}>
          ${icons.hangUp}<span>${this.msg('Hang up', { id: 'desk.hang-up' })}</span>
        </button>
      </div>
    `;
  }

  #written(): TemplateResult {
    return html`<p class="microphone" role="status">
      ${icons.muted}
      <span>${this.msg('Speaking is off here: the desk reads what you write.', { id: 'desk.speech-off' })}</span>
    </p>`;
  }

  #microphone(): TemplateResult {
    const { microphone, understood } = this;
    const heard = isListening(microphone) && understood;
    return html`<p class="microphone ${heard ? 'on' : ''}" role="status">
      ${heard ? icons.microphone : icons.muted}
      <span>${microphoneWords(this.msg, microphone, understood)}</span>
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
