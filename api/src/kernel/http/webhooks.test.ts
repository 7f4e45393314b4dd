import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type NotesServer, serveNotes } from '../../../test/support/worlds/notes-service.ts';

let notes: NotesServer;
beforeAll(async () => {
  notes = await serveNotes();
});
afterAll(() => notes?.close());
beforeEach(() => {
  notes.reached.length = 0;
});

const PATH = '/v1/webhooks/acme?part=1';
const signature = (path: string, fields: object) => JSON.stringify([path, 'acme', fields]);

function send(
  body: string | Uint8Array<ArrayBuffer>,
  { path = PATH, signs = {}, headers = {} }: { path?: string; signs?: object; headers?: object } = {},
): Promise<Response> {
  return fetch(`${notes.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-acme-signature': signature(PATH, signs),
      ...headers,
    },
    body,
  });
}
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

describe('a webhook', () => {
  it('with a valid signature reaches its handler and gets a reply in XML', async () => {
    const ascii = { text: 'a + b&c', From: '+919812345678' };
    const reply = await send(form(ascii), { signs: ascii });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(await reply.text()).toBe('<Response>a &amp; b</Response>');
    expect(notes.reached).toMatchObject([{ operation: 'receiveNote', request: { body: ascii } }]);
    expect(notes.reached[0]?.request.principal.kind).toBe('anonymous');
  });

  const ascii = { text: 'x' };
  it.each<[string, string | Uint8Array<ArrayBuffer>, object]>([
    ['no signature', form(ascii), { headers: { 'x-acme-signature': '' } }],
    ['a signature of another body', form({ text: 'y' }), { signs: ascii }],
    ['a signature of another address', form(ascii), { path: '/v1/webhooks/acme?part=2', signs: ascii }],
    [
      'the credential of a person instead',
      form(ascii),
      { headers: { 'x-acme-signature': '', authorization: 'Bearer nurse' } },
    ],
    [
      'a body of another type',
      JSON.stringify(ascii),
      { signs: ascii, headers: { 'content-type': 'application/json' } },
    ],
    ['a body that is no text', new Uint8Array([0xff, 0xfe]), { signs: ascii }],
    ['a body beyond what unknown callers may send', form({ text: 'x'.repeat(70_000) }), { signs: ascii }],
    ['a NUL character', 'text=a%00b', { signs: { text: 'a\u0000b' } }],
  ])('with %s reaches no handler', async (_, body, more) => {
    const reply = await send(body, more);
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([401, 'unauthenticated']);
    expect(notes.reached).toEqual([]);
  });

  it.each([
    ['without a field that it must have', { From: 'x' }],
    ['with a field that is too long', { text: 'x'.repeat(200) }],
  ])('that is signed and invalid, %s, is a bad request', async (_, fields) => {
    const reply = await send(form(fields as Record<string, string>), { signs: fields });
    expect(reply.status).toBe(400);
    expect(notes.reached).toEqual([]);
  });

  it('with a field twice is a bad request', async () => {
    expect((await send('text=a&text=b', { signs: { text: ['a', 'b'] } })).status).toBe(400);
  });
});

it('a service does not start where nothing checks the signature of a webhook', async () => {
  await expect(serveNotes(() => ({ signatures: {} }))).rejects.toThrow(
    'receiveNote: nothing checks its signature',
  );
});
