import { raw } from 'objection';
import { v7 } from 'uuid';
import { systemScope } from '../../kernel/auth/scope.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Clock } from '../../kernel/ground/clock.ts';
import { insertOrUpdate } from '../../kernel/tenancy/written-rows.ts';
import type { Reservation, SpendLedger } from '../../llm/spend/ledger.ts';
import type { SystemFace } from '../system/index.ts';
import { BudgetUse, Spend } from './models.ts';

/** What a reservation was booked for. */
interface Booked {
  readonly tenant: string;
  readonly day: string;
  readonly task: string;
}

export interface LedgerDeps {
  readonly database: Database;
  readonly system: SystemFace;
  readonly databaseClock: Clock;
}

/** Thrown inside a reservation's transaction so that the day is not booked when the month is full. */
class BudgetSpent extends Error {}

/**
 * Budgets in Postgres, shared by all processes. A reservation is two conditional updates in one transaction: the row locks
 * make concurrent ones wait, and each compares with what the others have booked.
 */
export class PostgresLedger implements SpendLedger {
  readonly #deps: LedgerDeps;
  /** Of this process. One that is never settled stays booked as reserved. */
  readonly #open = new Map<string, Booked>();

  constructor(deps: LedgerDeps) {
    this.#deps = deps;
  }

  async remaining(tenant: string): Promise<number> {
    const budgets = await this.#budgets();
    const periods = this.#periods();
    const rows = await this.#run('read the spend on models', async (uow) =>
      BudgetUse.query(uow.trx).where('tenant', tenant).whereIn('period', periods),
    );
    const used = new Map(rows.map(({ period, micros }) => [period, Number(micros)]));
    return Math.min(...periods.map((period, index) => (budgets[index] ?? 0) - (used.get(period) ?? 0)));
  }

  async reserve(tenant: string, micros: number, task: string): Promise<Reservation | null> {
    const amount = Math.ceil(micros);
    const budgets = await this.#budgets();
    const periods = this.#periods();
    if (budgets.some((budget) => amount > budget)) return null;
    try {
      await this.#run('reserve the spend on models', async (uow) => {
        for (const [index, period] of periods.entries()) {
          const booked = await insertOrUpdate(
            BudgetUse.query(uow.trx),
            { tenant, period, micros: String(amount) },
            {
              target: ['tenant', 'period'],
              set: { micros: raw('model_budget_use.micros + excluded.micros') as unknown as string },
              when: (update) =>
                update.whereRaw('model_budget_use.micros + excluded.micros <= ?', [budgets[index] ?? 0]),
            },
          );
          if (booked === undefined) throw new BudgetSpent();
        }
      });
    } catch (error) {
      if (error instanceof BudgetSpent) return null;
      throw error;
    }
    const id = v7();
    this.#open.set(id, { tenant, day: periods[0], task });
    return { id, micros: amount };
  }

  async settle(
    reservation: Reservation,
    { micros, model }: { readonly micros: number; readonly model: string },
  ): Promise<void> {
    const booked = this.#open.get(reservation.id);
    if (booked === undefined) return;
    this.#open.delete(reservation.id);
    const { tenant, day, task } = booked;
    const spent = Math.ceil(micros);
    const difference = spent - reservation.micros;
    await this.#run('book the spend on models', async (uow) => {
      if (difference !== 0) {
        // In the periods of the reservation, also when midnight has passed.
        for (const period of [day, day.slice(0, 7)]) {
          await BudgetUse.query(uow.trx)
            .patch({ micros: raw('greatest(0, micros + ?)', [difference]) as unknown as string })
            .where({ tenant, period });
        }
      }
      await insertOrUpdate(
        Spend.query(uow.trx),
        { tenant, day, task, model, asks: 1, micros: String(spent) },
        {
          target: ['tenant', 'day', 'task', 'model'],
          set: {
            asks: raw('model_spend.asks + 1') as unknown as number,
            micros: raw('model_spend.micros + excluded.micros') as unknown as string,
          },
        },
      );
    });
  }

  #run<T>(reason: string, work: (uow: UnitOfWork) => Promise<T>): Promise<T> {
    return this.#deps.database.run(systemScope(reason), work);
  }

  async #budgets(): Promise<readonly [number, number]> {
    const { dailyBudgetMicros, monthlyBudgetMicros } = (await this.#deps.system.settings.current()).models;
    return [dailyBudgetMicros, monthlyBudgetMicros];
  }

  /** The day and the month, in UTC. */
  #periods(): readonly [string, string] {
    const day = this.#deps.databaseClock().toISOString().slice(0, 10);
    return [day, day.slice(0, 7)];
  }
}
