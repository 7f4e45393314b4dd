import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { SignInForm } from '../../account/sign-in-form.ts';
import { define } from '../../src/parts/define.ts';
import type { ConsoleSession } from '../sources/console-session.ts';

const styles = css`
  .card {
    max-inline-size: 25rem;
    margin: 12vh auto 2rem;
  }
  a {
    color: var(--_primary);
  }
  @media (max-width: 40rem) {
    .card {
      margin-block-start: 1.5rem;
    }
  }
`;

/** Signing in at the console, with the second factor where the service asks for one. */
export class KiwiConsoleSignIn extends SignInForm {
  static override styles = [...SignInForm.styles, styles];

  @property({ attribute: false }) session!: ConsoleSession;

  override render(): TemplateResult {
    return html`<div class="card">
      ${
        this.session.expired
          ? html`<p class="notice warn"><span></span><span>${this.msg('You have been signed out. Please sign in again.', { id: 'failure.signed-out' })}</span></p>`
          : nothing
      }
      ${this.signInForm(
        html`<p class="small">
          <a href="/account">${this.msg('Forgot your password?', { id: 'account.forgotten' })}</a>
        </p>`,
      )}
    </div>`;
  }

  protected override enter(email: string, password: string, code: string): Promise<void> {
    return this.session.signIn(email, password, code);
  }
}

define('kiwi-console-sign-in', KiwiConsoleSignIn);
