import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Failure } from '../../domain/failure.ts';
import { availabilityWindow } from '../../domain/slots.ts';
import type { ServiceType, Slot } from '../../domain/wire.ts';
import type { KiwiSlotPicker } from '../../elements/kiwi-slot-picker/kiwi-slot-picker.ts';
import { Action } from '../../parts/action.ts';
import { define } from '../../parts/define.ts';
import type { PartEvent } from '../../parts/part-events.ts';
import { Screen } from '../screen.ts';
import '../../elements/kiwi-slot-picker/kiwi-slot-picker.ts';

/**
 * The step at which a time is chosen: loads the times of a service.
 *
 * @internal
 * @fires choose-slot - `detail` is the Slot that was chosen.
 */
export class KiwiTimeStep extends Screen {
  static override styles = css`
    :host {
      display: block;
    }
  `;

  @property({ attribute: false }) service!: ServiceType;
  /** What was chosen before, when the person comes back. */
  @property({ attribute: false }) chosen: Slot | null = null;
  /** Why the person was sent back here, if they were. */
  @property({ attribute: false }) reason: Failure | null = null;

  @state() private slots: readonly Slot[] | null = null;

  readonly #load = new Action(this);
  #abort = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('service')) void this.#fetch();
  }

  override render(): TemplateResult {
    return html`<kiwi-slot-picker
      .language=${this.language}
      .region=${this.region}
      .slots=${this.slots}
      .failure=${this.#load.failure}
      .timeZone=${this.sources.places.timeZone}
      .hospitalId=${this.session.hospital?.id}
      .chosen=${this.chosen}
      .reason=${this.reason}
      exportparts="button, button-primary, notice, emergency-call"
      @choose-slot=${({ detail }: PartEvent<'choose-slot'>) => this.emit('choose-slot', detail)}
      @retry=${() => this.#fetch()}
    ></kiwi-slot-picker>`;
  }

  override async focusHeading(): Promise<void> {
    await this.updateComplete;
    await this.renderRoot.querySelector<KiwiSlotPicker>('kiwi-slot-picker')?.focusHeading();
  }

  async #fetch(): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.slots = null;
    const window = availabilityWindow(this.service, new Date(this.session.clock.now()));
    const slots = await this.#load.run(() =>
      this.sources.slots.between(this.service, window, this.#abort.signal),
    );
    if (slots) this.slots = slots;
  }
}

define('kiwi-time-step', KiwiTimeStep);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-time-step': KiwiTimeStep;
  }
}
