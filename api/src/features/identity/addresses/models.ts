import { SYSTEM_ONLY } from '../../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../../kernel/tenancy/model.ts';
import { registerModels } from '../../../kernel/tenancy/registry.ts';

/** A change of a sign-in address: pending, or how it ended. */
export class AddressChange extends TenantModel {
  static override tableName = 'address_change';
  static override tenancy = SYSTEM_ONLY;
  static override encrypted = ['address', 'previous'];
  declare id: string;
  declare staffId: string | null;
  declare residentId: string | null;
  declare channel: 'phone' | 'email';
  /** Null where the person removed the address. */
  declare address: string | null;
  /** The address it replaced; set when the change is applied. */
  declare previous: string | null;
  declare state: 'pending' | 'applied' | 'withdrawn';
  declare requestedByKind: 'staff' | 'resident' | 'system';
  declare requestedBy: string | null;
  declare requestedAt: Date;
  /** From when a super admin may approve it; null if only the person can confirm it. */
  declare approvableAt: Date | null;
  declare expiresAt: Date;
  /** Number of codes sent; each send has a new code. */
  declare codeSends: number;
  declare codeGuesses: number;
  declare codeSentAt: Date | null;
  declare closedAt: Date | null;
}

registerModels(AddressChange);
