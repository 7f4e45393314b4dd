import { oneTimeCode } from '@kiwimesh/sdk';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import type { AddressChange, Me } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { dateTime } from '../../locale/format.ts';
import type { Message } from '../../locale/messages.ts';
import { str } from '../../locale/messages.ts';
import { Action } from '../../parts/action.ts';
import { busyWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice } from '../../parts/notice.ts';
import { pastedCode } from '../../parts/pasted-code.ts';
import { RequestKey } from '../../parts/request-key.ts';
import { MyDataSource } from '../../sources/my-data.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { fields } from '../../theme/fields.styles.ts';
import { Screen } from '../screen.ts';
import { addressWords } from './address-words.ts';
import { myDataStyles } from './kiwi-my-data.styles.ts';

/** How long a code for an address works, as the form says. */
const CODE_MS = 10 * 60_000;

type Channel = AddressChange['channel'];

/** What is asked for: nothing, a new address, or the code that was sent to it. */
type Step =
  | { readonly name: 'view' }
  | { readonly name: 'address'; readonly channel: Channel }
  | { readonly name: 'code'; readonly change: AddressChange }
  | { readonly name: 'remove' };

/**
 * The phone and email of the person and whether they are proven, changing them with a code
 * sent to the new one, removing the email, and declining a change that somebody else asked for. It fires `sign-out`, and
 * `address-changed` (`detail` is the person) once a new address is in effect or the email is removed.
 */
export class KiwiAddresses extends Screen {
  static override styles = [base, buttons, fields, notices, myDataStyles];
  @state() private me: Me | null = null;
  @state() private step: Step = { name: 'view' };
  @state() private said: Message | null = null;

  readonly #load = new Action(this);
  readonly #send = new Action(this);
  readonly #key = new RequestKey();
  #typed = '';

  get #data(): MyDataSource {
    return new MyDataSource(this.session);
  }

  get #words() {
    return addressWords(this.msg);
  }

  override firstUpdated(): void {
    void this.#resume();
  }

  /** Comes back to the code that was asked for before the page was loaded again. */
  async #resume(): Promise<void> {
    await this.#read();
    const { pendingChange } = this.session;
    const kept = pendingChange.read();
    const change = this.me?.pendingAddresses?.find(({ id }) => id === kept?.id);
    // Without focus: the person did not ask for it just now.
    if (change && this.step.name === 'view') this.step = { name: 'code', change };
    else if (this.me && !change) pendingChange.drop();
  }

  override render(): TemplateResult {
    const { step } = this;
    return html`
      <section aria-labelledby="addresses">
        <h3 id="addresses" tabindex="-1">${this.msg('How you sign in', { id: 'address.title' })}</h3>
        <p class="small muted">
          ${this.msg('We send a code to your mobile. If you have confirmed an email, we also write to it when something changes here.', { id: 'address.about' })}
        </p>
        <p class="said" role="status">${this.said ? html`${icons.check}<span>${this.said(this.msg)}</span>` : nothing}</p>
        ${this.me ? this.#addresses(this.me) : this.#loading()}
        ${step.name === 'address' ? this.#addressForm(step.channel) : nothing}
        ${step.name === 'code' ? this.#codeForm(step.change) : nothing}
        ${step.name === 'remove' ? this.#removeForm() : nothing}
        ${step.name === 'view' ? this.#notice(this.#send) : nothing}
      </section>
    `;
  }

  #loading(): TemplateResult {
    return html`
      ${this.#load.busy ? html`<p class="muted" role="status">${this.msg('Loading…', { id: 'loading' })}</p>` : nothing}
      ${failureNotice(this.msg, this.#load, this.region.emergencyNumber)}
      ${
        this.#load.failure
          ? html`<button class="button secondary" part="button" type="button" @click=${() => this.#read()}>
            ${this.msg('Try again', { id: 'try-again' })}
          </button>`
          : nothing
      }
    `;
  }

  #addresses({ phone, email, phoneProven, emailProven, pendingAddresses }: Me): TemplateResult {
    return html`
      <ul class="devices">
        ${this.#address('phone', phone ?? null, phoneProven === true)}
        ${this.#address('email', email ?? null, emailProven === true)}
      </ul>
      ${this.step.name === 'view' ? (pendingAddresses ?? []).map((change) => this.#pending(change)) : nothing}
    `;
  }

  #address(channel: Channel, address: string | null, proven: boolean): TemplateResult {
    return html`
      <li class="device" part="device" data-address=${channel}>
        <div>
          <span class="small muted">${this.#words.channel(channel)}</span>
          <bdi class="name" dir="ltr">${address ?? '–'}</bdi>
          ${address === null ? nothing : html`<span class=${proven ? 'here' : 'small muted'}>${this.#words.proven(proven)}</span>`}
        </div>
        ${
          address !== null && !proven
            ? html`<button
              class="button secondary"
              part="button"
              type="button"
              aria-disabled=${this.#send.busy}
              @click=${() => this.#askCode(channel, address)}
            >
              ${this.#words.confirm(channel)}
            </button>`
            : nothing
        }
        <button class="button secondary" part="button" type="button" @click=${() => this.#enter(channel)}>
          ${this.#words.change(channel, address !== null)}
        </button>
        ${
          channel === 'email' && address !== null
            ? html`<button class="button secondary" part="button" type="button" @click=${this.#askRemoval}>
              ${this.#words.remove()}
            </button>`
            : nothing
        }
      </li>
    `;
  }

  /** Only a change that somebody else asked for can be approved without the person: so the contract tells whose it is. */
  #pending(change: AddressChange): TemplateResult {
    const { channel, address, requestedAt, approvableAt } = change;
    const own = approvableAt === null;
    const when = dateTime(requestedAt, this.formats, this.sources.places.timeZone);
    return html`
      <div class="notice warn" part="notice" data-pending=${channel}>
        ${icons.warning}
        <div class="body">
          <h4>${this.#words.waiting(channel)}</h4>
          <p><bdi class="name" dir="ltr">${address}</bdi></p>
          <p>${this.#words.asked(own, when)}</p>
          <button
            class="button secondary"
            part="button"
            type="button"
            aria-disabled=${this.#send.busy}
            @click=${() => this.#askCode(channel, address)}
          >
            ${this.msg('Confirm it with a code', { id: 'address.confirm-pending' })}
          </button>
          <button
            class="button secondary"
            part="button"
            type="button"
            aria-disabled=${this.#send.busy}
            @click=${() => this.#decline(change)}
          >
            ${this.#words.decline(own)}
          </button>
        </div>
      </div>
    `;
  }

  #addressForm(channel: Channel): TemplateResult {
    const { busy, waiting, failure } = this.#send;
    const wrong = failure?.field?.pointer === `/${channel}`;
    const phone = channel === 'phone';
    return html`
      <form class="decide" novalidate @submit=${(event: SubmitEvent) => this.#submitAddress(event, channel)}>
        <div class="field">
          <label for="new-address">${this.#words.fresh(channel)}</label>
          <input
            id="new-address"
            name="address"
            type=${phone ? 'tel' : 'email'}
            inputmode=${phone ? 'tel' : 'email'}
            autocomplete=${phone ? 'tel' : 'email'}
            dir="ltr"
            part="input"
            required
            .value=${this.#typed}
            aria-invalid=${wrong}
            aria-describedby="address-hint address-error"
          />
          <p class="small muted" id="address-hint">${this.#words.hint(channel)}</p>
          <div id="address-error">
            ${wrong && failure ? html`<p class="error">${icons.warning}<span>${this.#words.fault(channel, failure)}</span></p>` : nothing}
          </div>
        </div>
        ${wrong ? nothing : this.#notice(this.#send)}
        ${this.#buttons(busy, waiting, this.msg('Send me a code', { id: 'sign-in.send' }))}
      </form>
    `;
  }

  #removeForm(): TemplateResult {
    const { busy, waiting } = this.#send;
    return html`
      <form class="decide" novalidate @submit=${(event: SubmitEvent) => this.#submitRemoval(event)}>
        <p id="remove-email" tabindex="-1">${this.#words.removing()}</p>
        ${this.#notice(this.#send)}
        ${this.#buttons(busy, waiting, this.#words.remove())}
      </form>
    `;
  }

  #codeForm(change: AddressChange): TemplateResult {
    const { busy, waiting, failure } = this.#send;
    const wrong = failure?.field?.pointer === '/code';
    return html`
      <form class="decide" novalidate @submit=${(event: SubmitEvent) => this.#submitCode(event, change)}>
        <div class="field">
          <label for="address-code">${this.msg('Code', { id: 'sign-in.code' })}</label>
          <p class="small muted" id="address-sent">
            ${this.msg(str`We sent it to ${change.address}. It is valid for 10 minutes.`, { id: 'address.sent' })}
          </p>
          <input
            id="address-code"
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            dir="ltr"
            part="input"
            required
            aria-invalid=${wrong}
            aria-describedby="address-sent address-code-error"
            @input=${pastedCode(oneTimeCode)}
          />
          <div id="address-code-error">
            ${wrong ? html`<p class="error">${icons.warning}<span>${this.#words.codeFault()}</span></p>` : nothing}
          </div>
        </div>
        ${wrong ? nothing : this.#notice(this.#send)}
        ${this.#buttons(busy, waiting, this.msg('Confirm', { id: 'address.confirm' }))}
        <button
          class="button quiet"
          type="button"
          aria-disabled=${busy || waiting > 0}
          @click=${() => this.#askCode(change.channel, change.address)}
        >
          ${this.msg('Send it again', { id: 'sign-in.resend' })}
        </button>
      </form>
    `;
  }

  #buttons(busy: boolean, waiting: number, label: string): TemplateResult {
    return html`
      <button
        class="button primary block"
        part="button button-primary"
        type="submit"
        aria-disabled=${busy || waiting > 0}
      >
        ${busyWords(busy, label)}
      </button>
      <button class="button secondary block" part="button" type="button" @click=${() => this.#back()}>
        ${this.msg('Not now', { id: 'address.back' })}
      </button>
    `;
  }

  #notice(action: Action) {
    const said = action.failure && this.#words.refused(action.failure);
    if (!said) return failureNotice(this.msg, action, this.region.emergencyNumber);
    const stale = action.failure?.code === 'reauthentication_required';
    return html`
      <div class="notice bad" part="notice" role="alert">
        ${icons.warning}
        <div class="body">
          <p>${said}</p>
          ${
            stale
              ? html`<button class="button secondary" part="button" type="button" @click=${() => this.emit('sign-out')}>
                ${this.msg('Sign out', { id: 'sign-out' })}
              </button>`
              : nothing
          }
        </div>
      </div>
    `;
  }

  async #read(): Promise<void> {
    const me = await this.#load.run(() => this.#data.me());
    if (me) this.me = me;
  }

  readonly #enter = (channel: Channel): void => {
    this.#typed = '';
    this.said = null;
    this.#send.clear();
    void this.#show({ name: 'address', channel }, '#new-address');
  };

  readonly #askRemoval = (): void => {
    this.said = null;
    this.#send.clear();
    void this.#show({ name: 'remove' }, '#remove-email');
  };

  #back(): void {
    this.session.pendingChange.drop();
    this.#send.clear();
    void this.#read();
    void this.#show({ name: 'view' }, 'h3');
  }

  async #submitAddress(event: SubmitEvent, channel: Channel): Promise<void> {
    event.preventDefault();
    this.#typed = String(new FormData(event.target as HTMLFormElement).get('address') ?? '').trim();
    if (this.#typed === '') void this.#focus('#new-address');
    else await this.#askCode(channel, this.#typed);
  }

  /** Begins a change, or goes on with one that waits: the service sends a code to the address. */
  async #askCode(channel: Channel, address: string): Promise<void> {
    this.said = null;
    const body = channel === 'phone' ? { phone: address } : { email: address };
    const change = await this.#send.run(() => this.#data.requestAddressChange(body, this.#key.for(body)));
    // Each code is another request; only one whose answer was lost is repeated under its key.
    if (this.#send.failure?.kind !== 'unreachable') this.#key.renew();
    if (change) {
      this.session.pendingChange.keep({ id: change.id, until: this.session.clock.now() + CODE_MS });
      await this.#show({ name: 'code', change }, '#address-code');
    } else if (this.#send.failure?.field) void this.#focus('#new-address');
  }

  async #submitCode(event: SubmitEvent, { id, channel }: AddressChange): Promise<void> {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('code') as HTMLInputElement;
    const code = oneTimeCode(field.value);
    if (!/^\d{4,8}$/.test(code)) {
      void this.#focus('#address-code');
      return;
    }
    const done = await this.#send.run(async () => {
      await this.#data.confirmAddressChange(id, code, this.#key.for({ id, code }));
      return true;
    });
    if (this.#send.failure?.kind !== 'unreachable') this.#key.renew();
    if (!done) {
      field.select();
      void this.#focus('#address-code');
      return;
    }
    this.session.pendingChange.drop();
    await this.#read();
    this.said = (msg) => addressWords(msg).done(channel);
    if (this.me) this.emit('address-changed', this.me);
    await this.#show({ name: 'view' }, 'h3');
  }

  async #submitRemoval(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const done = await this.#send.run(async () => {
      await this.#data.removeEmail();
      return true;
    });
    // Gone in the meantime: there is no email any more, which is what was wanted.
    if (!done && this.#send.failure?.code !== 'not_found') return;
    this.#send.clear();
    await this.#read();
    this.said = (msg) => addressWords(msg).removed();
    if (this.me) this.emit('address-changed', this.me);
    await this.#show({ name: 'view' }, 'h3');
  }

  async #decline({ id }: AddressChange): Promise<void> {
    this.said = null;
    const done = await this.#send.run(async () => {
      await this.#data.declineAddressChange(id);
      return true;
    });
    // Gone in the meantime: it is not waiting any more, which is what was wanted.
    if (!done && this.#send.failure?.code !== 'not_found') return;
    this.#send.clear();
    await this.#read();
    this.said = (msg) => msg('Declined. Nothing has changed.', { id: 'address.declined' });
    await this.#show({ name: 'view' }, 'h3');
  }

  async #show(step: Step, focus: string): Promise<void> {
    this.step = step;
    await this.#focus(focus);
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}

define('kiwi-addresses', KiwiAddresses);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-addresses': KiwiAddresses;
  }
}
