import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { groupServices, iconOf } from '../../domain/services.ts';
import type { Booking, ServiceType } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { dateTime, duration, durationSeconds, money } from '../../locale/format.ts';
import { str } from '../../locale/messages.ts';
import { stateWords } from '../../locale/words.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { Part } from '../../parts/part.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { styles } from './kiwi-service-picker.styles.ts';

/**
 * What can be booked, the most urgent first. The catalogue and its order come from the service policies.
 *
 * @internal
 * @slot - What helps to choose, before the services.
 * @fires choose-service - `detail` is the ServiceType.
 * @fires open-booking - `detail` is the id of a booking that is not over.
 */
export class KiwiServicePicker extends Part {
  static override styles = [base, buttons, notices, styles];

  @property({ attribute: false }) services: readonly ServiceType[] = [];
  /** The bookings that are not over. */
  @property({ attribute: false }) active: readonly Booking[] = [];
  @property({ attribute: false }) timeZone: string | undefined;

  override render(): TemplateResult {
    const { emergency, now, visits } = groupServices(this.services);
    return html`
      <div class="stack wide">
        <h2 tabindex="-1">${this.msg('How can we help?', { id: 'services.title' })}</h2>
        ${this.#openBookings()}
        <slot></slot>
        ${
          emergency.length + now.length > 0
            ? html`<section aria-labelledby="now">
              <h3 id="now">${this.msg('Help right now', { id: 'services.now' })}</h3>
              <ul class="tiles">
                ${emergency.map((service) => this.#choice(service, 'tile'))}
              </ul>
              ${
                now.length > 0
                  ? html`<ul class="rows">
                    ${now.map((service) => this.#choice(service, 'row'))}
                  </ul>`
                  : nothing
              }
            </section>`
            : nothing
        }
        ${
          visits.length > 0
            ? html`<section aria-labelledby="visits">
              <h3 id="visits">${this.msg('Book a time', { id: 'services.visits' })}</h3>
              <ul class="rows">
                ${visits.map((service) => this.#choice(service, 'row'))}
              </ul>
            </section>`
            : nothing
        }
        ${
          this.services.length === 0
            ? html`<p class="notice">
              ${icons.warning}<span>${this.msg('No service can be booked here at present.', { id: 'services.none' })}</span>
            </p>`
            : nothing
        }
      </div>
    `;
  }

  #choice(service: ServiceType, look: 'tile' | 'row'): TemplateResult {
    const { arriveWithin } = service.sla;
    const promise =
      service.mode === 'on_demand' && arriveWithin
        ? this.msg(str`Within ${duration(durationSeconds(arriveWithin), this.formats, 'short')}`, {
            id: 'services.within',
          })
        : null;
    const price = service.price ? this.#price(service.price) : null;
    return html`
      <li>
        <button class=${look} type="button" part="service" @click=${() => this.emit('choose-service', service)}>
          <span class="badge">${icons[iconOf(service)]}</span>
          <span class="what">
            <span class="name">${this.named(service.names)}</span>
            <span class="about">${this.named(service.descriptions)}</span>
            ${this.#facts(promise, price)}
          </span>
          <span class="forward">${icons.forward}</span>
        </button>
      </li>
    `;
  }

  /** Short facts on one line, or as many as they need. */
  #facts(...words: readonly (string | null)[]): TemplateResult | typeof nothing {
    const said = words.filter((word) => word !== null);
    if (said.length === 0) return nothing;
    return html`<span class="facts">${said.map((word) => html`<span>${word}</span> `)}</span>`;
  }

  #price(price: NonNullable<ServiceType['price']>): string {
    return price.amount === 0 ? this.msg('Free', { id: 'price.free' }) : money(price, this.formats);
  }

  #openBookings(): TemplateResult | typeof nothing {
    const { active } = this;
    if (active.length === 0) return nothing;
    return html`
      <section aria-labelledby="open">
        <h3 id="open">${this.msg('Under way', { id: 'services.open' })}</h3>
        <ul class="rows open-bookings">
          ${active.map((booking) => this.#openBooking(booking))}
        </ul>
      </section>
    `;
  }

  #openBooking(booking: Booking): TemplateResult {
    const service = this.services.find(({ id }) => id === booking.serviceType);
    const when = booking.scheduledFor
      ? dateTime(booking.scheduledFor, this.formats, this.timeZone)
      : this.msg('As soon as possible', { id: 'when.now' });
    return html`
      <li>
        <button class="row" type="button" @click=${() => this.emit('open-booking', booking.id)}>
          <span class="badge">${service ? icons[iconOf(service)] : icons.clock}</span>
          <span class="what">
            <span class="name">${service ? this.named(service.names) : booking.serviceType}</span>
            ${this.#facts(stateWords(this.msg, booking.state), when)}
          </span>
          <span class="forward">${icons.forward}</span>
        </button>
      </li>
    `;
  }
}

define('kiwi-service-picker', KiwiServicePicker);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-service-picker': KiwiServicePicker;
  }
}
