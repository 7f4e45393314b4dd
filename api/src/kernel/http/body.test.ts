import { afterAll, beforeAll, expect, it } from 'vitest';
import { bearer, type NotesServer, post, serveNotes } from '../../../test/support/worlds/notes-service.ts';

let notes: NotesServer;
beforeAll(async () => {
  notes = await serveNotes(() => ({ bodyLimit: 1_048_576 }));
});
afterAll(() => notes.close());

it.each([
  ['as it is', '__proto__'],
  ['written with escapes', '\\u005f_proto__'],
])('a key that has a meaning in JavaScript is rejected, %s', async (_, key) => {
  const reply = await post(`${notes.url}/v1/notes`, `{"text":"x","${key}":{"admin":true}}`, bearer('nurse'));
  expect(await reply.json()).toMatchObject({
    status: 400,
    errors: [{ detail: 'must not have a key __proto__' }],
  });
});

it("text that no column can store is the caller's fault, at any depth", async () => {
  const depth = 100_000;
  const body = `{"text":${'['.repeat(depth)}"\\u0000"${']'.repeat(depth)}}`;
  const reply = await post(`${notes.url}/v1/notes`, body, bearer('nurse'));
  expect(await reply.json()).toMatchObject({ status: 400, code: 'invalid_request' });
});
