import { oneTimeCode, type Schema } from '@kiwimesh/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icons } from '../src/icons.ts';
import { type Message, str } from '../src/locale/messages.ts';
import { define } from '../src/parts/define.ts';
import { type AccountSession, hasCode } from './account-session.ts';
import { FormFault } from './failures.ts';
import { FormElement } from './form-element.ts';
import { codeMissing } from './form-messages.ts';
import { qrCode } from './qr.ts';
import { styles } from './signed-in.styles.ts';

export type FactorTask = 'enrol' | 'renew' | 'off';

/**
 * Adds an authenticator app, creates new recovery codes or turns the second factor off.
 * @fires kiwi-done - the task is done; the person has saved the recovery codes, if there are any.
 * @fires kiwi-cancel - the person does not want to do it now.
 */
export class KiwiSecondFactor extends FormElement {
  static override styles = [...FormElement.styles, styles];

  @property({ attribute: false }) session!: AccountSession;
  @property({ attribute: false }) task: FactorTask = 'enrol';
  @state() private totp: Schema<'TotpEnrolment'> | null = null;
  @state() private codes: readonly string[] | null = null;
  /** Whether copying worked. */
  @state() private said: Message | null = null;

  protected override async firstUpdated(): Promise<void> {
    await this.arrive();
    if (this.task === 'enrol') await this.#begin();
  }

  override render(): TemplateResult {
    if (this.codes !== null) return this.#recoveryCodes(this.codes);
    return this.task === 'enrol' ? this.#enrol() : this.#prove(this.task);
  }

  #enrol(): TemplateResult {
    const { totp } = this;
    const required = this.session.secondFactor === 'required';
    return html`<form class="stack" novalidate @submit=${this.#confirm}>
      ${this.heading(this.msg('Set up two-step sign-in', { id: 'account.enrol' }))}
      ${
        required
          ? html`<div class="notice warn">
              ${icons.warning}
              <p>
                ${this.msg('Your role requires two-step sign-in. Set it up now to continue.', {
                  id: 'account.enrol-required',
                })}
              </p>
            </div>`
          : nothing
      }
      ${totp === null ? this.#noSecret() : this.#steps(totp)}
      ${this.#cancel(required ? this.msg('Sign out', { id: 'sign-out' }) : this.msg('Not now', { id: 'account.not-now' }))}
    </form>`;
  }

  #noSecret(): TemplateResult {
    return this.fault === null
      ? this.loading()
      : html`${this.faultLine()}
          <button class="button secondary block" type="button" @click=${this.#begin}>
            ${this.msg('Try again', { id: 'try-again' })}
          </button>`;
  }

  #steps({ secret, uri }: Schema<'TotpEnrolment'>): TemplateResult {
    const groups = secret.match(/.{1,4}/g) ?? [];
    return html`<ol class="steps">
        <li>
          <h2>${this.msg('Open an authenticator app on your phone.', { id: 'account.enrol-app' })}</h2>
          <p class="muted small">
            ${this.msg('Any will do. If you have none, install one from your phone’s app store.', {
              id: 'account.enrol-app-text',
            })}
          </p>
        </li>
        <li>
          <h2>${this.msg('Scan this code with the app.', { id: 'account.enrol-scan' })}</h2>
          ${qrCode(uri, this.msg('QR code for the authenticator app. The key to type is below.', { id: 'account.enrol-qr' }))}
          <a class="button quiet" href=${uri}>
            ${this.msg('Open in an app on this device', { id: 'account.enrol-open' })}
          </a>
          <p id="key-label">${this.msg('Or type this key:', { id: 'account.enrol-key' })}</p>
          <p class="key" dir="ltr" translate="no" role="group" aria-labelledby="key-label">
            ${groups.map((group) => html`<code>${group}</code> `)}
          </p>
          <button class="button secondary" type="button" @click=${() => this.#copy(secret)}>
            ${this.msg('Copy the key', { id: 'account.enrol-copy' })}
          </button>
          <p class="small" role="status">${this.said?.(this.msg)}</p>
        </li>
        <li>
          <h2>${this.msg('Enter the six digits that the app shows.', { id: 'account.enrol-enter' })}</h2>
          ${this.codeField(true)}
        </li>
      </ol>
      ${this.faultLine()} ${this.submit(this.msg('Turn on', { id: 'account.turn-on' }))}`;
  }

  #recoveryCodes(codes: readonly string[]): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.#saved}>
      ${this.heading(this.msg('Save your recovery codes', { id: 'account.codes' }))}
      <p>
        ${this.msg(
          'If you lose your phone, each of these codes signs you in once. They are shown only now: print them, or save them in a password manager.',
          { id: 'account.codes-text' },
        )}
      </p>
      <ol class="codes" dir="ltr" translate="no" aria-label=${this.msg('Recovery codes', { id: 'account.codes-list' })}>
        ${codes.map((code) => html`<li><code>${code}</code></li>`)}
      </ol>
      <div class="pair">
        <button class="button secondary" type="button" @click=${() => this.#copy(codes.join('\n'))}>
          ${this.msg('Copy', { id: 'account.copy' })}
        </button>
        <button class="button secondary" type="button" @click=${() => this.#download(codes)}>
          ${this.msg('Download', { id: 'account.download' })}
        </button>
      </div>
      <p class="small" role="status">${this.said?.(this.msg)}</p>
      <label class="tick"
        ><input id="kept" name="kept" type="checkbox" required aria-invalid=${this.faultAt === 'kept'} aria-describedby="fault" /><span
          >${this.msg('I have saved these codes in a safe place.', { id: 'account.codes-saved' })}</span
        ></label
      >
      ${this.faultLine()} ${this.submit(this.msg('Done', { id: 'account.done-button' }))}
    </form>`;
  }

  #prove(task: 'renew' | 'off'): TemplateResult {
    const [title, text, button] =
      task === 'renew'
        ? [
            this.msg('Create new recovery codes', { id: 'account.renew' }),
            this.msg(
              'Do this when you have used most of them, or when someone may have seen them. The old ones stop working.',
              { id: 'account.renew-text' },
            ),
            this.msg('Create new codes', { id: 'account.renew-button' }),
          ]
        : [
            this.msg('Turn off two-step sign-in?', { id: 'account.off' }),
            this.msg('Your password alone will then sign you in, and your recovery codes stop working.', {
              id: 'account.off-text',
            }),
            this.msg('Turn off', { id: 'account.turn-off' }),
          ];
    return html`<form class="stack" novalidate @submit=${this.#proved}>
      ${this.heading(title)}
      <p>${text}</p>
      ${this.codeField()} ${this.faultLine()}
      ${this.submit(button, task === 'off' ? 'danger' : 'primary')}
      ${this.#cancel(this.msg('Cancel', { id: 'account.cancel' }))}
    </form>`;
  }

  #cancel(text: string): TemplateResult {
    return this.quietButton(text, () => this.#report('kiwi-cancel'));
  }

  readonly #begin = (): Promise<void> =>
    this.attempt(async () => {
      try {
        this.totp = await this.session.kiwi.post('/v1/me/totp');
      } catch (error) {
        if (!hasCode(error, 'already_exists')) throw error;
        // It was added elsewhere in the meantime.
        this.session.secondFactor = 'on';
        this.#report('kiwi-cancel');
      }
    });

  readonly #confirm = (event: SubmitEvent): Promise<void> =>
    this.submitted(event, async (data) => {
      const code = oneTimeCode(String(data.get('code') ?? ''));
      if (!/^\d{6}$/.test(code)) throw new FormFault('code', sixDigitsMissing);
      await this.#show(await this.session.confirmTotp(code));
    });

  readonly #proved = (event: SubmitEvent): Promise<void> =>
    this.submitted(event, async (data) => {
      const code = String(data.get('code') ?? '').trim();
      if (code === '') throw new FormFault('code', codeMissing);
      if (this.task === 'renew') return this.#show(await this.session.renewRecoveryCodes(code));
      await this.session.removeTotp(code);
      this.#report('kiwi-done');
    });

  readonly #saved = (event: SubmitEvent): Promise<void> =>
    this.submitted(event, async (data) => {
      if (data.get('kept') === null) throw new FormFault('kept', codesNotSaved);
      this.#report('kiwi-done');
    });

  async #show(codes: readonly string[]): Promise<void> {
    this.codes = codes;
    this.totp = null;
    this.said = null;
    await this.arrive();
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.said = (msg) => msg('Copied.', { id: 'account.copied' });
    } catch {
      // There is no clipboard without HTTPS, or the person did not allow it.
      this.said = (msg) =>
        msg('The browser did not allow copying. Select the text and copy it.', { id: 'account.not-copied' });
    }
  }

  #download(codes: readonly string[]): void {
    const title = codesFile(this.session.email)(this.msg);
    const link = document.createElement('a');
    const text = [title, '', ...codes, ''].join('\n');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    link.download = 'kiwimesh-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  #report(event: 'kiwi-done' | 'kiwi-cancel'): void {
    this.dispatchEvent(new CustomEvent(event));
  }
}

const sixDigitsMissing: Message = (msg) =>
  msg('Enter the six digits that the app shows now.', { id: 'account.six-digits' });

const codesNotSaved: Message = (msg) =>
  msg('Save the codes first, then tick the box.', { id: 'account.codes-not-saved' });

const codesFile =
  (email: string): Message =>
  (msg) =>
    msg(str`Kiwimesh: recovery codes of ${email}. Each signs you in once.`, { id: 'account.codes-file' });

define('kiwi-second-factor', KiwiSecondFactor);
