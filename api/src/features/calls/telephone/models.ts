import { SYSTEM_ONLY } from '../../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../../kernel/tenancy/reach.ts';
import { registerModels } from '../../../kernel/tenancy/registry.ts';

/**
 * A call at the telephone gateway, which is part of one of ours; a caller who rings again is another one of the same. It
 * knows no number. Deleted with its call.
 */
export class TelephoneLeg extends TenantModel {
  static override tableName = 'telephone_leg';
  static override tenancy: Tenancy = SYSTEM_ONLY;
  declare id: string;
  declare callId: string;
  declare provider: string;
  declare providerCallId: string;
  declare direction: 'in' | 'out';
  /** SHA-256 of the token that opens the audio stream, until it is used. */
  declare tokenHash: Buffer | null;
  declare tokenExpiresAt: Date | null;
  /** The stream that was opened last. */
  declare streamId: string | null;
  /** Whether that stream has what the operator says as well: the two talk by a telephone at the desk. */
  declare carriesOperator: boolean;
  declare createdAt: Date;
  declare endedAt: Date | null;
}

registerModels(TelephoneLeg);
