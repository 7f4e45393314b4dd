import type { BookingState } from './states.ts';

export type Mode = 'on_demand' | 'slot';
export type FulfilmentRole = 'nurse' | 'paramedic' | 'hospital_admin';
export type Strategy = 'nearest' | 'least_loaded' | 'round_robin' | 'broadcast' | 'manual';
export type PaymentTrigger = 'none' | 'on_request' | 'on_assignment' | 'on_completion';
export type EscalationTarget = 'hospital_admins' | 'community_managers' | 'super_admin';
export type SlaClock = 'assign' | 'arrive';

/** The capacities in which an actor can act on a booking; a person can have several. */
export type Capacity =
  | 'requester'
  | 'assignee'
  | 'hospital_admin'
  | 'community_manager'
  | 'api_key'
  | 'super_admin'
  /** Of the emergency call that the booking is made from. */
  | 'operator'
  /** Staff of the booking's hospital with the duty to dispatch. */
  | 'dispatcher'
  /** Kiwimesh itself: for bookings that it makes for others, and ends with them. */
  | 'platform';

/** What a policy grants to capacities. */
export type Permission = 'request' | 'assign' | 'move' | 'cancel' | 'relocate';

export interface LocalisedText {
  readonly en: string;
  readonly [language: string]: string;
}

/** `amount` in minor units of the currency. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Opening hours in the hospital's timezone; `to` at or before `from` means the next day. Days are ISO weekdays. */
export interface OpeningHours {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

export interface Escalation {
  readonly notify: readonly EscalationTarget[];
  readonly widenDispatch?: boolean;
}

/** Which of several waiting bookings is offered first. */
export type DispatchOrder = 'urgency' | 'arrival';

/** Who gets offers: everyone who can provide the service, or those whom its maker put on the booking's shortlist. */
export type DispatchAmong = 'everyone' | 'shortlist';

/** What volunteers can have proven that they can do. */
export type Skill = 'cpr' | 'defibrillator' | 'first_aid';

/** For services whose bookings are made for other bookings, and end with them. */
export interface LinkedPolicy {
  /** The service types of those other bookings. */
  readonly to: readonly string[];
  /** The state of the other booking from which on no one is searched for any more. */
  readonly searchUntil?: 'assigned' | 'en_route' | 'in_service' | 'completed';
}

/** A policy file as written: durations are ISO 8601 text. Shape: policy.schema.json. */
export interface PolicyDocument {
  readonly id: string;
  readonly version: number;
  readonly names: LocalisedText;
  readonly descriptions: LocalisedText;
  readonly modes: readonly [Mode, ...Mode[]];
  readonly fulfilledBy: {
    readonly kind: 'staff' | 'resident';
    readonly roles?: readonly FulfilmentRole[];
    readonly skills?: readonly Skill[];
  };
  readonly requiresLocation: boolean;
  readonly emergency?: boolean;
  readonly maxOpen?: number;
  readonly linked?: LinkedPolicy;
  readonly skips?: readonly ('en_route' | 'in_service')[];
  readonly permissions: Readonly<Record<Permission, readonly Capacity[]>>;
  readonly sla: {
    readonly assignWithin?: string;
    readonly arriveWithin?: string;
    readonly escalation?: { readonly [clock in SlaClock]?: Escalation };
  };
  readonly dispatch: {
    readonly strategy: Strategy;
    readonly order?: DispatchOrder;
    readonly among?: DispatchAmong;
    readonly atOnce?: number;
    readonly offerTimeout?: string;
    readonly maxPositionAge?: string;
    readonly maxDistanceMetres?: number;
    readonly rounds?: number;
    readonly retryEvery?: string;
  };
  readonly slot?: {
    readonly length: string;
    readonly leadTime: string;
    readonly horizon: string;
    readonly capacity: number;
    readonly hours: readonly OpeningHours[];
  };
  readonly price?: Money;
  readonly paymentTrigger: PaymentTrigger;
  readonly cancellation: {
    readonly until: 'assigned' | 'en_route' | 'in_service' | 'completed';
    readonly staffUntil?: 'assigned' | 'en_route' | 'in_service' | 'completed';
    readonly freeBefore?: string;
    readonly fee?: Money;
  };
  readonly messages?: { readonly [state in BookingState]?: LocalisedText };
}

/** A policy as the engine reads it: all durations in milliseconds, and defaults filled in. */
export interface Policy
  extends Pick<
    PolicyDocument,
    'id' | 'version' | 'modes' | 'requiresLocation' | 'permissions' | 'paymentTrigger'
  > {
  /** The policy as written. */
  readonly document: PolicyDocument;
  readonly fulfilledBy: {
    readonly kind: 'staff' | 'resident';
    readonly roles: readonly FulfilmentRole[];
    /** A volunteer needs all of them. */
    readonly skills: readonly Skill[];
  };
  /** A second open booking of a resident must be declared to be for another person. */
  readonly emergency: boolean;
  /** Open on-demand bookings that one resident can have; null for no limit. */
  readonly maxOpen: number | null;
  /** Null for services that stand for themselves. */
  readonly linked: { readonly to: readonly string[]; readonly searchUntil: BookingState } | null;
  readonly skips: readonly BookingState[];
  readonly sla: {
    readonly assignWithin: number | null;
    readonly arriveWithin: number | null;
    readonly escalation: { readonly [clock in SlaClock]: Escalation | null };
  };
  readonly dispatch: {
    readonly strategy: Strategy;
    readonly order: DispatchOrder;
    readonly among: DispatchAmong;
    /** How many people have an open offer at a time. `broadcast` does not use it. */
    readonly atOnce: number;
    readonly offerTimeout: number;
    readonly maxPositionAge: number | null;
    readonly maxDistanceMetres: number | null;
    readonly rounds: number;
    readonly retryEvery: number | null;
  };
  readonly slot: {
    readonly length: number;
    readonly leadTime: number;
    readonly horizon: number;
    readonly capacity: number;
    readonly hours: readonly OpeningHours[];
  } | null;
  readonly price: Money | null;
  readonly cancellation: {
    readonly until: BookingState;
    readonly staffUntil: BookingState;
    readonly freeBefore: number | null;
    readonly fee: Money | null;
  };
}
