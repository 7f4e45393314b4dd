import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { isOver } from '../../domain/services.ts';
import type { Booking, Position, TimelineEntry } from '../../domain/wire.ts';
import type { KiwiCancelDialog } from '../../elements/kiwi-cancel-dialog/kiwi-cancel-dialog.ts';
import { icons } from '../../icons.ts';
import { relative } from '../../locale/format.ts';
import { str } from '../../locale/messages.ts';
import { Action } from '../../parts/action.ts';
import { callLink, callWords } from '../../parts/buttons.ts';
import { define } from '../../parts/define.ts';
import { notices } from '../../parts/notice.styles.ts';
import { failureNotice } from '../../parts/notice.ts';
import type { PartEvent } from '../../parts/part-events.ts';
import { RequestKey } from '../../parts/request-key.ts';
import type { Link, Tracking } from '../../sources/tracking.ts';
import { base, buttons } from '../../theme/base.styles.ts';
import { Screen } from '../screen.ts';
import '../../elements/kiwi-cancel-dialog/kiwi-cancel-dialog.ts';
import { facts } from '../kiwi-booking-review/kiwi-booking-review.styles.ts';
import { styles } from './kiwi-booking-tracker.styles.ts';
import {
  details,
  headline,
  isOverdue,
  isUrgent,
  person,
  positionWords,
  steps,
  type TrackerView,
  timing,
} from './tracker-views.ts';

/** "20 seconds ago" is read again this often. */
const TICK_MS = 10_000;

/**
 * A booking as it happens: where it stands, who comes, how far they are, when to expect them, and the way out of it.
 *
 * @internal
 * @fires state-changed - `detail` is the Booking, each time its state is another.
 * @fires ask-cancel - The person wants to cancel: `asking` comes next.
 * @fires keep - The person closed the question.
 * @fires cancelled - The booking was cancelled here.
 * @fires done - The person has seen the end and goes back to the services.
 */
export class KiwiBookingTracker extends Screen {
  static override styles = [base, buttons, notices, facts, styles];

  @property({ attribute: false }) bookingId = '';
  /** Whether the person is asked if the booking is to be cancelled. */
  @property({ type: Boolean, attribute: false }) asking = false;

  @state() private booking: Booking | null = null;
  @state() private position: Position | null = null;
  @state() private timeline: readonly TimelineEntry[] = [];
  @state() private link: Link = 'polling';
  /** How long nothing was heard from the service, milliseconds; counts while the link is silent. */
  @state() private silentMs = 0;

  @query('kiwi-cancel-dialog') private dialog!: KiwiCancelDialog | null;

  readonly #load = new Action(this);
  readonly #cancel = new Action(this);
  readonly #key = new RequestKey();
  #tracking: Tracking | null = null;
  #tick: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick = setInterval(() => this.requestUpdate(), TICK_MS);
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    this.#tracking?.stop();
    this.#tracking = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('bookingId')) return;
    // What is known of it is shown at once: who just asked for help reads that it is on its way, not a grey box.
    this.booking = this.sources.bookings.active.find(({ id }) => id === this.bookingId) ?? null;
    this.position = this.booking?.position ?? null;
    this.timeline = [];
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('bookingId')) this.#follow();
    if (!changed.has('asking') || changed.get('asking') === undefined) return;
    this.#cancel.clear();
    if (this.asking) this.dialog?.open();
    else this.dialog?.close();
  }

  override render(): TemplateResult {
    const { booking } = this;
    const service = booking ? this.sources.services.byId(booking.serviceType) : undefined;
    const title = service ? this.named(service.names) : (booking?.serviceType.replaceAll('_', ' ') ?? '');
    // One heading before and after loading: a heading that has focus must not be replaced by another.
    return html`
      <div class="stack wide">
        <div class="stack">
          <div class="top">
            <h2 tabindex="-1">${title || this.msg('Your booking', { id: 'tracker.title' })}</h2>
            ${booking && !isOver(booking.state) ? this.#link() : nothing}
          </div>
          ${booking ? this.#overdue(booking) : nothing}
          ${
            booking
              ? this.#status(booking)
              : this.#load.failure
                ? nothing
                : html`<div class="skeleton" role="status">
                  <span class="hidden-text">${this.msg('Loading…', { id: 'loading' })}</span>
                </div>`
          }
          ${failureNotice(this.msg, this.#load, this.region.emergencyNumber)}
        </div>
        ${booking ? this.#particulars(booking) : nothing}
      </div>
    `;
  }

  #view(booking: Booking): TrackerView {
    return {
      msg: this.msg,
      booking,
      service: this.sources.services.byId(booking.serviceType),
      formats: this.formats,
      timeZone: this.sources.places.timeZone,
      now: this.session.clock.now(),
    };
  }

  #status(booking: Booking): TemplateResult {
    const view = this.#view(booking);
    const eta = timing(view);
    const whereabouts = positionWords(view, this.position ?? booking.position);
    return html`
      <div class="status ${isOver(booking.state) ? 'over' : ''}" part="status">
        <p class="headline" role="status">${headline(view)}</p>
        ${eta ? html`<p class="eta">${eta}</p>` : nothing}
        ${whereabouts ? html`<p>${whereabouts}</p>` : nothing}
      </div>
      <div role="status">
        ${
          this.link === 'silent' && !isOver(booking.state) && !this.#load.failure
            ? html`<div class="notice warn" part="notice">
              ${icons.offline}
              <p>${this.msg('No connection just now. What you see may be out of date.', { id: 'tracker.stale' })}</p>
            </div>`
            : nothing
        }
      </div>
    `;
  }

  /** Comes first: who waits too long should call, not read. */
  #overdue(booking: Booking): TemplateResult | typeof nothing {
    const view = this.#view(booking);
    if (!isOverdue(view)) return nothing;
    const { emergencyNumber } = this.region;
    return html`
      <div class="notice warn overdue" part="notice">
        ${icons.warning}
        <div class="body">
          <p role="status">
            ${
              booking.sla.breached
                ? this.msg('This takes longer than it should. The hospital has been alerted.', {
                    id: 'tracker.late',
                  })
                : this.msg('This takes longer than it should.', { id: 'tracker.overdue' })
            }
          </p>
          ${this.#callHospital(booking, 'primary')}
          ${isUrgent(view) ? callLink(emergencyNumber, callWords(this.msg, emergencyNumber)) : nothing}
        </div>
      </div>
    `;
  }

  #callHospital(booking: Booking, look: string): TemplateResult | typeof nothing {
    const phone = this.sources.hospitals.of(booking.hospitalId)?.phone;
    return phone ? callLink(phone, this.msg('Call the hospital', { id: 'tracker.call' }), look) : nothing;
  }

  #particulars(booking: Booking): TemplateResult {
    const view = this.#view(booking);
    const { resident, community } = this.sources.places;
    return html`
      ${person(view)} ${booking.state === 'cancelled' ? nothing : steps(view, this.timeline)}
      ${details(view, { resident, community, hospital: this.sources.hospitals.of(booking.hospitalId) })}
      <div class="actions">${this.#ways(booking, isOver(booking.state))}</div>
      <kiwi-cancel-dialog
        .language=${this.language}
        .region=${this.region}
        .busy=${this.#cancel.busy}
        .failure=${this.#cancel.failure}
        exportparts="button, button-danger, dialog, input, notice"
        @confirm=${({ detail }: PartEvent<'confirm'>) => this.#cancelBooking(booking.id, detail)}
        @closed=${() => this.emit('keep')}
      ></kiwi-cancel-dialog>
    `;
  }

  #link(): TemplateResult {
    return html`<span class="link ${this.link === 'live' ? 'up' : ''}">${this.#linkWords()}</span>`;
  }

  #linkWords(): string {
    if (this.link === 'live') return this.msg('Live', { id: 'tracker.live' });
    if (this.link === 'polling') return this.msg('Checking every few seconds', { id: 'tracker.polling' });
    const now = this.session.clock.now();
    const ago = relative(new Date(now - this.silentMs).toISOString(), now, this.formats);
    return this.msg(str`Last update ${ago}`, { id: 'tracker.silent' });
  }

  #ways(booking: Booking, over: boolean): TemplateResult {
    const calledAbove = isOverdue(this.#view(booking));
    return html`
      ${over || calledAbove ? nothing : this.#callHospital(booking, 'secondary block')}
      ${
        booking.allowedTransitions.includes('cancelled')
          ? html`<button class="button danger block" part="button button-danger" type="button" @click=${() => this.emit('ask-cancel')}>
              ${this.msg('Cancel booking', { id: 'tracker.cancel' })}
            </button>`
          : nothing
      }
      ${
        over
          ? html`<button class="button primary block" part="button button-primary" type="button" @click=${() => this.emit('done')}>
              ${this.msg('Book something else', { id: 'tracker.done' })}
            </button>`
          : nothing
      }
    `;
  }

  #follow(): void {
    this.#tracking?.stop();
    this.#tracking = null;
    this.link = 'polling';
    if (!this.bookingId) return;
    this.#tracking = this.sources.bookings.track(this.bookingId, {
      onBooking: (booking) => this.#arrived(booking),
      onPosition: (position) => {
        this.position = position;
      },
      onTimeline: (entries) => {
        this.timeline = entries;
      },
      onLink: (link, silentMs) => {
        this.link = link;
        this.silentMs = silentMs;
      },
      onFailure: (thrown) => void this.#load.run(() => Promise.reject(thrown)),
    });
  }

  #arrived(booking: Booking): void {
    const before = this.booking;
    this.#load.clear();
    this.booking = booking;
    if (booking.position && !this.position) this.position = booking.position;
    if (before?.assignee?.id !== booking.assignee?.id) this.position = booking.position;
    if (before && before.state !== booking.state) this.emit('state-changed', booking);
  }

  async #cancelBooking(id: string, reason: string): Promise<void> {
    const key = this.#key.for({ id, reason });
    const booking = await this.#cancel.run(() => this.sources.bookings.cancel(id, reason, key));
    if (!booking) {
      if (this.#cancel.failure?.kind !== 'problem') return;
      this.#key.renew();
      await this.#tracking?.refresh();
      return;
    }
    this.dialog?.close();
    this.#tracking?.accept(booking);
    this.emit('cancelled');
    await this.focusHeading();
  }
}

define('kiwi-booking-tracker', KiwiBookingTracker);

declare global {
  interface HTMLElementTagNameMap {
    'kiwi-booking-tracker': KiwiBookingTracker;
  }
}
