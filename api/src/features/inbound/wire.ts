import type { components } from '@kiwimesh/openapi/types';
import type { InboundWebhook } from './models.ts';

type Schemas = components['schemas'];

export function webhookBody(row: InboundWebhook): Schemas['InboundWebhook'] {
  const { id, source, provider, state, outcome, reason, repeats } = row;
  return {
    id,
    source,
    provider,
    state,
    outcome: outcome ?? null,
    reason: reason ?? null,
    repeats,
    receivedAt: row.receivedAt.toISOString(),
    handledAt: row.handledAt?.toISOString() ?? null,
  };
}

/** With the body as it arrived. Only text is taken, see kernel/http/body.ts. */
export function webhookDetailBody(row: InboundWebhook): Schemas['InboundWebhookDetail'] {
  return { ...webhookBody(row), body: Buffer.from(row.body, 'base64').toString('utf8') };
}
