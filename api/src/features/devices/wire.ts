import type { components } from '@kiwimesh/openapi/types';
import type { PushTarget } from '../../ports/push.ts';
import type { PushDevice } from './models.ts';

type Schemas = components['schemas'];

export function deviceBody(row: PushDevice, sessionId: string): Schemas['Device'] {
  const { id, kind, lastPushAt, lastPushState } = row;
  return {
    id,
    kind,
    current: row.sessionId === sessionId,
    createdAt: row.createdAt.toISOString(),
    renewedAt: row.renewedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastPush:
      lastPushAt === null || lastPushState === null
        ? null
        : { state: lastPushState, at: lastPushAt.toISOString() },
  };
}

export function targetOf(body: Schemas['DeviceCreate']): PushTarget {
  if (body.kind === 'fcm') return { kind: 'fcm', token: body.token };
  const { endpoint, keys } = body.subscription;
  return { kind: 'web_push', endpoint, ...keys };
}
