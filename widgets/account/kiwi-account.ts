import type { Schema } from '@kiwimesh/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { icons } from '../src/icons.ts';
import { ElementLanguage } from '../src/locale/element-language.ts';
import { SOURCE_LANGUAGE } from '../src/locale/language.ts';
import { STAFF_LANGUAGES } from '../src/locale/staff-languages.ts';
import { define } from '../src/parts/define.ts';
import { hostStyles, hostWidths } from '../src/theme/host.ts';
import { AccountSession, accountClient, hasCode } from './account-session.ts';
import { FormFault, linkText } from './failures.ts';
import { tooShort } from './form-messages.ts';
import './kiwi-signed-in.ts';
import { preferredLanguage } from './preferred-language.ts';
import { SignInForm } from './sign-in-form.ts';

type Link = Schema<'AccountLink'>;
type Purpose = Link['purpose'];

type Screen =
  | { readonly at: 'loading' }
  | { readonly at: 'choose'; readonly token: string; readonly link: Link }
  | { readonly at: 'done' }
  | { readonly at: 'broken'; readonly purpose: Purpose; readonly error: unknown }
  | { readonly at: 'sign-in' }
  | { readonly at: 'forgot' }
  | { readonly at: 'sent' }
  | { readonly at: 'signed-in'; readonly session: AccountSession };

const LINK = /^#(invitation|password-reset)=([\w-]+)$/;

/**
 * The page that links in emails open: choosing a password after an invitation or a reset, asking for a reset, signing in.
 * The token is in the fragment, which browsers do not send anywhere; it is removed from the address at once, so that no
 * history keeps it.
 */
export class KiwiAccount extends SignInForm {
  static override styles = [...SignInForm.styles, hostStyles];

  @state() private screen: Screen = { at: 'loading' };
  readonly #languages = new ElementLanguage(this, 'account');
  /** Never signs in: what it calls needs a link's token or nothing, also while somebody is signed in. */
  readonly #kiwi = accountClient();

  constructor() {
    super();
    this.addController(this.#languages);
  }

  override connectedCallback(): void {
    document.documentElement.lang = preferredLanguage(navigator.languages);
    super.connectedCallback();
    void this.#open();
    globalThis.addEventListener('hashchange', this.#open);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('hashchange', this.#open);
  }

  override willUpdate(): void {
    this.language = this.#languages.current;
  }

  override render(): TemplateResult {
    const other = this.#otherLanguage;
    document.title = this.msg('Your Kiwimesh account', { id: 'account.page-title' });
    return html`
      ${hostWidths}
      <div class="root" lang=${this.language.texts}>
        <header>
          <span class="brand"><img src="/docs/icon.svg" alt="" />Kiwimesh</span>
          <button class="button quiet" type="button" lang=${other} @click=${this.#changeLanguage}>
            ${new Intl.DisplayNames(other, { type: 'language' }).of(other)}
          </button>
        </header>
        <main class="card">${this.#languages.settled ? this.#screen() : nothing}</main>
      </div>
    `;
  }

  #screen(): TemplateResult {
    const { screen } = this;
    switch (screen.at) {
      case 'loading':
        return this.loading();
      case 'choose':
        return this.#choose(screen.link);
      case 'done':
        return html`<div class="stack">
          <span class="mark">${icons.check}</span>
          ${this.heading(this.msg('Your password is set', { id: 'account.done' }))}
          <p>${this.msg('You can now sign in with it.', { id: 'account.done-text' })}</p>
          <button class="button primary block" type="button" @click=${() => this.#go({ at: 'sign-in' })}>
            ${this.signInText}
          </button>
        </div>`;
      case 'broken':
        return this.#broken(screen.purpose, screen.error);
      case 'sign-in':
        return this.#signIn();
      case 'forgot':
        return this.#forgot();
      case 'sent':
        return html`<div class="stack">
          <span class="mark">${icons.check}</span>
          ${this.heading(this.msg('Check your email', { id: 'account.sent' }))}
          <p>
            ${this.msg(
              'If there is an account with this address, you will get an email with a link. Look in your spam folder, too.',
              { id: 'account.sent-text' },
            )}
          </p>
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

  #choose({ purpose, email, password }: Link): TemplateResult {
    const { minLength, maxLength } = password;
    const title =
      purpose === 'invitation'
        ? this.msg('Welcome. Choose your password', { id: 'account.welcome' })
        : this.msg('Choose a new password', { id: 'account.reset' });
    return html`
      <form class="stack" novalidate @submit=${this.#save}>
        ${this.heading(title)}
        <p class="account">
          <span class="muted small">${this.msg('For the account', { id: 'account.for' })}</span><strong>${email}</strong>
        </p>
        ${this.rules(minLength)}
        <input class="hidden-text" type="text" name="username" autocomplete="username" .value=${email} readonly tabindex="-1" aria-hidden="true" />
        <div class="field">
          ${this.passwordField(
            'password',
            this.msg('New password', { id: 'account.new-password' }),
            'new-password',
            { maxLength, describedBy: 'rules count fault' },
          )}
          ${this.meter(minLength)}
          ${this.faultLine()}
        </div>
        ${
          purpose === 'password_reset'
            ? html`<p class="muted small">
                ${this.msg('Saving signs you out everywhere you are signed in now.', { id: 'account.signs-out' })}
              </p>`
            : nothing
        }
        ${this.submit(this.msg('Save password', { id: 'account.save' }))}
      </form>
    `;
  }

  #signIn(): TemplateResult {
    return this.signInForm(
      this.quietButton(this.msg('Forgot your password?', { id: 'account.forgotten' }), () =>
        this.#go({ at: 'forgot' }),
      ),
    );
  }

  #forgot(): TemplateResult {
    return html`
      <form class="stack" novalidate @submit=${this.#requestReset}>
        ${this.heading(this.msg('Reset your password', { id: 'account.forgot' }))}
        <p class="muted">
          ${this.msg('We will email you a link. It works once, within 30 minutes.', { id: 'account.forgot-text' })}
        </p>
        ${this.emailField()}
        ${this.faultLine()}
        ${this.submit(this.msg('Send me a link', { id: 'account.forgot-send' }))}
        ${this.#backToSignIn()}
      </form>
    `;
  }

  #broken(purpose: Purpose, error: unknown): TemplateResult {
    return html`<div class="stack">
      <span class="mark bad">${icons.warning}</span>
      ${this.heading(this.msg('This link does not work', { id: 'account.link' }))}
      <p>${linkText(this.msg, error)}</p>
      ${
        purpose === 'invitation'
          ? html`<p>
              ${this.msg('Ask the administrator of your hospital or community to invite you again.', { id: 'account.link-invitation' })}
            </p>`
          : html`<button class="button primary block" type="button" @click=${() => this.#go({ at: 'forgot' })}>
              ${this.msg('Ask for a new link', { id: 'account.link-reset' })}
            </button>`
      }
      ${this.quietButton(this.signInText, () => this.#go({ at: 'sign-in' }))}
    </div>`;
  }

  #backToSignIn(): TemplateResult {
    return this.quietButton(this.msg('Back to sign-in', { id: 'account.back' }), () =>
      this.#go({ at: 'sign-in' }),
    );
  }

  readonly #open = async (): Promise<void> => {
    const [, kind, token] = LINK.exec(location.hash) ?? [];
    if (kind === undefined || token === undefined) {
      if (this.screen.at === 'loading') await this.#go({ at: 'sign-in' });
      return;
    }
    history.replaceState(null, '', location.pathname);
    try {
      const link = await this.#kiwi.post('/v1/auth/account-links/inspection', { body: { token } });
      this.email = link.email;
      await this.#go({ at: 'choose', token, link });
    } catch (error) {
      const purpose = kind === 'invitation' ? 'invitation' : 'password_reset';
      await this.#go({ at: 'broken', purpose, error });
    }
  };

  readonly #save = (event: SubmitEvent): Promise<void> => {
    const { screen } = this;
    return this.submitted(event, async (data) => {
      if (screen.at !== 'choose') return;
      const { token, link } = screen;
      const password = String(data.get('password') ?? '');
      if ([...password].length < link.password.minLength)
        throw new FormFault('password', tooShort(link.password.minLength));
      const body = { token, password };
      try {
        const { email } =
          link.purpose === 'invitation'
            ? await this.#kiwi.post('/v1/auth/invitations/acceptance', { body })
            : await this.#kiwi.post('/v1/auth/password-resets/confirmation', { body });
        this.email = email;
        await this.#go({ at: 'done' });
      } catch (error) {
        if (!hasCode(error, 'link_unusable')) throw error;
        await this.#go({ at: 'broken', purpose: link.purpose, error });
      }
    });
  };

  protected override async enter(email: string, password: string, code: string): Promise<void> {
    await this.#go({ at: 'signed-in', session: await AccountSession.signIn(email, password, code) });
  }

  readonly #requestReset = (event: SubmitEvent): Promise<void> =>
    this.submitted(event, async (data) => {
      const body = { email: this.emailIn(data), language: this.language.texts };
      await this.#kiwi.post('/v1/auth/password-resets', { body });
      await this.#go({ at: 'sent' });
    });

  /** `detail`: whether the person asked for it. */
  readonly #signedOut = async ({ detail }: CustomEvent<boolean>): Promise<void> => {
    await this.#go({ at: 'sign-in' });
    if (!detail)
      this.fault = (msg) =>
        msg('You have been signed out. Please sign in again.', { id: 'failure.signed-out' });
  };

  async #go(screen: Screen): Promise<void> {
    this.screen = screen;
    this.codeWanted = false;
    await this.arrive();
  }

  /** The language that the button changes to. */
  get #otherLanguage(): string {
    const next = STAFF_LANGUAGES.indexOf(this.language.texts) + 1;
    return STAFF_LANGUAGES[next % STAFF_LANGUAGES.length] ?? SOURCE_LANGUAGE;
  }

  readonly #changeLanguage = (): void => {
    // `ElementLanguage` follows it.
    document.documentElement.lang = this.#otherLanguage;
  };
}

define('kiwi-account', KiwiAccount);
