import type { PropertyValues, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { isOver } from '../../domain/services.ts';
import type { Booking, Offer } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { time } from '../../locale/format.ts';
import { str } from '../../locale/messages.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import type { EndedRequest } from '../../sources/helping.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { Screen } from '../screen.ts';
import { endedWords, fetchWords, goingWords, leftWords, serviceWords, wayWords } from './helping-words.ts';
import { bannerStyles } from './kiwi-helping.styles.ts';

const TICK_MS = 1_000;
/** CSS pixels that stay free below it. */
const FREE_PX = 8;

/**
 * Above every screen of a volunteer: that a neighbour asks for help, whatever the person does at the moment. It says so to
 * screen readers and takes focus from nothing. It fires `open-helping`.
 */
export class KiwiHelpBanner extends Screen {
  static override styles = [base, buttons, notices, bannerStyles];

  /** Whether the requests themselves are on the screen: then it announces new ones only. */
  @property({ type: Boolean, attribute: false }) quiet = false;

  #tick: ReturnType<typeof setInterval> | undefined;
  readonly #focused = (event: FocusEvent) => this.#uncover(event.composedPath()[0]);

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('focusin', this.#focused);
    // Below what the page keeps at the top, as far as it declares that.
    const kept =
      document.scrollingElement && getComputedStyle(document.scrollingElement).scrollPaddingBlockStart;
    this.style.insetBlockStart = kept === null || kept === 'auto' ? '0' : kept;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('focusin', this.#focused);
    clearInterval(this.#tick);
    this.#tick = undefined;
  }

  override updated(_changed: PropertyValues<this>): void {
    const counts = (this.sources.helping?.open.length ?? 0) > 0;
    if (counts) this.#tick ??= setInterval(() => this.requestUpdate(), TICK_MS);
    else {
      clearInterval(this.#tick);
      this.#tick = undefined;
    }
  }

  override render(): TemplateResult {
    const { open = [], going = null, ended = null } = this.sources.helping ?? {};
    const [first] = open;
    return html`
      <p class="hidden-text" role="alert">${first ? this.#told(first) : nothing}</p>
      <p class="hidden-text" role="status">${this.#news(going, ended)}</p>
      ${this.quiet ? nothing : this.#shown(first, going, ended)}
    `;
  }

  #shown(
    first: Offer | undefined,
    going: Booking | null,
    ended: EndedRequest | null,
  ): TemplateResult | typeof nothing {
    if (first) return this.#request(first);
    if (going) return this.#going(going);
    return ended ? this.#ended(ended) : nothing;
  }

  #name(serviceType: string): string {
    return serviceWords(this.language, this.sources.services.byId(serviceType), serviceType);
  }

  /** Said once for each request: the time by the clock, since what counts down would be said each second. */
  #told(offer: Offer): string {
    const until = time(offer.expiresAt, this.formats, this.sources.places.timeZone);
    const what = [this.#name(offer.serviceType), wayWords(this.msg, offer, this.formats)];
    return this.msg(
      str`A neighbour needs help now: ${what.filter(Boolean).join(', ')}. You can answer until ${until}.`,
      { id: 'neighbour.told' },
    );
  }

  #news(going: Booking | null, ended: EndedRequest | null): string {
    if (ended) return endedWords(this.msg, ended);
    return going?.state === 'cancelled' ? goingWords(this.msg, going) : '';
  }

  #request(offer: Offer): TemplateResult {
    const facts = [wayWords(this.msg, offer, this.formats), fetchWords(this.msg, offer)].filter(Boolean);
    return html`
      <section class="notice bad" part="notice" aria-label=${this.msg('A neighbour needs help now', { id: 'neighbour.title' })}>
        ${icons.neighbours}
        <div class="body">
          <p class="what">${this.msg('A neighbour needs help now', { id: 'neighbour.title' })}</p>
          <p>${this.#name(offer.serviceType)}${facts.map((fact) => html` · ${fact}`)}</p>
          <p class="left">${leftWords(this.msg, offer, this.session.clock.now(), this.formats)}</p>
        </div>
        ${this.#opener(this.msg('See and answer', { id: 'neighbour.open' }), 'emergency')}
      </section>
    `;
  }

  #going(going: Booking): TemplateResult {
    return html`
      <section class="notice ${isOver(going.state) ? '' : 'warn'}" part="notice" aria-label=${this.msg('Helping a neighbour', { id: 'neighbour.heading' })}>
        ${icons.neighbours}
        <div class="body"><p class="what">${goingWords(this.msg, going)}</p></div>
        ${
          isOver(going.state)
            ? this.#closer()
            : this.#opener(this.msg('See where', { id: 'neighbour.where' }), 'primary')
        }
      </section>
    `;
  }

  #ended(ended: EndedRequest): TemplateResult {
    return html`
      <section class="notice" part="notice" aria-label=${this.msg('Helping a neighbour', { id: 'neighbour.heading' })}>
        ${icons.neighbours}
        <div class="body">
          <p class="what">${this.#name(ended.serviceType)}</p>
          <p>${endedWords(this.msg, ended)}</p>
        </div>
        ${this.#closer()}
      </section>
    `;
  }

  #opener(words: string, look: string): TemplateResult {
    return html`<button
      class="button ${look}"
      part="button button-${look}"
      type="button"
      data-opens="helping"
      @click=${() => this.emit('open-helping')}
    >
      ${words}
    </button>`;
  }

  #closer(): TemplateResult {
    return html`<button
      class="button secondary"
      part="button"
      type="button"
      @click=${() => this.sources.helping?.leave()}
    >
      ${this.msg('Close', { id: 'neighbour.close' })}
    </button>`;
  }

  /** It stays at the top while the page scrolls: what gets focus comes out from under it. */
  #uncover(target: EventTarget | undefined): void {
    if (!(target instanceof Element) || this.renderRoot.contains(target)) return;
    const own = this.getBoundingClientRect();
    const { top } = target.getBoundingClientRect();
    const stuck = own.top <= (Number.parseFloat(this.style.insetBlockStart) || 0);
    if (stuck && top >= own.top && top < own.bottom) window.scrollBy(0, top - own.bottom - FREE_PX);
  }
}

define('kiwi-help-banner', KiwiHelpBanner);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-help-banner': KiwiHelpBanner;
  }
}
