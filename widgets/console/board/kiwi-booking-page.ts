import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Booking, Community, Offer, TimelineEntry } from '../../src/domain/wire.ts';
import { icons } from '../../src/icons.ts';
import { dayKey, distance, money } from '../../src/locale/format.ts';
import { str } from '../../src/locale/messages.ts';
import { paymentWords, stateWords } from '../../src/locale/words.ts';
import { define } from '../../src/parts/define.ts';
import { isUnacknowledged } from '../bookings/board-view.ts';
import {
  clockSpoken,
  clockWords,
  entryWords,
  escalationWords,
  offerWords,
  shortId,
} from '../bookings/booking-words.ts';
import { runningClock } from '../bookings/clock.ts';
import { OneBooking } from '../bookings/one-booking.ts';
import '../messages/kiwi-messages.ts';
import type { KiwiMessages } from '../messages/kiwi-messages.ts';
import '../neighbourhood/kiwi-response.ts';
import { type BoardDeed, ConsolePart } from '../parts/console-part.ts';
import { consoleBase } from '../parts/dense.styles.ts';
import { clockTime, dayAndTime, lasting } from '../parts/shift-time.ts';
import { Ticker } from '../parts/ticker.ts';
import { nearbyWords } from '../parts/unit-words.ts';
import { consoleFailureWords, urgencyWords } from '../parts/words.ts';
import type { ConsoleSession } from '../sources/console-session.ts';
import { styles } from './kiwi-booking-page.styles.ts';

/** A booking with all that belongs to it: where it stands, its people and place, who was asked, what was said, what happened. */
export class KiwiBookingPage extends ConsolePart {
  static override styles = [consoleBase, styles];

  @property({ attribute: false }) session!: ConsoleSession;
  @property({ attribute: false }) bookingId = '';
  /** The booking as the board knows it, which may be newer. */
  @property({ attribute: false }) known: Booking | null = null;
  @property({ attribute: false }) communities: ReadonlyMap<string, Community> = new Map();
  /** Whether the person may acknowledge escalations. */
  @property({ type: Boolean, attribute: false }) acknowledges = false;
  @property({ type: Boolean, attribute: false }) busy = false;
  @state() private one: OneBooking | null = null;
  @query('kiwi-messages') private messages!: KiwiMessages | null;
  readonly #changed = (): void => this.requestUpdate();

  constructor() {
    super();
    new Ticker(this);
  }

  /** The booking that is shown; null until it is read. */
  get booking(): Booking | null {
    return this.one?.booking ?? null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('bookingId') && this.one?.id !== this.bookingId) {
      this.#leave();
      const one = new OneBooking(this.session, this.bookingId);
      one.addEventListener('change', this.#changed);
      this.one = one;
      one.open();
    }
    if (this.known !== null && this.known.id === this.one?.id && this.known !== this.one.booking) {
      if (this.known.version > (this.one.booking?.version ?? 0)) this.one.show(this.known);
    }
  }

  override render(): TemplateResult {
    const { one } = this;
    if (one === null || one.booking === null) return this.#notThere(one);
    const { booking } = one;
    return html`<article aria-labelledby="title">
      ${this.#head(booking)} ${this.#alarm(booking)} ${this.#facts(booking)} ${this.#neighbours(booking)}
      ${this.#people(one, booking)}
      ${this.#messages(booking)} ${this.#offers(one.offers)} ${this.#call(one)} ${this.#timeline(one.timeline)}
    </article>`;
  }

  #notThere(one: OneBooking | null): TemplateResult {
    const failure = one?.failure ?? null;
    if (failure === null)
      return html`<div class="gone"><h2 class="hidden-text" tabindex="-1">${this.msg('Booking', { id: 'dispatch.booking' })}</h2>
        <p role="status">${this.msg('Loading…', { id: 'loading' })}</p></div>`;
    return html`<div class="gone">
      <h2 tabindex="-1">${this.msg('Booking', { id: 'dispatch.booking' })}</h2>
      <p role="alert">${
        failure.status === 404 || failure.status === 403
          ? this.msg('There is no such booking, or it is not one of your hospital.', {
              id: 'board.no-booking',
            })
          : consoleFailureWords(this.msg, failure)
      }</p>
      <button class="button secondary" type="button" @click=${() => this.fire('close-booking')}>
        ${this.msg('Back to the board', { id: 'board.back-to-board' })}
      </button>
    </div>`;
  }

  #head(booking: Booking): TemplateResult {
    const { urgency, state, allowedTransitions, assignee } = booking;
    const deed = (name: BoardDeed, words: string, key: string) =>
      html`<button class="button secondary" type="button" @click=${() => this.fire('board-deed', name)}>
        <span>${words}</span>${key === '' ? nothing : html` <kbd aria-hidden="true">${key}</kbd>`}
      </button>`;
    return html`<header>
      <div class="title">
        <span class="urgency u${urgency ?? 0}" aria-hidden="true">${urgency ?? '–'}</span>
        <div>
          <h2 id="title" tabindex="-1">${this.#service(booking)}</h2>
          <p class="small muted">
            ${urgencyWords(this.msg, urgency)} · ${stateWords(this.msg, state)} · <bdi>${shortId(booking.id)}</bdi>
          </p>
        </div>
        <button
          class="button quiet plain close"
          type="button"
          aria-label=${this.msg('Back to the board', { id: 'board.back-to-board' })}
          @click=${() => this.fire('close-booking')}
        >
          ${icons.cross}
        </button>
      </div>
      <div class="row actions-row">
        ${
          allowedTransitions.includes('assigned')
            ? deed(
                'assign',
                assignee === null
                  ? this.msg('Assign', { id: 'board.assign' })
                  : this.msg('Reassign', { id: 'board.reassign-short' }),
                'A',
              )
            : nothing
        }
        ${
          allowedTransitions.includes('cancelled')
            ? html`${deed('relocate', this.msg('Correct the place', { id: 'board.key-relocate' }), 'P')}
              ${deed('cancel', this.msg('Cancel the booking', { id: 'board.cancel' }), 'N')}`
            : nothing
        }
        ${deed('print', this.msg('Print', { id: 'board.print' }), '')}
      </div>
    </header>`;
  }

  #alarm(booking: Booking): TemplateResult | typeof nothing {
    const { escalation } = booking;
    if (escalation === null) return nothing;
    if (!isUnacknowledged(booking)) return nothing;
    return html`<div class="alarm" role="alert">
      <span>${icons.warning}${this.msg(str`Escalated at ${this.#at(escalation.at)}: ${clockWords(this.msg, escalation.clock)}`, { id: 'board.escalated-at' })}</span>
      ${
        this.acknowledges
          ? html`<button class="button primary" type="button" aria-disabled=${this.busy} @click=${() => this.fire('board-deed', 'acknowledge')}>
              <span>${this.msg('Acknowledge', { id: 'board.acknowledge' })}</span> <kbd aria-hidden="true">E</kbd>
            </button>`
          : nothing
      }
    </div>`;
  }

  #facts(booking: Booking): TemplateResult {
    const { sla, payment, cancellation, notes, escalation } = booking;
    const clock = runningClock(booking);
    const now = this.session.clock.now();
    return html`<section>
      <h3>${this.msg('Where it stands', { id: 'board.standing' })}</h3>
      <dl>
        <dt>${this.msg('State', { id: 'board.state' })}</dt>
        <dd>${stateWords(this.msg, booking.state)}</dd>
        ${
          clock === null
            ? nothing
            : html`<dt>${this.msg('Clock', { id: 'board.clock' })}</dt>
              <dd class=${now >= clock.due ? 'late' : ''}>${clockSpoken(this.msg, clock, now, (ms) => lasting(ms, this.formats))}</dd>`
        }
        ${this.#fact(this.msg('Assign by', { id: 'board.assign-by' }), sla.assignBy && this.#at(sla.assignBy))}
        ${this.#fact(this.msg('Arrive by', { id: 'board.arrive-by' }), sla.arriveBy && this.#at(sla.arriveBy))}
        ${this.#fact(this.msg('For', { id: 'board.scheduled' }), booking.scheduledFor && this.#dateTime(booking.scheduledFor))}
        ${this.#fact(
          this.msg('Escalation', { id: 'board.escalation' }),
          escalation?.acknowledgedAt
            ? `${escalationWords(this.msg, booking)} · ${this.#at(escalation.acknowledgedAt)}`
            : null,
        )}
        ${this.#fact(
          this.msg('Cancelled', { id: 'board.entry-cancelled' }),
          cancellation && [cancellation.reason, cancellation.by.name].filter(Boolean).join(' · '),
        )}
        ${this.#fact(
          this.msg('Payment', { id: 'board.payment' }),
          payment && `${money(payment.amount, this.formats)} · ${paymentWords(this.msg, payment.trigger)}`,
        )}
        ${this.#fact(this.msg('For the crew', { id: 'dispatch.notes' }), notes)}
        ${this.#fact(this.msg('Made', { id: 'board.made' }), this.#dateTime(booking.createdAt))}
      </dl>
    </section>`;
  }

  #neighbours({ id }: Booking): TemplateResult {
    return html`<kiwi-response
      .language=${this.language}
      .region=${this.region}
      .session=${this.session}
      .bookingId=${id}
    ></kiwi-response>`;
  }

  #people({ resident, nearby }: OneBooking, booking: Booking): TemplateResult {
    const { location, assignee, position, waypoint } = booking;
    const hospital = this.session.hospitals.find(({ id }) => id === booking.hospitalId);
    return html`<section>
      <h3>${this.msg('People and place', { id: 'board.people' })}</h3>
      <dl>
        ${
          resident === null
            ? nothing
            : html`<dt>${this.msg('Who', { id: 'dispatch.who' })}</dt>
              <dd>${resident.name}${resident.phone ? html` · <a href="tel:${resident.phone}"><bdi>${resident.phone}</bdi></a>` : nothing}</dd>`
        }
        ${this.#fact(this.msg('Assigned to', { id: 'board.assignee' }), assignee?.name)}
        ${this.#fact(
          this.msg('Last position', { id: 'board.position' }),
          position &&
            `${position.latitude.toFixed(4)}, ${position.longitude.toFixed(4)} · ${this.#at(position.recordedAt)}`,
        )}
        ${this.#fact(this.msg('Where', { id: 'dispatch.where' }), location?.address)}
        ${this.#fact(
          this.msg('Latitude and longitude', { id: 'board.coordinates' }),
          location && `${location.latitude}, ${location.longitude}`,
        )}
        ${this.#fact(this.msg('First to', { id: 'board.waypoint' }), waypoint?.name)}
        ${this.#fact(this.msg('Community', { id: 'board.community' }), this.communities.get(booking.communityId)?.name)}
        ${this.#fact(this.msg('Hospital', { id: 'board.hospital' }), hospital?.name)}
        ${this.#fact(this.msg('Neighbours who help', { id: 'dispatch.helpers' }), nearby && nearbyWords(this.msg, this.formats, nearby))}
      </dl>
    </section>`;
  }

  #fact(title: string, value: string | null | undefined): TemplateResult | typeof nothing {
    return value ? html`<dt>${title}</dt><dd><bdi>${value}</bdi></dd>` : nothing;
  }

  /** Puts the focus where one writes to who is assigned. @returns whether there is somebody to write to. */
  writeMessage(): boolean {
    return this.messages?.focusField() ?? false;
  }

  #messages({ id, assignee, hospitalId }: Booking): TemplateResult | typeof nothing {
    if (assignee?.kind !== 'staff' || hospitalId === null) return nothing;
    return html`<section>
      <h3>${this.msg('Messages', { id: 'messages.heading' })} <kbd aria-hidden="true">M</kbd></h3>
      <kiwi-messages
        .language=${this.language}
        .region=${this.region}
        .session=${this.session}
        .scope=${{ unitId: assignee.id, hospitalId, bookingId: id }}
        .unitName=${assignee.name}
      ></kiwi-messages>
    </section>`;
  }

  #offers(offers: readonly Offer[]): TemplateResult | typeof nothing {
    if (offers.length === 0) return nothing;
    return html`<section>
      <h3>${this.msg('Who was asked', { id: 'board.offers' })}</h3>
      <ul class="offers">
        ${offers.map(
          ({ assignee, state, sentAt, distanceMetres }) => html`<li>
            <span><bdi>${assignee.name}</bdi>${distanceMetres === null ? nothing : html` <span class="small muted">${distance(distanceMetres, this.formats)}</span>`}</span>
            <span class="chip">${offerWords(this.msg, state)} · ${this.#at(sentAt)}</span>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #call({ call, said }: OneBooking): TemplateResult | typeof nothing {
    if (call === null) return nothing;
    return html`<section class="said">
      <h3>${this.msg('The call', { id: 'board.call' })}</h3>
      <p>
        <a href="/console/calls/${call.id}" @click=${(event: MouseEvent) => this.#openCall(event, call.id)}>
          ${this.msg(str`Call of ${this.#dateTime(call.createdAt)}`, { id: 'board.call-of' })}
        </a>
      </p>
      ${said.map(
        ({ speaker, text }) =>
          html`<p><b>${speaker === 'caller' ? this.msg('Caller', { id: 'dispatch.caller' }) : this.msg('Desk', { id: 'dispatch.speaker-desk' })}:</b> ${text}</p>`,
      )}
    </section>`;
  }

  #timeline(entries: readonly TimelineEntry[]): TemplateResult | typeof nothing {
    if (entries.length === 0) return nothing;
    return html`<section>
      <h3>${this.msg('What happened', { id: 'board.timeline' })}</h3>
      <ol class="entries">
        ${entries.map(
          (entry) => html`<li>
            <time datetime=${entry.at}>${this.#at(entry.at, true)}</time>
            <span>
              ${entryWords(this.msg, entry)}${entry.type === 'moved' && entry.to !== null ? html`: ${stateWords(this.msg, entry.to)}` : nothing}
              ${entry.actor.name === null ? nothing : html`<span class="small muted"> · <bdi>${entry.actor.name}</bdi></span>`}
              ${entry.reason === null ? nothing : html`<span class="small muted"> · <bdi>${entry.reason}</bdi></span>`}
            </span>
          </li>`,
        )}
      </ol>
    </section>`;
  }

  #service({ serviceType }: Booking): string {
    const service = this.session.services.find(({ id }) => id === serviceType);
    return service === undefined ? serviceType : this.named(service.names);
  }

  #dateTime(at: string): string {
    return dayAndTime(at, this.formats, this.session.region?.timezone);
  }

  /** The time; with its day where that is not today. */
  #at(at: string, seconds = false): string {
    const timeZone = this.session.region?.timezone;
    const now = new Date(this.session.clock.now()).toISOString();
    const today = dayKey(at, timeZone) === dayKey(now, timeZone);
    return today
      ? clockTime(at, this.formats, timeZone, { seconds })
      : dayAndTime(at, this.formats, timeZone);
  }

  /** A new tab or window is the browser's. */
  #openCall(event: MouseEvent, id: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.fire('open-call', id);
  }

  #leave(): void {
    this.one?.removeEventListener('change', this.#changed);
    this.one?.close();
    this.one = null;
  }
}

define('kiwi-booking-page', KiwiBookingPage);
