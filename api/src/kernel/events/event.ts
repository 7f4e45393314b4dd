import type { UnitOfWork } from '../db/unit/unit-of-work.ts';
import type { JsonObject } from '../ground/json.ts';
import { checkPayload } from '../payload/check.ts';
import type { AnyEvent, DomainEvent, EventDefinition, StoredEvent } from '../payload/event.ts';
import type { Shape } from '../payload/shapes.ts';
import { type PartnerAudience, publishToPartners } from './partners.ts';
import type { AtCommit, Subscriber } from './subscriber.ts';

/** Makes an event of this kind: `uow.emit(BookingOffered(bookingId, data))`. */
export interface EventType<Type extends string, Data extends JsonObject> extends EventDefinition<Type, Data> {
  (aggregateId: string, data: Data): DomainEvent<Type, Data>;
}

/** Converts data of an earlier version into the next version; the result is checked against the schema. */
export type Upgrades = { readonly [fromVersion: number]: (data: JsonObject) => JsonObject };

interface EventOptions<Data extends JsonObject> {
  /** The fact, in one sentence; published. */
  readonly description: string;
  readonly data: Shape<Data>;
  readonly example: NoInfer<Data>;
  /** Default 1. A change that a reader of the last version would misread is a new version, with an upgrade for it. */
  readonly version?: number;
  /** One for each earlier version: events written by older builds may still be in the outbox. */
  readonly upgrades?: Upgrades;
  /** The kind of record it is about; default: the part of its type before the dot. */
  readonly aggregate?: string;
  /**
   * Makes it fit for the webhooks of partners: the member of its data that has the hospital whose administrators can read
   * the record through the API. Without it the event stays inside.
   */
  readonly partners?: PartnerAudience<Data>;
}

/**
 * Declares an event. The type of its data follows from its schema.
 * @param type `<what>.<past tense>`, such as `booking.offered`. It is stored and published: it never changes.
 */
export function event<const Type extends string, Data extends JsonObject>(
  type: Type,
  options: EventOptions<Data>,
): EventType<Type, Data> {
  const { description, data: shape, example, version = 1, upgrades = {} } = options;
  const aggregateType = options.aggregate ?? type.slice(0, type.lastIndexOf('.'));
  for (let from = 1; from < version; from += 1) {
    if (upgrades[from] === undefined) throw new Error(`event ${type} has no upgrade from version ${from}`);
  }
  const make = (id: string, data: Data): DomainEvent<Type, Data> => ({
    definition: made,
    type,
    aggregate: { type: aggregateType, id },
    data,
  });
  const made: EventType<Type, Data> = Object.assign(make, {
    type,
    aggregateType,
    version,
    description,
    schema: shape.schema,
    example,
    partners: options.partners ?? null,
    check: (data: JsonObject) => checkPayload(type, shape, data),
    read: (stored: StoredEvent): StoredEvent<Type, Data> => {
      const from = Math.max(1, stored.version);
      if (stored.type !== type || from > version) {
        // A newer build wrote it: it is retried, perhaps by that build.
        throw new UnknownEvent(stored);
      }
      // Data of this version was checked against its type when it was emitted.
      if (from === version) return { ...stored, type, data: stored.data as Data };
      let { data } = stored;
      for (let at = from; at < version; at += 1) data = upgrades[at]?.(data) ?? data;
      checkPayload(type, shape, data);
      return { ...stored, type, data };
    },
  });
  if (options.partners !== undefined) publishToPartners(made);
  return made;
}

/** A stored event of a type or version that this build cannot read. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
  readonly code = 'unknown_event';

  constructor({ type, version }: StoredEvent) {
    super(`this build cannot handle ${type} of version ${version}`);
  }
}

/** The stored events of a list of definitions: a union discriminated by `event.type`. */
export type StoredEventOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Data> ? StoredEvent<Type, Data> : never;

/** As {@link StoredEventOf}, before they are stored. */
export type DomainEventOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Data> ? DomainEvent<Type, Data> : never;

/**
 * A consumer of these events; see {@link Subscriber}.
 * @param name unique and stable: deliveries are recorded under it.
 * @param only members that the data of its events must have.
 */
export function subscriber<const Events extends readonly AnyEvent[]>(
  name: string,
  events: Events,
  handle: (event: StoredEventOf<Events[number]>, uow: UnitOfWork) => Promise<void>,
  only?: Readonly<Record<string, string | number | boolean>>,
): Subscriber {
  const byType = new Map<string, AnyEvent>(events.map((each) => [each.type, each]));
  return {
    name,
    events,
    ...(only === undefined ? {} : { only }),
    async handle(stored, uow) {
      const definition = byType.get(stored.type);
      if (definition === undefined) throw new UnknownEvent(stored);
      // A build that does not know of conditions makes deliveries of all.
      if (Object.entries(only ?? {}).some(([member, value]) => stored.data[member] !== value)) return;
      // The definition found by the type has given it the data of that type.
      await handle(definition.read(stored) as StoredEventOf<Events[number]>, uow);
    },
  };
}

/**
 * Serves what builds before 26 November 2026 left for a subscriber that no longer exists: jobs were enqueued by
 * subscribers then, and are enqueued by the code that emits the event now. It registers for no events, and ignores
 * events that carry a version: their jobs exist. It can be removed together with support for upgrades from those
 * builds.
 */
export function retiredSubscriber<const Events extends readonly AnyEvent[]>(
  name: string,
  events: Events,
  handle: (event: StoredEventOf<Events[number]>, uow: UnitOfWork) => void,
): Subscriber {
  return {
    ...subscriber(name, events, async (event, uow) => {
      if (event.version === 0) handle(event, uow);
    }),
    retired: true,
  };
}

/** What must hold from the moment of these events' changes; see {@link AtCommit}. */
export function atCommit<const Events extends readonly AnyEvent[]>(
  events: Events,
  handle: (event: DomainEventOf<Events[number]>, uow: UnitOfWork) => Promise<void>,
): AtCommit {
  const types = new Set<string>(events.map(({ type }) => type));
  return {
    events,
    async handle(emitted, uow) {
      // An event is made by its definition, which types its data.
      if (types.has(emitted.type)) await handle(emitted as DomainEventOf<Events[number]>, uow);
    },
  };
}
