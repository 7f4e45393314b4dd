import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import type { Erasure } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { dateTime } from '../../locale/format.ts';
import type { Message } from '../../locale/messages.ts';
import { str } from '../../locale/messages.ts';
import { Action } from '../../parts/action.ts';
import { busyWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice } from '../../parts/notice.ts';
import { RequestKey } from '../../parts/request-key.ts';
import { MyDataSource } from '../../sources/my-data.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { Screen } from '../screen.ts';
import { consequences } from './consequences.ts';
import { myDataStyles } from './kiwi-my-data.styles.ts';

/**
 * Asking to be erased, once the person has read what that means; when it happens; and
 * calling it off. It fires `open-booking` (`detail` is the id) for a booking that has to end first.
 */
export class KiwiErasure extends Screen {
  static override styles = [base, buttons, notices, myDataStyles];
  @state() private erasure: Erasure | null = null;
  /** `asking`: the consequences are shown and a yes or no is awaited. `blocked`: bookings have to end first. */
  @state() private step: '' | 'asking' | 'blocked' = '';
  @state() private said: Message | null = null;

  readonly #action = new Action(this);
  readonly #key = new RequestKey();

  get #data(): MyDataSource {
    return new MyDataSource(this.session);
  }

  override firstUpdated(): void {
    void this.#read();
  }

  override render(): TemplateResult {
    const { erasure } = this;
    return html`
      <section aria-labelledby="erasure">
        <h3 id="erasure" tabindex="-1">${this.msg('Erase your data', { id: 'erasure.title' })}</h3>
        <p class="said" role="status">${this.said ? html`${icons.check}<span>${this.said(this.msg)}</span>` : nothing}</p>
        ${erasure?.state === 'scheduled' ? this.#scheduled(erasure) : nothing}
        ${erasure?.state === 'none' && this.step === 'asking' ? this.#decision(erasure) : nothing}
        ${erasure?.state === 'none' && this.step !== 'asking' ? this.#offer(erasure) : nothing}
        ${!erasure && this.#action.busy ? html`<p class="muted" role="status">${this.msg('Loading…', { id: 'loading' })}</p>` : nothing}
        ${failureNotice(this.msg, this.#action, this.region.emergencyNumber)}
        ${
          !erasure && this.#action.failure
            ? html`<button class="button secondary" part="button" type="button" @click=${() => this.#read()}>
              ${this.msg('Try again', { id: 'try-again' })}
            </button>`
            : nothing
        }
      </section>
    `;
  }

  #offer(erasure: Erasure): TemplateResult {
    return html`
      <p>
        ${this.msg(
          'You can have everything erased that says who you are. First you read what that means; then you decide.',
          {
            id: 'erasure.about',
          },
        )}
      </p>
      ${this.step === 'blocked' ? this.#blocked(erasure) : nothing}
      <button
        class="button secondary block"
        part="button"
        type="button"
        id="ask"
        aria-disabled=${this.#action.busy}
        @click=${() => this.#ask()}
      >
        ${busyWords(this.#action.busy, this.msg('What erasing means…', { id: 'erasure.ask' }))}
      </button>
    `;
  }

  /** Somebody may be on the way: the booking ends first. Those of neighbours are named, not linked: they are not ours. */
  #blocked({ openBookings }: Erasure): TemplateResult {
    const own = this.sources.bookings.active.filter(({ id }) => openBookings.includes(id));
    return html`
      <div class="notice warn" part="notice" data-blocked>
        ${icons.warning}
        <div class="body">
          <h4 tabindex="-1" data-focus>${this.msg('A booking is still under way', { id: 'erasure.blocked' })}</h4>
          <p>
            ${this.msg(
              'Nothing can be erased while somebody may be on the way. Cancel the booking or wait until it is over, then ask again here.',
              {
                id: 'erasure.blocked-about',
              },
            )}
          </p>
          ${own.map(({ id, serviceType }) => {
            const service = this.sources.services.byId(serviceType);
            const name = service ? this.named(service.names) : serviceType.replaceAll('_', ' ');
            return html`<button
              class="button secondary"
              part="button"
              type="button"
              @click=${() => this.emit('open-booking', id)}
            >
              <span>${this.msg(str`Open: ${name}`, { id: 'erasure.open' })}</span>${icons.forward}
            </button>`;
          })}
          ${
            own.length < openBookings.length
              ? html`<p>
                ${this.msg('A neighbour you said yes to still counts on you: that has to be over too.', {
                  id: 'erasure.blocked-neighbour',
                })}
              </p>`
              : nothing
          }
        </div>
      </div>
    `;
  }

  #decision(erasure: Erasure): TemplateResult {
    const { busy } = this.#action;
    return html`
      <div class="decide">
        <h4 tabindex="-1" data-focus>${this.msg('Before you decide', { id: 'erasure.decide' })}</h4>
        ${consequences(this.msg, erasure.delayDays, this.session.clock.now(), this.formats, this.sources.places.timeZone)}
        <div class="actions">
          <button
            class="button danger block"
            part="button button-danger"
            type="button"
            aria-disabled=${busy}
            @click=${() => this.#confirm()}
          >
            ${busyWords(busy, this.msg('Yes, erase my data', { id: 'erasure.yes' }))}
          </button>
          <button class="button secondary block" part="button" type="button" @click=${() => this.#keep()}>
            ${this.msg('No, keep my data', { id: 'erasure.no' })}
          </button>
        </div>
      </div>
    `;
  }

  #scheduled({ dueAt, requestedBy, openBookings }: Erasure): TemplateResult {
    const when = dueAt ? dateTime(dueAt, this.formats, this.sources.places.timeZone) : '';
    const { busy } = this.#action;
    return html`
      <div class="notice warn" part="notice" data-scheduled>
        ${icons.warning}
        <div class="body">
          <p class="due" tabindex="-1" data-focus>
            ${this.msg(str`Your data will be erased: ${when}`, { id: 'erasure.due' })}
          </p>
          ${
            requestedBy === 'staff'
              ? html`<p>${this.msg('Your community asked for it on your behalf.', { id: 'erasure.by-staff' })}</p>`
              : nothing
          }
          <p>
            ${this.msg('Until then nothing changes: you can book, call an ambulance, and call this off.', {
              id: 'erasure.until',
            })}
          </p>
          ${
            openBookings.length > 0
              ? html`<p>${this.msg('Should a booking be under way then, it waits for its end.', { id: 'erasure.waits' })}</p>`
              : nothing
          }
          <button
            class="button secondary"
            part="button"
            type="button"
            aria-disabled=${busy}
            @click=${() => this.#callOff()}
          >
            ${busyWords(busy, this.msg('Call it off, keep my data', { id: 'erasure.call-off' }))}
          </button>
        </div>
      </div>
    `;
  }

  async #read(): Promise<boolean> {
    const erasure = await this.#action.run(() => this.#data.erasure());
    if (erasure) this.erasure = erasure;
    return erasure !== undefined;
  }

  /** Bookings may have begun or ended since the view was opened: both are read again before the consequences are shown. */
  async #ask(): Promise<void> {
    this.said = null;
    const erasure = await this.#action.run(async () => {
      await this.sources.bookings.refresh();
      return this.#data.erasure();
    });
    if (erasure) await this.#show(erasure, erasure.openBookings.length > 0 ? 'blocked' : 'asking');
  }

  async #confirm(): Promise<void> {
    const erasure = await this.#action.run(() => this.#data.requestErasure(this.#key.for('erase')));
    const failure = this.#action.failure;
    // Whatever was answered is kept under the key: the next request needs another.
    if (failure?.kind !== 'unreachable') this.#key.renew();
    if (erasure) await this.#show(erasure, '');
    else if (failure?.code === 'erasure_blocked') await this.#ask();
  }

  async #keep(): Promise<void> {
    this.#action.clear();
    this.step = '';
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#ask')?.focus();
  }

  async #callOff(): Promise<void> {
    const done = await this.#action.run(async () => {
      await this.#data.cancelErasure();
      return true;
    });
    // Called off elsewhere in the meantime: there is nothing left to call off, which is what was wanted.
    if (!done && this.#action.failure?.code !== 'not_found') return;
    if (!(await this.#read())) return;
    this.said = (msg) => msg('Called off. Your data stays.', { id: 'erasure.called-off' });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
  }

  /** Shows where things stand and puts focus on what is new. */
  async #show(erasure: Erasure, step: '' | 'asking' | 'blocked'): Promise<void> {
    this.erasure = erasure;
    this.step = step;
    await this.updateComplete;
    const news = this.renderRoot.querySelector<HTMLElement>('[data-focus]');
    news?.focus({ preventScroll: true });
    news?.scrollIntoView({ block: 'nearest' });
  }
}

define('kiwi-erasure', KiwiErasure);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-erasure': KiwiErasure;
  }
}
