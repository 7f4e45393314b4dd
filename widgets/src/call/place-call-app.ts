import { adoptStyles, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
// In one chunk with what it has in common with it, so that signing in loads one file.
import '../booking/booking-app.ts';
import { appStyles } from '../booking/booking-app.styles.ts';
import { flowStyles } from '../booking/booking-flow.styles.ts';
import { frameStyles } from '../booking/first-frame.styles.ts';
import { loadScreen } from '../booking/screen-chunks.ts';
import { liveCall } from '../booking/screens.ts';
import '../elements/kiwi-place-code/kiwi-place-code.ts';
import type { App, Embedding, Shell } from '../booking/shell.ts';
import type { Language } from '../locale/language.ts';
import { define } from '../parts/define.ts';
import { notices } from '../parts/notice.styles.ts';
import type { Part } from '../parts/part.ts';
import type { PartEvent } from '../parts/part-events.ts';
import { Visitor } from '../sources/calls/visitor.ts';
import { provideSources } from '../sources/context.ts';
import { SessionSource } from '../sources/session.ts';
import { Sources } from '../sources/sources.ts';
import { moreButtons } from '../theme/base.styles.ts';
import { firstBase, firstButtons } from '../theme/first.styles.ts';
import { hostStyles } from '../theme/host.styles.ts';
import { tokens } from '../theme/tokens.ts';

/**
 * What `<kiwi-call>` shows at a place with a code to who is not signed in: the call at once. Nobody is asked who they are
 * before help is on its way; the desk asks.
 *
 * @internal
 */
class PlaceCallApp extends LitElement implements App {
  static override properties = {
    shell: { attribute: false },
    embedding: { attribute: false },
    language: { attribute: false },
  };

  shell!: Shell;
  embedding!: Embedding;
  language!: Language;
  #session: SessionSource | null = null;
  #sources: Sources | null = null;
  #placeCode = '';
  readonly #changed = () => this.requestUpdate();

  constructor() {
    super();
    provideSources(this, () => ({ session: this.#session, sources: this.#sources }));
  }

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adoptStyles(this.getRootNode() as ShadowRoot, [
      firstBase,
      firstButtons,
      tokens,
      frameStyles,
      appStyles,
      moreButtons,
      notices,
      flowStyles,
      hostStyles,
    ]);
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('embedding') || this.#placeCode !== this.shell.place) this.#open();
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.#session) return nothing;
    const { placeUnknown = false, inCall = false } = this.#sources?.calls ?? {};
    const isRefused = placeUnknown && !inCall;
    return html`<div class="body narrow">
      ${this.#placeCode && !isRefused ? liveCall(this, () => undefined, this.shell) : this.#askForCode(isRefused)}
    </div>`;
  }

  #askForCode(isRefused: boolean): TemplateResult {
    return html`<kiwi-place-code
      data-screen
      .language=${this.language}
      .region=${this.#session?.region.current}
      .refused=${isRefused ? this.#placeCode : ''}
      exportparts="button, button-primary, input, notice, emergency-call"
      @place-code=${({ detail }: PartEvent<'place-code'>) => void this.#goOn(detail)}
    ></kiwi-place-code>`;
  }

  /** Opens the call of a place whose code was typed; the same code again is tried again. */
  async #goOn(code: string): Promise<void> {
    this.shell.setAttribute('place', code);
    keepInAddress(code);
    if (this.#placeCode === code) this.#open();
    this.requestUpdate();
    await this.updateComplete;
    await this.querySelector<Part>('kiwi-live-call')?.focusHeading();
  }

  override updated(): void {
    const { emergencyNumber = '112' } = this.#session?.region.current ?? {};
    this.shell.show({ emergencyNumber, strip: true, below: 'nothing' });
  }

  #open(): void {
    this.#close();
    const { api, publishableKey, emergencyNumber, country } = this.embedding;
    this.#placeCode = this.shell.place ?? '';
    const visitor = new Visitor({ api, publishableKey, placeCode: this.#placeCode });
    const session = new SessionSource({
      api,
      publishableKey: publishableKey || undefined,
      defaults: {
        ...(emergencyNumber && { emergencyNumber }),
        ...(country && { phoneCountry: country }),
      },
      loadPerson: async () => {},
      store: visitor.store,
    });
    const sources = new Sources(session);
    sources.calls.visitor = visitor;
    sources.addEventListener('change', this.#changed);
    this.#session = session;
    this.#sources = sources;
    void session.region.load();
    void sources.calls.find();
  }

  #close(): void {
    this.#sources?.removeEventListener('change', this.#changed);
    this.#sources?.calls.leavePage();
    this.#session?.close();
    this.#session = this.#sources = null;
  }
}

/** As printed codes have it, so that a reload lands on the same call. */
function keepInAddress(code: string): void {
  const address = new URL(location.href);
  address.searchParams.set('place', code);
  try {
    history.replaceState(history.state, '', address);
  } catch {
    // A page without an address of its own, such as a frame's text: a reload asks for the code again.
  }
}

define('kiwi-place-call-app', PlaceCallApp);

/**
 * The application for a place with a code; null where somebody is signed in, who calls as themselves.
 * @throws NetworkError when a part of it cannot be loaded.
 */
export async function placeCallApp(shell: Shell, api: string, publishableKey: string): Promise<App | null> {
  if (publishableKey && isSignedIn(api, publishableKey)) return null;
  await loadScreen('call', shell.languages);
  return new PlaceCallApp();
}

function isSignedIn(api: string, publishableKey: string): boolean {
  const session = new SessionSource({ api, publishableKey, defaults: {}, loadPerson: async () => {} });
  session.close();
  return session.signedIn;
}
