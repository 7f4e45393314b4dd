/** The face of inbound webhooks: what providers tell us, kept and done once. */
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { DeliveryFailure, MessageProgress } from '../../ports/messaging.ts';
import type { AnswerLine } from './messages/lines.ts';
import type { InboundSource } from './models.ts';

export { MessageProgressed, MessageReceived } from './events.ts';
export type { AnswerLine } from './messages/lines.ts';
export { wordsIn } from './messages/words.ts';
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
  /** Null where it did not fail. */
  readonly failure: DeliveryFailure | null;
  /** Why it failed, in the provider's words for programs; null where it did not, or does not say. */
  readonly code: string | null;
  readonly changedAt: Date;
}

/** A message of a person. */
export interface ReceivedMessage {
  readonly channel: 'sms' | 'whatsapp';
  /** E.164, as the networks tell it. */
  readonly from: string;
  readonly text: string;
  readonly receivedAt: Date;
}

export interface InboundFace {
  /** Keeps what arrived and orders that it is handled; of an event that is known already, that it came again. */
  receive(arrival: Arrival): Promise<void>;
  /** How far the message that was sent with this idempotency key got; null before the provider says anything. */
  messageState(uow: UnitOfWork, key: string): Promise<MessageState | null>;
  /** The message of a {@link MessageReceived}; null once it was removed, after its time or with the person. */
  receivedMessage(uow: UnitOfWork, messageId: string): Promise<ReceivedMessage | null>;
  /** Answers a message by the way it came, once, in the language (BCP 47; null: English) where there is a text in it. */
  answer(uow: UnitOfWork, messageId: string, line: AnswerLine, language: string | null): void;
  /** Whether the holder of this phone, E.164, has asked for no more messages. */
  hasOptedOut(uow: UnitOfWork, phone: string): Promise<boolean>;
}
