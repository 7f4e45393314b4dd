import type { EscalationTarget, Money, PaymentTrigger, SlaClock } from './policy.ts';
import type { BookingState } from './states.ts';

export interface Location {
  readonly latitude: number;
  readonly longitude: number;
  readonly address?: string;
  readonly accuracyMetres?: number;
}

/** Where the assignee goes before the place of the booking, to fetch something. */
export interface Waypoint {
  /** What is there, such as `defibrillator`. */
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  /** How to get at it. */
  readonly directions?: string;
}

export type PersonRole =
  | 'super_admin'
  | 'hospital_admin'
  | 'nurse'
  | 'paramedic'
  | 'community_manager'
  | 'resident';

/** A person to whom a booking is assigned or offered. */
export interface Party {
  readonly kind: 'staff' | 'resident';
  readonly id: string;
  readonly name: string;
}

/** A party with the facts that decide eligibility: role and hospital of staff, community of a resident. */
export interface Candidate extends Party {
  readonly role: PersonRole;
  readonly hospitalId: string | null;
  readonly communityId: string | null;
  /** For a resident: whether they opted in to help neighbours. */
  readonly volunteer?: boolean;
  /** For a resident who is available: skills that are proven and in force. */
  readonly skills?: readonly string[];
  readonly active: boolean;
}

/** Who gives a command. `system` is the platform: timers and dispatch. */
export interface Actor {
  readonly kind: 'staff' | 'resident' | 'api_key' | 'system';
  readonly id: string | null;
  readonly name: string | null;
  readonly role: PersonRole | 'api_key' | 'system';
  /** For an API key, null means the whole platform. */
  readonly hospitalId: string | null;
  readonly communityId: string | null;
  /** The operator of an emergency call, who books for the caller wherever they work. */
  readonly operator?: true;
  /** Staff with the duty to dispatch, who act on the bookings of their own hospital. */
  readonly dispatcher?: boolean;
}

export const SYSTEM_ACTOR: Actor = {
  kind: 'system',
  id: null,
  name: null,
  role: 'system',
  hospitalId: null,
  communityId: null,
};

export interface OpenOffer {
  readonly id: string;
  readonly assignee: Party;
  readonly expiresAt: Date;
}

/** An actor as recorded in the timeline. */
export interface ActorReference {
  readonly kind: Actor['kind'];
  readonly id: string | null;
  readonly name: string | null;
}

export interface Cancellation {
  readonly reason: string | null;
  readonly by: ActorReference;
}

/** That a missed clock was escalated, until somebody says that they have seen to it. A later escalation takes its place. */
export interface BookingEscalation {
  readonly clock: SlaClock;
  readonly at: Date;
  readonly acknowledged: { readonly at: Date; readonly by: ActorReference } | null;
}

export interface Booking {
  readonly id: string;
  readonly serviceType: string;
  readonly policyVersion: number;
  readonly state: BookingState;
  readonly residentId: string;
  readonly communityId: string;
  readonly hospitalId: string | null;
  readonly assignee: Party | null;
  /** Set for a slot booking, null for one on demand. */
  readonly scheduledFor: Date | null;
  readonly scheduledUntil: Date | null;
  readonly location: Location | null;
  readonly notes: string | null;
  /** From an assessment: 1 (immediate) to 5 (non-urgent). Null without one. */
  readonly urgency: number | null;
  /** The assessment that it was made from. */
  readonly triageId: string | null;
  /** The booking that it was made for; see `linked` of its policy. */
  readonly linkedTo: string | null;
  readonly waypoint: Waypoint | null;
  readonly payment: { readonly trigger: PaymentTrigger; readonly amount: Money } | null;
  readonly assignBy: Date | null;
  readonly arriveBy: Date | null;
  readonly assignBreachedAt: Date | null;
  readonly arriveBreachedAt: Date | null;
  readonly escalation: BookingEscalation | null;
  readonly cancellation: Cancellation | null;
  /** Incremented by every change that readers can see; offers alone do not count. */
  readonly version: number;
  /** Number of timeline entries. */
  readonly sequence: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly openOffers: readonly OpenOffer[];
}

/** A booking as requested, before the engine has checked it. */
export interface BookingDraft {
  readonly id: string;
  readonly residentId: string;
  readonly communityId: string;
  readonly hospitalId: string | null;
  readonly scheduledFor: Date | null;
  readonly scheduledUntil: Date | null;
  readonly location: Location | null;
  readonly notes: string | null;
  /** The assessment that it is made from. */
  readonly triage?: { readonly id: string; readonly urgency: number } | undefined;
  /** The booking that it is made for, its urgency, and where to go first. */
  readonly linked?:
    | { readonly to: string; readonly urgency: number | null; readonly waypoint: Waypoint | null }
    | undefined;
}

export interface NewOffer {
  readonly id: string;
  readonly assignee: Candidate;
  readonly distanceMetres: number | null;
  /** How long the way takes; null where it is not known. */
  readonly travelSeconds?: number | null;
}

export type Command =
  | { readonly type: 'request'; readonly draft: BookingDraft; readonly forAnotherPerson?: boolean }
  | { readonly type: 'offer'; readonly round: number; readonly offers: readonly NewOffer[] }
  | { readonly type: 'accept_offer'; readonly offerId: string }
  | { readonly type: 'decline_offer'; readonly offerId: string; readonly reason?: string }
  /** All offers past their expiry; with `to`, the offers to a person who cannot take the booking now. */
  | { readonly type: 'expire_offers'; readonly to?: Pick<Party, 'kind' | 'id'> }
  | { readonly type: 'exhaust_offers'; readonly round: number }
  | { readonly type: 'assign'; readonly assignee: Candidate; readonly reason?: string }
  | { readonly type: 'reassign'; readonly assignee: Candidate; readonly reason?: string }
  | { readonly type: 'unassign'; readonly reason?: string }
  | { readonly type: 'move'; readonly to: BookingState; readonly reason?: string }
  | { readonly type: 'complete'; readonly reason?: string }
  | { readonly type: 'cancel'; readonly reason?: string }
  | { readonly type: 'update_location'; readonly location: Location }
  /** A person decided another urgency than the assessment. */
  | { readonly type: 'change_urgency'; readonly urgency: number }
  | { readonly type: 'sla_due'; readonly clock: SlaClock }
  | { readonly type: 'acknowledge_escalation' };

export type CommandOf<Type extends Command['type']> = Extract<Command, { readonly type: Type }>;

/** What each type of entry records. JSON, times as RFC 3339. Names and locations stay here and are never in an event. */
export interface TimelineDataByType {
  readonly requested: {
    readonly hospitalId: string | null;
    readonly scheduledFor: string | null;
    readonly scheduledUntil: string | null;
    readonly location: Location | null;
    readonly assignBy: string | null;
    readonly arriveBy: string | null;
    /** The resident already had an open emergency of the same service; this one is for another person. */
    readonly forAnotherPerson?: true;
    readonly triageId?: string;
    readonly urgency?: number;
    readonly linkedTo?: string;
  };
  readonly offered: { readonly round: number; readonly offerIds: readonly string[] };
  readonly offer_declined: { readonly offerIds: readonly string[] };
  readonly offer_expired: { readonly offerIds: readonly string[] };
  readonly offers_exhausted: { readonly round: number };
  /** `offerIds` when an offer was accepted. */
  readonly assigned: { readonly assignee: Party; readonly offerIds?: readonly string[] };
  readonly reassigned: { readonly assignee: Party };
  /** `assignBy` when the assign clock was restarted. */
  readonly unassigned: { readonly assignBy?: string };
  readonly moved: Readonly<Record<string, never>>;
  readonly cancelled: { readonly fee?: Money };
  readonly sla_breached: { readonly clock: SlaClock; readonly dueAt: string };
  readonly escalated: {
    readonly clock: SlaClock;
    readonly notify: readonly EscalationTarget[];
    readonly widenDispatch: boolean;
  };
  readonly escalation_acknowledged: { readonly clock: SlaClock };
  readonly location_updated: { readonly location: Location | null };
  readonly urgency_changed: { readonly urgency: number };
}

export type TimelineType = keyof TimelineDataByType;
export type TimelineData = TimelineDataByType[TimelineType];

export type TimelineEntry = {
  [Type in TimelineType]: {
    readonly sequence: number;
    readonly type: Type;
    readonly at: Date;
    readonly actor: ActorReference;
    readonly from: BookingState | null;
    readonly to: BookingState | null;
    readonly reason: string | null;
    /** The booking's version after the decision that made this entry. */
    readonly version: number;
    readonly data: TimelineDataByType[Type];
  };
}[TimelineType];

/** What the service does in the same transaction; everything else follows from events. */
export type Effect =
  | {
      readonly type: 'open_offers';
      readonly round: number;
      readonly expiresAt: Date;
      readonly offers: readonly NewOffer[];
    }
  | {
      readonly type: 'close_offers';
      readonly ids: readonly string[];
      readonly as: 'accepted' | 'declined' | 'expired' | 'withdrawn';
      readonly reason: string | null;
    }
  | { readonly type: 'start_clock'; readonly clock: SlaClock; readonly at: Date }
  /** Start or continue the search for an assignee. */
  | { readonly type: 'dispatch' };

export type RejectionCode =
  | 'illegal_transition'
  | 'role_not_allowed'
  | 'not_assignee'
  | 'reason_required'
  | 'not_eligible'
  | 'offer_closed'
  | 'wrong_mode'
  | 'location_required'
  | 'link_required'
  | 'nothing_due'
  | 'not_escalated';

export interface Rejection {
  readonly accepted: false;
  readonly code: RejectionCode;
  readonly detail: string;
  readonly currentState: BookingState | null;
  readonly allowedTransitions: readonly BookingState[];
}

export interface Acceptance {
  readonly accepted: true;
  readonly next: Booking;
  readonly effects: readonly Effect[];
  readonly timeline: readonly TimelineEntry[];
}

export type Decision = Acceptance | Rejection;
