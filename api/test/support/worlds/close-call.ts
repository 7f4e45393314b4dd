import type { Kiwimesh } from '@kiwimesh/sdk';
import type { World } from './world.ts';

/**
 * Wraps a call up, whatever its state and desk, so that the next call of the same caller is a new one: as the operator
 * who has it, or from the desk of the platform.
 */
export async function closeCall(
  { superAdmin }: Pick<World, 'superAdmin'>,
  operator: Kiwimesh,
  callId: string,
): Promise<void> {
  const path = { callId };
  const { state, wrappedUpAt, operator: answered } = await superAdmin.get('/v1/calls/{callId}', { path });
  if (wrappedUpAt !== null) return;
  const body = { disposition: 'test' };
  if (answered !== null && state !== 'waiting') {
    await operator.post('/v1/calls/{callId}/end', { path, body });
    return;
  }
  const { id } = await superAdmin.get('/v1/me');
  await superAdmin.patch('/v1/staff/{staffId}', { path: { staffId: id }, body: { duties: ['dispatch'] } });
  if (state === 'waiting') await superAdmin.post('/v1/calls/{callId}/claim', { path });
  await superAdmin.post('/v1/calls/{callId}/end', { path, body });
}
