import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import type { SettingsDocument } from './settings-document.ts';

/** The one row of settings, absent until somebody changes a default. */
export class SettingsRow extends TenantModel {
  static override tableName = 'settings';
  static override tenancy: Tenancy = { ...SYSTEM_ONLY, super_admin: 'all' };
  static override jsonAttributes = ['document'];
  declare id: number;
  declare document: Partial<SettingsDocument>;
  /** From 2: version 1 is the defaults. */
  declare version: number;
  declare updatedAt: Date;
}
