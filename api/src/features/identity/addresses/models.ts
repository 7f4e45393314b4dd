import { SYSTEM_ONLY } from '../../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../../kernel/tenancy/model.ts';
import { registerModels } from '../../../kernel/tenancy/registry.ts';

/** A change of an address that somebody signs in with: waiting, or how it ended. */
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
  /** What it took the place of; known once it took effect. */
  declare previous: string | null;
  declare state: 'pending' | 'applied' | 'withdrawn';
  declare requestedByKind: 'staff' | 'resident' | 'system';
  declare requestedBy: string | null;
  declare requestedAt: Date;
  /** From when a super admin may approve it; null for one that only the person can confirm. */
  declare approvableAt: Date | null;
  declare expiresAt: Date;
  /** Counts the codes sent; each is another one. */
  declare codeSends: number;
  declare codeGuesses: number;
  declare codeSentAt: Date | null;
  declare closedAt: Date | null;
}

registerModels(AddressChange);
