import type { JsonObject } from '../../../kernel/ground/json.ts';
import type { AnyEvent } from '../../../kernel/payload/event.ts';
import {
  BookingAssigned,
  BookingCancelled,
  BookingEscalated,
  BookingLocationUpdated,
  BookingMoved,
  BookingOffered,
  BookingOffersExhausted,
  BookingReassigned,
  BookingRequested,
  BookingSlaBreached,
  BookingUnassigned,
  BookingUrgencyChanged,
} from '../../booking/index.ts';
import type { TemplateId } from '../templates/catalogue.ts';
import { NOTIFICATION_CLASSES, type NotificationClass } from './classes.ts';
import type { Audience } from './recipients.ts';

/** Whom an event is reported to, and how. */
export interface Rule {
  readonly event: AnyEvent;
  /** Members that the data of the event has. */
  readonly when?: JsonObject;
  /** The member of the data that is the time in the template; where it is null or absent, the rule does not apply. */
  readonly time?: string;
  /** Whether it is worth nothing after that time. */
  readonly expires?: true;
  readonly hears: readonly Audience[];
  readonly template: TemplateId;
  /** Of services for emergencies it is `emergency`, unless {@link canWait}. */
  readonly class: NotificationClass;
  /** Whether nothing depends on it even in an emergency, such as news of a responder whom the person sees. */
  readonly canWait?: true;
  /** Not of a booking that accompanies another: its resident is notified of the other. */
  readonly notLinked?: true;
}

/**
 * The rules. Of several that apply to a person the first counts: no one hears the same event twice.
 *  Not told: what a person did themselves, such as accepting an offer; and steps that change nothing for them, such as an
 *  offer that somebody else declined.
 */
export const RULES: readonly Rule[] = [
  {
    event: BookingRequested,
    time: 'scheduledFor',
    hears: ['requester'],
    template: 'visit_requested',
    class: 'bookings',
    notLinked: true,
  },
  {
    event: BookingRequested,
    hears: ['requester'],
    template: 'booking_requested',
    class: 'bookings',
    notLinked: true,
  },
  {
    event: BookingOffered,
    time: 'offersExpireAt',
    expires: true,
    hears: ['offered'],
    template: 'offer_received',
    class: 'dispatch',
  },
  {
    event: BookingOffersExhausted,
    hears: ['dispatchers', 'hospital_admins', 'managers_without_hospital'],
    template: 'offers_exhausted',
    class: 'dispatch',
  },
  { event: BookingAssigned, hears: ['requester'], template: 'booking_assigned', class: 'bookings' },
  { event: BookingAssigned, hears: ['assigned_by_others'], template: 'work_assigned', class: 'dispatch' },
  {
    event: BookingReassigned,
    hears: ['requester'],
    template: 'booking_reassigned',
    class: 'bookings',
    notLinked: true,
  },
  { event: BookingReassigned, hears: ['assigned_by_others'], template: 'work_assigned', class: 'dispatch' },
  { event: BookingReassigned, hears: ['relieved'], template: 'work_withdrawn', class: 'dispatch' },
  {
    event: BookingUnassigned,
    hears: ['requester'],
    template: 'booking_unassigned',
    class: 'bookings',
    notLinked: true,
  },
  { event: BookingUnassigned, hears: ['relieved'], template: 'work_withdrawn', class: 'dispatch' },
  {
    event: BookingMoved,
    when: { to: 'en_route' },
    hears: ['requester'],
    template: 'responder_en_route',
    class: 'bookings',
    notLinked: true,
  },
  {
    event: BookingMoved,
    when: { to: 'in_service' },
    hears: ['requester'],
    template: 'service_begun',
    class: 'bookings',
    canWait: true,
    notLinked: true,
  },
  {
    event: BookingMoved,
    when: { to: 'completed' },
    hears: ['requester'],
    template: 'booking_completed',
    class: 'bookings',
    canWait: true,
    notLinked: true,
  },
  {
    event: BookingCancelled,
    hears: ['requester'],
    template: 'booking_cancelled',
    class: 'bookings',
    notLinked: true,
  },
  { event: BookingCancelled, hears: ['assignee'], template: 'work_cancelled', class: 'dispatch' },
  { event: BookingLocationUpdated, hears: ['assignee'], template: 'work_moved', class: 'dispatch' },
  { event: BookingUrgencyChanged, hears: ['assignee'], template: 'work_urgency_changed', class: 'dispatch' },
  {
    event: BookingSlaBreached,
    when: { clock: 'assign' },
    hears: ['dispatchers'],
    template: 'assignment_overdue',
    class: 'dispatch',
  },
  {
    event: BookingSlaBreached,
    when: { clock: 'arrive' },
    hears: ['dispatchers', 'assignee'],
    template: 'arrival_overdue',
    class: 'dispatch',
  },
  {
    event: BookingEscalated,
    when: { clock: 'assign' },
    hears: ['escalated_to'],
    template: 'assignment_overdue',
    class: 'dispatch',
  },
  {
    event: BookingEscalated,
    when: { clock: 'arrive' },
    hears: ['escalated_to'],
    template: 'arrival_overdue',
    class: 'dispatch',
  },
];

/** The classes of notifications that no rule of an event makes. */
export const OTHER_CLASSES = {
  visit_reminder: 'reminders',
  announcement_published: 'community',
  community_announcement: 'community',
} as const satisfies { readonly [template in TemplateId]?: NotificationClass };

/** The classes that notifications with a text can have. */
export function classesOf(template: TemplateId): readonly NotificationClass[] {
  const others: Readonly<Partial<Record<TemplateId, NotificationClass>>> = OTHER_CLASSES;
  const found = RULES.filter((rule) => rule.template === template).flatMap((rule) =>
    rule.canWait === true ? [rule.class] : [rule.class, 'emergency' as const],
  );
  return NOTIFICATION_CLASSES.filter((one) => found.includes(one) || others[template] === one);
}

/** The rules that apply to an event, in their order. */
export function rulesFor(type: string, data: JsonObject): readonly Rule[] {
  return RULES.filter(
    ({ event, when = {}, time }) =>
      event.type === type &&
      Object.entries(when).every(([member, value]) => data[member] === value) &&
      (time === undefined || typeof data[time] === 'string'),
  );
}
