import { NetworkError } from '@kiwimesh/sdk';
import { adoptStyles, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { type Failure, failureOf } from '../domain/failure.ts';
import { KiwiErrorEvent, KiwiSignedInEvent } from '../events/index.ts';
import type { Language } from '../locale/language.ts';
import { define } from '../parts/define.ts';
import type { Part } from '../parts/part.ts';
import { provideSources } from '../sources/context.ts';
import { knownEmergencyNumber } from '../sources/emergency-number.ts';
import { type Phase, SessionSource } from '../sources/session.ts';
import { firstBase, firstButtons } from '../theme/first.styles.ts';
import { hostStyles } from '../theme/host.styles.ts';
import { tokens } from '../theme/tokens.ts';
import '../screens/kiwi-sign-in/kiwi-sign-in.ts';
import { appStyles } from './booking-app.styles.ts';
import { frameStyles } from './first-frame.styles.ts';
import { refused, unreachable } from './frame.ts';
import type { Embedding, Flow, Shell } from './shell.ts';

/** Frameworks set attributes a moment after they insert an element. */
const ATTRIBUTES_MS = 1_000;

/**
 * What `<kiwi-booking>` shows below the emergency strip. It renders into the shadow root of that element, so that host
 * pages reach its parts. It is loaded once the strip is painted, with what signing in needs; the screens that follow
 * are loaded by its {@link Flow}.
 *
 * @internal
 */
export class BookingApp extends LitElement {
  static override properties = {
    shell: { attribute: false },
    embedding: { attribute: false },
    language: { attribute: false },
    unloaded: { attribute: false },
  };

  /** The element around this one. */
  shell!: Shell;
  embedding!: Embedding;
  language!: Language;
  /** Why the screens after signing in could not be loaded. */
  private unloaded: Failure | null = null;

  #session: SessionSource | null = null;
  #flow: Flow | null = null;
  #flowLoading: Promise<Flow> | null = null;
  #phase: Phase | '' = '';
  #keyCheck: ReturnType<typeof setTimeout> | undefined;
  readonly #changed = () => this.#followSession();

  constructor() {
    super();
    provideSources(this, () => ({ session: this.#session, sources: this.#flow?.sources ?? null }));
  }

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#adoptStyles();
    if (this.hasUpdated) this.#open();
    this.#keyCheck = setTimeout(() => void this.#report(), ATTRIBUTES_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#keyCheck);
    this.#close();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('embedding')) this.#open();
  }

  override render(): TemplateResult | typeof nothing {
    const session = this.#session;
    const { msg } = this.language;
    switch (session?.phase ?? 'refused') {
      case 'unreachable':
        return unreachable(msg, this.#emergencyNumber, () => void session?.retry());
      case 'refused':
        return refused(msg, this.refusal, this.#emergencyNumber);
      case 'starting':
        // The first frame shows grey bars.
        return nothing;
      case 'signedOut':
        return this.#signIn(session);
      case 'ready':
        return this.#flow?.render() ?? nothing;
    }
  }

  override updated(): void {
    const phase = this.#session?.phase ?? 'refused';
    this.shell.show({
      emergencyNumber: this.#emergencyNumber,
      strip: phase !== 'unreachable' && phase !== 'refused',
      below: phase === 'starting' ? 'loading' : 'nothing',
    });
  }

  #adoptStyles(): void {
    const styles = this.#flow?.styles ?? [];
    const root = this.getRootNode() as ShadowRoot;
    adoptStyles(root, [firstBase, firstButtons, tokens, frameStyles, appStyles, ...styles, hostStyles]);
  }

  #signIn(session: SessionSource | null): TemplateResult {
    const { msg } = this.language;
    return html`<header part="header">
        <p class="title">${session?.hospital?.name ?? this.heading}</p>
      </header>
      <div class="body narrow">
        <kiwi-sign-in
          data-screen
          .language=${this.language}
          .enterCode=${this.#flow?.enteringCode ?? session?.pendingCode != null}
          exportparts="button, button-primary, input, field, notice, emergency-call"
          @code-sent=${() => this.#move((flow) => flow.codeSent())}
          @other-number=${() => this.#move((flow) => flow.back())}
          @signed-in=${() => this.#move(() => this.#signedIn())}
        ></kiwi-sign-in>
        ${this.unloaded ? html`<p role="alert">${msg('We cannot reach the service just now. Nothing you entered is lost.', { id: 'failure.unreachable' })}</p>` : nothing}
      </div>
    `;
  }

  #signedIn(): void {
    // The code was right, but the rest could not be loaded: it is tried again, and then the person counts as found.
    if (this.#session?.phase !== 'ready') return;
    this.dispatchEvent(new KiwiSignedInEvent(false));
    this.#flow?.signedIn();
  }

  /** Does something that needs the screens after signing in. */
  async #move(move: (flow: Flow) => void): Promise<void> {
    this.unloaded = null;
    try {
      move(this.#flow ?? (await this.#loadFlow()));
    } catch (thrown) {
      this.unloaded = failureOf(thrown);
      this.dispatchEvent(new KiwiErrorEvent(this.unloaded));
    }
  }

  /** What the element is called until the hospital is known. */
  protected get heading(): string {
    return this.language.msg('Book care', { id: 'title' });
  }

  /** Where the key is not accepted. */
  protected get refusal(): string {
    return this.language.msg('Booking is not available on this page', { id: 'refused.title' });
  }

  /** Loads the screens that follow signing in. */
  protected async loadFlow(session: SessionSource): Promise<Flow> {
    const { BookingFlow } = await import('./booking-flow.ts');
    return new BookingFlow(this, session);
  }

  /** @throws NetworkError when it cannot be reached. */
  #loadFlow(): Promise<Flow> {
    const session = this.#session as SessionSource;
    this.#flowLoading ??= this.loadFlow(session).then(
      (flow) => {
        // Closed, or opened with another key, in the meantime.
        if (session !== this.#session) {
          flow.close();
          return flow;
        }
        this.#flow = flow;
        this.#adoptStyles();
        if (session.phase === 'signedOut') flow.beginSignIn();
        this.requestUpdate();
        return flow;
      },
      (cause) => {
        this.#flowLoading = null;
        throw new NetworkError('A part of the widget did not load', { cause });
      },
    );
    return this.#flowLoading;
  }

  get #emergencyNumber(): string {
    const { api, emergencyNumber } = this.embedding;
    return this.#session?.region.current.emergencyNumber ?? knownEmergencyNumber(api, emergencyNumber);
  }

  #open(): void {
    this.#close();
    this.#phase = '';
    const { api, publishableKey, emergencyNumber, country } = this.embedding;
    // Without a key there is nothing to ask with: frameworks set it a moment later, or it was forgotten.
    if (!publishableKey) return;
    const session = new SessionSource({
      api,
      publishableKey,
      defaults: {
        ...(emergencyNumber && { emergencyNumber }),
        ...(country && { phoneCountry: country }),
      },
      loadPerson: async (me) => (await this.#loadFlow()).sources.load(me),
    });
    this.#session = session;
    session.addEventListener('change', this.#changed);
    session.region.addEventListener('change', this.#changed);
    // Only begun early: where it is needed it is loaded again, and its failure shown.
    if (session.signedIn) this.#loadFlow().catch(() => undefined);
    void session.start();
  }

  #close(): void {
    this.#session?.removeEventListener('change', this.#changed);
    this.#session?.region.removeEventListener('change', this.#changed);
    this.#session?.close();
    this.#session = null;
    this.#flow?.close();
    this.#flow = null;
    this.#flowLoading = null;
  }

  /** Tells the developer once what is wrong with how the element was put on the page. */
  async #report(): Promise<void> {
    (await import('../sources/embedding.ts')).reportEmbedding(this, this.#session?.failure);
  }

  #followSession(): void {
    const session = this.#session;
    if (!session) return;
    this.requestUpdate();
    if (session.phase === this.#phase) return;
    const before = this.#phase;
    this.#phase = session.phase;
    if (session.failure) {
      this.dispatchEvent(new KiwiErrorEvent(session.failure));
      void this.#report();
    }
    // Found signed in, or signed in by another element or tab: show what is under way, and leave focus where it is.
    if (session.phase === 'ready' && !(before === 'signedOut' && session.signingIn)) {
      this.#flow?.resume(before === 'signedOut');
      this.dispatchEvent(new KiwiSignedInEvent(true));
    }
    if (session.phase === 'signedOut') {
      this.#flow?.beginSignIn();
      void this.#showSignIn(before === 'ready' && !session.endedElsewhere);
    }
  }

  /** @param withFocus not when another element or tab ended the session. */
  async #showSignIn(withFocus: boolean): Promise<void> {
    await this.updateComplete;
    if (withFocus) await this.querySelector<Part>('[data-screen]')?.focusHeading();
    // What comes after the form is loaded while the person fills it in.
    if (!this.#flow && this.#session) await this.#loadFlow().catch(() => undefined);
  }
}

define('kiwi-booking-app', BookingApp);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-booking-app': BookingApp;
  }
}
