/**
 * What tenants may spend on models and have spent. An attempt that can cost anything is booked before it is sent, with its
 * upper bound, and corrected afterwards: so asks that run at once, also in several processes, cannot together exceed a
 * budget that each of them alone fits into. `reserve` must therefore compare and book in one atomic step.
 */
export interface SpendLedger {
  /** Millionths of a US dollar that the tighter of the tenant's daily and monthly budgets still allows; infinite without a budget. */
  remaining(tenant: string): Promise<number>;
  /** Books `micros` against both budgets. @returns null when either lacks it. */
  reserve(tenant: string, micros: number, task: string): Promise<Reservation | null>;
  /** Replaces the reservation by what was spent. A reservation that is never settled, as after a crash, stays booked. */
  settle(reservation: Reservation, spent: { readonly micros: number; readonly model: string }): Promise<void>;
}

export interface Reservation {
  readonly id: string;
  readonly micros: number;
}
