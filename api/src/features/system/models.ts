import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import type { SettingsDocument } from './settings/document.ts';

/** The only row of settings, absent until a default is changed. */
export class SettingsRow extends TenantModel {
  static override tableName = 'settings';
  static override tenancy: Tenancy = { ...SYSTEM_ONLY, super_admin: 'all' };
  static override jsonAttributes = ['document'];
  declare id: number;
  declare document: Partial<SettingsDocument>;
  /** From 2; version 1 stands for the defaults. */
  declare version: number;
  declare updatedAt: Date;
}
