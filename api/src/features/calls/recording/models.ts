import { SYSTEM_ONLY } from '../../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../../kernel/tenancy/reach.ts';
import { registerModels } from '../../../kernel/tenancy/registry.ts';

/** Why parts of a recording are missing. */
export type IncompleteReason = 'storage_full' | 'storage_unavailable' | 'overloaded';

/**
 * What is kept of the voices of a call. Read by the service alone, for those who may read the call. Deleted with the call
 * and at the end of its time; nothing opens its files after that.
 */
export class CallRecording extends TenantModel {
  static override tableName = 'call_recording';
  static override encrypted = ['key'];
  static override tenancy: Tenancy = SYSTEM_ONLY;
  declare id: string;
  declare callId: string;
  /** The key of its files. */
  declare key: string;
  /** Why parts could not be stored, the first reason; null while none is missing. */
  declare incomplete: IncompleteReason | null;
  /** When the call began. */
  declare createdAt: Date;
}

registerModels(CallRecording);
