import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { type Cell, nothing } from '../../../test/authorisation/expectation.ts';
import { AT, idsOf } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import { InboundWebhook } from './models.ts';

const tables: FeatureTesting['tables'] = {
  inbound_webhook: {
    reach: { system: 'siud', super_admin: 's' },
    plain: ['repeats', 2],
    sealed: ['body', 'recipient'],
    rows: (side) => [
      {
        id: idsOf(side)('inbound_webhook'),
        source: 'messages',
        provider: 'acme',
        digest: Buffer.alloc(32, side),
        body: 'dGVzdA==',
        recipient: '+919812345678',
        recipient_index: Buffer.from(side),
        received_at: AT,
      },
    ],
  },
  message_delivery: {
    reach: { system: 'siud' },
    plain: ['code', '30003'],
    rows: (side) => [
      {
        id: idsOf(side)('message_delivery'),
        key: `test:${side}`,
        progress: 'sent',
        changed_at: AT,
      },
    ],
  },
  message_opt_out: {
    reach: { system: 'siud' },
    plain: ['stopped', false],
    sealed: ['phone'],
    rows: (side) => [
      {
        id: idsOf(side)('message_opt_out'),
        phone: '+919812345678',
        phone_index: createHash('sha256').update(side).digest(),
        stopped: true,
        changed_at: AT,
      },
    ],
  },
};

/** One that says nothing. */
async function freshWebhook({ world, ids }: Cell) {
  const id = v7();
  const digest = Buffer.from(id.replaceAll('-', '').repeat(2), 'hex');
  await world.app.database.run(systemScope('test'), async (uow) => {
    const row = { id, source: 'messages', provider: 'acme', digest, body: '', receivedAt: uow.now } as const;
    await InboundWebhook.query(uow.trx).insert(row);
  });
  return { ids: { ...ids, inboundWebhookId: id } };
}

const operations: FeatureTesting['operations'] = {
  receiveMessageReport: nothing,
  receiveMessage: nothing,
  // Of other operations `from` is an instant.
  createSandboxMessage: {
    about: 'nothing',
    request: async () => ({ body: { from: '+919812345678', text: 'yes' } }),
  },
  listInboundWebhooks: nothing,
  getInboundWebhook: { about: 'nothing', request: freshWebhook },
  replayInboundWebhook: { about: 'nothing', request: freshWebhook },
};

export const testing: FeatureTesting = { tables, operations };
