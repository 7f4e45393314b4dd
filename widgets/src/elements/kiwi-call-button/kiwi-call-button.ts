import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icons } from '../../icons.ts';
import { str } from '../../locale/messages.ts';
import { define } from '../../parts/define.ts';
import { Part } from '../../parts/part.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { styles } from './kiwi-call-button.styles.ts';

/** How long the button is held, milliseconds: longer than a touch by accident, short for a person in need. */
const HOLD_MS = 1_000;
/** How long the question of those who cannot hold waits for its answer, milliseconds. */
const SURE_MS = 8_000;

/**
 * The button that calls the desk: pressed once, or held where calls by accident are feared. Who cannot hold a button (a
 * switch, a screen reader's own press) presses it twice.
 *
 * @internal
 * @fires start-call - `speak` or `type`.
 */
export class KiwiCallButton extends Part {
  static override styles = [base, buttons, styles];

  /** Of the hospital whose desk answers. */
  @property() hospital = '';
  @property({ type: Boolean }) hold = false;
  /** The code of the place where the caller is; empty without one. */
  @property() place = '';

  @state() private pressing = false;
  /** Let go too early. */
  @state() private early = false;
  /** Pressed once by a person who may not be able to hold. */
  @state() private sure = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The press that is under way comes from a pointer or a key. */
  #held = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.pressing = this.sure = false;
  }

  override render(): TemplateResult {
    return html`
      <div class="stack">
        <h2 tabindex="-1">${this.msg('Call for help', { id: 'desk.title' })}</h2>
        <p>${this.#about()}</p>
        ${
          this.place
            ? html`<p class="place">${icons.pin}<span>${this.msg(
                str`The desk sees where you are: at the place with the code ${this.place}.`,
                { id: 'desk.place' },
              )}</span></p>`
            : nothing
        }
        <button
          class="call ${this.pressing ? 'pressing' : ''}"
          part="button call-button"
          type="button"
          aria-describedby=${this.hold ? 'how' : nothing}
          @pointerdown=${this.#press}
          @pointerup=${this.#release}
          @pointerleave=${this.#release}
          @pointercancel=${this.#release}
          @keydown=${this.#keyDown}
          @keyup=${this.#release}
          @blur=${this.#release}
          @contextmenu=${(event: Event) => this.hold && event.preventDefault()}
          @click=${this.#click}
        >
          ${icons.phone}
          <span>${this.#label()}</span>
        </button>
        ${this.hold ? html`<p class="small muted" id="how" role="status">${this.#how()}</p>` : nothing}
        <button class="button secondary block" part="button" type="button" @click=${() => this.emit('start-call', 'type')}>
          ${icons.note}<span>${this.msg('Write instead', { id: 'desk.write' })}</span>
        </button>
      </div>
    `;
  }

  #about(): string {
    return this.hospital
      ? this.msg(str`A person at ${this.hospital} answers, day and night, and can send an ambulance.`, {
          id: 'desk.about',
        })
      : this.msg('A person at the emergency desk answers, day and night, and can send an ambulance.', {
          id: 'desk.about-desk',
        });
  }

  #label(): string {
    if (this.sure) return this.msg('Press again to call', { id: 'desk.sure' });
    return this.hold
      ? this.msg('Hold to call', { id: 'desk.hold' })
      : this.msg('Call now', { id: 'desk.call' });
  }

  #how(): string {
    if (this.pressing) return this.msg('Keep holding…', { id: 'desk.keep-holding' });
    return this.early
      ? this.msg('You let go too early. Hold the button for one second.', { id: 'desk.early' })
      : this.msg('Hold the button for one second, so that nobody calls by accident.', { id: 'desk.how' });
  }

  readonly #press = (): void => {
    if (!this.hold || this.#held) return;
    this.#held = this.pressing = true;
    this.early = this.sure = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.pressing = false;
      this.emit('start-call', 'speak');
    }, HOLD_MS);
  };

  readonly #keyDown = (event: KeyboardEvent): void => {
    if (!this.hold || (event.key !== 'Enter' && event.key !== ' ')) return;
    // Its click would count as that of a person who cannot hold.
    event.preventDefault();
    this.#press();
  };

  readonly #release = (event: Event): void => {
    if (!this.hold || !this.#held) return;
    if (this.pressing) {
      clearTimeout(this.#timer);
      this.pressing = false;
      this.early = true;
    }
    // The click that follows a pointer still belongs to this press.
    if (event.type === 'pointerup') setTimeout(() => (this.#held = false));
    else this.#held = false;
  };

  readonly #click = (): void => {
    if (this.hold && this.#held) return;
    if (!this.hold || this.sure) {
      this.sure = false;
      this.emit('start-call', 'speak');
      return;
    }
    this.sure = true;
    this.early = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.sure = false;
    }, SURE_MS);
  };
}

define('kiwi-call-button', KiwiCallButton);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-call-button': KiwiCallButton;
  }
}
