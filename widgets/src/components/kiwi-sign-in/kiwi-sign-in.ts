import { oneTimeCode } from '@kiwimesh/sdk';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icons } from '../../icons.ts';
import { str } from '../../locale/messages.ts';
import { Action } from '../../parts/action.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { busyWords, failureNotice } from '../../parts/notice.ts';
import { Part } from '../../parts/part.ts';
import { pastedCode } from '../../parts/pasted-code.ts';
import type { PendingCode } from '../../store/pending-code.ts';
import { COUNTRIES, hasEnoughDigits, maskedPhone } from '../../store/phone.ts';
import { base, buttons, fields } from '../../theme/base.styles.ts';
import { styles } from './kiwi-sign-in.styles.ts';

type FieldError = 'phone' | 'code' | null;

/**
 * Signing in with a mobile number and the code sent to it.
 *
 * @internal
 * @fires code-sent - A code is on its way: its screen comes next.
 * @fires other-number - The person goes back to the number.
 * @fires signed-in - The code was right and the session is loaded; stays inside `<kiwi-booking>`.
 */
export class KiwiSignIn extends Part {
  static override styles = [base, buttons, fields, notices, styles];

  /** Whether the screen for the code is shown. */
  @property({ type: Boolean, attribute: false }) enterCode = false;

  /** The number that the code was sent to. */
  @state() private phone: string | null = null;
  @state() private country = '';
  @state() private wrong: FieldError = null;
  @state() private resendIn = 0;

  readonly #request = new Action(this);
  readonly #verify = new Action(this);
  #typed = '';
  /** The last code that was sent, and for what was typed. */
  #sent: { readonly typed: string; readonly country: string; readonly code: PendingCode } | null = null;
  #countdown: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#countdown);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.hasUpdated) return;
    const pending = this.store.pendingCode;
    if (!pending) return;
    this.phone = pending.phone;
    this.#typed = pending.phone;
    this.#sent = { typed: pending.phone, country: this.store.region.phoneCountry, code: pending };
    this.#countDown(pending.resendAt);
  }

  override updated(changed: PropertyValues<this>): void {
    // A screen that opens takes focus; the one that is found when the page opens does not.
    if (!changed.has('enterCode') || changed.get('enterCode') === undefined) return;
    if (!this.enterCode) this.store.forgetCode();
    else if (this.#sent) this.store.keepCode(this.#sent.code);
    this.wrong = null;
    this.#verify.clear();
    this.#request.clear();
    void this.#focusField(this.enterCode ? '#code' : '#phone');
  }

  override render(): TemplateResult {
    return this.enterCode && this.phone !== null ? this.#codeForm(this.phone) : this.#phoneForm();
  }

  #phoneForm(): TemplateResult {
    const chosen = this.country || this.store.region.phoneCountry;
    const calling = COUNTRIES.find(({ code }) => code === chosen)?.calling ?? '';
    return html`
      <form class="stack" novalidate @submit=${this.#submitPhone}>
        <div class="field">
          <h2 tabindex="-1">${this.msg('Sign in with your mobile', { id: 'sign-in.title' })}</h2>
          <p class="muted" id="why">
            ${this.msg(
              'We send you a code to make sure it is you. Use the number your community has for you.',
              {
                id: 'sign-in.why',
              },
            )}
          </p>
        </div>
        <div class="field">
          <label for="phone">${this.msg('Mobile number', { id: 'sign-in.phone' })}</label>
          <div class="phone" part="field">
            <div class="country">
              <span aria-hidden="true" dir="ltr">+${calling}</span>${icons.forward}
              <select
                name="country"
                autocomplete="tel-country-code"
                aria-label=${this.msg('Country of the number', { id: 'sign-in.country' })}
                @change=${(event: Event) => {
                  this.country = (event.target as HTMLSelectElement).value;
                }}
              >
                ${this.#countries().map(
                  ({ code, label }) =>
                    html`<option value=${code} .selected=${code === chosen}>${label}</option>`,
                )}
              </select>
            </div>
            <input
              id="phone"
              name="phone"
              type="tel"
              inputmode="tel"
              autocomplete="tel-national"
              part="input"
              required
              .value=${this.#typed}
              aria-invalid=${this.wrong === 'phone'}
              aria-describedby="why phone-error"
            />
          </div>
          <div id="phone-error">
            ${
              this.wrong === 'phone'
                ? html`<p class="error">
                  ${icons.warning}<span>${this.#phoneFault()}</span>
                </p>`
                : nothing
            }
          </div>
        </div>
        ${this.wrong === 'phone' ? nothing : failureNotice(this.msg, this.#request, this.store.region.emergencyNumber)}
        <button
          class="button primary block"
          part="button button-primary"
          type="submit"
          aria-disabled=${this.#request.busy || this.#request.waiting > 0}
        >
          ${busyWords(this.#request.busy, this.msg('Send me a code', { id: 'sign-in.send' }))}
        </button>
      </form>
    `;
  }

  #codeForm(phone: string): TemplateResult {
    return html`
      <form class="stack" novalidate @submit=${this.#submitCode}>
        <div class="field">
          <h2 tabindex="-1">${this.msg('Enter the code', { id: 'sign-in.code-title' })}</h2>
          <p class="muted" id="sent">
            ${this.msg(str`If ${maskedPhone(phone)} is registered with us, a code is on its way to it.`, {
              id: 'sign-in.sent',
            })}
          </p>
        </div>
        <div class="field">
          <label for="code">${this.msg('Code', { id: 'sign-in.code' })}</label>
          <input
            id="code"
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            part="input"
            required
            aria-invalid=${this.wrong === 'code' || this.#verify.failure?.code === 'invalid_credentials'}
            aria-describedby="sent code-error"
            @input=${pastedCode(oneTimeCode)}
          />
          <div id="code-error">
            ${
              this.wrong === 'code'
                ? html`<p class="error">
                  ${icons.warning}${this.msg('Enter the digits of the code.', { id: 'sign-in.code-wrong' })}
                </p>`
                : nothing
            }
          </div>
        </div>
        ${failureNotice(this.msg, this.#verify, this.store.region.emergencyNumber)}
        ${failureNotice(this.msg, this.#request, this.store.region.emergencyNumber)}
        <button
          class="button primary block"
          part="button button-primary"
          type="submit"
          aria-disabled=${this.#verify.busy || this.#verify.waiting > 0}
        >
          ${busyWords(this.#verify.busy, this.msg('Sign in', { id: 'sign-in.submit' }))}
        </button>
        <div class="again">
          ${
            this.resendIn > 0
              ? html`<span class="muted small">
                ${this.msg(str`No code? You can ask again in ${this.resendIn} s.`, { id: 'sign-in.resend-wait' })}
              </span>`
              : html`
                <button class="button quiet" type="button" @click=${() => this.#send(phone)}>
                  ${this.msg('Send it again', { id: 'sign-in.resend' })}
                </button>
                <button class="button quiet" type="button" @click=${() => this.#send(phone, 'whatsapp')}>
                  ${this.msg('Send by WhatsApp', { id: 'sign-in.whatsapp' })}
                </button>
              `
          }
          <button class="button quiet" type="button" @click=${() => this.tell('other-number')}>
            ${this.msg('Use another number', { id: 'sign-in.other' })}
          </button>
        </div>
      </form>
    `;
  }

  #countries(): { code: string; label: string }[] {
    const names = new Intl.DisplayNames([this.formats], { type: 'region' });
    return COUNTRIES.map(({ code, calling }) => ({
      code,
      label: `${names.of(code) ?? code} (+${calling})`,
    })).sort((a, b) => a.label.localeCompare(b.label, this.formats));
  }

  readonly #submitPhone = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    this.#typed = String(data.get('phone') ?? '');
    this.country = String(data.get('country'));
    this.#request.clear();
    this.wrong = hasEnoughDigits(this.#typed) ? null : 'phone';
    if (this.wrong) this.#focusField('#phone');
    else if (this.#isOnItsWay()) this.tell('code-sent');
    else await this.#send(this.#typed);
  };

  /** Whether a code was sent to the same number a moment ago: the person went back to check it, and no other is sent yet. */
  #isOnItsWay(): boolean {
    const { typed, country, code } = this.#sent ?? {};
    return typed === this.#typed && country === this.country && code !== undefined && this.resendIn > 0;
  }

  /** What the service made of the number, where it refused it. */
  #phoneFault(): string {
    const suggestion = this.#request.failure?.field?.suggestion;
    return suggestion
      ? this.msg(str`Check the number. Did you mean ${suggestion}?`, { id: 'sign-in.phone-meant' })
      : this.msg('Enter a mobile number with all its digits.', { id: 'sign-in.phone-wrong' });
  }

  async #send(phone: string, channel?: 'whatsapp'): Promise<void> {
    const country = this.country || this.store.region.phoneCountry;
    const challenge = await this.#request.run(() => this.store.requestCode(phone, country, channel));
    if (!challenge) {
      if (this.#request.failure?.field?.pointer !== '/phone') return;
      this.wrong = 'phone';
      this.#focusField('#phone');
      return;
    }
    this.phone = challenge.phone;
    this.#sent = { typed: this.#typed, country, code: challenge };
    this.#verify.clear();
    this.#countDown(challenge.resendAt);
    if (this.enterCode) this.#focusField('#code');
    else this.tell('code-sent');
  }

  readonly #submitCode = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const phone = this.phone;
    const field = (event.target as HTMLFormElement).elements.namedItem('code') as HTMLInputElement;
    const code = oneTimeCode(field.value);
    this.wrong = /^\d{4,8}$/.test(code) ? null : 'code';
    if (this.wrong || phone === null) {
      this.#focusField('#code');
      return;
    }
    const done = await this.#verify.run(async () => {
      await this.store.signIn(phone, code);
      return true;
    });
    if (done) this.tell('signed-in');
    else if (this.#verify.failure?.code === 'invalid_credentials') {
      field.select();
      this.#focusField('#code');
    }
  };

  /** Counts what is left, not its own ticks: those of a page in the background come late. */
  #countDown(until: number): void {
    clearInterval(this.#countdown);
    const count = () => {
      this.resendIn = Math.max(0, Math.round((until - this.store.clock.now()) / 1000));
      if (this.resendIn === 0) clearInterval(this.#countdown);
    };
    this.#countdown = setInterval(count, 1000);
    count();
  }

  /** Once the field is there. */
  #focusField(selector: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }
}

define('kiwi-sign-in', KiwiSignIn);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-sign-in': KiwiSignIn;
  }
}
