import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { isListening } from '../../src/domain/call.ts';
import type { Call } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { consoleFailureWords } from '../parts/words.ts';
import type { CallSound } from '../sources/call-sound.ts';

const styles = css`
  .sound {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 0.25) calc(var(--u) * 0.75);
    align-items: center;
    padding: calc(var(--u) * 0.25) calc(var(--u) * 1);
    border-block-end: 1px solid var(--_border);
  }
  .side {
    display: flex;
    gap: calc(var(--u) * 0.375);
    align-items: center;
    flex: 1 1 26rem;
    min-inline-size: 0;
  }
  .side + .side {
    flex-basis: 17rem;
  }
  .side > svg {
    flex: none;
    inline-size: calc(var(--u) * 1.25);
    block-size: calc(var(--u) * 1.25);
    color: var(--_text-muted);
  }
  .side.on > svg {
    color: var(--_success);
  }
  .side.bad > svg,
  .side.bad .words {
    color: var(--_warning);
  }
  .words {
    flex: 1 1 10rem;
    min-inline-size: 0;
    font-size: calc(var(--u) * 0.875);
  }
  .button {
    flex: none;
  }
  meter {
    flex: none;
    inline-size: calc(var(--u) * 2.25);
    block-size: calc(var(--u) * 0.625);
  }
  input[type='range'] {
    flex: none;
    inline-size: calc(var(--u) * 4);
    padding: 0;
    accent-color: var(--_primary);
  }
`;

/** How often levels and delays are looked at, milliseconds. */
const LOOK_MS = 200;
/** A delay below this disturbs nobody, milliseconds. */
const LATE_MS = 2_000;
/** A loud voice: what is above fills the meter. */
const LOUD = 0.25;

/** The sound of a call and one’s own microphone, each with its switch, its level and why not. */
export class KiwiCallSound extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) sound!: CallSound;
  @property({ attribute: false }) call!: Call;
  /** Whether the person is the operator of the call. */
  @property({ type: Boolean, attribute: false }) mine = false;
  /** Whether the person may listen in. */
  @property({ type: Boolean, attribute: false }) supervises = false;
  @query('meter.heard') private heardMeter!: HTMLMeterElement | null;
  @query('meter.spoken') private spokenMeter!: HTMLMeterElement | null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #shown = '';
  readonly #changed = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.sound?.addEventListener('change', this.#changed);
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sound.removeEventListener('change', this.#changed);
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('sound')) return;
    changed.get('sound')?.removeEventListener('change', this.#changed);
    this.sound.addEventListener('change', this.#changed);
  }

  /** @returns whether there is a microphone to be switched here. */
  pressMicrophone(): boolean {
    if (!this.#mayHear() || !this.mine) return false;
    if (isListening(this.sound.microphone)) this.sound.mute();
    else void this.sound.speak();
    return true;
  }

  /** @returns whether there is something to be heard here. */
  pressHear(): boolean {
    if (!this.#mayHear()) return false;
    if (this.sound.state === 'here' && !this.sound.blocked) this.sound.quiet();
    else void this.sound.listen();
    return true;
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.#mayHear()) return nothing;
    return html`<section class="sound" aria-label=${this.msg('Sound', { id: 'dispatch.hear' })}>
      ${this.#hearing()} ${this.mine ? this.#speaking() : nothing}
      <button
        class="button quiet"
        type="button"
        aria-label=${this.msg('Check', { id: 'dispatch.hear-check' })}
        title=${this.msg('Check headset and microphone', { id: 'dispatch.headset-check' })}
        @click=${() => this.fire('check-headset')}
      >
        ${icons.headset}
      </button>
    </section>`;
  }

  /** Typed calls have no sound, and calls that are over have none any more. */
  #mayHear(): boolean {
    const { endedAt, channel } = this.call;
    return endedAt === null && channel !== 'typed' && (this.mine || this.supervises);
  }

  #hearing(): TemplateResult {
    const { sound } = this;
    const here = sound.state === 'here';
    const [kind, words] = this.#heardWords();
    return html`<div class="side ${kind}">
      ${here && !sound.blocked ? icons.sound : icons.soundOff}
      <span class="words" role="status">${words}</span>
      ${
        here
          ? html`<meter class="heard" min="0" max="1" aria-label=${this.msg('How loud it is', { id: 'dispatch.hear-level' })}></meter>
              <input
                type="range"
                min="0"
                max="1"
                step="0.05"
                aria-label=${this.msg('Volume', { id: 'dispatch.hear-volume' })}
                .value=${String(sound.volume)}
                @input=${(event: Event) => sound.setVolume((event.target as HTMLInputElement).valueAsNumber)}
              />`
          : nothing
      }
      ${this.#hearButton(here)}
    </div>`;
  }

  #hearButton(here: boolean): TemplateResult {
    const { sound } = this;
    const words = !here
      ? this.mine
        ? this.msg('Hear the caller', { id: 'dispatch.hear-on' })
        : this.msg('Listen in', { id: 'dispatch.listen-in' })
      : sound.blocked
        ? this.msg('Allow sound', { id: 'dispatch.hear-allow' })
        : this.msg('Silence', { id: 'dispatch.hear-off' });
    const look = here && !sound.blocked ? 'quiet' : 'secondary';
    return html`<button class="button ${look}" type="button" @click=${() => this.pressHear()}>
      <span>${words}</span> <kbd aria-hidden="true">V</kbd>
    </button>`;
  }

  #heardWords(): readonly [kind: '' | 'on' | 'bad', words: string] {
    const { sound, call } = this;
    if (sound.failure !== null) return ['bad', consoleFailureWords(this.msg, sound.failure)];
    if (sound.state === 'off')
      return ['', this.msg('You do not hear this call.', { id: 'dispatch.hear-none' })];
    if (sound.state === 'elsewhere')
      return ['bad', this.msg('Another call or window has the sound.', { id: 'dispatch.hear-elsewhere' })];
    if (sound.blocked)
      return ['bad', this.msg('The browser keeps this page silent.', { id: 'dispatch.hear-blocked' })];
    if (sound.isCut)
      return ['bad', this.msg('The connection is lost: no sound passes.', { id: 'dispatch.hear-cut' })];
    if (sound.hears.length === 0)
      return call.state === 'held'
        ? ['', this.msg('On hold: you do not hear each other.', { id: 'dispatch.hear-held' })]
        : ['', this.msg('Nobody is heard at the moment.', { id: 'dispatch.hear-nobody' })];
    if (sound.isSilent)
      return [
        '',
        this.msg('Nothing comes from the caller: their microphone is off.', { id: 'dispatch.hear-silent' }),
      ];
    if (sound.lateMs >= LATE_MS)
      return [
        'bad',
        this.msg(str`You hear this call ${Math.round(sound.lateMs / 1_000)} s late.`, {
          id: 'dispatch.hear-late',
        }),
      ];
    return [
      'on',
      sound.hears.length > 1
        ? this.msg('You hear the caller and the operator.', { id: 'dispatch.hear-both' })
        : this.msg('You hear the caller.', { id: 'dispatch.hear-caller' }),
    ];
  }

  #speaking(): TemplateResult {
    const { sound } = this;
    const on = isListening(sound.microphone);
    const [kind, words] = this.#spokenWords();
    return html`<div class="side ${kind}">
      ${on ? icons.microphone : icons.muted}
      <span class="words" role="status">${words}</span>
      ${
        on
          ? html`<meter class="spoken" min="0" max="1" aria-label=${this.msg('How loud you are', { id: 'dispatch.mic-level' })}></meter>`
          : nothing
      }
      <button
        class="button ${on ? 'quiet' : 'secondary'}"
        type="button"
        aria-disabled=${sound.microphone === 'waiting'}
        @click=${() => this.pressMicrophone()}
      >
        <span>${
          on
            ? this.msg('Mute', { id: 'dispatch.mic-mute' })
            : sound.microphone === 'muted'
              ? this.msg('Unmute', { id: 'dispatch.mic-unmute' })
              : this.msg('Turn the microphone on', { id: 'dispatch.mic-on' })
        }</span> <kbd aria-hidden="true">M</kbd>
      </button>
    </div>`;
  }

  #spokenWords(): readonly [kind: '' | 'on' | 'bad', words: string] {
    const { sound } = this;
    switch (sound.microphone) {
      case 'off':
        if (sound.byTelephone)
          return [
            'on',
            this.msg('You speak by the telephone at the desk.', { id: 'dispatch.mic-telephone' }),
          ];
        return ['', this.msg('The caller does not hear you.', { id: 'dispatch.mic-off' })];
      case 'waiting':
        return [
          '',
          this.msg('Allow the microphone in the question of your browser.', { id: 'dispatch.mic-waiting' }),
        ];
      case 'muted':
        return ['bad', this.msg('Your microphone is muted.', { id: 'dispatch.mic-muted' })];
      case 'refused':
        return [
          'bad',
          this.msg(
            'The browser does not allow the microphone. Allow it beside the address, then try again.',
            {
              id: 'dispatch.mic-refused',
            },
          ),
        ];
      case 'missing':
        return ['bad', this.msg('No microphone was found.', { id: 'dispatch.mic-missing' })];
      case 'failed':
        return ['bad', this.msg('The microphone does not work.', { id: 'dispatch.mic-failed' })];
      default:
        if (sound.hasTelephone)
          return [
            'on',
            this.msg('What you say here is written; the caller hears the telephone at the desk.', {
              id: 'dispatch.mic-written',
            }),
          ];
        if (!sound.isHeard)
          return [
            '',
            this.msg('Your microphone is on; nobody hears you at the moment.', { id: 'dispatch.mic-nobody' }),
          ];
        return sound.microphone === 'heard'
          ? ['on', this.msg('The caller hears you.', { id: 'dispatch.mic-heard' })]
          : ['on', this.msg('The caller hears you when you speak.', { id: 'dispatch.mic-quiet' })];
    }
  }

  /** Levels change all the time, the words when they say something else. */
  #look(): void {
    const { sound, heardMeter, spokenMeter } = this;
    if (heardMeter !== null) heardMeter.value = Math.min(1, sound.level / LOUD);
    if (spokenMeter !== null) spokenMeter.value = Math.min(1, sound.spoken / LOUD);
    if (sound.state !== 'here') return;
    const shown = this.#heardWords()[1];
    if (shown !== this.#shown) this.requestUpdate();
    this.#shown = shown;
  }
}

define('kiwi-call-sound', KiwiCallSound);
