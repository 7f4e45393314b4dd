import { v7 } from 'uuid';
import { subscriber } from '../../kernel/events/event.ts';
import type { Subscriber } from '../../kernel/events/subscriber.ts';
import type { AnyEvent } from '../../kernel/payload/event.ts';
import { HospitalDeactivated } from '../organisations/index.ts';
import { deliver, referenceOf } from './deliveries/service.ts';
import { pause } from './endpoints/pausing.ts';
import { WebhookEndpoint, WebhookEvent } from './models.ts';

/** Keeps every event of the catalogue and puts it on its way to the endpoints that chose it. */
export function publishing(catalogue: ReadonlyMap<string, AnyEvent>): Subscriber {
  return subscriber('webhooks.publish', [...catalogue.values()], async (event, uow) => {
    const definition = catalogue.get(event.type) as AnyEvent;
    const member = definition.partners?.hospital ?? '';
    const concerned: unknown = event.data[member];
    const hospitalId = typeof concerned === 'string' ? concerned : null;
    const row = await WebhookEvent.query(uow.trx)
      .insert({
        id: v7(),
        hospitalId,
        type: event.type,
        version: definition.version,
        recordType: event.aggregate.type,
        recordId: event.aggregate.id,
        data: event.data,
        correlationId: event.correlationId,
        occurredAt: new Date(event.occurredAt),
      })
      .returning('*');
    const endpoints = await WebhookEndpoint.query(uow.trx)
      .where({ state: 'active' })
      .where((whose) => {
        whose.whereNull('hospital_id');
        if (hospitalId !== null) whose.orWhere({ hospital_id: hospitalId });
      })
      .whereRaw('event_types @> array[?]::text[]', [event.type])
      .orderBy('id');
    for (const endpoint of endpoints) await deliver(uow, endpoint, 'event', [referenceOf(row)]);
  });
}

/** A deactivated hospital's partners receive nothing more, until its administrators resume them. */
export function pausingOfDeactivated(): Subscriber {
  return subscriber('webhooks.pause-deactivated', [HospitalDeactivated], async ({ data }, uow) => {
    const active = await WebhookEndpoint.query(uow.trx)
      .where({ hospital_id: data.hospitalId, state: 'active' })
      .orderBy('id')
      .forUpdate();
    for (const endpoint of active) await pause(uow, endpoint, 'hospital_deactivated');
  });
}
