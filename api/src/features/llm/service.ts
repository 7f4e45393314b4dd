import type { Principal } from '../../kernel/auth/principal.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { Clock } from '../../kernel/ground/clock.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import type { Candidate } from '../../llm/ask.ts';
import type { CatalogueModel } from '../../llm/catalogue/catalogue.ts';
import type { ModelStatus } from '../../llm/health/model-state.ts';
import type { AskDimensions } from '../../llm/router.ts';
import type { SystemFace } from '../system/index.ts';
import { BudgetUse, Spend } from './models.ts';

/** What operators may ask the router. */
export interface RouterReadings {
  prepare(): Promise<void>;
  readonly models: readonly CatalogueModel[];
  status(): readonly ModelStatus[];
  explain(dimensions: AskDimensions): Promise<readonly Candidate[]>;
}

export interface ModelOperationsDeps {
  readonly database: Database;
  readonly system: SystemFace;
  readonly models: RouterReadings;
  readonly databaseClock: Clock;
}

/** A list longer than this asks for a shorter period. */
const MAX_ROWS = 5_000;
/** Months of spend that are kept: this year and the whole one before. */
const KEPT_MONTHS = 24;

/** The models, how they are chosen, and what they cost: for operators. */
export class ModelOperations {
  readonly #deps: ModelOperationsDeps;

  constructor(deps: ModelOperationsDeps) {
    this.#deps = deps;
  }

  list(): readonly (ModelStatus & { readonly catalogue: CatalogueModel })[] {
    const { models } = this.#deps;
    return models.status().map((status, index) => ({
      ...status,
      catalogue: models.models[index] as CatalogueModel,
    }));
  }

  explain(dimensions: AskDimensions): Promise<readonly Candidate[]> {
    return this.#deps.models.explain(dimensions);
  }

  /** @param from first day, YYYY-MM-DD in UTC. @throws Problem `invalid_request` when the period is empty or too long. */
  async spend(principal: Principal, from: string | undefined, to: string | undefined) {
    const today = this.#deps.databaseClock().toISOString().slice(0, 10);
    const first = from ?? `${today.slice(0, 8)}01`;
    const last = to ?? today;
    if (first > last) throw invalid('/query/from', `Choose a day no later than ${last}.`);
    const { dailyBudgetMicros, monthlyBudgetMicros } = (await this.#deps.system.settings.current()).models;
    const rows = await this.#deps.database.run(principal, async (uow) =>
      Spend.query(uow.trx)
        .whereBetween('day', [first, last])
        .orderBy([{ column: 'day', order: 'desc' }, 'tenant', 'task', 'model'])
        .limit(MAX_ROWS + 1),
    );
    if (rows.length > MAX_ROWS) {
      throw invalid('/query/from', 'Choose a shorter period: this one has too many entries.');
    }
    return {
      dailyBudgetMicros,
      monthlyBudgetMicros,
      totalMicros: rows.reduce((sum, { micros }) => sum + Number(micros), 0),
      rows,
    };
  }

  /** Deletes spend that no report asks for any more. */
  async prune(): Promise<void> {
    const limit = this.#deps.databaseClock();
    // To the first of the month: the same day need not exist in it.
    limit.setUTCMonth(limit.getUTCMonth() - KEPT_MONTHS, 1);
    const month = limit.toISOString().slice(0, 7);
    await this.#deps.database.run(systemScope('delete old spend on models'), async (uow) => {
      await Spend.query(uow.trx).delete().where('day', '<', `${month}-01`);
      await BudgetUse.query(uow.trx).delete().where('period', '<', month);
    });
  }
}

function invalid(pointer: string, detail: string): Problem {
  return new Problem('invalid_request', { detail, errors: [{ pointer, detail }] });
}
