import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';

const OPERATORS: Tenancy = { ...SYSTEM_ONLY, super_admin: 'all' };

/** What a tenant has booked in a day (`2026-11-27`) or a month (`2026-11`), in millionths of a US dollar. */
export class BudgetUse extends TenantModel {
  static override tableName = 'model_budget_use';
  static override idColumn = ['tenant', 'period'];
  static override tenancy = OPERATORS;
  declare tenant: string;
  declare period: string;
  /** A bigint: text in the driver. */
  declare micros: string;
}

/** What a tenant spent in a day on a task with a model. */
export class Spend extends TenantModel {
  static override tableName = 'model_spend';
  static override idColumn = ['tenant', 'day', 'task', 'model'];
  static override tenancy = OPERATORS;
  declare tenant: string;
  declare day: string;
  declare task: string;
  declare model: string;
  declare asks: number;
  declare micros: string;
}

registerModels(BudgetUse, Spend);
