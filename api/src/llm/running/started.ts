import type { Waiter } from '../../kernel/network/capacity.ts';
import type { ModelFailure } from '../../ports/llm.ts';
import type { Attempt } from '../ask.ts';
import type { ModelState } from '../health/model-state.ts';
import type { Exclusion, Ranked } from '../routing/rank.ts';
import type { Reservation } from '../spend/ledger.ts';

/** A model in the order of asking, and how often this ask has tried it. */
export interface Planned {
  readonly state: ModelState;
  readonly ranked: Ranked;
  attempts: number;
  lastFailure: ModelFailure | null;
  /** Why it was passed over when its turn came. */
  passedOver: Exclusion | null;
}

/** One attempt from its booking to its end. */
export class Started {
  readonly planned: Planned;
  readonly reason: Attempt['reason'];
  readonly controller = new AbortController();
  /** Set while it waits for its turn. */
  waiter: Waiter | null = null;
  /** When it was sent. */
  sentAt: number | null = null;
  sentReason: Attempt['reason'];
  reservation: Reservation | null = null;
  over = false;

  constructor(planned: Planned, reason: Attempt['reason']) {
    this.planned = planned;
    this.reason = reason;
    this.sentReason = reason;
  }
}
