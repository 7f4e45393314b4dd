import { html, nothing, type TemplateResult } from 'lit';
import { distanceMetres } from '../../domain/distance.ts';
import { homeWords } from '../../domain/place.ts';
import { isAtHospital, pathOf } from '../../domain/services.ts';
import type {
  Booking,
  Community,
  Hospital,
  Position,
  Resident,
  ServiceType,
  TimelineEntry,
} from '../../domain/wire.ts';
import { icons } from '../../icons.ts';
import { dateTime, day, distance, money, relative, time } from '../../locale/format.ts';
import { type Msg, str } from '../../locale/messages.ts';
import { paymentWords, stateWords } from '../../locale/words.ts';
import { hospitalWords } from '../../parts/booking-words.ts';

/** What the tracker's parts are drawn from. */
export interface TrackerView {
  readonly msg: Msg;
  readonly booking: Booking;
  readonly service: ServiceType | undefined;
  readonly formats: string;
  readonly timeZone: string | undefined;
  readonly now: number;
}

/** The state as a sentence to the person waiting: also what a screen reader hears at each change. */
export function headline({ msg, booking }: TrackerView): string {
  const name = booking.assignee?.name ?? '';
  switch (booking.state) {
    case 'requested':
      return booking.scheduledFor
        ? msg('Your booking is in. Somebody will be assigned to it.', { id: 'headline.booked' })
        : msg('We are finding help for you.', { id: 'headline.finding' });
    case 'assigned':
      return name
        ? msg(str`${name} will take care of you.`, { id: 'headline.assigned' })
        : msg('Somebody has been assigned.', { id: 'headline.assigned-nobody' });
    case 'en_route':
      return name
        ? msg(str`${name} is on the way to you.`, { id: 'headline.en-route' })
        : msg('Help is on the way to you.', { id: 'headline.en-route-nobody' });
    case 'in_service':
      return name
        ? msg(str`${name} is with you.`, { id: 'headline.in-service' })
        : msg('You are being cared for.', { id: 'headline.in-service-nobody' });
    case 'completed':
      return msg('All done. We hope you feel better.', { id: 'headline.completed' });
    case 'cancelled':
      return msg('This booking was cancelled.', { id: 'headline.cancelled' });
    default:
      return stateWords(msg, booking.state);
  }
}

/** The states in which a person waits for somebody to come or to call. */
const WAITING = new Set<Booking['state']>(['requested', 'assigned', 'en_route']);

const isPast = (at: string | null, now: number): boolean => at !== null && Date.parse(at) < now;

/** Whether a clock that the hospital is held to ran out while the person still waits. */
export function isOverdue({ booking, now }: TrackerView): boolean {
  const { assignBy, arriveBy, breached } = booking.sla;
  if (!WAITING.has(booking.state)) return false;
  return breached || isPast(arriveBy, now) || (booking.state === 'requested' && isPast(assignBy, now));
}

/** Whether somebody is to come at once: then the emergency number is an answer to waiting too long. */
export const isUrgent = ({ booking, service }: TrackerView): boolean =>
  booking.scheduledFor === null && (service?.requiresLocation ?? true);

/**
 * When to expect somebody. No time is promised before a person is assigned, and a time that was missed stays
 * visible as overdue.
 */
export function timing({ msg, booking, formats, timeZone, now }: TrackerView): string | null {
  if (!WAITING.has(booking.state)) return null;
  const { scheduledFor } = booking;
  const { arriveBy } = booking.sla;
  if (arriveBy && isPast(arriveBy, now)) {
    const at = time(arriveBy, formats, timeZone);
    return msg(str`Was expected by ${at}, ${relative(arriveBy, now, formats)}`, { id: 'timing.overdue' });
  }
  if (scheduledFor) return dateTime(scheduledFor, formats, timeZone);
  if (booking.state === 'requested') {
    const asked = new Date(Math.min(Date.parse(booking.createdAt), now)).toISOString();
    return msg(str`Requested ${relative(asked, now, formats)}`, { id: 'timing.waiting' });
  }
  if (!arriveBy) return null;
  const at = time(arriveBy, formats, timeZone);
  return msg(str`Expected by ${at}, ${relative(arriveBy, now, formats)}`, { id: 'timing.expected' });
}

/** How far the person who comes is, and how old that is; only while they are on the way. */
export function positionWords(
  { msg, booking, formats, now }: TrackerView,
  position: Position | null,
): string | null {
  if (!position || (booking.state !== 'en_route' && booking.state !== 'assigned')) return null;
  const seen = relative(new Date(Math.min(Date.parse(position.recordedAt), now)).toISOString(), now, formats);
  if (!booking.location) return msg(str`Last seen ${seen}`, { id: 'position.seen' });
  const away = distance(distanceMetres(position, booking.location), formats);
  return msg(str`${away} away, seen ${seen}`, { id: 'position.away' });
}

export function person({ msg, booking }: TrackerView): TemplateResult | typeof nothing {
  const { assignee } = booking;
  if (!assignee || booking.state === 'cancelled') return nothing;
  return html`
    <div class="person" part="assignee">
      <span class="face">${icons.person}</span>
      <div>
        <p class="name"><bdi>${assignee.name}</bdi></p>
        <p class="small muted">
          ${
            assignee.kind === 'resident'
              ? msg('A neighbour of your community', { id: 'person.neighbour' })
              : msg('From the hospital’s team', { id: 'person.staff' })
          }
        </p>
      </div>
    </div>
  `;
}

/** The way through the service's states, as its policy says; with the time each was reached. */
export function steps(
  { msg, booking, service, formats, timeZone }: TrackerView,
  timeline: readonly TimelineEntry[],
): TemplateResult {
  const path = service ? pathOf(service) : [booking.state];
  const here = path.indexOf(booking.state);
  const reached = new Map<string, string>([['requested', booking.createdAt]]);
  for (const { to, at } of timeline) if (to) reached.set(to, at);
  return html`
    <ol class="steps" part="steps">
      ${path.map((name, index) => {
        const done = index < here || booking.state === 'completed';
        const at = index <= here ? reached.get(name) : undefined;
        return html`
          <li
            class="step ${done ? 'done' : index === here ? 'here' : ''}"
            part=${index === here ? 'step step-current' : 'step'}
            data-state=${name}
            aria-current=${index === here ? 'step' : nothing}
          >
            <span class="mark">${done ? icons.check : nothing}</span>
            <span class="name">
              ${stateWords(msg, name)}${done ? html`<span class="hidden-text">, ${msg('done', { id: 'steps.done' })}</span>` : nothing}
            </span>
            ${at ? html`<time datetime=${at}>${time(at, formats, timeZone)}</time>` : nothing}
          </li>
        `;
      })}
    </ol>
  `;
}

/** Whom a booking concerns, as far as this person may read them. */
export interface Parties {
  readonly resident: Resident | null;
  readonly community: Community | null;
  /** The hospital that was booked. */
  readonly hospital: Hospital | null;
}

/** With whom an appointment is: the person once one is assigned, and their hospital. */
function withWords({ msg, booking: { assignee } }: TrackerView, hospital: Hospital): TemplateResult {
  const whom = assignee
    ? html`<bdi>${assignee.name}</bdi>`
    : msg('Nobody is assigned yet', { id: 'details.nobody' });
  return html`${whom}<span class="small">${hospital.name}</span>`;
}

export function details(view: TrackerView, { resident, community, hospital }: Parties): TemplateResult {
  const { msg, booking, service, formats, timeZone } = view;
  const where = booking.location?.address ?? homeWords(resident, community);
  const needsPlace = service?.requiresLocation ?? booking.location !== null;
  const { scheduledFor, payment, notes } = booking;
  return html`
    <dl class="facts" part="summary">
      <div>
        ${icons.clock}
        <dt>${msg('When', { id: 'review.when' })}</dt>
        <dd>
          ${
            scheduledFor
              ? html`${day(scheduledFor, formats, timeZone)}
                  <span class="small">${time(scheduledFor, formats, timeZone)}</span>`
              : html`${msg('As soon as possible', { id: 'when.now' })}
                  <span class="small">
                    ${msg(str`Requested ${dateTime(booking.createdAt, formats, timeZone)}`, { id: 'details.requested' })}
                  </span>`
          }
        </dd>
      </div>
      ${
        needsPlace && where
          ? html`<div>${icons.pin}<dt>${msg('Where', { id: 'review.where' })}</dt><dd>${where}</dd></div>`
          : nothing
      }
      ${
        scheduledFor && hospital && service && isAtHospital(service)
          ? html`<div>${icons.pin}<dt>${msg('Where', { id: 'review.where' })}</dt><dd>${hospitalWords(hospital)}</dd></div>`
          : nothing
      }
      ${
        scheduledFor && hospital
          ? html`<div>${icons.person}<dt>${msg('With', { id: 'review.with' })}</dt><dd>${withWords(view, hospital)}</dd></div>`
          : nothing
      }
      ${
        payment
          ? html`<div>
            ${icons.money}
            <dt>${msg('Price', { id: 'review.price' })}</dt>
            <dd>
              ${
                payment.amount.amount === 0
                  ? msg('Free', { id: 'price.free' })
                  : html`${money(payment.amount, formats)}${
                      booking.state === 'cancelled'
                        ? nothing
                        : html`<span class="small">${paymentWords(msg, payment.trigger)}</span>`
                    }`
              }
            </dd>
          </div>`
          : nothing
      }
      ${
        notes
          ? html`<div>${icons.note}<dt>${msg('Your note', { id: 'details.note' })}</dt><dd>${notes}</dd></div>`
          : nothing
      }
    </dl>
  `;
}
