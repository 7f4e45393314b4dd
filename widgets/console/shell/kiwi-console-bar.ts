import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Hospital } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { STAFF_LANGUAGES } from '../../src/locale/staff-languages.ts';
import { define } from '../../src/parts/define.ts';
import { GO } from '../domain/keys.ts';
import type { LineState } from '../domain/line-state.ts';
import { RINGS, type Ring } from '../domain/ring.ts';
import type { Theme } from '../domain/theme.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { clockTime } from '../parts/shift-time.ts';
import { Ticker } from '../parts/ticker.ts';
import { styles } from './kiwi-console-bar.styles.ts';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

/** A view to go to. */
export interface ViewLink {
  readonly name: string;
  readonly key: string;
  readonly label: string;
  readonly address: string;
}

/**
 * The bar above everything: the views, the desk that is shown, whether what is shown is current, the time, whether the person takes
 * calls, and how the console looks and sounds.
 */
export class KiwiConsoleBar extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) name = '';
  @property({ attribute: false }) views: readonly ViewLink[] = [];
  /** The name of the view that is shown. */
  @property({ attribute: false }) shown = '';
  /** Calls that wait. */
  @property({ attribute: false }) waiting = 0;
  @property({ attribute: false }) hospitals: readonly Hospital[] = [];
  @property({ attribute: false }) desk = '';
  /** Whether the desk can be chosen: the platform's, and those of all hospitals. */
  @property({ type: Boolean, attribute: false }) choosesDesk = false;
  @property({ attribute: false }) platform = '';
  @property({ type: Boolean, attribute: false }) onDuty = false;
  @property({ type: Boolean, attribute: false }) dispatches = false;
  /** Whether the last change of it did not work. */
  @property({ type: Boolean, attribute: false }) dutyFailed = false;
  /** Calls that are over and that the person has yet to wrap up. */
  @property({ attribute: false }) wrapUps = 0;
  @property({ attribute: false }) line: () => LineState = () => ({ kind: 'connecting' });
  @property({ attribute: false }) now: () => number = () => 0;
  @property({ attribute: false }) timeZone: string | undefined;
  @property({ attribute: false }) theme: Theme = 'auto';
  @property({ type: Boolean, attribute: false }) sound = false;
  @property({ attribute: false }) ring: Ring = 'two';
  @property({ type: Boolean, attribute: false }) soundBlocked = false;

  constructor() {
    super();
    new Ticker(this);
  }

  override render(): TemplateResult {
    return html`<header>
      <h1 class="hidden-text">${this.msg('Emergency calls', { id: 'dispatch.heading' })}</h1>
      <span class="brand"><img src="/docs/icon.svg" alt="" /><span>Kiwimesh</span></span>
      ${this.#views()} ${this.#desk()} ${this.#line()}
      <span class="gap"></span>
      <time class="clock" aria-label=${this.msg('Time here', { id: 'dispatch.clock' })}>${this.#time(this.now())}</time>
      ${this.#presence()} ${this.#menu()}
    </header>`;
  }

  #time(at: number): string {
    return clockTime(at, this.formats, this.timeZone);
  }

  #views(): TemplateResult | typeof nothing {
    if (this.views.length < 2) return nothing;
    return html`<nav aria-label=${this.msg('Views', { id: 'dispatch.views' })}>
      ${this.views.map(
        ({ name, key, label, address }, index) => html`<a
          href=${address}
          aria-current=${name === this.shown ? 'page' : nothing}
          title=${`${GO.toUpperCase()} ${key.toUpperCase()}`}
          @click=${(event: MouseEvent) => this.#go(event, name)}
          >${label}${
            // Calls ring at the first one.
            index === 0 && this.waiting > 0
              ? html`<span class="count" aria-label=${this.msg(str`${this.waiting} waiting`, { id: 'dispatch.waiting-count' })}>${this.waiting}</span>`
              : nothing
          }</a
        >`,
      )}
    </nav>`;
  }

  /** A new tab or window is the browser's. */
  #go(event: MouseEvent, name: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.fire('open-view', name);
  }

  #desk(): TemplateResult {
    const platform = this.msg('Platform desk', { id: 'dispatch.desk-platform' });
    if (!this.choosesDesk) {
      const [hospital] = this.hospitals;
      return html`<span class="desk-name">${hospital?.name ?? platform}</span>`;
    }
    return html`<select
      class="desk-name"
      aria-label=${this.msg('Desk', { id: 'dispatch.desk' })}
      @change=${(event: Event) => this.fire('desk-chosen', (event.target as HTMLSelectElement).value)}
    >
      <option value=${this.platform} ?selected=${this.desk === this.platform}>${platform}</option>
      ${this.hospitals.map(
        ({ id, name }) => html`<option value=${id} ?selected=${this.desk === id}>${name}</option>`,
      )}
    </select>`;
  }

  #line(): TemplateResult {
    const state = this.line();
    return html`<span class="line ${state.kind}">
      <span class="dot" aria-hidden="true"></span>${this.#lineWords(state)}
      <span class="hidden-text" role="status">${state.kind === 'late' ? nothing : this.#lineWords(state)}</span>
    </span>`;
  }

  #lineWords(state: LineState): string {
    switch (state.kind) {
      case 'connecting':
        return this.msg('Connecting…', { id: 'dispatch.line-connecting' });
      case 'live':
        return this.msg('Live', { id: 'dispatch.line-live' });
      case 'late':
        return this.msg(str`Late by ${state.seconds} s`, { id: 'dispatch.line-late' });
      case 'offline':
        return state.since === null
          ? this.msg('Offline', { id: 'dispatch.line-offline' })
          : this.msg(str`Offline since ${this.#time(state.since)}`, { id: 'dispatch.line-offline-since' });
    }
  }

  #presence(): TemplateResult {
    if (!this.dispatches)
      return html`<span class="chip">${this.msg('Watching only', { id: 'dispatch.watching' })}</span>`;
    const state = this.onDuty ? (this.wrapUps > 0 ? 'wrapping' : 'duty') : 'break';
    const words = {
      duty: this.msg('On duty', { id: 'dispatch.on-duty' }),
      wrapping: this.msg('Wrapping up', { id: 'dispatch.wrapping-up' }),
      break: this.msg('On break', { id: 'dispatch.on-break' }),
    }[state];
    return html`<span role="alert" class="small warn-text">${
      this.dutyFailed ? this.msg('Not changed: try again', { id: 'dispatch.duty-failed' }) : nothing
    }</span><button
      class="button secondary presence ${state}"
      type="button"
      aria-pressed=${this.onDuty}
      title=${
        this.onDuty
          ? this.msg('Press to go on break: nothing rings here then', { id: 'dispatch.to-break' })
          : this.msg('Press to go on duty', { id: 'dispatch.to-duty' })
      }
      @click=${() => this.fire('duty-changed', !this.onDuty)}
    >
      <span class="dot" aria-hidden="true"></span><span>${words}</span>
    </button>`;
  }

  #menu(): TemplateResult {
    return html`<details class="menu" @keydown=${this.#escape} @focusout=${this.#left}>
      <summary class="button quiet plain" aria-label=${this.name}>
        ${icons.person}<span class="who">${this.name}</span>
        ${this.soundBlocked ? html`<span class="dot warn" aria-hidden="true"></span>` : nothing}
      </summary>
      <div class="panel">
        <p class="small muted">${this.name}</p>
        ${this.#sound()} ${this.#choices()}
        <button class="button quiet plain" type="button" @click=${() => this.fire('open-keys')}>
          <span>${this.msg('Keyboard shortcuts', { id: 'dispatch.keys' })}</span> <kbd aria-hidden="true">?</kbd>
        </button>
        <button class="button quiet plain" type="button" @click=${() => this.fire('sign-out')}>
          ${icons.leave}<span>${this.msg('Sign out', { id: 'sign-out' })}</span>
        </button>
      </div>
    </details>`;
  }

  #sound(): TemplateResult {
    const rings: Readonly<Record<Ring, string>> = {
      two: this.msg('Two notes', { id: 'dispatch.ring-two' }),
      low: this.msg('Two low notes', { id: 'dispatch.ring-low' }),
      rising: this.msg('Rising notes', { id: 'dispatch.ring-rising' }),
    };
    return html`<div class="stack tight">
      <label class="row">
        <input
          type="checkbox"
          role="switch"
          .checked=${this.sound}
          @change=${(event: Event) => this.fire('sound-chosen', (event.target as HTMLInputElement).checked)}
        />
        <span>${this.msg('Ring aloud', { id: 'dispatch.sound' })}</span>
      </label>
      <label class="field">
        <span class="small">${this.msg('How calls ring', { id: 'dispatch.ring' })}</span>
        <select @change=${(event: Event) => this.fire('ring-chosen', (event.target as HTMLSelectElement).value as Ring)}>
          ${RINGS.map((ring) => html`<option value=${ring} ?selected=${ring === this.ring}>${rings[ring]}</option>`)}
        </select>
      </label>
      <button class="button secondary" type="button" @click=${() => this.fire('test-sound')}>
        ${this.msg('Test the sound', { id: 'dispatch.sound-test' })}
      </button>
      <button class="button secondary" type="button" @click=${() => this.fire('check-headset')}>
        ${this.msg('Check headset and microphone', { id: 'dispatch.headset-check' })}
      </button>
      ${
        this.soundBlocked
          ? html`<p class="small warn-text">
              ${this.msg('The browser keeps this page silent until you have tested the sound once.', {
                id: 'dispatch.sound-blocked',
              })}
            </p>`
          : nothing
      }
    </div>`;
  }

  #choices(): TemplateResult {
    const themes = {
      auto: this.msg('As the computer', { id: 'dispatch.theme-auto' }),
      light: this.msg('Light', { id: 'dispatch.theme-light' }),
      dark: this.msg('Dark', { id: 'dispatch.theme-dark' }),
    };
    return html`<label class="field">
        <span class="small">${this.msg('Colours', { id: 'dispatch.theme' })}</span>
        <select @change=${(event: Event) => this.fire('theme-chosen', (event.target as HTMLSelectElement).value as Theme)}>
          ${THEMES.map((theme) => html`<option value=${theme} ?selected=${theme === this.theme}>${themes[theme]}</option>`)}
        </select>
      </label>
      <label class="field">
        <span class="small">${this.msg('Language', { id: 'dispatch.language' })}</span>
        <select @change=${(event: Event) => this.fire('language-chosen', (event.target as HTMLSelectElement).value)}>
          ${STAFF_LANGUAGES.map(
            (tag) => html`<option value=${tag} lang=${tag} ?selected=${tag === this.language.texts}>
              ${new Intl.DisplayNames(tag, { type: 'language' }).of(tag)}
            </option>`,
          )}
        </select>
      </label>`;
  }

  readonly #escape = (event: KeyboardEvent): void => {
    const menu = event.currentTarget as HTMLDetailsElement;
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  };

  /** The menu closes when what has focus is somewhere else. */
  readonly #left = (event: FocusEvent): void => {
    const menu = event.currentTarget as HTMLDetailsElement;
    if (event.relatedTarget !== null && !menu.contains(event.relatedTarget as Node)) menu.open = false;
  };
}

define('kiwi-console-bar', KiwiConsoleBar);
