/** The face of inbound webhooks: what providers tell us, kept and done once. */
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { MessageProgress } from '../../ports/messaging.ts';
import type { InboundSource } from './models.ts';

export { MessageProgressed } from './events.ts';
export type { InboundSource } from './models.ts';

/** What arrived, its signature verified. */
export interface Arrival {
  readonly source: InboundSource;
  readonly provider: string;
  /** The provider's own id of the event, the same when it sends it again; null where it has none: then the body counts. */
  readonly eventId: string | null;
  readonly body: Uint8Array;
  /** The phone of the person it is about, E.164; null where it names nobody. */
  readonly recipient: string | null;
}

export interface MessageState {
  readonly progress: MessageProgress;
  /** Why it failed, in the provider's words for programs; null where it did not, or does not say. */
  readonly code: string | null;
  readonly changedAt: Date;
}

export interface InboundFace {
  /** Keeps what arrived and orders that it is handled; of an event that is known already, that it came again. */
  receive(arrival: Arrival): Promise<void>;
  /** How far the message that was sent with this idempotency key got; null before the provider says anything. */
  messageState(uow: UnitOfWork, key: string): Promise<MessageState | null>;
}
