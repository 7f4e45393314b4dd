import { adoptStyles, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { hasEnoughDigits } from '../../domain/phone.ts';
import type { PhoneChannel } from '../../domain/region.ts';
import { firstIcons as icons } from '../../first-icons.ts';
import { str } from '../../locale/messages.ts';
import { Action } from '../../parts/action.ts';
import { busyWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import type { PendingCode } from '../../sources/state/pending-code.ts';
import { firstBase, firstButtons, firstFields } from '../../theme/first.styles.ts';
import { Screen } from '../screen.ts';
import { styles } from './kiwi-sign-in.styles.ts';

type Rest = typeof import('./sign-in-rest.ts');

/** Of the page, once it is loaded. */
let rest: Rest | null = null;

type FieldError = 'phone' | 'code' | null;

/**
 * Signing in with a mobile number and the code sent to it.
 *
 * @internal
 * @fires code-sent - A code is on its way: its screen comes next.
 * @fires other-number - The person goes back to the number.
 * @fires signed-in - The code was right and the session is loaded; stays inside `<kiwi-booking>`.
 */
export class KiwiSignIn extends Screen {
  static override styles = [firstBase, firstButtons, firstFields, styles];
  // Without decorators, which would take 0.5 kB of what a page loads before it can be used.
  static override properties = {
    enterCode: { attribute: false },
    phone: { state: true },
    country: { state: true },
    wrong: { state: true },
    resendIn: { state: true },
  };

  /** Whether the screen for the code is shown. */
  enterCode = false;

  /** The number that the code was sent to. */
  private phone: string | null = null;
  private country = '';
  private wrong: FieldError = null;
  private resendIn = 0;

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
    const pending = this.session.pendingCode;
    if (!pending) return;
    this.phone = pending.phone;
    this.#typed = pending.phone;
    this.#sent = { typed: pending.phone, country: this.region.phoneCountry, code: pending };
    this.#countDown(pending.resendAt);
  }

  override updated(changed: PropertyValues<this>): void {
    if (this.enterCode && !rest) void this.#loadRest();
    // A screen that opens takes focus; the one that is found when the page opens does not.
    if (!changed.has('enterCode') || changed.get('enterCode') === undefined) return;
    if (!this.enterCode) this.session.forgetCode();
    else if (this.#sent) this.session.keepCode(this.#sent.code);
    this.wrong = null;
    this.#verify.clear();
    this.#request.clear();
    void this.#focusField(this.enterCode ? '#code' : '#phone');
  }

  override render(): TemplateResult {
    return this.enterCode && this.phone !== null ? this.#codeForm(this.phone) : this.#phoneForm();
  }

  #phoneForm(): TemplateResult {
    const chosen = this.country || this.region.phoneCountry;
    const calling = rest?.COUNTRIES.find(({ code }) => code === chosen)?.calling;
    // The list is loaded soon: a number of the region can be typed before.
    const countries = rest?.countryOptions(chosen, this.formats) ?? [{ code: chosen, label: chosen }];
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
              <span aria-hidden="true" dir="ltr">${calling ? `+${calling}` : nothing}</span>${icons.forward}
              <select
                name="country"
                autocomplete="tel-country-code"
                aria-label=${this.msg('Country of the number', { id: 'sign-in.country' })}
                @change=${(event: Event) => {
                  this.country = (event.target as HTMLSelectElement).value;
                }}
              >
                ${countries.map(
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
        ${this.wrong === 'phone' ? nothing : this.#failure(this.#request)}
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
    return (
      rest?.codeForm({
        msg: this.msg,
        phone,
        region: this.region,
        isWrong: this.wrong === 'code',
        verify: this.#verify,
        request: this.#request,
        resendIn: this.resendIn,
        submit: this.#submitCode,
        send: (channel) => this.#send(phone, channel),
        otherNumber: () => this.emit('other-number'),
      }) ?? html``
    );
  }

  override firstUpdated(): void {
    void this.#loadRest();
  }

  async #loadRest(): Promise<void> {
    try {
      rest ??= await import('./sign-in-rest.ts');
    } catch {
      // Out of reach just now: tried again with the next step.
      return;
    }
    adoptStyles(this.renderRoot as ShadowRoot, [
      firstBase,
      firstButtons,
      firstFields,
      rest.moreButtons,
      rest.notices,
      styles,
      rest.codeFormStyles,
    ]);
    this.requestUpdate();
  }

  #failure(action: Action): TemplateResult | typeof nothing {
    if (!action.failure) return nothing;
    if (rest) return rest.failureNotice(this.msg, action, this.region.emergencyNumber);
    return html`<p class="error" role="alert">
      ${icons.warning}${this.msg('We cannot reach the service just now. Nothing you entered is lost.', { id: 'failure.unreachable' })}
    </p>`;
  }

  readonly #submitPhone = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    this.#typed = String(data.get('phone') ?? '');
    this.country = String(data.get('country'));
    this.#request.clear();
    this.wrong = hasEnoughDigits(this.#typed) ? null : 'phone';
    if (this.wrong) this.#focusField('#phone');
    else if (this.#isOnItsWay()) this.emit('code-sent');
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

  async #send(phone: string, channel?: PhoneChannel): Promise<void> {
    const country = this.country || this.region.phoneCountry;
    const challenge = await this.#request.run(() => this.session.requestCode(phone, country, channel));
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
    else this.emit('code-sent');
  }

  readonly #submitCode = async (field: HTMLInputElement, code: string): Promise<void> => {
    const phone = this.phone;
    this.wrong = /^\d{4,8}$/.test(code) ? null : 'code';
    if (this.wrong || phone === null) {
      this.#focusField('#code');
      return;
    }
    const done = await this.#verify.run(async () => {
      await this.session.signIn(phone, code);
      return true;
    });
    if (done) this.emit('signed-in');
    else if (this.#verify.failure?.code === 'invalid_credentials') {
      field.select();
      this.#focusField('#code');
    }
  };

  /** Counts what is left, not its own ticks: those of a page in the background come late. */
  #countDown(until: number): void {
    clearInterval(this.#countdown);
    const count = () => {
      this.resendIn = Math.max(0, Math.round((until - this.session.clock.now()) / 1000));
      if (this.resendIn === 0) clearInterval(this.#countdown);
    };
    this.#countdown = setInterval(count, 1000);
    count();
  }

  /** Once the field is there. */
  #focusField(selector: string): void {
    const ready = rest ? this.updateComplete : this.#loadRest().then(() => this.updateComplete);
    void ready.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }
}

define('kiwi-sign-in', KiwiSignIn);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-sign-in': KiwiSignIn;
  }
}
