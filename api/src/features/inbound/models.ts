import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';
import type { DeliveryFailure, MessageProgress } from '../../ports/messaging.ts';

/** What providers tell us about: how far SMS and WhatsApp messages got (`messages`), and what people write to us. */
export type InboundSource = 'messages' | 'replies';

/** A request of a provider as it arrived, once for each of its events. */
export class InboundWebhook extends TenantModel {
  static override tableName = 'inbound_webhook';
  static override encrypted = ['body', 'recipient'];
  static override blindIndexes = { recipient: 'recipient_index' };
  static override tenancy: Tenancy = { ...SYSTEM_ONLY, super_admin: 'all' };
  declare id: string;
  declare source: InboundSource;
  /** As its path named it. */
  declare provider: string;
  declare digest: Buffer;
  /** The bytes, base64. */
  declare body: string;
  /** The phone of the person it is about, E.164; null where it names nobody. */
  declare recipient: string | null;
  declare state: 'received' | 'handled' | 'failed';
  /** `ignored`: it said nothing that we keep. */
  declare outcome: 'applied' | 'ignored' | null;
  declare reason: string | null;
  /** How often it arrived again. */
  declare repeats: number;
  declare receivedAt: Date;
  declare handledAt: Date | null;
}

/** How far a message got. */
export class MessageDelivery extends TenantModel {
  static override tableName = 'message_delivery';
  static override tenancy: Tenancy = SYSTEM_ONLY;
  declare id: string;
  /** The idempotency key with which it was sent. */
  declare key: string;
  declare progress: MessageProgress;
  /** Null where it did not fail, and of reports that arrived before failures had words. */
  declare failure: DeliveryFailure | null;
  declare code: string | null;
  declare changedAt: Date;
}

/** Whether a phone gets messages that can wait, by what its holder wrote last. */
export class MessageOptOut extends TenantModel {
  static override tableName = 'message_opt_out';
  static override encrypted = ['phone'];
  static override blindIndexes = { phone: 'phone_index' };
  static override tenancy: Tenancy = SYSTEM_ONLY;
  declare id: string;
  /** E.164. */
  declare phone: string;
  declare stopped: boolean;
  /** When that message arrived. */
  declare changedAt: Date;
}

registerModels(InboundWebhook, MessageDelivery, MessageOptOut);
