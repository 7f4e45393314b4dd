import type { SlaClock } from '../policies/policy.ts';
import { isOverdue, isRunning } from './sla.ts';
import type {
  Acceptance,
  Actor,
  Booking,
  Effect,
  TimelineData,
  TimelineEntry,
  TimelineType,
} from './types.ts';

type Change = { -readonly [key in keyof Booking]?: Booking[key] };

/**
 * A decision being written down: collects changes, timeline entries and effects, and gives them sequence numbers and a
 * version at the end, so that no command can forget one.
 */
export class DecisionDraft {
  readonly #before: Booking;
  readonly #actor: Actor;
  readonly #now: Date;
  readonly #entries: Omit<TimelineEntry, 'sequence' | 'version'>[] = [];
  readonly #effects: Effect[] = [];
  #change: Change = {};

  constructor(before: Booking, actor: Actor, now: Date) {
    this.#before = before;
    this.#actor = actor;
    this.#now = now;
  }

  set(change: Change): this {
    this.#change = { ...this.#change, ...change };
    return this;
  }

  /** An entry of the one who gave the command. `to` is given when the state changes. */
  entry(
    type: TimelineType,
    data: TimelineData = {},
    more: { to?: Booking['state']; reason?: string | undefined } = {},
  ): this {
    const { kind, id, name } = this.#actor;
    this.#entries.push({
      type,
      at: this.#now,
      actor: { kind, id, name },
      from: more.to === undefined ? null : this.#before.state,
      to: more.to ?? null,
      reason: more.reason ?? null,
      data,
    });
    return this;
  }

  effect(effect: Effect): this {
    this.#effects.push(effect);
    return this;
  }

  /** Closes all open offers but one, since somebody has the booking or nobody needs it any more. */
  withdrawOffers(except?: string): this {
    const ids = this.#before.openOffers.map((offer) => offer.id).filter((id) => id !== except);
    if (ids.length > 0) this.effect({ type: 'close_offers', ids, as: 'withdrawn', reason: null });
    return this.set({ openOffers: [] });
  }

  /** Marks a clock as missed. */
  breach(clock: SlaClock, due: Date): this {
    this.set(clock === 'assign' ? { assignBreachedAt: this.#now } : { arriveBreachedAt: this.#now });
    this.#entries.push({
      type: 'sla_breached',
      at: this.#now,
      actor: { kind: 'system', id: null, name: null },
      from: null,
      to: null,
      reason: null,
      data: { clock, dueAt: due.toISOString() },
    });
    return this;
  }

  /** Marks clocks that stop with this decision but had run out before it, in case their timer is late. */
  #breachLate(): void {
    const after = this.#change.state ?? this.#before.state;
    for (const clock of ['assign', 'arrive'] as const) {
      const due = clock === 'assign' ? this.#before.assignBy : this.#before.arriveBy;
      const late = due !== null && this.#now > due && isOverdue(this.#before, clock, this.#now);
      if (late && !isRunning(clock, after)) {
        this.breach(clock, due);
      }
    }
  }

  done(): Acceptance {
    this.#breachLate();
    const changed = Object.keys(this.#change).some((key) => key !== 'openOffers');
    const version = this.#before.version + (changed ? 1 : 0);
    const timeline = this.#entries.map((entry, index) => ({
      ...entry,
      sequence: this.#before.sequence + index + 1,
      version,
    }));
    const next: Booking = {
      ...this.#before,
      ...this.#change,
      version,
      sequence: this.#before.sequence + timeline.length,
      updatedAt: changed ? this.#now : this.#before.updatedAt,
    };
    return { accepted: true, next, effects: this.#effects, timeline };
  }
}
