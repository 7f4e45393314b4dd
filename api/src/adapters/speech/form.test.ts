import { expect, it } from 'vitest';
import { decodeWav } from '../audio/wav.ts';
import { encodeForm } from './form.ts';

it('a form to transcribe is what the platform takes for one', async () => {
  const samples = new Int16Array(4_001).map((_, at) => ((at * 7_919) % 65_536) - 32_768);
  const { body, headers } = encodeForm(samples, [
    ['prompt', 'मेरे पिता गिर गए'],
    ['language', 'hi'],
  ]);
  const form = await new Response(body, { headers }).formData();
  expect([form.get('prompt'), form.get('language')]).toEqual(['मेरे पिता गिर गए', 'hi']);
  const file = form.get('file') as File;
  expect([file.name, file.type]).toEqual(['speech.wav', 'audio/wav']);
  expect(decodeWav(new Uint8Array(await file.arrayBuffer()))).toEqual(samples);
});
