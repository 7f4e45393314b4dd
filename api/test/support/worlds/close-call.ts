import type { Kiwimesh } from '@kiwimesh/sdk';

/** Wraps a call up, whatever its state, so that the next call of the same caller is a new one. */
export async function closeCall(operator: Kiwimesh, callId: string): Promise<void> {
  const path = { callId };
  const { state, wrappedUpAt } = await operator.get('/v1/calls/{callId}', { path });
  if (wrappedUpAt !== null) return;
  if (state === 'waiting') await operator.post('/v1/calls/{callId}/claim', { path });
  await operator.post('/v1/calls/{callId}/end', { path, body: { disposition: 'test' } });
}
