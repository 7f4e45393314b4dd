import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { inLanguage } from '../locale/localised-text.ts';
import { getLocale } from '../locale/localization.ts';
import type { BookingStore } from '../store/store.ts';
import type { LocalisedText } from '../store/wire.ts';

/** What the screens inside `<kiwi-booking>` share: the store, the language, and where focus goes when one opens. */
export abstract class Part extends LitElement {
  @property({ attribute: false }) store!: BookingStore;
  /** The language the page asked for; its own words exist in fewer. */
  @property({ attribute: false }) language = 'en';

  #store: BookingStore | undefined;
  readonly #changed = () => this.requestUpdate();

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

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

  /** The locale of dates, numbers and money: the words' language as written in the region. */
  get formats(): string {
    return `${getLocale()}-${this.store.region.phoneCountry}`;
  }

  named(text: LocalisedText): string {
    return inLanguage(text, this.language);
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
