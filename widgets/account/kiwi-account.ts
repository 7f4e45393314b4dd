import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { icons } from '../src/icons.ts';
import { hostStyles, hostWidths } from '../src/theme/host.ts';
import { FormElement, FormFault } from './form-element.ts';
import './kiwi-signed-in.ts';
import { type LinkFacts, type Purpose, Refusal, service } from './service.ts';
import { Session } from './session.ts';

type Screen =
  | { readonly at: 'loading' }
  | { readonly at: 'choose'; readonly token: string; readonly facts: LinkFacts }
  | { readonly at: 'done'; readonly email: string }
  | { readonly at: 'broken'; readonly purpose: Purpose; readonly reason: string }
  | { readonly at: 'sign-in' }
  | { readonly at: 'forgot' }
  | { readonly at: 'sent' }
  | { readonly at: 'signed-in'; readonly session: Session };

const LINK = /^#(invitation|password-reset)=([\w-]+)$/;

/**
 * The page that the links in mails lead to: choosing a password behind an invitation or a reset, asking for a reset,
 * signing in. The token stands in the fragment, which no browser sends anywhere; it is taken out of the address at once,
 * so that it stays in no history.
 */
export class KiwiAccount extends FormElement {
  static override styles = [...FormElement.styles, hostStyles];

  @state() private screen: Screen = { at: 'loading' };
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
      ${hostWidths}
      <div class="root" lang=${this.language}>
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
          ${this.heading(words['done.title'])}
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
          ${this.heading(words['sent.title'])}
          <p>${words['sent.text']}</p>
          ${this.#backToSignIn()}
        </div>`;
      case 'signed-in':
        return html`<kiwi-signed-in
          .session=${screen.session}
          .language=${this.language}
          @kiwi-signed-out=${this.#signedOut}
        ></kiwi-signed-in>`;
    }
  }

  #choose({ purpose, email, password }: LinkFacts): TemplateResult {
    const { words } = this;
    const { minLength: least, maxLength } = password;
    return html`
      <form class="stack" novalidate @submit=${this.#save}>
        ${this.heading(words[`${purpose}.title`])}
        <p class="account"><span class="muted small">${words.forAccount}</span><strong>${email}</strong></p>
        ${this.rules(least)}
        <input class="hidden-text" type="text" name="username" autocomplete="username" .value=${email} readonly tabindex="-1" aria-hidden="true" />
        <div class="field">
          ${this.secret('password', words.password, 'new-password', { maxLength, describedBy: 'rules count fault' })}
          ${this.meter(least)}
          ${this.faultLine()}
        </div>
        ${purpose === 'password_reset' ? html`<p class="muted small">${words.signedOutElsewhere}</p>` : nothing}
        ${this.submit(words.save)}
      </form>
    `;
  }

  #signIn(): TemplateResult {
    const { words } = this;
    return html`
      <form class="stack" novalidate @submit=${this.#enter}>
        ${this.heading(words['signIn.title'])}
        ${this.#emailField()}
        <div class="field">${this.secret('password', words.currentPassword, 'current-password')}</div>
        ${this.codeWanted ? this.codeField() : nothing}
        ${this.faultLine()}
        ${this.submit(words.signIn)}
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
        ${this.heading(words['forgot.title'])}
        <p class="muted">${words['forgot.text']}</p>
        ${this.#emailField()}
        ${this.faultLine()}
        ${this.submit(words['forgot.send'])}
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
      ${this.heading(words['broken.title'])}
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
        @input=${() => {
          // Another account may have no second factor.
          this.codeWanted = false;
        }}
      />
    </div>`;
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
      if (error instanceof Refusal && error.code === 'unreachable') this.fault = (words) => words.unreachable;
    }
  };

  readonly #save = (event: SubmitEvent): Promise<void> => {
    const { screen } = this;
    return this.submitted(event, async (data) => {
      if (screen.at !== 'choose') return;
      const password = String(data.get('password') ?? '');
      const { minLength } = screen.facts.password;
      if ([...password].length < minLength) throw new FormFault('here', (words) => words.tooShort(minLength));
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
    this.submitted(event, async (data) => {
      const email = this.#emailIn(data);
      const password = String(data.get('password') ?? '');
      if (password === '') throw new FormFault('here', (words) => words.passwordMissing);
      const code = String(data.get('code') ?? '').trim();
      if (this.codeWanted && code === '') throw new FormFault('code', (words) => words.codeMissing);
      try {
        await this.#go({ at: 'signed-in', session: await Session.open(email, password, code) });
      } catch (error) {
        const asked = error instanceof Refusal && error.code === 'second_factor_required' && !this.codeWanted;
        if (!asked) throw error;
        this.codeWanted = true;
        await this.updateComplete;
        this.renderRoot.querySelector<HTMLElement>('#code')?.focus();
      }
    });

  readonly #ask = (event: SubmitEvent): Promise<void> =>
    this.submitted(event, async (data) => {
      await service.forget(this.#emailIn(data), this.language);
      await this.#go({ at: 'sent' });
    });

  /** `detail`: whether the person wanted it. */
  readonly #signedOut = async ({ detail }: CustomEvent<boolean>): Promise<void> => {
    await this.#go({ at: 'sign-in' });
    if (!detail) this.fault = (words) => words['home.signedOut'];
  };

  #emailIn(data: FormData): string {
    const email = String(data.get('email') ?? '').trim();
    this.#email = email;
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new FormFault('here', (words) => words.emailMissing);
    return email;
  }

  async #go(screen: Screen): Promise<void> {
    this.screen = screen;
    this.codeWanted = false;
    await this.arrive();
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
