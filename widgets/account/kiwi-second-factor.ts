import { oneTimeCode } from '@kiwimesh/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { icons } from '../src/icons.ts';
import { FormElement, FormFault } from './form-element.ts';
import { qrCode } from './qr.ts';
import { Refusal } from './service.ts';
import { type Session, SIGNED_OUT, type TotpSecret } from './session.ts';
import { styles } from './signed-in.styles.ts';
import type { Message } from './words.ts';

export type FactorTask = 'enrol' | 'renew' | 'off';

/**
 * Adds an authenticator app, makes new recovery codes or switches the second factor off.
 * @fires kiwi-done - the task is done; recovery codes, if any, have been kept.
 * @fires kiwi-cancel - the person wants none of it now.
 * @fires kiwi-over - the session is over.
 */
export class KiwiSecondFactor extends FormElement {
  static override styles = [...FormElement.styles, styles];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) task: FactorTask = 'enrol';
  @state() private totp: TotpSecret | null = null;
  @state() private codes: readonly string[] | null = null;
  /** What copying came to, in words. */
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
    const { words, totp } = this;
    const owed = this.session.secondFactor === 'owed';
    return html`<form class="stack" novalidate @submit=${this.#confirm}>
      ${this.heading(words['enrol.title'])}
      ${owed ? html`<div class="notice warn">${icons.warning}<p>${words['enrol.owed']}</p></div>` : nothing}
      ${totp === null ? this.#noSecret() : this.#steps(totp)}
      ${this.#cancel(owed ? words.signOut : words.notNow)}
    </form>`;
  }

  #noSecret(): TemplateResult {
    const { words } = this;
    return this.fault === null
      ? html`<p class="muted" role="status">${words.loading}</p>`
      : html`${this.faultLine()}
          <button class="button secondary block" type="button" @click=${this.#begin}>${words.again}</button>`;
  }

  #steps({ secret, uri }: TotpSecret): TemplateResult {
    const { words } = this;
    const groups = secret.match(/.{1,4}/g) ?? [];
    return html`<ol class="steps">
        <li>
          <h2>${words['enrol.app']}</h2>
          <p class="muted small">${words['enrol.appText']}</p>
        </li>
        <li>
          <h2>${words['enrol.scan']}</h2>
          ${qrCode(uri, words['enrol.qr'])}
          <a class="button quiet" href=${uri}>${words['enrol.open']}</a>
          <p id="key-label">${words['enrol.key']}</p>
          <p class="key" dir="ltr" translate="no" role="group" aria-labelledby="key-label">
            ${groups.map((group) => html`<code>${group}</code> `)}
          </p>
          <button class="button secondary" type="button" @click=${() => this.#copy(secret)}>
            ${words['enrol.copyKey']}
          </button>
          <p class="small" role="status">${this.said?.(this.words)}</p>
        </li>
        <li>
          <h2>${words['enrol.enter']}</h2>
          ${this.codeField(true)}
        </li>
      </ol>
      ${this.faultLine()} ${this.submit(words['enrol.switchOn'])}`;
  }

  #recoveryCodes(codes: readonly string[]): TemplateResult {
    const { words } = this;
    return html`<form class="stack" novalidate @submit=${this.#kept}>
      ${this.heading(words['codes.title'])}
      <p>${words['codes.text']}</p>
      <ol class="codes" dir="ltr" translate="no" aria-label=${words['codes.list']}>
        ${codes.map((code) => html`<li><code>${code}</code></li>`)}
      </ol>
      <div class="pair">
        <button class="button secondary" type="button" @click=${() => this.#copy(codes.join('\n'))}>
          ${words['codes.copy']}
        </button>
        <button class="button secondary" type="button" @click=${() => this.#download(codes)}>
          ${words['codes.download']}
        </button>
      </div>
      <p class="small" role="status">${this.said?.(this.words)}</p>
      <label class="tick"
        ><input id="kept" name="kept" type="checkbox" required aria-invalid=${this.faultAt === 'kept'} aria-describedby="fault" /><span
          >${words['codes.kept']}</span
        ></label
      >
      ${this.faultLine()} ${this.submit(words['codes.done'])}
    </form>`;
  }

  #prove(task: 'renew' | 'off'): TemplateResult {
    const { words } = this;
    return html`<form class="stack" novalidate @submit=${this.#proved}>
      ${this.heading(words[`${task}.title`])}
      <p>${words[`${task}.text`]}</p>
      ${this.codeField()} ${this.faultLine()}
      ${this.submit(words[`${task}.submit`], task === 'off' ? 'danger' : 'primary')}
      ${this.#cancel(words.cancel)}
    </form>`;
  }

  #cancel(text: string): TemplateResult {
    return html`<button class="button quiet" type="button" @click=${() => this.#tell('kiwi-cancel')}>
      ${text}
    </button>`;
  }

  readonly #begin = (): Promise<void> =>
    this.attempt(async () => {
      try {
        this.totp = await this.session.beginTotp();
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'already_exists') throw error;
        // Added from elsewhere since.
        this.session.secondFactor = 'on';
        this.#tell('kiwi-cancel');
      }
    }, this.#over);

  readonly #confirm = (event: SubmitEvent): Promise<void> =>
    this.submitted(event, async (data) => {
      const code = oneTimeCode(String(data.get('code') ?? ''));
      if (!/^\d{6}$/.test(code)) throw new FormFault('code', (words) => words['enrol.sixDigits']);
      await this.#show(await this.#whileOpen(this.session.confirmTotp(code)));
    });

  readonly #proved = (event: SubmitEvent): Promise<void> =>
    this.submitted(event, async (data) => {
      const code = String(data.get('code') ?? '').trim();
      if (code === '') throw new FormFault('code', (words) => words.codeMissing);
      if (this.task === 'renew')
        return this.#show(await this.#whileOpen(this.session.renewRecoveryCodes(code)));
      await this.#whileOpen(this.session.removeTotp(code));
      this.#tell('kiwi-done');
    });

  readonly #kept = (event: SubmitEvent): Promise<void> =>
    this.submitted(event, async (data) => {
      if (data.get('kept') === null) throw new FormFault('kept', (words) => words['codes.keepFirst']);
      this.#tell('kiwi-done');
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
      this.said = (words) => words.copied;
    } catch {
      // No clipboard without HTTPS, or the person said no.
      this.said = (words) => words.notCopied;
    }
  }

  #download(codes: readonly string[]): void {
    const text = [this.words['codes.file'](this.session.email), '', ...codes, ''].join('\n');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    link.download = 'kiwimesh-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  async #whileOpen<T>(work: Promise<T>): Promise<T> {
    return work.catch((error: unknown) => {
      this.#over(error);
      throw error;
    });
  }

  readonly #over = (error: unknown): void => {
    if (error instanceof Refusal && error.code === SIGNED_OUT) this.#tell('kiwi-over');
  };

  #tell(what: 'kiwi-done' | 'kiwi-cancel' | 'kiwi-over'): void {
    this.dispatchEvent(new CustomEvent(what));
  }
}

customElements.define('kiwi-second-factor', KiwiSecondFactor);
