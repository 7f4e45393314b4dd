import type { JsonObject } from '../ground/json.ts';

/** A kind of event; declared with `event` of kernel/events/event.ts. */
export interface EventDefinition<Type extends string = string, Data extends JsonObject = JsonObject> {
  /** `<what>.<past tense>`, e.g. `booking.assigned`. */
  readonly type: Type;
  readonly aggregateType: string;
  readonly version: number;
  readonly description: string;
  /** JSON Schema (2020-12) of its data. */
  readonly schema: JsonObject;
  readonly example: Data;
  /** Whether partners may subscribe to it, and the member of its data that has the hospital it concerns; null: never. */
  readonly partners: { readonly hospital: string } | null;
  /** @throws PayloadFault when data does not match the schema. */
  check(data: JsonObject): void;
  /** Types a stored event and upgrades data of an earlier version. @throws UnknownEvent; PayloadFault. */
  read(stored: StoredEvent): StoredEvent<Type, Data>;
}

// biome-ignore lint/suspicious/noExplicitAny: only `any` stands for the data of every event.
export type AnyEvent = EventDefinition<string, any>;

/** A recorded fact. Carries ids, states and times only: never a name, phone or clinical word. */
export interface DomainEvent<Type extends string = string, Data extends JsonObject = JsonObject> {
  readonly definition: AnyEvent;
  readonly type: Type;
  /** Events of one aggregate reach each subscriber in the order they were committed. */
  readonly aggregate: { readonly type: string; readonly id: string };
  readonly data: Data;
}

export interface StoredEvent<Type extends string = string, Data extends JsonObject = JsonObject> {
  readonly type: Type;
  readonly aggregate: { readonly type: string; readonly id: string };
  readonly data: Data;
  /** The version of its definition when it was written; 0 for builds from before events had versions. */
  readonly version: number;
  /** Position in the outbox, a decimal string; also the id subscribers use to recognise a repeat. */
  readonly id: string;
  readonly occurredAt: string;
  readonly correlationId: string;
}
