import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { icons } from '../../src/icons.ts';
import { str } from '../../src/locale/messages.ts';
import { define } from '../../src/parts/define.ts';
import { ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';

const styles = css`
  .panel {
    max-inline-size: 34rem;
    margin: 12vh auto 2rem;
    padding: calc(var(--u) * 2);
  }
  h1 {
    margin: 0;
    font-size: calc(var(--u) * 1.5);
    line-height: 1.25;
    text-wrap: balance;
  }
  .mark svg {
    inline-size: calc(var(--u) * 2);
    block-size: calc(var(--u) * 2);
    color: var(--_text-muted);
  }
  code {
    font-size: 0.9em;
    padding: 0.15em 0.4em;
    border-radius: 4px;
    background: var(--_surface-muted);
    overflow-wrap: anywhere;
  }
  @media (max-width: 40rem) {
    .panel {
      margin-block-start: 1rem;
      padding: calc(var(--u) * 1.25);
    }
  }
`;

/** Why there is no console for now, and what to do. */
export class KiwiConsoleNotice extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) kind: 'refused' | 'enrolling' | 'unreachable' = 'refused';
  /** Who is signed in. */
  @property({ attribute: false }) name = '';

  override render(): TemplateResult {
    return html`<section class="panel stack">${this.#content()}</section>`;
  }

  #content(): TemplateResult {
    switch (this.kind) {
      case 'refused':
        return html`<span class="mark">${icons.person}</span>
          <h1>${this.msg('The console is for dispatchers', { id: 'dispatch.refused' })}</h1>
          <p>
            ${this.msg(
              str`${this.name}, your account has no duty to take emergency calls. An administrator of your hospital, or a super admin, can give you the duty “dispatch”.`,
              { id: 'dispatch.refused-text' },
            )}
          </p>
          <p class="small muted">
            ${this.msg('For administrators:', { id: 'dispatch.refused-command' })}
            <code>kiwimesh staff update STAFF_ID --duty dispatch</code>
          </p>
          ${this.#signOut()}`;
      case 'enrolling':
        return html`<span class="mark">${icons.person}</span>
          <h1>${this.msg('Set up two-step sign-in first', { id: 'dispatch.enrolling' })}</h1>
          <p>
            ${this.msg(
              'Your role needs a second factor. It takes two minutes; then come back and sign in again.',
              {
                id: 'dispatch.enrolling-text',
              },
            )}
          </p>
          <a class="button primary" href="/account">
            ${this.msg('Set up two-step sign-in', { id: 'account.enrol' })}
          </a>
          ${this.#signOut()}`;
      case 'unreachable':
        return html`<span class="mark">${icons.offline}</span>
          <h1>${this.msg('The service cannot be reached', { id: 'dispatch.unreachable' })}</h1>
          <p role="status">
            ${this.msg('Trying again by itself. Until it is back, answer calls by telephone.', {
              id: 'dispatch.unreachable-text',
            })}
          </p>`;
    }
  }

  #signOut(): TemplateResult {
    return html`<button class="button secondary" type="button" @click=${() => this.fire('sign-out')}>
      ${this.msg('Sign out', { id: 'sign-out' })}
    </button>`;
  }
}

define('kiwi-console-notice', KiwiConsoleNotice);
