import type { Schema } from '@kiwimesh/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icons } from '../src/icons.ts';
import { relative } from '../src/locale/format.ts';
import { type Message, str } from '../src/locale/messages.ts';
import { deviceWords } from '../src/locale/words.ts';
import { define } from '../src/parts/define.ts';
import type { AccountSession } from './account-session.ts';
import { FormFault, failureText } from './failures.ts';
import { FormElement } from './form-element.ts';
import { passwordMissing, tooShort } from './form-messages.ts';
import './kiwi-second-factor.ts';
import type { FactorTask } from './kiwi-second-factor.ts';
import { styles } from './signed-in.styles.ts';

/** Characters, as `NewPassword` of the contract says. The service decides. */
const MIN_PASSWORD_LENGTH = 15;

/**
 * The account of a person who is signed in. A session that can only add a second factor shows nothing else.
 * @fires kiwi-signed-out - `detail`: whether the person asked for it.
 */
export class KiwiSignedIn extends FormElement {
  static override styles = [...FormElement.styles, styles];

  @property({ attribute: false }) session!: AccountSession;
  @state() private at: 'loading' | 'home' | 'password' | FactorTask = 'loading';
  @state() private places: readonly Schema<'Session'>[] = [];
  /** What was just done. */
  @state() private said: Message | null = null;
  #stopListening: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopListening = this.session.kiwi.onSignedOut((reason) =>
      this.dispatchEvent(new CustomEvent('kiwi-signed-out', { detail: reason === 'logout' })),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
  }

  protected override async firstUpdated(): Promise<void> {
    await this.#home(null);
  }

  override render(): TemplateResult {
    switch (this.at) {
      case 'loading':
        return this.loading();
      case 'home':
        return this.#overview();
      case 'password':
        return this.#password();
      default:
        return html`<kiwi-second-factor
          .session=${this.session}
          .language=${this.language}
          .task=${this.at}
          @kiwi-done=${this.#factorDone}
          @kiwi-cancel=${() => (this.session.secondFactor === 'required' ? this.#signOut() : this.#home(null))}
        ></kiwi-second-factor>`;
    }
  }

  #overview(): TemplateResult {
    const { session } = this;
    return html`<div class="stack wide">
      <div class="stack">
        ${this.heading(this.msg('Your account', { id: 'account.home' }))}
        <p class="account">
          <span class="muted small">${this.msg('Signed in as', { id: 'account.signed-in-as' })}</span
          ><strong>${session.name}</strong><span class="small">${session.email}</span>
        </p>
        <div class="said" role="status">
          ${this.said === null ? nothing : html`<p class="notice good">${icons.check}<span>${this.said(this.msg)}</span></p>`}
        </div>
        ${this.faultLine()}
      </div>
      ${this.#factor()}
      <section>
        <h2>${this.msg('Password', { id: 'account.password' })}</h2>
        ${this.#button(this.msg('Change password', { id: 'account.change' }), () => this.#to('password'))}
      </section>
      ${this.#signedInAt()}
      <button class="button secondary block" type="button" @click=${this.#signOut}>
        ${this.msg('Sign out', { id: 'sign-out' })}
      </button>
    </div>`;
  }

  #factor(): TemplateResult {
    const on = this.session.secondFactor === 'on';
    const state = on
      ? this.msg('On', { id: 'account.factor-on' })
      : this.msg('Off', { id: 'account.factor-off' });
    const text = on
      ? this.msg('To sign in you need your password and a code from your authenticator app.', {
          id: 'account.factor-on-text',
        })
      : this.msg(
          'With a code from your phone, a stolen password is not enough to sign in. Setting it up takes two minutes.',
          { id: 'account.factor-off-text' },
        );
    return html`<section class=${on ? '' : 'offer'}>
      <h2>
        ${this.msg('Two-step sign-in', { id: 'account.factor' })} <span class="state ${on ? 'on' : ''}">${state}</span>
      </h2>
      <p class="small">${text}</p>
      ${
        on
          ? html`<div class="pair">
              ${this.#button(this.msg('New recovery codes', { id: 'account.factor-codes' }), () => this.#to('renew'))}
              ${this.#button(this.msg('Turn off', { id: 'account.turn-off' }), () => this.#to('off'))}
            </div>`
          : html`<button class="button primary block" type="button" @click=${() => this.#to('enrol')}>
              ${this.msg('Set up two-step sign-in', { id: 'account.enrol' })}
            </button>`
      }
    </section>`;
  }

  #signedInAt(): TemplateResult {
    const { places } = this;
    return html`<section>
      <h2>${this.msg('Where you are signed in', { id: 'devices.title' })}</h2>
      <ul class="places">
        ${places.map((place) => this.#place(place))}
      </ul>
      ${
        places.some(({ current }) => !current)
          ? this.#button(this.msg('Sign out everywhere else', { id: 'devices.end-others' }), this.#endOthers)
          : nothing
      }
    </section>`;
  }

  #place({ id, device, lastUsedAt, current }: Schema<'Session'>): TemplateResult {
    const name = deviceWords(this.msg, device);
    const signOut = this.msg('Sign out', { id: 'sign-out' });
    const used = relative(lastUsedAt, this.session.clock.now(), this.language.texts);
    return html`<li>
      <span
        ><strong>${name}</strong>
        <span class="muted small"
          >${
            current
              ? this.msg('This device', { id: 'devices.this' })
              : this.msg(str`Last used ${used}`, { id: 'devices.used' })
          }</span
        ></span
      >
      ${
        current
          ? nothing
          : html`<button
              class="button quiet"
              type="button"
              aria-label="${signOut}: ${name}"
              @click=${() => this.#endPlace(id, device)}
            >
              ${signOut}
            </button>`
      }
    </li>`;
  }

  #button(text: string, act: () => void): TemplateResult {
    return html`<button class="button secondary" type="button" @click=${act}>${text}</button>`;
  }

  #password(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.#change}>
      ${this.heading(this.msg('Change your password', { id: 'account.change-title' }))}
      <input class="hidden-text" type="text" name="username" autocomplete="username" .value=${this.session.email} readonly tabindex="-1" aria-hidden="true" />
      <div class="field">
        ${this.passwordField(
          'current',
          this.msg('Current password', { id: 'account.current-password' }),
          'current-password',
        )}
      </div>
      ${this.rules(MIN_PASSWORD_LENGTH)}
      <div class="field">
        ${this.passwordField(
          'password',
          this.msg('New password', { id: 'account.new-password' }),
          'new-password',
          { describedBy: 'rules count fault' },
        )}
        ${this.meter(MIN_PASSWORD_LENGTH)}
      </div>
      ${this.faultLine()}
      <p class="muted small">
        ${this.msg('Saving signs you out everywhere else.', { id: 'account.change-signs-out' })}
      </p>
      ${this.submit(this.msg('Save password', { id: 'account.save' }))}
      ${this.quietButton(this.msg('Cancel', { id: 'account.cancel' }), () => this.#home(null))}
    </form>`;
  }

  readonly #change = (event: SubmitEvent): Promise<void> =>
    this.submitted(event, async (data) => {
      const currentPassword = String(data.get('current') ?? '');
      const newPassword = String(data.get('password') ?? '');
      if (currentPassword === '') throw new FormFault('current', passwordMissing);
      if ([...newPassword].length < MIN_PASSWORD_LENGTH)
        throw new FormFault('password', tooShort(MIN_PASSWORD_LENGTH));
      // Sent once: if only the reply is lost, a repeat is rejected, since the current password has changed.
      await this.session.kiwi.put('/v1/me/password', { body: { currentPassword, newPassword }, retries: 0 });
      await this.#home((msg) =>
        msg('Your password has been changed. You are signed out everywhere else.', { id: 'account.changed' }),
      );
    });

  readonly #factorDone = (): Promise<void> => {
    const { at } = this;
    const on = this.session.secondFactor === 'on';
    return this.#home((msg) => {
      if (at === 'renew')
        return msg('Your new recovery codes are active. The old ones no longer work.', {
          id: 'account.renewed',
        });
      return on
        ? msg('Two-step sign-in is on. You will need a code the next time you sign in.', {
            id: 'account.turned-on',
          })
        : msg('Two-step sign-in is off.', { id: 'account.turned-off' });
    });
  };

  #endPlace(sessionId: string, device: string): Promise<void> {
    return this.attempt(async () => {
      await this.session.kiwi.delete('/v1/auth/sessions/{sessionId}', { path: { sessionId } });
      await this.#home((msg) => msg(str`Signed out: ${deviceWords(msg, device)}`, { id: 'devices.ended' }));
    });
  }

  readonly #endOthers = (): Promise<void> =>
    this.attempt(async () => {
      await this.session.kiwi.delete('/v1/auth/sessions');
      await this.#home((msg) => msg('Signed out everywhere else.', { id: 'devices.ended-others' }));
    });

  /** Shows the overview in its present state. @param said what was just done. */
  async #home(said: Message | null): Promise<void> {
    let fault: Message | null = null;
    try {
      this.places = await this.session.places();
    } catch (error) {
      fault = (msg) => failureText(msg, error);
    }
    this.said = said;
    this.at = this.session.secondFactor === 'required' ? 'enrol' : 'home';
    await this.arrive();
    this.fault = fault;
  }

  #to(at: 'password' | FactorTask): void {
    this.at = at;
    void this.arrive();
  }

  /** The page shows the sign-in as soon as the session has ended. */
  readonly #signOut = (): Promise<void> => this.session.kiwi.logout();
}

define('kiwi-signed-in', KiwiSignedIn);
