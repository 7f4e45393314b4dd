import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { hasCode } from './account-session.ts';
import { FormFault } from './failures.ts';
import { FormElement } from './form-element.ts';
import { codeMissing, emailMissing, passwordMissing } from './form-messages.ts';

/** Signing in as staff: email and password, then the second factor where the service asks for one. */
export abstract class SignInForm extends FormElement {
  /** Whether the service has asked for a second factor, which it does once the password is correct. */
  @state() protected codeWanted = false;
  protected email = '';

  /** Signs in. @param code what the person entered after `second_factor_required`; empty before that. */
  protected abstract enter(email: string, password: string, code: string): Promise<void>;

  protected get signInText(): string {
    return this.msg('Sign in', { id: 'sign-in.submit' });
  }

  /** @param more what follows the button. */
  protected signInForm(more: TemplateResult | typeof nothing = nothing): TemplateResult {
    return html`
      <form class="stack" novalidate @submit=${this.#submit}>
        ${this.heading(this.signInText)}
        ${this.emailField()}
        <div class="field">
          ${this.passwordField(
            'password',
            this.msg('Password', { id: 'account.password' }),
            'current-password',
          )}
        </div>
        ${this.codeWanted ? this.codeField() : nothing}
        ${this.faultLine()}
        ${this.submit(this.signInText)}
        ${more}
      </form>
    `;
  }

  protected emailField(): TemplateResult {
    return html`<div class="field">
      <label for="email">${this.msg('Email', { id: 'account.email' })}</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="username"
        dir="ltr"
        required
        .value=${this.email}
        aria-invalid=${this.faultAt === 'email'}
        aria-describedby="fault"
        @input=${() => {
          // Another account may have no second factor.
          this.codeWanted = false;
        }}
      />
    </div>`;
  }

  protected emailIn(data: FormData): string {
    const email = String(data.get('email') ?? '').trim();
    this.email = email;
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new FormFault('email', emailMissing);
    return email;
  }

  readonly #submit = (event: SubmitEvent): Promise<void> =>
    this.submitted(event, async (data) => {
      const email = this.emailIn(data);
      const password = String(data.get('password') ?? '');
      if (password === '') throw new FormFault('password', passwordMissing);
      const code = String(data.get('code') ?? '').trim();
      if (this.codeWanted && code === '') throw new FormFault('code', codeMissing);
      try {
        await this.enter(email, password, code);
      } catch (error) {
        if (this.codeWanted || !hasCode(error, 'second_factor_required')) throw error;
        this.codeWanted = true;
        await this.updateComplete;
        this.renderRoot.querySelector<HTMLElement>('#code')?.focus();
      }
    });
}
