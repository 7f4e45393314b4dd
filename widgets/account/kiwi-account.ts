import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { icons } from '../src/icons.ts';
import { notices } from '../src/parts/notice.styles.ts';
import { base, buttons, fields } from '../src/theme/base.styles.ts';
import { tokens } from '../src/theme/tokens.ts';
import { styles } from './kiwi-account.styles.ts';
import { type LinkFacts, type Purpose, Refusal, service } from './service.ts';
import { type LanguageOfPage, preferredLanguage, WORDS, type Words } from './words.ts';

type Screen =
  | { readonly at: 'loading' }
  | { readonly at: 'choose'; readonly token: string; readonly facts: LinkFacts }
  | { readonly at: 'done'; readonly email: string }
  | { readonly at: 'broken'; readonly purpose: Purpose; readonly reason: string }
  | { readonly at: 'sign-in' }
  | { readonly at: 'forgot' }
  | { readonly at: 'sent' }
  | { readonly at: 'signed-in'; readonly name: string; readonly token: string };

const LINK = /^#(invitation|password-reset)=([\w-]+)$/;

/** Refusals that are about the code, not about the password. */
const CODE_FAULTS = new Set(['code', 'second_factor_required', 'second_factor_invalid']);

/**
 * The page that the links in mails lead to: choosing a password behind an invitation or a reset, asking for a reset,
 * signing in. The token stands in the fragment, which no browser sends anywhere; it is taken out of the address at once,
 * so that it stays in no history.
 */
export class KiwiAccount extends LitElement {
  static override styles = [tokens, base, buttons, fields, notices, styles];

  @state() private screen: Screen = { at: 'loading' };
  @state() private language: LanguageOfPage = preferredLanguage(navigator.languages);
  @state() private busy = false;
  /** What is wrong with the form, in words. */
  @state() private fault: string | null = null;
  @state() private shown = false;
  @state() private length = 0;
  /** The account has a second factor, as the service said when the password was right. */
  @state() private codeWanted = false;
  #email = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.#inLanguage();
    void this.#open();
    globalThis.addEventListener('hashchange', this.#open);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('hashchange', this.#open);
  }

  override render(): TemplateResult {
    const { words } = this;
    return html`
      <div class="root">
        <header>
          <span class="brand"><img src="/docs/icon.svg" alt="" />Kiwimesh</span>
          <button
            class="button quiet"
            type="button"
            lang=${this.language === 'en' ? 'hi' : 'en'}
            @click=${this.#otherLanguage}
          >
            ${words.otherLanguage}
          </button>
        </header>
        <main class="card">${this.#screen()}</main>
      </div>
    `;
  }

  /** By script: the page's policy takes no style attributes. */
  protected override updated(): void {
    const bar = this.renderRoot.querySelector<HTMLElement>('.meter span');
    if (bar === null || this.screen.at !== 'choose') return;
    const share = this.length / this.screen.facts.password.minLength;
    bar.style.inlineSize = `${Math.min(1, share) * 100}%`;
  }

  get words(): Words {
    return WORDS[this.language];
  }

  #screen(): TemplateResult {
    const { screen, words } = this;
    switch (screen.at) {
      case 'loading':
        return html`<p class="muted" role="status">${words.loading}</p>`;
      case 'choose':
        return this.#choose(screen.facts);
      case 'done':
        return html`<div class="stack">
          <span class="mark">${icons.check}</span>
          ${this.#heading(words['done.title'])}
          <p>${words['done.text']}</p>
          <button class="button primary block" type="button" @click=${() => this.#go({ at: 'sign-in' })}>
            ${words.signIn}
          </button>
        </div>`;
      case 'broken':
        return this.#broken(screen.purpose, screen.reason);
      case 'sign-in':
        return this.#signIn();
      case 'forgot':
        return this.#forgot();
      case 'sent':
        return html`<div class="stack">
          <span class="mark">${icons.check}</span>
          ${this.#heading(words['sent.title'])}
          <p>${words['sent.text']}</p>
          ${this.#backToSignIn()}
        </div>`;
      case 'signed-in':
        return html`<div class="stack">
          <span class="mark">${icons.check}</span>
          ${this.#heading(words['signedIn.title'])}
          <p>${words['signedIn.text'](screen.name)}</p>
          <button class="button secondary block" type="button" @click=${() => this.#signOut(screen.token)}>
            ${words.signOut}
          </button>
        </div>`;
    }
  }

  #choose({ purpose, email, password }: LinkFacts): TemplateResult {
    const { words, length } = this;
    const { minLength: least, maxLength } = password;
    return html`
      <form class="stack" novalidate @submit=${this.#save}>
        ${this.#heading(words[`${purpose}.title`])}
        <p class="account"><span class="muted small">${words.forAccount}</span><strong>${email}</strong></p>
        <section class="rules" id="rules" aria-label=${words.rulesTitle}>
          <h2>${words.rulesTitle}</h2>
          <ul>
            <li>${words.ruleLength(least)}</li>
            <li>${words.ruleCommon}</li>
            <li>${words.ruleFree}</li>
          </ul>
        </section>
        <input class="hidden-text" type="text" name="username" autocomplete="username" .value=${email} readonly tabindex="-1" aria-hidden="true" />
        <div class="field">
          <label for="password">${words.password}</label>
          ${this.#secret('new-password', maxLength, 'rules count fault')}
          <div class="meter ${length >= least ? 'enough' : ''}" aria-hidden="true">
            <span></span>
          </div>
          <p class="muted small" id="count">${words.counter(length, least)}</p>
          ${this.#faultLine()}
        </div>
        ${purpose === 'password_reset' ? html`<p class="muted small">${words.signedOutElsewhere}</p>` : nothing}
        ${this.#submit(words.save)}
      </form>
    `;
  }

  #signIn(): TemplateResult {
    const { words } = this;
    return html`
      <form class="stack" novalidate @submit=${this.#enter}>
        ${this.#heading(words['signIn.title'])}
        ${this.#emailField()}
        <div class="field">
          <label for="password">${words.currentPassword}</label>
          ${this.#secret('current-password', 128, 'fault')}
        </div>
        ${this.codeWanted ? this.#codeField() : nothing}
        ${this.#faultLine()}
        ${this.#submit(words.signIn)}
        <button class="button quiet" type="button" @click=${() => this.#go({ at: 'forgot' })}>
          ${words.forgotten}
        </button>
      </form>
    `;
  }

  #forgot(): TemplateResult {
    const { words } = this;
    return html`
      <form class="stack" novalidate @submit=${this.#ask}>
        ${this.#heading(words['forgot.title'])}
        <p class="muted">${words['forgot.text']}</p>
        ${this.#emailField()}
        ${this.#faultLine()}
        ${this.#submit(words['forgot.send'])}
        ${this.#backToSignIn()}
      </form>
    `;
  }

  #broken(purpose: Purpose, reason: string): TemplateResult {
    const { words } = this;
    const why = {
      used: words['broken.used'],
      replaced: words['broken.replaced'],
      expired: words['broken.expired'],
    }[reason];
    return html`<div class="stack">
      <span class="mark bad">${icons.warning}</span>
      ${this.#heading(words['broken.title'])}
      <p>${why ?? words['broken.unknown']}</p>
      ${purpose === 'invitation' ? html`<p>${words['broken.invitation']}</p>` : nothing}
      ${
        purpose === 'password_reset'
          ? html`<button class="button primary block" type="button" @click=${() => this.#go({ at: 'forgot' })}>
              ${words['broken.reset']}
            </button>`
          : nothing
      }
      ${this.#backToSignIn(words.signIn)}
    </div>`;
  }

  #heading(text: string): TemplateResult {
    return html`<h1 tabindex="-1">${text}</h1>`;
  }

  #emailField(): TemplateResult {
    const { words } = this;
    return html`<div class="field">
      <label for="email">${words.email}</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="username"
        dir="ltr"
        required
        .value=${this.#email}
        aria-describedby="fault"
      />
    </div>`;
  }

  #codeField(): TemplateResult {
    const { words } = this;
    return html`<div class="field">
      <label for="code">${words.code}</label>
      <input id="code" name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" dir="ltr" required aria-describedby="code-hint fault" />
      <p class="muted small" id="code-hint">${words['code.text']}</p>
    </div>`;
  }

  #secret(autocomplete: string, maxLength: number, describedBy: string): TemplateResult {
    const { words, shown } = this;
    return html`<div class="secret">
      <input
        id="password"
        name="password"
        type=${shown ? 'text' : 'password'}
        autocomplete=${autocomplete}
        autocapitalize="none"
        spellcheck="false"
        maxlength=${maxLength}
        required
        aria-invalid=${this.fault !== null}
        aria-describedby=${describedBy}
        @input=${(event: Event) => {
          this.length = [...(event.target as HTMLInputElement).value].length;
        }}
      />
      <button
        class="button quiet"
        type="button"
        aria-pressed=${shown}
        aria-controls="password"
        @click=${() => {
          this.shown = !shown;
        }}
      >
        ${shown ? words.hide : words.show}<span class="hidden-text"> ${words.currentPassword}</span>
      </button>
    </div>`;
  }

  #faultLine(): TemplateResult {
    return html`<div id="fault" role="alert">
      ${this.fault === null ? nothing : html`<p class="error">${icons.warning}<span>${this.fault}</span></p>`}
    </div>`;
  }

  #submit(text: string): TemplateResult {
    return html`<button class="button primary block" type="submit" aria-disabled=${this.busy}>
      ${this.busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${text}
    </button>`;
  }

  #backToSignIn(text = this.words.backToSignIn): TemplateResult {
    return html`<button class="button quiet" type="button" @click=${() => this.#go({ at: 'sign-in' })}>
      ${text}
    </button>`;
  }

  readonly #open = async (): Promise<void> => {
    const [, kind, token] = LINK.exec(location.hash) ?? [];
    if (kind === undefined || token === undefined) {
      if (this.screen.at === 'loading') await this.#go({ at: 'sign-in' });
      return;
    }
    history.replaceState(null, '', location.pathname);
    const purpose = kind === 'invitation' ? 'invitation' : 'password_reset';
    try {
      const facts = await service.inspect(token);
      this.#email = facts.email;
      await this.#go({ at: 'choose', token, facts });
    } catch (error) {
      const reason = error instanceof Refusal ? (error.reason ?? 'unknown') : 'unknown';
      await this.#go({ at: 'broken', purpose, reason });
      if (error instanceof Refusal && error.code === 'unreachable') this.fault = this.words.unreachable;
    }
  };

  readonly #save = (event: SubmitEvent): Promise<void> => {
    const { screen } = this;
    return this.#submitted(event, async (data) => {
      if (screen.at !== 'choose') return;
      const password = String(data.get('password') ?? '');
      const { minLength } = screen.facts.password;
      if ([...password].length < minLength) throw new Refusal('here', this.words.tooShort(minLength));
      try {
        const { email } = await service.choose(screen.facts.purpose, screen.token, password);
        this.#email = email;
        await this.#go({ at: 'done', email });
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'link_unusable') throw error;
        await this.#go({ at: 'broken', purpose: screen.facts.purpose, reason: error.reason ?? 'unknown' });
      }
    });
  };

  readonly #enter = (event: SubmitEvent): Promise<void> =>
    this.#submitted(event, async (data) => {
      const email = this.#emailIn(data);
      const password = String(data.get('password') ?? '');
      if (password === '') throw new Refusal('here', this.words.passwordMissing);
      const code = String(data.get('code') ?? '').replaceAll(/\s/g, '');
      if (this.codeWanted && code === '') throw new Refusal('code', this.words.codeMissing);
      const { name, token } = await service.signIn(email, password, code);
      await this.#go({ at: 'signed-in', name, token });
    });

  readonly #ask = (event: SubmitEvent): Promise<void> =>
    this.#submitted(event, async (data) => {
      await service.forget(this.#emailIn(data), this.language);
      await this.#go({ at: 'sent' });
    });

  async #signOut(token: string): Promise<void> {
    await service.signOut(token).catch(() => {
      // It runs out by itself in minutes, and nothing here keeps it.
    });
    await this.#go({ at: 'sign-in' });
  }

  #emailIn(data: FormData): string {
    const email = String(data.get('email') ?? '').trim();
    this.#email = email;
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Refusal('here', this.words.emailMissing);
    return email;
  }

  /** One submission at a time; what goes wrong is said beside the form, and the field keeps the focus. */
  async #submitted(event: SubmitEvent, work: (data: FormData) => Promise<void>): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const form = event.target as HTMLFormElement;
    this.busy = true;
    this.fault = null;
    try {
      await work(new FormData(form));
    } catch (error) {
      const code = error instanceof Refusal ? error.code : '';
      const asked = code === 'second_factor_required' && !this.codeWanted;
      this.codeWanted ||= asked;
      this.fault = asked ? null : this.#inWords(error);
      await this.updateComplete;
      const of = (name: string) => form.elements.namedItem(name) as HTMLElement | null;
      const field = CODE_FAULTS.has(code) ? 'code' : of('password') === null ? 'email' : 'password';
      (of(field) ?? of('email'))?.focus();
    } finally {
      this.busy = false;
    }
  }

  #inWords(error: unknown): string {
    if (!(error instanceof Refusal) || error.code === 'unreachable') return this.words.unreachable;
    if (error.code === 'invalid_credentials') return this.words.wrong;
    if (error.code === 'rate_limited') return this.words.tooMany(error.retryAfter);
    return error.detail || this.words.unreachable;
  }

  async #go(screen: Screen): Promise<void> {
    this.screen = screen;
    this.fault = null;
    this.shown = false;
    this.length = 0;
    this.codeWanted = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  readonly #otherLanguage = (): void => {
    this.language = this.language === 'en' ? 'hi' : 'en';
    this.#inLanguage();
  };

  #inLanguage(): void {
    document.documentElement.lang = this.language;
    document.title = this.words.pageTitle;
  }
}

customElements.define('kiwi-account', KiwiAccount);
