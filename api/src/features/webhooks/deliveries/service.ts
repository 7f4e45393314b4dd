import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { type ListRequest, newestOrChanged } from '../../../kernel/tenancy/changes.ts';
import { newestPage, whereGiven } from '../../../kernel/tenancy/lists.ts';
import { lockEndpoint, noEndpoint } from '../endpoints/service.ts';
import { DeliverWebhook } from '../jobs.ts';
import { type Cause, WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookEvent } from '../models.ts';
import { ENDPOINT_RECORD, TEST_EVENT } from './envelope.ts';

/** Events of one replay: more are refused, so that the range is narrowed. */
export const MAX_REPLAYED = 5_000;

export interface DeliveryFilter extends PageRequest {
  readonly state?: WebhookDelivery['state'] | undefined;
  readonly eventType?: string | undefined;
}

/** With its attempts, the first first. */
export interface LoggedDelivery {
  readonly row: WebhookDelivery;
  readonly attempts: readonly WebhookAttempt[];
}

export type ReplayRequest =
  | { readonly from: Date; readonly to: Date }
  | { readonly deliveryIds: readonly string[] };

/** The log of what was sent, and what a person asks to be sent again. */
export class Deliveries {
  readonly #database: Database;

  constructor({ database }: { readonly database: Database }) {
    this.#database = database;
  }

  /** Newest first. @throws Problem `not_found`. */
  list(principal: Principal, endpointId: string, filter: DeliveryFilter): Promise<Page<LoggedDelivery>> {
    return this.#database.run(principal, async (uow) => {
      if ((await WebhookEndpoint.query(uow.trx).findById(endpointId)) === undefined) throw noEndpoint();
      const { state, eventType, ...page } = filter;
      const query = WebhookDelivery.query(uow.trx).where({ endpoint_id: endpointId });
      whereGiven(query, { state, event_type: eventType });
      const { data, nextCursor } = await newestPage(query, page);
      const attempts = await WebhookAttempt.query(uow.trx)
        .whereIn(
          'delivery_id',
          data.map(({ id }) => id),
        )
        .orderBy(['delivery_id', 'number']);
      const byDelivery = Map.groupBy(attempts, ({ deliveryId }) => deliveryId);
      return { data: data.map((row) => ({ row, attempts: byDelivery.get(row.id) ?? [] })), nextCursor };
    });
  }

  /** Sends a test event. @throws Problem `not_found`; `unprocessable` for a paused endpoint. */
  test(principal: Principal, endpointId: string): Promise<LoggedDelivery> {
    return this.#database.run(principal, async (uow) => {
      const endpoint = await activeEndpoint(uow, endpointId);
      const eventId = v7();
      const [row] = await deliver(uow, endpoint, 'test', [
        // A record of its own: a test waits for nothing.
        { id: eventId, type: TEST_EVENT, record: `${ENDPOINT_RECORD}:${eventId}`, occurredAt: uow.now },
      ]);
      return { row: row as WebhookDelivery, attempts: [] };
    });
  }

  /**
   * Sends again what happened in a range of time and the endpoint chooses, whether or not it was sent before; or what these
   * deliveries sent. Each keeps its id, by which the partner tells a repeat.
   * @returns how many are on their way now.
   * @throws Problem `not_found`; `unprocessable` for a paused endpoint and for too much at once.
   */
  replay(principal: Principal, endpointId: string, request: ReplayRequest): Promise<number> {
    return this.#database.run(principal, async (uow) => {
      const endpoint = await activeEndpoint(uow, endpointId);
      const query = WebhookEvent.query(uow.trx)
        .orderBy(['occurred_at', 'id'])
        .limit(MAX_REPLAYED + 1);
      if (endpoint.hospitalId !== null) query.where({ hospital_id: endpoint.hospitalId });
      if ('from' in request) {
        query.where('occurred_at', '>=', request.from).where('occurred_at', '<', request.to);
        query.whereIn('type', endpoint.eventTypes);
      } else {
        const sent = await WebhookDelivery.query(uow.trx)
          .whereIn('id', [...request.deliveryIds])
          .where({ endpoint_id: endpointId })
          .whereNot({ cause: 'test' });
        if (sent.length < new Set(request.deliveryIds).size) {
          throw new Problem('not_found', { detail: 'One of the deliveries is not of this endpoint.' });
        }
        query.whereIn(
          'id',
          sent.map(({ eventId }) => eventId),
        );
      }
      const events = await query;
      if (events.length > MAX_REPLAYED) {
        const detail = `There are more than ${MAX_REPLAYED} events in this range: narrow it.`;
        throw new Problem('unprocessable', { detail, errors: [{ pointer: '/from', detail }] });
      }
      await deliver(uow, endpoint, 'replay', events.map(referenceOf));
      return events.length;
    });
  }

  /** The events of the catalogue within the caller's reach: newest first, or those recorded since a moment. */
  events(
    principal: Principal,
    {
      eventType,
      hospitalId,
      ...request
    }: ListRequest & { readonly eventType?: string | undefined; readonly hospitalId?: string | undefined },
  ): Promise<Page<WebhookEvent>> {
    return this.#database.run(principal, async (uow) => {
      const query = WebhookEvent.query(uow.trx);
      whereGiven(query, { type: eventType, hospital_id: hospitalId });
      return newestOrChanged(uow, query, request);
    });
  }
}

/** An event as a delivery names it. */
interface EventReference {
  readonly id: string;
  readonly type: string;
  readonly record: string;
  readonly occurredAt: Date;
}

export function referenceOf({ id, type, recordType, recordId, occurredAt }: WebhookEvent): EventReference {
  return { id, type, record: `${recordType}:${recordId}`, occurredAt };
}

/** Rows of one statement: each has eleven bound values, and Postgres takes 65,535. */
const BATCH = 1_000;

/** Puts events on their way to an endpoint, in this order. */
export async function deliver(
  uow: UnitOfWork,
  { id: endpointId, hospitalId }: WebhookEndpoint,
  cause: Cause,
  events: readonly EventReference[],
): Promise<readonly WebhookDelivery[]> {
  const made: WebhookDelivery[] = [];
  for (let at = 0; at < events.length; at += BATCH) {
    const rows = events.slice(at, at + BATCH).map(({ id: eventId, type, record, occurredAt }) => ({
      id: v7(),
      endpointId,
      hospitalId,
      cause,
      eventId,
      eventType: type,
      record,
      occurredAt,
      state: 'pending' as const,
      attempts: 0,
      createdAt: uow.now,
    }));
    made.push(...(await WebhookDelivery.query(uow.trx).insert(rows).returning('*')));
  }
  for (const { id: deliveryId } of made) uow.enqueue(DeliverWebhook.now(deliveryId, { deliveryId }));
  return made;
}

async function activeEndpoint(uow: UnitOfWork, id: string): Promise<WebhookEndpoint> {
  const endpoint = await lockEndpoint(uow, id);
  if (endpoint.state === 'active') return endpoint;
  throw new Problem('unprocessable', { detail: 'The endpoint is paused: resume it first.' });
}
