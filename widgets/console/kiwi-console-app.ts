import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { preferredLanguage } from '../account/preferred-language.ts';
import type { Region } from '../src/domain/region.ts';
import { ElementLanguage } from '../src/locale/element-language.ts';
import type { Language } from '../src/locale/language.ts';
import { type Msg, str } from '../src/locale/messages.ts';
import { define } from '../src/parts/define.ts';
import { tokens } from '../src/theme/tokens.ts';
import './desk/kiwi-desk.ts';
import type { KiwiDesk } from './desk/kiwi-desk.ts';
import { type Command, commandOf } from './domain/keys.ts';
import { addressOf, placeOf } from './domain/place.ts';
import { styles } from './kiwi-console-app.styles.ts';
import type { ConsoleEvent } from './parts/console-part.ts';
import './shell/kiwi-console-bar.ts';
import './shell/kiwi-console-notice.ts';
import './shell/kiwi-console-sign-in.ts';
import './shell/kiwi-shortcuts.ts';
import type { KiwiShortcuts } from './shell/kiwi-shortcuts.ts';
import { ConsoleSession, PLATFORM } from './sources/console-session.ts';
import { Line } from './sources/line.ts';
import { Preferences } from './sources/preferences.ts';
import { Queue } from './sources/queue.ts';
import { Ringer } from './sources/ringer.ts';

/** What the elements show phone numbers and formats by until the service has said its region. */
const NO_REGION: Region = { emergencyNumber: '112', phoneCountry: 'IN' };

/**
 * The page of dispatchers: signing in, the bar above, and the desk. It keeps the address: what is open can be linked to, and
 * the back button goes where one was before.
 */
export class KiwiConsole extends LitElement {
  static override styles = [tokens, styles];

  @state() private callId: string | null = placeOf(location.pathname).callId;
  @state() private queue: Queue | null = null;
  @query('kiwi-desk') private desk!: KiwiDesk | null;
  @query('kiwi-shortcuts') private shortcuts!: KiwiShortcuts | null;
  readonly #session = new ConsoleSession(location.origin);
  readonly #line = new Line(this.#session.clock);
  readonly #preferences = new Preferences();
  readonly #ringer = new Ringer();
  readonly #languages = new ElementLanguage(
    this,
    { hi: () => import('../src/locale/hi-account.ts') },
    { hi: () => import('../src/locale/hi-dispatch.ts') },
  );
  readonly #sources = [this.#session, this.#line, this.#preferences, this.#ringer];
  /** Whose queue it is. */
  #queueOf = '';

  constructor() {
    super();
    this.addController(this.#languages);
  }

  override connectedCallback(): void {
    this.#applyPreferences();
    super.connectedCallback();
    for (const source of this.#sources) source.addEventListener('change', this.#changed);
    globalThis.addEventListener('popstate', this.#moved);
    document.addEventListener('keydown', this.#pressed);
    void this.#session.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const source of this.#sources) source.removeEventListener('change', this.#changed);
    globalThis.removeEventListener('popstate', this.#moved);
    document.removeEventListener('keydown', this.#pressed);
    this.#closeQueue();
    this.#session.close();
    this.#preferences.close();
    this.#ringer.close();
  }

  override render(): TemplateResult {
    const { current } = this.#languages;
    document.title = this.#title(current.msg);
    return html`<div class="root" lang=${current.texts}>
      ${this.#languages.settled ? this.#page(current) : nothing}
    </div>`;
  }

  #page(language: Language): TemplateResult {
    const session = this.#session;
    const { region, me } = session;
    const shown = region ?? NO_REGION;
    switch (session.phase) {
      case 'starting':
        return html`<p class="loading" role="status">${language.msg('Loading…', { id: 'loading' })}</p>`;
      case 'signedOut':
        return html`<main><kiwi-console-sign-in .language=${language} .session=${session}></kiwi-console-sign-in></main>`;
      case 'refused':
      case 'enrolling':
      case 'unreachable':
        return html`<main><kiwi-console-notice
          .language=${language}
          .region=${shown}
          .kind=${session.phase}
          .name=${me?.name ?? ''}
          @sign-out=${() => session.signOut()}
        ></kiwi-console-notice></main>`;
      case 'ready':
        return this.#ready(language, shown);
    }
  }

  #ready(language: Language, region: Region): TemplateResult {
    const session = this.#session;
    const { queue } = this;
    return html`<kiwi-console-bar
        .language=${language}
        .region=${region}
        .name=${session.me?.name ?? ''}
        .hospitals=${session.hospitals}
        .desk=${session.desk}
        .platform=${PLATFORM}
        .choosesDesk=${session.seesAllDesks}
        .onDuty=${session.me?.onDuty ?? false}
        .dispatches=${session.dispatches}
        .dutyFailed=${session.dutyFailed}
        .wrapUps=${queue?.own.filter(({ endedAt }) => endedAt !== null).length ?? 0}
        .line=${() => this.#line.state}
        .now=${() => session.clock.now()}
        .timeZone=${session.region?.timezone}
        .theme=${this.#preferences.chosen.theme}
        .sound=${this.#preferences.chosen.sound}
        .soundBlocked=${this.#ringer.blocked}
        @duty-changed=${({ detail }: ConsoleEvent<'duty-changed'>) => session.setOnDuty(detail)}
        @desk-chosen=${({ detail }: ConsoleEvent<'desk-chosen'>) => session.showDesk(detail)}
        @theme-chosen=${({ detail }: ConsoleEvent<'theme-chosen'>) => this.#preferences.choose({ theme: detail })}
        @language-chosen=${({ detail }: ConsoleEvent<'language-chosen'>) => this.#preferences.choose({ language: detail })}
        @sound-chosen=${({ detail }: ConsoleEvent<'sound-chosen'>) => this.#preferences.choose({ sound: detail })}
        @test-sound=${() => this.#ringer.test()}
        @open-keys=${() => this.shortcuts?.open()}
        @sign-out=${() => session.signOut()}
      ></kiwi-console-bar>
      ${
        queue === null
          ? nothing
          : html`<kiwi-desk
              .language=${language}
              .region=${region}
              .session=${session}
              .queue=${queue}
              .callId=${this.callId}
              @open-call=${({ detail }: ConsoleEvent<'open-call'>) => this.#go(detail)}
              @close-call=${() => this.#go(null)}
            ></kiwi-desk>`
      }
      <kiwi-shortcuts
        .language=${language}
        .region=${region}
        .on=${this.#preferences.chosen.keys}
        @keys-chosen=${({ detail }: ConsoleEvent<'keys-chosen'>) => this.#preferences.choose({ keys: detail })}
      ></kiwi-shortcuts>`;
  }

  #title(msg: Msg): string {
    const waiting = this.queue?.waiting.length ?? 0;
    return waiting > 0
      ? msg(str`(${waiting}) Calls waiting · Kiwimesh`, { id: 'dispatch.title-waiting' })
      : msg('Console · Kiwimesh', { id: 'dispatch.title' });
  }

  readonly #changed = (): void => {
    this.#applyPreferences();
    this.#followDesk();
    this.#ring();
    this.requestUpdate();
  };

  /** `ElementLanguage` and the palette follow the page. */
  #applyPreferences(): void {
    const { theme, language } = this.#preferences.chosen;
    const root = document.documentElement;
    root.style.colorScheme = theme === 'auto' ? '' : theme;
    const wanted = language === null ? navigator.languages : [language];
    root.lang = preferredLanguage(wanted);
  }

  /** The queue is that of the desk that is shown, for as long as the person may see it. */
  #followDesk(): void {
    const session = this.#session;
    const wanted = session.phase === 'ready' ? `${session.me?.id} ${session.desk}` : '';
    if (wanted === this.#queueOf) return;
    this.#closeQueue();
    this.#queueOf = wanted;
    if (wanted === '') return;
    this.queue = new Queue(session, this.#line);
    this.queue.addEventListener('change', this.#changed);
    void this.queue.open();
  }

  #closeQueue(): void {
    this.queue?.removeEventListener('change', this.#changed);
    this.queue?.close();
    this.queue = null;
  }

  /** Aloud for who is on duty and free: in a call one hears the caller. */
  #ring(): void {
    const { me, dispatches } = this.#session;
    const talking = this.queue?.own.some(({ state: at }) => at === 'active') ?? false;
    const waiting = (this.queue?.waiting.length ?? 0) > 0;
    this.#ringer.ring(
      this.#preferences.chosen.sound && dispatches && me?.onDuty === true && waiting && !talking,
    );
  }

  #go(callId: string | null): void {
    if (callId === this.callId) return;
    history.pushState(null, '', addressOf({ callId }));
    this.callId = callId;
  }

  readonly #moved = (): void => {
    this.callId = placeOf(location.pathname).callId;
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    if (this.#session.phase !== 'ready') return;
    const command = commandOf(event, event.composedPath());
    if (command === null || (!this.#preferences.chosen.keys && command !== 'help')) return;
    if (this.#command(command)) event.preventDefault();
  };

  #command(command: Command): boolean {
    switch (command) {
      case 'help':
        this.shortcuts?.open();
        return true;
      case 'sound':
        this.#preferences.choose({ sound: !this.#preferences.chosen.sound });
        return true;
      case 'back':
        this.#go(null);
        return true;
      default:
        return this.desk?.command(command) ?? false;
    }
  }
}

define('kiwi-console', KiwiConsole);
