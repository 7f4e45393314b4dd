import type { Policy, SlaClock } from './policy.ts';
import { dueAt, isOverdue, isRunning } from './sla.ts';
import { allowedTransitions } from './transitions.ts';
import type {
  Acceptance,
  Actor,
  ActorReference,
  Booking,
  Effect,
  Rejection,
  RejectionCode,
  TimelineDataByType,
  TimelineEntry,
  TimelineType,
} from './types.ts';

/** What a command on an existing booking is decided by. */
export interface Context {
  readonly booking: Booking;
  readonly policy: Policy;
  readonly actor: Actor;
  readonly now: Date;
  readonly decision: DecisionBuilder;
}

type Change = { -readonly [key in keyof Booking]?: Booking[key] };

interface EntryOptions {
  /** Given when the state changes. */
  readonly to?: Booking['state'];
  /** Default: the present state if `to` is given. */
  readonly from?: Booking['state'] | null;
  readonly reason?: string | undefined;
}

/**
 * Collects the changes, timeline entries and effects of a command. Sequence numbers and the version are assigned here,
 * so that no command can forget them.
 */
export class DecisionBuilder {
  readonly #before: Booking;
  readonly #actor: ActorReference;
  readonly #now: Date;
  readonly #entries: TimelineEntry[] = [];
  readonly #effects: Effect[] = [];
  #change: Change = {};

  constructor(before: Booking, { kind, id, name }: Actor, now: Date) {
    this.#before = before;
    this.#actor = { kind, id, name };
    this.#now = now;
  }

  set(change: Change): this {
    this.#change = { ...this.#change, ...change };
    return this;
  }

  addEntry<Type extends TimelineType>(
    type: Type,
    data: TimelineDataByType[Type],
    options: EntryOptions = {},
    actor = this.#actor,
  ): this {
    const { to = null, from = to && this.#before.state, reason = null } = options;
    const sequence = this.#before.sequence + this.#entries.length + 1;
    const entry = { type, data, at: this.#now, actor, from, to, reason, sequence, version: 0 };
    // The signature pairs the type with its data.
    this.#entries.push(entry as TimelineEntry);
    return this;
  }

  addEffect(effect: Effect): this {
    this.#effects.push(effect);
    return this;
  }

  /** Closes all open offers except one, because the booking was assigned or cancelled. */
  withdrawOffers(except?: string): this {
    const ids = this.#before.openOffers.map((offer) => offer.id).filter((id) => id !== except);
    if (ids.length > 0) this.addEffect({ type: 'close_offers', ids, as: 'withdrawn', reason: null });
    return this.set({ openOffers: [] });
  }

  /** Records that a clock was missed. */
  breach(clock: SlaClock, due: Date): this {
    this.set(clock === 'assign' ? { assignBreachedAt: this.#now } : { arriveBreachedAt: this.#now });
    const system = { kind: 'system', id: null, name: null } as const;
    return this.addEntry('sla_breached', { clock, dueAt: due.toISOString() }, {}, system);
  }

  /** Records clocks that this decision stops but that had already run out: their timer may be late. */
  #breachStoppedClocks(): void {
    const after = this.#change.state ?? this.#before.state;
    for (const clock of ['assign', 'arrive'] as const) {
      const due = dueAt(this.#before, clock);
      const late = due !== null && this.#now > due && isOverdue(this.#before, clock, this.#now);
      if (late && !isRunning(clock, after)) this.breach(clock, due);
    }
  }

  build(): Acceptance {
    this.#breachStoppedClocks();
    const changed = Object.keys(this.#change).some((key) => key !== 'openOffers');
    const version = this.#before.version + (changed ? 1 : 0);
    const next: Booking = {
      ...this.#before,
      ...this.#change,
      version,
      sequence: this.#before.sequence + this.#entries.length,
      updatedAt: changed ? this.#now : this.#before.updatedAt,
    };
    const timeline = this.#entries.map((entry) => ({ ...entry, version }));
    return { accepted: true, next, effects: this.#effects, timeline };
  }
}

const DETAIL: Record<RejectionCode, string> = {
  illegal_transition: 'The booking cannot move there from its current state',
  role_not_allowed: 'The policy of the service type does not permit this',
  not_assignee:
    'Only the assignee, or a person named by the policy of the service type, may advance the booking',
  reason_required: 'Give a reason',
  not_eligible: 'The person cannot be assigned to this booking',
  offer_closed: 'The offer is no longer open',
  wrong_mode: 'The service type is not booked this way',
  link_required: 'The service is not booked this way',
  location_required: 'Set location: neither the resident nor the community has one',
  nothing_due: 'Nothing is due',
  not_escalated: 'The booking has no escalation to acknowledge',
};

/** A rejection, with the booking's state and the transitions that are open to this actor. */
export function reject(
  { booking, policy, actor }: { booking: Booking | null; policy: Policy; actor: Actor },
  code: RejectionCode,
  detail: string = DETAIL[code],
): Rejection {
  return {
    accepted: false,
    code,
    detail,
    currentState: booking?.state ?? null,
    allowedTransitions: booking === null ? [] : allowedTransitions(booking, policy, actor),
  };
}
