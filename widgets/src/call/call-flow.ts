import { html, nothing, type TemplateResult } from 'lit';
import { flowStyles } from '../booking/booking-flow.styles.ts';
import type { FlowHost } from '../booking/booking-flow.ts';
import { isLoaded, loadScreen } from '../booking/screen-chunks.ts';
import { liveCall, starting, unloadedNotice } from '../booking/screens.ts';
import type { Flow } from '../booking/shell.ts';
import { type Failure, failureOf } from '../domain/failure.ts';
import { KiwiErrorEvent } from '../events/index.ts';
import { icons } from '../icons.ts';
import type { ElementLanguage } from '../locale/element-language.ts';
import { notices } from '../parts/notice.styles.ts';
import type { Part } from '../parts/part.ts';
import type { SessionSource } from '../sources/session.ts';
import { Sources } from '../sources/sources.ts';
import { moreButtons } from '../theme/base.styles.ts';

type Shown = 'phone' | 'code' | 'call' | 'tracker';

/** Which screen a caller is on: the sign-in, the call, or the way of what the desk booked, which leads back to the call. */
export class CallFlow implements Flow {
  readonly sources: Sources;
  readonly styles = [moreButtons, notices, flowStyles];
  readonly #host: FlowHost;
  readonly #session: SessionSource;
  readonly #changed = () => this.#host.requestUpdate();
  #shown: Shown = 'call';
  #bookingId = '';
  #unloaded: Failure | null = null;

  constructor(host: FlowHost, session: SessionSource) {
    this.#host = host;
    this.#session = session;
    this.sources = new Sources(session);
    this.sources.addEventListener('change', this.#changed);
    // The network may be gone when the person needs it.
    void this.#load('call');
  }

  close(): void {
    this.sources.removeEventListener('change', this.#changed);
    this.sources.calls.leavePage();
  }

  get enteringCode(): boolean {
    return this.#shown === 'code';
  }

  beginSignIn(): void {
    this.#show(this.#session.pendingCode ? 'code' : 'phone');
  }

  codeSent(): void {
    this.#show('code');
  }

  back(): void {
    if (this.#shown === 'code') this.#show('phone');
    else void this.#turnTo('call');
  }

  signedIn(): void {
    void this.#turnTo('call');
  }

  resume(): void {
    this.#show('call');
    void this.#load('call');
  }

  get #languages(): ElementLanguage {
    return this.#host.shell.languages;
  }

  render(): TemplateResult {
    const { language } = this.#host;
    const { msg } = language;
    const screen = this.#shown === 'tracker' ? 'tracker' : 'call';
    const { current: region } = this.#session.region;
    return html`
      <header part="header">
        ${
          screen === 'tracker'
            ? html`<button class="back" type="button" aria-label=${msg('Back', { id: 'back' })} @click=${() => this.back()}>
              ${icons.back}
            </button>`
            : nothing
        }
        <p class="title">${this.#session.hospital?.name ?? msg('Call for help', { id: 'desk.title' })}</p>
      </header>
      <div class="body narrow">
        ${
          isLoaded(screen, this.#languages)
            ? this.#screen()
            : this.#unloaded
              ? unloadedNotice(msg, this.#unloaded, region.emergencyNumber, () => void this.#load(screen))
              : starting(msg)
        }
      </div>
    `;
  }

  #screen(): TemplateResult {
    const { language, shell } = this.#host;
    if (this.#shown !== 'tracker') return liveCall({ language }, (bookingId) => this.#open(bookingId), shell);
    return html`<kiwi-booking-tracker
      data-screen
      .language=${language}
      .bookingId=${this.#bookingId}
      exportparts="button, button-primary, button-danger, notice, status, dialog, input, emergency-call"
      @done=${() => this.back()}
    ></kiwi-booking-tracker>`;
  }

  #open(bookingId: string): void {
    this.#bookingId = bookingId;
    void this.#turnTo('tracker');
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    this.#host.requestUpdate();
  }

  /** Shows what the person asked for, so focus may move. */
  async #turnTo(shown: 'call' | 'tracker'): Promise<void> {
    this.#show(shown);
    if (!(await this.#load(shown)) || this.#shown !== shown) return;
    await this.#host.updateComplete;
    await this.#host.querySelector<Part>('[data-screen]')?.focusHeading();
  }

  async #load(screen: 'call' | 'tracker'): Promise<boolean> {
    if (isLoaded(screen, this.#languages)) return true;
    this.#unloaded = null;
    try {
      return await loadScreen(screen, this.#languages);
    } catch (thrown) {
      this.#unloaded = failureOf(thrown);
      this.#host.dispatchEvent(new KiwiErrorEvent(this.#unloaded));
      return false;
    } finally {
      this.#host.requestUpdate();
    }
  }
}
