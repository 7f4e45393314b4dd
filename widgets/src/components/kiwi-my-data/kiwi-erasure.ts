import type { TemplateResult } from 'lit';
import type { Message } from '../../locale/messages.ts';
import type { Kit } from '../../parts/kit.ts';
import type { Erasure } from '../../store/wire.ts';
import { consequences } from './consequences.ts';
import { myDataStyles } from './kiwi-my-data.styles.ts';

/**
 * Registers `<kiwi-erasure>`: asking to be erased, once the person has been told what that means; when it happens; and
 * calling it off. It fires `open-booking` (`detail` is the id) for a booking that has to end first.
 */
export function defineErasure(kit: Kit): void {
  const { Action, Part, RequestKey, busyWords, dateTime, failureNotice, html, icons, nothing, str } = kit;
  const told = consequences(kit);

  class KiwiErasure extends Part {
    static override styles = [kit.base, kit.buttons, kit.notices, myDataStyles(kit)];
    static override properties = { wish: { state: true }, step: { state: true }, said: { state: true } };

    private wish: Erasure | null = null;
    /** `asking`: the consequences are told and a yes or no is awaited. `blocked`: bookings have to end first. */
    private step: '' | 'asking' | 'blocked' = '';
    private said: Message | null = null;

    readonly #action = new Action(this);
    readonly #key = new RequestKey();

    override firstUpdated(): void {
      void this.#read();
    }

    override render(): TemplateResult {
      const { wish } = this;
      return html`
        <section aria-labelledby="erasure">
          <h3 id="erasure" tabindex="-1">${this.msg('Erase your data', { id: 'erasure.title' })}</h3>
          <p class="said" role="status">${this.said ? html`${icons.check}<span>${this.said(this.msg)}</span>` : nothing}</p>
          ${wish?.state === 'scheduled' ? this.#scheduled(wish) : nothing}
          ${wish?.state === 'none' && this.step === 'asking' ? this.#decision(wish) : nothing}
          ${wish?.state === 'none' && this.step !== 'asking' ? this.#offer(wish) : nothing}
          ${!wish && this.#action.busy ? html`<p class="muted" role="status">${this.msg('Loading…', { id: 'loading' })}</p>` : nothing}
          ${failureNotice(this.msg, this.#action, this.store.region.emergencyNumber)}
          ${
            !wish && this.#action.failure
              ? html`<button class="button secondary" part="button" type="button" @click=${() => this.#read()}>
                ${this.msg('Try again', { id: 'try-again' })}
              </button>`
              : nothing
          }
        </section>
      `;
    }

    #offer(wish: Erasure): TemplateResult {
      return html`
        <p>
          ${this.msg(
            'You can have everything erased that says who you are. First you read what that means; then you decide.',
            {
              id: 'erasure.about',
            },
          )}
        </p>
        ${this.step === 'blocked' ? this.#blocked(wish) : nothing}
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
      const own = this.store.active.filter(({ id }) => openBookings.includes(id));
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
              const service = this.store.service(serviceType);
              const name = service ? this.named(service.names) : serviceType.replaceAll('_', ' ');
              return html`<button
                class="button secondary"
                part="button"
                type="button"
                @click=${() => this.tell('open-booking', id)}
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

    #decision(wish: Erasure): TemplateResult {
      const { busy } = this.#action;
      return html`
        <div class="decide">
          <h4 tabindex="-1" data-focus>${this.msg('Before you decide', { id: 'erasure.decide' })}</h4>
          ${told(this.msg, wish.delayDays, this.store.clock.now(), this.formats, this.store.timeZone)}
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
      const when = dueAt ? dateTime(dueAt, this.formats, this.store.timeZone) : '';
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
      const wish = await this.#action.run(() => this.store.client.get('/v1/me/erasure'));
      if (wish) this.wish = wish;
      return wish !== undefined;
    }

    /** Bookings may have begun or ended since the view was opened: both are read again before the consequences are told. */
    async #ask(): Promise<void> {
      this.said = null;
      const wish = await this.#action.run(async () => {
        await this.store.refreshActive();
        return this.store.client.get('/v1/me/erasure');
      });
      if (wish) await this.#show(wish, wish.openBookings.length > 0 ? 'blocked' : 'asking');
    }

    async #confirm(): Promise<void> {
      const body = { confirm: 'erase' } as const;
      const wish = await this.#action.run(() =>
        this.store.client.post('/v1/me/erasure', { body, idempotencyKey: this.#key.for(body) }),
      );
      const failure = this.#action.failure;
      // Whatever was answered is kept under the key: the next wish needs another.
      if (failure?.kind !== 'unreachable') this.#key.renew();
      if (wish) await this.#show(wish, '');
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
        await this.store.client.delete('/v1/me/erasure');
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
    async #show(wish: Erasure, step: '' | 'asking' | 'blocked'): Promise<void> {
      this.wish = wish;
      this.step = step;
      await this.updateComplete;
      const news = this.renderRoot.querySelector<HTMLElement>('[data-focus]');
      news?.focus({ preventScroll: true });
      news?.scrollIntoView({ block: 'nearest' });
    }
  }

  kit.define('kiwi-erasure', KiwiErasure);
}
