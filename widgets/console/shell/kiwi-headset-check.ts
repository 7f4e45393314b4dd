import { css, html, nothing, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import { icons } from '../../src/icons.ts';
import { define } from '../../src/parts/define.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { dialogs } from '../parts/dialog.styles.ts';
import { type AudioDevice, Headset } from '../sources/headset.ts';

const styles = css`
  section {
    display: grid;
    gap: calc(var(--u) * 0.5);
  }
  meter {
    inline-size: 100%;
    block-size: calc(var(--u) * 0.875);
  }
  .well svg {
    color: var(--_success);
    inline-size: 1.2em;
    block-size: 1.2em;
  }
  .well {
    display: flex;
    gap: calc(var(--u) * 0.375);
    align-items: center;
  }
  input[type='range'] {
    padding: 0;
    accent-color: var(--_primary);
  }
`;

/** A loud voice: what is above fills the meter. */
const LOUD = 0.25;

/** The check of headset and microphone before a call needs them, and which of several are used. */
export class KiwiHeadsetCheck extends ConsolePart {
  static override styles = [consoleBase, dialogs, styles];

  @query('dialog') private dialog!: HTMLDialogElement;
  readonly #headset = new Headset();
  readonly #changed = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#headset.addEventListener('change', this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#headset.removeEventListener('change', this.#changed);
    this.#headset.endCheck();
  }

  async open(): Promise<void> {
    await this.updateComplete;
    if (this.dialog.open) return;
    this.dialog.showModal();
    await this.#headset.find();
    // Without a question of the browser there is nothing to wait for.
    if ((await this.#headset.isAllowed()) && this.dialog.open) await this.#headset.openMicrophone();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${() => this.#headset.endCheck()}>
      <form method="dialog" class="stack">
        <h2 id="title">${this.msg('Headset and microphone', { id: 'dispatch.headset' })}</h2>
        ${this.#microphone()} ${this.#speaker()}
        <button class="button secondary">${this.msg('Close', { id: 'dispatch.close' })}</button>
      </form>
    </dialog>`;
  }

  #microphone(): TemplateResult {
    const headset = this.#headset;
    const on = headset.check === 'on' || headset.check === 'voice';
    return html`<section>
      <h3>${this.msg('Microphone', { id: 'dispatch.headset-microphone' })}</h3>
      ${this.#choice(
        this.msg('Which microphone', { id: 'dispatch.headset-which-microphone' }),
        headset.microphones,
        headset.chosen.microphone,
        (microphone) => headset.choose({ microphone }),
      )}
      ${
        on
          ? html`<meter
              min="0"
              max="1"
              .value=${Math.min(1, headset.level / LOUD)}
              aria-label=${this.msg('How loud you are', { id: 'dispatch.mic-level' })}
            ></meter>`
          : html`<button
              class="button secondary"
              type="button"
              aria-disabled=${headset.check === 'asking'}
              @click=${() => headset.openMicrophone()}
            >
              ${icons.microphone}<span>${this.msg('Turn the microphone on', { id: 'dispatch.mic-on' })}</span>
            </button>`
      }
      <p class="small ${headset.check === 'voice' ? 'well' : ''}" role="status">
        ${headset.check === 'voice' ? icons.check : nothing}<span>${this.#checkWords()}</span>
      </p>
    </section>`;
  }

  #checkWords(): string {
    switch (this.#headset.check) {
      case 'off':
        return this.msg('Nobody hears you while you check it.', { id: 'dispatch.headset-off' });
      case 'asking':
        return this.msg('Allow the microphone in the question of your browser.', {
          id: 'dispatch.mic-waiting',
        });
      case 'on':
        return this.msg('Speak: the bar has to move.', { id: 'dispatch.headset-speak' });
      case 'voice':
        return this.msg('Your voice is heard well.', { id: 'dispatch.headset-voice' });
      case 'refused':
        return this.msg(
          'The browser does not allow the microphone. Allow it beside the address, then try again.',
          {
            id: 'dispatch.mic-refused',
          },
        );
      case 'missing':
        return this.msg('No microphone was found.', { id: 'dispatch.mic-missing' });
      case 'failed':
        return this.msg('The microphone does not work.', { id: 'dispatch.mic-failed' });
    }
  }

  #speaker(): TemplateResult {
    const headset = this.#headset;
    return html`<section>
      <h3>${this.msg('Headset', { id: 'dispatch.headset-speaker' })}</h3>
      ${
        headset.speakers.length === 0
          ? nothing
          : this.#choice(
              this.msg('Which headset', { id: 'dispatch.headset-which-speaker' }),
              headset.speakers,
              headset.chosen.speaker,
              (speaker) => headset.choose({ speaker }),
            )
      }
      <label class="field">
        <span class="small">${this.msg('Volume', { id: 'dispatch.hear-volume' })}</span>
        <input
          type="range"
          min="0"
          max="1"
          step="0.05"
          .value=${String(headset.chosen.volume)}
          @change=${(event: Event) => headset.choose({ volume: (event.target as HTMLInputElement).valueAsNumber })}
        />
      </label>
      <button class="button secondary" type="button" @click=${() => headset.testSpeaker()}>
        ${icons.sound}<span>${this.msg('Play a test tone', { id: 'dispatch.headset-tone' })}</span>
      </button>
    </section>`;
  }

  #choice(
    label: string,
    devices: readonly AudioDevice[],
    chosen: string,
    choose: (id: string) => void,
  ): TemplateResult {
    return html`<label class="field">
      <span class="small">${label}</span>
      <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${chosen === ''}>${this.msg('As the computer', { id: 'dispatch.theme-auto' })}</option>
        ${devices.map(
          ({ id, name }, nth) =>
            html`<option value=${id} ?selected=${id === chosen}>${name === '' ? `${label} ${nth + 1}` : name}</option>`,
        )}
      </select>
    </label>`;
  }
}

define('kiwi-headset-check', KiwiHeadsetCheck);
