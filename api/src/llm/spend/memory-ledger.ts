import type { Reservation, SpendLedger } from './ledger.ts';

export interface Budget {
  /** Millionths of a US dollar; infinite without a limit. */
  readonly daily: number;
  readonly monthly: number;
}

/** Budgets of one process, which forgets them when it ends: for tests, benchmarks and evaluations without a database. */
export class MemoryLedger implements SpendLedger {
  readonly #budgetOf: (tenant: string) => Budget;
  readonly #today: () => string;
  readonly #booked = new Map<string, number>();
  readonly #open = new Map<string, readonly string[]>();
  #count = 0;

  /** @param today the date, YYYY-MM-DD, in UTC: days and months of budgets are those of UTC. */
  constructor(
    budgetOf: (tenant: string) => Budget = () => ({ daily: Infinity, monthly: Infinity }),
    today: () => string = () => new Date().toISOString().slice(0, 10),
  ) {
    this.#budgetOf = budgetOf;
    this.#today = today;
  }

  async remaining(tenant: string): Promise<number> {
    return this.#left(tenant);
  }

  async reserve(tenant: string, micros: number): Promise<Reservation | null> {
    if (micros > this.#left(tenant)) return null;
    this.#count += 1;
    const id = String(this.#count);
    const periods = this.#periods(tenant);
    this.#open.set(id, periods);
    this.#book(periods, micros);
    return { id, micros };
  }

  async settle({ id, micros }: Reservation, spent: { readonly micros: number }): Promise<void> {
    // What was reserved before midnight is settled in the day of the reservation.
    const periods = this.#open.get(id);
    if (periods === undefined) return;
    this.#open.delete(id);
    this.#book(periods, spent.micros - micros);
  }

  #left(tenant: string): number {
    const { daily, monthly } = this.#budgetOf(tenant);
    const [day = '', month = ''] = this.#periods(tenant);
    return Math.min(daily - (this.#booked.get(day) ?? 0), monthly - (this.#booked.get(month) ?? 0));
  }

  #periods(tenant: string): readonly string[] {
    const today = this.#today();
    return [`${today} ${tenant}`, `${today.slice(0, 7)} ${tenant}`];
  }

  #book(periods: readonly string[], micros: number): void {
    for (const period of periods) this.#booked.set(period, (this.#booked.get(period) ?? 0) + micros);
  }
}
