import type { Role } from '../../../kernel/auth/principal.ts';
import type { Money, PaymentTrigger, SlaClock } from '../policies/policy.ts';
import type { BookingState } from './states.ts';

export interface Location {
  readonly latitude: number;
  readonly longitude: number;
  readonly address?: string;
  readonly accuracyMetres?: number;
}

/** Somebody who can hold a booking. */
export interface Party {
  readonly kind: 'staff' | 'resident';
  readonly id: string;
  readonly name: string;
}

/** A party with what eligibility depends on: the role and hospital of staff, the community of a resident. */
export interface Candidate extends Party {
  readonly role: Role;
  readonly hospitalId: string | null;
  readonly communityId: string | null;
  /** Of a resident: whether they opted in to help neighbours. */
  readonly volunteer?: boolean;
  readonly active: boolean;
}

/** Who gives a command. `system` is the platform itself: timers and dispatch. */
export interface Actor {
  readonly kind: 'staff' | 'resident' | 'api_key' | 'system';
  readonly id: string | null;
  readonly name: string | null;
  readonly role: Role | 'api_key' | 'system';
  /** For an API key: null means the whole platform. */
  readonly hospitalId: string | null;
  readonly communityId: string | null;
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

/** An actor as the timeline keeps it. */
export interface ActorReference {
  readonly kind: Actor['kind'];
  readonly id: string | null;
  readonly name: string | null;
}

export interface Cancellation {
  readonly reason: string | null;
  readonly by: ActorReference;
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
  readonly payment: { readonly trigger: PaymentTrigger; readonly amount: Money } | null;
  readonly assignBy: Date | null;
  readonly arriveBy: Date | null;
  readonly assignBreachedAt: Date | null;
  readonly arriveBreachedAt: Date | null;
  readonly cancellation: Cancellation | null;
  /** Rises with every change a reader can see; offers alone do not count. */
  readonly version: number;
  /** Number of timeline entries so far. */
  readonly sequence: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly openOffers: readonly OpenOffer[];
}

/** What a request says before the engine has looked at it. */
export interface BookingDraft {
  readonly id: string;
  readonly residentId: string;
  readonly communityId: string;
  readonly hospitalId: string | null;
  readonly scheduledFor: Date | null;
  readonly scheduledUntil: Date | null;
  readonly location: Location | null;
  readonly notes: string | null;
}

export interface NewOffer {
  readonly id: string;
  readonly assignee: Candidate;
  readonly distanceMetres: number | null;
}

export type Command =
  | { readonly type: 'request'; readonly draft: BookingDraft; readonly forAnotherPerson?: boolean }
  | { readonly type: 'offer'; readonly round: number; readonly offers: readonly NewOffer[] }
  | { readonly type: 'accept_offer'; readonly offerId: string }
  | { readonly type: 'decline_offer'; readonly offerId: string; readonly reason?: string }
  /** Those past their time; or, before it, those of somebody who cannot take the booking just now. */
  | { readonly type: 'expire_offers'; readonly to?: Pick<Party, 'kind' | 'id'> }
  | { readonly type: 'exhaust_offers'; readonly round: number }
  | { readonly type: 'assign'; readonly assignee: Candidate; readonly reason?: string }
  | { readonly type: 'reassign'; readonly assignee: Candidate; readonly reason?: string }
  | { readonly type: 'unassign'; readonly reason?: string }
  | { readonly type: 'move'; readonly to: BookingState; readonly reason?: string }
  | { readonly type: 'complete'; readonly reason?: string }
  | { readonly type: 'cancel'; readonly reason?: string }
  | { readonly type: 'update_location'; readonly location: Location }
  | { readonly type: 'sla_due'; readonly clock: SlaClock };

export type CommandType = Command['type'];

export type TimelineType =
  | 'requested'
  | 'offered'
  | 'offer_declined'
  | 'offer_expired'
  | 'offers_exhausted'
  | 'assigned'
  | 'reassigned'
  | 'unassigned'
  | 'moved'
  | 'cancelled'
  | 'sla_breached'
  | 'escalated'
  | 'location_updated';

/** What an entry carries besides its states; JSON, times as RFC 3339. Location is here and never in an event. */
export interface TimelineData {
  readonly assignee?: Party;
  readonly location?: Location | null;
  readonly hospitalId?: string | null;
  readonly scheduledFor?: string | null;
  readonly scheduledUntil?: string | null;
  readonly assignBy?: string | null;
  readonly arriveBy?: string | null;
  readonly clock?: SlaClock;
  readonly dueAt?: string;
  readonly notify?: readonly string[];
  readonly widenDispatch?: boolean;
  readonly round?: number;
  readonly offerIds?: readonly string[];
  readonly fee?: Money;
  /** Of a request: made although the resident has an open emergency of the same service, for another person. */
  readonly forAnotherPerson?: true;
}

export interface TimelineEntry {
  readonly sequence: number;
  readonly type: TimelineType;
  readonly at: Date;
  readonly actor: ActorReference;
  readonly from: BookingState | null;
  readonly to: BookingState | null;
  readonly reason: string | null;
  /** The booking's version once the decision that made this entry was applied. */
  readonly version: number;
  readonly data: TimelineData;
}

/** What the service does in the same transaction; everything else follows from the events. */
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
  /** Ask (or ask again) who could take the booking. */
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
  | 'nothing_due';

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
