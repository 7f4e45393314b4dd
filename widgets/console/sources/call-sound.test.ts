import { NetworkError } from '@kiwimesh/sdk';
import { expect, it } from 'vitest';
import { CallSound } from './call-sound.ts';

it('the sound of a call is off, and says why, where the connection cannot be had', async () => {
  const gone = () => Promise.reject(new NetworkError('The service is out of reach'));
  const sound = new CallSound('0193a5f0-7c1e-7000-8000-000000000041', gone, () => undefined);
  await sound.listen();
  expect(sound).toMatchObject({ state: 'off', failure: { kind: 'unreachable' } });
  // Pressed again, it is tried again.
  await sound.listen();
  expect(sound.state).toBe('off');
  sound.close();
});
