import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';

/** What one message cost. */
export class MessageCost extends TenantModel {
  static override tableName = 'message_cost';
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    hospital_admin: { column: 'hospital_id', equals: 'hospitalId' },
  };
  declare id: string;
  /** The idempotency key with which it was sent. */
  declare key: string;
  declare sentAt: Date;
  /** On whose behalf it was sent; null for the platform's own, such as one-time codes. */
  declare hospitalId: string | null;
  declare provider: string;
  declare channel: 'sms' | 'whatsapp';
  /** ISO 3166-1 alpha-2 of the phone; null for numbers of no country. */
  declare country: string | null;
  declare segments: number;
  /** Millionths of the currency; null where no price was known. A bigint: text in the driver. */
  declare micros: string | null;
  declare currency: string | null;
}

registerModels(MessageCost);
