import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { preferredLanguage } from '../account/preferred-language.ts';
import type { Region } from '../src/domain/region.ts';
import { ElementLanguage } from '../src/locale/element-language.ts';
import type { Language } from '../src/locale/language.ts';
import { type Msg, str } from '../src/locale/messages.ts';
import { define } from '../src/parts/define.ts';
import { tokens } from '../src/theme/tokens.ts';
import {
  asksForPalette,
  commandAmong,
  EVERYWHERE,
  type EverywhereCommand,
  GO,
  KeyReader,
} from './domain/keys.ts';
import type { Place } from './domain/place.ts';
import type { Ring } from './domain/ring.ts';
import { styles } from './kiwi-console-app.styles.ts';
import type { ConsoleEvent } from './parts/console-part.ts';
import './shell/kiwi-console-bar.ts';
import './shell/kiwi-console-notice.ts';
import './shell/kiwi-headset-check.ts';
import type { KiwiHeadsetCheck } from './shell/kiwi-headset-check.ts';
import './shell/kiwi-console-sign-in.ts';
import './shell/kiwi-ringing.ts';
import './shell/kiwi-palette.ts';
import type { KiwiPalette } from './shell/kiwi-palette.ts';
import './shell/kiwi-shortcuts.ts';
import type { KiwiShortcuts } from './shell/kiwi-shortcuts.ts';
import { bookingEntries, findBookings, paletteEntries } from './shell/palette-entries.ts';
import { ConsoleSession, PLATFORM } from './sources/console-session.ts';
import { Line } from './sources/line.ts';
import { Navigation } from './sources/navigation.ts';
import { Preferences } from './sources/preferences.ts';
import { Queue } from './sources/queue.ts';
import { Ringer } from './sources/ringer.ts';
import { VIEWS, type View, type ViewElement } from './views.ts';

/** The view that has the calls. */
const DESK = 'desk';
/** The view that has the bookings. */
const BOARD = 'board';
/** What the elements show phone numbers and formats by until the service has said its region. */
const NO_REGION: Region = { emergencyNumber: '112', phoneCountry: 'IN' };

/**
 * The page of dispatchers: signing in, the bar above, and the view that the address names. Calls ring on each of them.
 */
export class KiwiConsole extends LitElement {
  static override styles = [tokens, styles];

  @state() private queue: Queue | null = null;
  /** The views whose elements are loaded, and the one that could not be. */
  @state() private loaded: ReadonlySet<string> = new Set();
  @state() private notLoaded: string | null = null;
  @query('.view:not([hidden]) > [data-view]') private viewElement!: ViewElement | null;
  @query('kiwi-shortcuts') private shortcuts!: KiwiShortcuts | null;
  @query('kiwi-headset-check') private headsetCheck!: KiwiHeadsetCheck | null;
  @query('kiwi-palette') private palette!: KiwiPalette | null;
  readonly #session = new ConsoleSession(location.origin);
  readonly #line = new Line(this.#session.clock);
  readonly #preferences = new Preferences();
  readonly #ringer = new Ringer();
  readonly #navigation = new Navigation(VIEWS);
  readonly #keys = new KeyReader();
  readonly #languages = new ElementLanguage(this, 'account', 'dispatch');
  readonly #sources = [this.#session, this.#line, this.#preferences, this.#ringer];
  /** Whose queue it is. */
  #queueOf = '';
  /** The view one is at. */
  #at: string | undefined = this.#navigation.place.view;
  /** The view that is being loaded: its texts render the console, which must not load it again. */
  #loads: string | null = null;
  /** The view that gets focus once it is there. */
  #focusing: string | null = null;

  constructor() {
    super();
    this.addController(this.#languages);
  }

  override connectedCallback(): void {
    this.#applyPreferences();
    super.connectedCallback();
    for (const source of this.#sources) source.addEventListener('change', this.#changed);
    this.#navigation.addEventListener('change', this.#moved);
    this.#navigation.open();
    document.addEventListener('keydown', this.#pressed);
    void this.#session.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const source of this.#sources) source.removeEventListener('change', this.#changed);
    this.#navigation.removeEventListener('change', this.#moved);
    this.#navigation.close();
    document.removeEventListener('keydown', this.#pressed);
    this.#closeQueue();
    this.#session.close();
    this.#preferences.close();
    this.#ringer.close();
  }

  override render(): TemplateResult {
    const { current } = this.#languages;
    document.title = this.#title(current.msg);
    const fits = this.#session.phase === 'ready' && this.#shown()?.scrolls === true;
    return html`<div class="root ${fits ? 'fits' : ''}" lang=${current.texts}>
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
    const views = this.#views();
    return html`<kiwi-console-bar
        .language=${language}
        .region=${region}
        .name=${session.me?.name ?? ''}
        .views=${views.map(({ name, key, label }) => ({
          name,
          key,
          label: label(language.msg),
          address: this.#navigation.addressOf(this.#navigation.whereOf(name)),
        }))}
        .shown=${this.#navigation.place.view}
        .waiting=${queue?.waiting.length ?? 0}
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
        .ring=${this.#preferences.chosen.ring}
        .soundBlocked=${this.#ringer.blocked}
        @duty-changed=${({ detail }: ConsoleEvent<'duty-changed'>) => session.setOnDuty(detail)}
        @desk-chosen=${({ detail }: ConsoleEvent<'desk-chosen'>) => session.showDesk(detail)}
        @theme-chosen=${({ detail }: ConsoleEvent<'theme-chosen'>) => this.#preferences.choose({ theme: detail })}
        @language-chosen=${({ detail }: ConsoleEvent<'language-chosen'>) => this.#preferences.choose({ language: detail })}
        @sound-chosen=${({ detail }: ConsoleEvent<'sound-chosen'>) => this.#preferences.choose({ sound: detail })}
        @ring-chosen=${({ detail }: ConsoleEvent<'ring-chosen'>) => this.#chooseRing(detail)}
        @test-sound=${() => this.#ringer.test()}
        @check-headset=${() => this.headsetCheck?.open()}
        @open-keys=${() => this.shortcuts?.open()}
        @open-view=${({ detail }: ConsoleEvent<'open-view'>) => this.#open(detail)}
        @sign-out=${() => session.signOut()}
      ></kiwi-console-bar>
      <div
        class="views"
        @go=${({ detail }: ConsoleEvent<'go'>) => this.#goTo(detail)}
        @open-call=${({ detail }: ConsoleEvent<'open-call'>) => this.#openCall(detail)}
        @close-call=${() => this.#openCall(null)}
        @check-headset=${() => this.headsetCheck?.open()}
      >
        ${this.#away(language, region)} ${views.map((view) => this.#view(view, language, region))}
      </div>
      <kiwi-headset-check .language=${language} .region=${region}></kiwi-headset-check>
      <kiwi-palette
        .language=${language}
        .region=${region}
        .entries=${() =>
          paletteEntries({
            language,
            views,
            shown: this.viewElement,
            queue,
            openView: (name) => this.#open(name),
            openCall: (id) => this.#openCall(id),
            everywhere: (command) => void this.#everywhere(command),
          })}
        .find=${(text: string) =>
          findBookings(session, text).then((found) =>
            bookingEntries(found, language, session, (id) => this.#openBooking(id)),
          )}
      ></kiwi-palette>
      <kiwi-shortcuts
        .language=${language}
        .region=${region}
        .on=${this.#preferences.chosen.keys}
        .label=${this.#shown()?.label ?? (() => '')}
        .here=${this.viewElement?.shortcuts ?? []}
        .everywhere=${EVERYWHERE}
        .views=${views}
        @keys-chosen=${({ detail }: ConsoleEvent<'keys-chosen'>) => this.#preferences.choose({ keys: detail })}
      ></kiwi-shortcuts>`;
  }

  /** What goes on at the desk, for who looks at something else. */
  #away(language: Language, region: Region): TemplateResult | typeof nothing {
    const { queue } = this;
    if (queue === null || this.#shown()?.name === DESK) return nothing;
    return html`<kiwi-ringing
      .language=${language}
      .region=${region}
      .waiting=${queue.waiting}
      .talking=${queue.own.find(({ endedAt }) => endedAt === null) ?? null}
      .now=${() => this.#session.clock.now()}
    ></kiwi-ringing>`;
  }

  #view(view: View, language: Language, region: Region): TemplateResult | typeof nothing {
    const shown = view === this.#shown();
    if (!this.loaded.has(view.name)) return shown ? this.#loading(view, language) : nothing;
    if (!shown && view.stays === undefined) return nothing;
    const { place } = this.#navigation;
    return html`<div class="view" ?hidden=${!shown}>
      ${view.render({
        language,
        region,
        session: this.#session,
        line: this.#line,
        queue: this.queue,
        place: shown ? place : this.#navigation.whereOf(view.name),
      })}
    </div>`;
  }

  #loading({ name }: View, { msg }: Language): TemplateResult {
    if (this.notLoaded !== name)
      return html`<p class="loading" role="status">${msg('Loading…', { id: 'loading' })}</p>`;
    return html`<div class="loading" role="alert">
      <p>${msg('This page could not be loaded.', { id: 'dispatch.not-loaded' })}</p>
      <button
        type="button"
        @click=${() => {
          this.notLoaded = null;
        }}
      >
        ${msg('Try again', { id: 'try-again' })}
      </button>
    </div>`;
  }

  #title(msg: Msg): string {
    const waiting = this.queue?.waiting.length ?? 0;
    const view = this.#session.phase === 'ready' ? this.#shown() : undefined;
    const name = view?.label(msg) ?? msg('Console', { id: 'dispatch.title' });
    return waiting > 0
      ? msg(str`(${waiting}) Calls waiting · ${name} · Kiwimesh`, { id: 'dispatch.title-waiting' })
      : `${name} · Kiwimesh`;
  }

  #views(): readonly View[] {
    return VIEWS.filter((view) => view.maySee(this.#session));
  }

  /** The view of the address, or the first of those that the person may see. */
  #shown(): View | undefined {
    const views = this.#views();
    return views.find(({ name }) => name === this.#navigation.place.view) ?? views[0];
  }

  /** Loads the element of the view that is shown. */
  async #load(): Promise<void> {
    const view = this.#shown();
    if (this.#session.phase !== 'ready' || view === undefined || this.loaded.has(view.name)) return;
    if (this.#loads === view.name || this.notLoaded === view.name) return;
    this.#loads = view.name;
    try {
      await Promise.all([view.load(), view.texts === undefined ? null : this.#languages.add(view.texts)]);
      this.loaded = new Set([...this.loaded, view.name]);
      this.notLoaded = null;
    } catch {
      this.notLoaded = view.name;
    } finally {
      if (this.#loads === view.name) this.#loads = null;
    }
  }

  protected override updated(): void {
    void this.#load();
    const { viewElement } = this;
    if (viewElement === null || this.#focusing !== this.#shown()?.name) return;
    this.#focusing = null;
    void viewElement.focusHeading();
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
    const follows = session.phase === 'ready' && session.followsCalls;
    const wanted = follows ? `${session.me?.id} ${session.desk}` : '';
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

  /** One hears what one has chosen. */
  #chooseRing(ring: Ring): void {
    this.#preferences.choose({ ring });
    void this.#ringer.test();
  }

  /** Aloud for who is on duty and free: in a call one hears the caller. */
  #ring(): void {
    const { me, dispatches } = this.#session;
    this.#ringer.sound = this.#preferences.chosen.ring;
    const talking = this.queue?.own.some(({ state: at }) => at === 'active') ?? false;
    const waiting = (this.queue?.waiting.length ?? 0) > 0;
    this.#ringer.ring(
      this.#preferences.chosen.sound && dispatches && me?.onDuty === true && waiting && !talking,
    );
  }

  /** Within a view the back button leads from a record to its list, not through every record and filter. */
  #goTo(place: Place): void {
    const { view, id } = this.#navigation.place;
    this.#navigation.go(place, place.view === view && (id === null) === (place.id === null));
  }

  #openCall(id: string | null): void {
    this.#navigation.go({ view: DESK, id, search: '' });
  }

  #openBooking(id: string): void {
    this.#navigation.go({ ...this.#navigation.whereOf(BOARD), id });
  }

  #open(name: string): void {
    if (name !== this.#navigation.place.view) this.#navigation.go(this.#navigation.whereOf(name));
    else void this.viewElement?.focusHeading();
  }

  readonly #moved = (): void => {
    if (this.#shown()?.name !== this.#at) this.#focusing = this.#shown()?.name ?? null;
    this.#at = this.#shown()?.name;
    this.requestUpdate();
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    if (this.#session.phase !== 'ready') return;
    if (asksForPalette(event)) {
      event.preventDefault();
      void this.palette?.open();
      return;
    }
    const key = this.#keys.read(event, event.composedPath());
    if (key === null || (!this.#preferences.chosen.keys && key !== '?')) return;
    if (this.#press(key)) event.preventDefault();
  };

  /** @returns whether the key meant something. */
  #press(key: string): boolean {
    const command = commandAmong(EVERYWHERE, key);
    if (command !== null) return this.#everywhere(command);
    const { viewElement } = this;
    const view = this.#views().find((one) => `${GO} ${one.key}` === key);
    if (view !== undefined) {
      this.#open(view.name);
      return true;
    }
    if (viewElement === null) return false;
    const here = commandAmong(viewElement.shortcuts, key);
    return here !== null && viewElement.command(here);
  }

  #everywhere(command: EverywhereCommand): boolean {
    switch (command) {
      case 'help':
        this.requestUpdate();
        this.shortcuts?.open();
        return true;
      case 'sound':
        this.#preferences.choose({ sound: !this.#preferences.chosen.sound });
        return true;
    }
  }
}

define('kiwi-console', KiwiConsole);
