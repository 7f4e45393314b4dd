import { type Cell, list, nothing } from '../../../test/authorisation/expectation.ts';
import type { Ids } from '../../../test/support/contract/contract-mutations.ts';
import { AT, idsOf } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';

/** What those who manage endpoints may do by the database layer; the rest is the system's. */
const managers = (system: string, commands: string) => ({
  system,
  super_admin: commands,
  hospital_admin: commands,
  api_key: commands,
});

const tables: FeatureTesting['tables'] = {
  webhook_endpoint: {
    reach: managers('siud', 'siud'),
    plain: ['failures', 2],
    sealed: ['url', 'description', 'secret'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('webhook_endpoint'),
          hospital_id: id('hospital'),
          url: `https://hooks.${side}.example/`,
          description: side,
          event_types: ['booking.requested'],
          secret: 'whsec_AAAA',
          created_at: AT,
          updated_at: AT,
        },
      ];
    },
  },
  webhook_event: {
    reach: managers('sid', 's'),
    plain: ['version', 2],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('webhook_event'),
          hospital_id: id('hospital'),
          type: 'booking.requested',
          version: 1,
          record_type: 'booking',
          record_id: id('booking'),
          data: {},
          correlation_id: 'c',
          occurred_at: AT,
        },
      ];
    },
  },
  webhook_delivery: {
    reach: managers('siud', 'si'),
    plain: ['attempts', 2],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('webhook_delivery'),
          endpoint_id: id('webhook_endpoint'),
          hospital_id: id('hospital'),
          cause: 'event',
          event_id: id('webhook_event'),
          event_type: 'booking.requested',
          record: `booking:${id('booking')}`,
          occurred_at: AT,
          created_at: AT,
        },
      ];
    },
  },
  webhook_attempt: {
    reach: managers('siu', 's'),
    plain: ['latency_ms', 2],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('webhook_attempt'),
          delivery_id: id('webhook_delivery'),
          hospital_id: id('hospital'),
          number: 1,
          started_at: AT,
        },
      ];
    },
  },
};

const body = { url: 'https://hooks.lab.example/kiwimesh', eventTypes: ['booking.requested'] };

async function freshEndpoint({ world, ids }: Cell): Promise<Ids> {
  const { id } = await world.asSuperAdmin<{ id: string }>('post', '/v1/webhook-endpoints', {
    ...body,
    hospitalId: ids.hospitalId,
  });
  return { ...ids, webhookEndpointId: id };
}

/** One for each hospital: how many it may have is limited. */
const shared = new WeakMap<Cell['world'], Map<string, Promise<Ids>>>();

async function sharedEndpoint(cell: Cell): Promise<Ids> {
  const { world, ids } = cell;
  const known = shared.get(world) ?? new Map<string, Promise<Ids>>();
  shared.set(world, known);
  const hospital = String(ids.hospitalId);
  const made = known.get(hospital) ?? freshEndpoint(cell);
  known.set(hospital, made);
  return { ...ids, webhookEndpointId: String((await made).webhookEndpointId) };
}

const ofEndpoint = {
  about: 'record',
  request: async (cell: Cell) => ({ ids: await sharedEndpoint(cell) }),
} as const;

const operations: FeatureTesting['operations'] = {
  listWebhookEndpoints: list('hospitalId'),
  createWebhookEndpoint: {
    about: 'record',
    request: ({ ids }) => ({ body: { ...body, hospitalId: ids.hospitalId } }),
  },
  getWebhookEndpoint: ofEndpoint,
  updateWebhookEndpoint: {
    about: 'record',
    request: async (cell) => ({ ids: await sharedEndpoint(cell), body: { description: `Lab ${cell.nth}` } }),
  },
  deleteWebhookEndpoint: {
    about: 'record',
    request: async (cell) => ({ ids: await freshEndpoint(cell) }),
  },
  rotateWebhookEndpoint: ofEndpoint,
  testWebhookEndpoint: ofEndpoint,
  listWebhookDeliveries: ofEndpoint,
  replayWebhooks: ofEndpoint,
  listWebhookEventTypes: nothing,
  listWebhookEvents: list('hospitalId'),
};

export const testing: FeatureTesting = { tables, operations };
