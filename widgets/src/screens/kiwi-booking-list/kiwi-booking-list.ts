import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { maskedPhone } from '../../domain/phone.ts';
import type { Booking } from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { dateTime } from '../../locale/format.ts';
import { stateWords } from '../../locale/words.ts';
import { Action } from '../../parts/action.ts';
import { busyWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice } from '../../parts/notice.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { Screen } from '../screen.ts';
import { styles } from './kiwi-booking-list.styles.ts';

/**
 * The person's bookings: those under way, then those that are over, newest first; and the way to sign out.
 *
 * @internal
 * @fires open-booking - `detail` is the booking's id.
 * @fires sign-out - The person wants to leave.
 */
export class KiwiBookingList extends Screen {
  static override styles = [base, buttons, notices, styles];

  @state() private past: readonly Booking[] | null = null;
  @state() private cursor: string | null = null;

  readonly #load = new Action(this);

  override firstUpdated(): void {
    void this.#more();
    // What is shown stays, and is followed live; `#more` shows a failure of the list.
    void this.sources.bookings.refresh().catch(() => undefined);
  }

  override render(): TemplateResult {
    const { active } = this.sources.bookings;
    const { me } = this.session;
    return html`
      <div class="stack wide">
        <h2 tabindex="-1">${this.msg('My bookings', { id: 'list.title' })}</h2>
        ${
          active.length > 0
            ? html`<section aria-labelledby="active">
              <h3 id="active">${this.msg('Under way', { id: 'services.open' })}</h3>
              <ul class="rows">
                ${active.map((booking) => this.#row(booking))}
              </ul>
            </section>`
            : nothing
        }
        <section aria-labelledby="past">
          <h3 id="past">${this.msg('Before', { id: 'list.past' })}</h3>
          ${this.#past()}
        </section>
        <div class="actions">
          ${
            me?.phone
              ? html`<p class="small muted">
                ${this.msg('Signed in with', { id: 'list.signed-in' })} <bdi>${maskedPhone(me.phone)}</bdi>
              </p>`
              : nothing
          }
          <button class="button secondary block" part="button" type="button" @click=${() => this.emit('sign-out')}>
            ${icons.leave}<span>${this.msg('Sign out', { id: 'sign-out' })}</span>
          </button>
        </div>
      </div>
    `;
  }

  #past(): TemplateResult {
    const { past } = this;
    return html`
      ${
        past && past.length > 0
          ? html`<ul class="rows">
            ${past.map((booking) => this.#row(booking))}
          </ul>`
          : nothing
      }
      ${
        past && past.length === 0
          ? html`<div class="empty">
            ${icons.list}
            <p>${this.msg('Nothing yet. What you book shows up here.', { id: 'list.empty' })}</p>
          </div>`
          : nothing
      }
      ${past === null && this.#load.busy ? html`<p class="muted" role="status">${this.msg('Loading…', { id: 'loading' })}</p>` : nothing}
      ${failureNotice(this.msg, this.#load, this.region.emergencyNumber)}
      ${
        (past && this.cursor) || this.#load.failure
          ? html`<button
            class="button secondary"
            part="button"
            type="button"
            aria-disabled=${this.#load.busy}
            @click=${() => this.#more()}
          >
            ${busyWords(this.#load.busy, this.#load.failure ? this.msg('Try again', { id: 'try-again' }) : this.msg('Show more', { id: 'list.more' }))}
          </button>`
          : nothing
      }
    `;
  }

  #row(booking: Booking): TemplateResult {
    const service = this.sources.services.byId(booking.serviceType);
    return html`
      <li>
        <button class="row" type="button" part="booking" @click=${() => this.emit('open-booking', booking.id)}>
          <span>
            <span class="name">${service ? this.named(service.names) : booking.serviceType.replaceAll('_', ' ')}</span>
            <span class="small muted">
              ${dateTime(booking.scheduledFor ?? booking.createdAt, this.formats, this.sources.places.timeZone)}
            </span>
          </span>
          <span class="state ${booking.state}">${stateWords(this.msg, booking.state)}</span>
          <span class="forward">${icons.forward}</span>
        </button>
      </li>
    `;
  }

  async #more(): Promise<void> {
    const page = await this.#load.run(() => this.sources.bookings.past(this.cursor ?? undefined));
    if (!page) return;
    this.past = [...(this.past ?? []), ...page.data];
    this.cursor = page.nextCursor;
  }
}

define('kiwi-booking-list', KiwiBookingList);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-booking-list': KiwiBookingList;
  }
}
