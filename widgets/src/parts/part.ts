import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { ENGLISH, type Language } from '../locale/language.ts';
import { inLanguage } from '../locale/localised-text.ts';
import type { Msg } from '../locale/messages.ts';
import type { BookingStore } from '../store/store.ts';
import type { LocalisedText } from '../store/wire.ts';

/** What the screens inside `<kiwi-booking>` share: the store, the language, and where focus goes when one opens. */
export abstract class Part extends LitElement {
  @property({ attribute: false }) store!: BookingStore;
  @property({ attribute: false }) language: Language = ENGLISH;

  #store: BookingStore | undefined;
  readonly #changed = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#store?.addEventListener('change', this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#store?.removeEventListener('change', this.#changed);
  }

  override willUpdate(_changed: PropertyValues<this>): void {
    if (this.store === this.#store) return;
    this.#store?.removeEventListener('change', this.#changed);
    this.#store = this.store;
    this.#store?.addEventListener('change', this.#changed);
  }

  /** The text of a message in the present language. Call it when rendering: a text that is kept stays in its language. */
  get msg(): Msg {
    return this.language.msg;
  }

  /** The locale of dates, numbers and money: the words' language as written in the region. */
  get formats(): string {
    return `${this.language.texts}-${this.store.region.phoneCountry}`;
  }

  named(text: LocalisedText): string {
    return inLanguage(text, this.language.tag);
  }

  /** Puts focus on the screen's heading, so that keyboard and screen reader continue where the eye does. */
  async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  /** Tells `<kiwi-booking>`; stays inside it. */
  protected tell<Detail>(type: string, detail?: Detail): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: false }));
  }
}
