import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import {
  bearer,
  HOSPITAL,
  NOTE_UUID,
  type NotesServer,
  post,
  serveNotes,
} from '../../../test/support/worlds/notes-service.ts';
import { Problem } from '../ground/problem.ts';

let notes: NotesServer;

beforeAll(async () => {
  notes = await serveNotes();
});
afterAll(() => notes.close());
beforeEach(() => {
  notes.reached.length = 0;
});

async function problemOf(reply: Response) {
  expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const body = (await reply.json()) as {
    code: string;
    status: number;
    correlationId: string;
    errors?: unknown;
  };
  expect(body.status).toBe(reply.status);
  expect(body.correlationId).toBe(reply.headers.get('x-correlation-id'));
  return body;
}

const nurse = bearer('nurse');
const list = (query: string, headers: Record<string, string> = nurse) =>
  fetch(`${notes.url}/v1/notes${query}`, { headers });

/** Lines are written after the reply is sent. */
const logged = (message: string) =>
  eventually(`the line "${message}"`, () => notes.lines.find(({ msg }) => msg === message));

describe('what never reaches domain code', () => {
  const refused: [string, number, string, () => Promise<Response>][] = [
    ['no credential', 401, 'unauthenticated', () => list('', {})],
    ['an unknown token', 401, 'unauthenticated', () => list('', bearer('nobody'))],
    ['basic auth', 401, 'unauthenticated', () => list('', { authorization: 'Basic bnVyc2U6eA==' })],
    ['a publishable key as bearer', 401, 'unauthenticated', () => list('', bearer('pk_widget'))],
    ['a publishable key as API key', 401, 'unauthenticated', () => list('', { 'x-api-key': 'pk_widget' })],
    [
      'a secret key as publishable key',
      401,
      'unauthenticated',
      () => list('', { 'x-publishable-key': 'sk_reader' }),
    ],
    ['a token as API key', 401, 'unauthenticated', () => list('', { 'x-api-key': 'nurse' })],
    [
      'a kind the operation does not take',
      401,
      'unauthenticated',
      () => post(`${notes.url}/v1/notes`, { text: 'x' }, { 'x-api-key': 'sk_reader' }),
    ],
    [
      'a publishable key where people sign in',
      401,
      'unauthenticated',
      () => post(`${notes.url}/v1/notes`, { text: 'x' }, { 'x-publishable-key': 'pk_widget' }),
    ],
    [
      'a publishable key from another origin',
      403,
      'origin_not_allowed',
      () => list('', { 'x-publishable-key': 'pk_widget', origin: 'https://stranger.example' }),
    ],
    [
      'a bad token beside a good key',
      401,
      'unauthenticated',
      () => list('', { ...bearer('expired'), 'x-publishable-key': 'pk_widget' }),
    ],
    [
      'a bad key where none was needed',
      401,
      'unauthenticated',
      () => fetch(`${notes.url}/v1/greeting`, { headers: { 'x-publishable-key': 'pk_revoked' } }),
    ],
    ['a role that may not', 403, 'role_not_allowed', () => list('', bearer('admin'))],
    ['a key without the scope', 403, 'scope_missing', () => list('', { 'x-api-key': 'sk_other' })],
    [
      'a secret key where no scope lets it in',
      403,
      'scope_missing',
      () => post(`${notes.url}/v1/notes`, { text: 'x' }, bearer('sk_reader')),
    ],
    [
      'a role that may not, with bad input',
      403,
      'role_not_allowed',
      () => list('?limit=no', bearer('admin')),
    ],
    ['an unknown query parameter', 400, 'invalid_request', () => list('?colour=red')],
    ['a number that is none', 400, 'invalid_request', () => list('?limit=ten')],
    ['a number out of range', 400, 'invalid_request', () => list('?limit=101')],
    ['a parameter twice', 400, 'invalid_request', () => list('?limit=1&limit=2')],
    ['a format that is not met', 400, 'invalid_request', () => list('?since=yesterday')],
    [
      'an id of the wrong shape',
      400,
      'invalid_request',
      () => fetch(`${notes.url}/v1/notes/17`, { headers: nurse }),
    ],
    [
      'no body',
      400,
      'invalid_request',
      () => fetch(`${notes.url}/v1/notes`, { method: 'POST', headers: nurse }),
    ],
    ['malformed JSON', 400, 'malformed_json', () => post(`${notes.url}/v1/notes`, '{"text":', nurse)],
    [
      'a property too many',
      400,
      'invalid_request',
      () => post(`${notes.url}/v1/notes`, { text: 'x', by: 1 }, nurse),
    ],
    [
      'a property too many, behind a reference',
      400,
      'invalid_request',
      () => post(`${notes.url}/v1/notes`, { text: 'x', place: { latitude: 1, longitude: 2, z: 3 } }, nurse),
    ],
    [
      'text no column can hold',
      400,
      'invalid_request',
      () => post(`${notes.url}/v1/notes`, { text: 'a\0b' }, nurse),
    ],
    [
      'half a character',
      400,
      'invalid_request',
      () => post(`${notes.url}/v1/notes`, '{"text":"\\ud800"}', nurse),
    ],
    [
      'a header that breaks the contract',
      400,
      'invalid_request',
      () => post(`${notes.url}/v1/notes`, { text: 'x' }, { ...nurse, 'idempotency-key': 'k'.repeat(41) }),
    ],
    [
      'another kind of body',
      415,
      'unsupported_media_type',
      () => post(`${notes.url}/v1/notes`, 'text=x', { ...nurse, 'content-type': 'text/plain' }),
    ],
    [
      'a body in another alphabet than UTF-8',
      415,
      'unsupported_media_type',
      () => {
        const headers = { ...nurse, 'content-type': 'application/json; charset=iso-8859-1' };
        return post(`${notes.url}/v1/notes`, { text: 'x' }, headers);
      },
    ],
    [
      'a compressed body',
      415,
      'unsupported_media_type',
      () => post(`${notes.url}/v1/notes`, { text: 'x' }, { ...nurse, 'content-encoding': 'gzip' }),
    ],
    [
      'too large a body',
      413,
      'payload_too_large',
      () => post(`${notes.url}/v1/notes`, { text: 'x'.repeat(20_000) }, nurse),
    ],
    ['an unknown path', 404, 'not_found', () => fetch(`${notes.url}/v1/nothing`, { headers: nurse })],
    [
      'a path with a bad escape',
      404,
      'not_found',
      () => fetch(`${notes.url}/v1/notes/%zz`, { headers: nurse }),
    ],
    [
      'another method',
      405,
      'method_not_allowed',
      () => fetch(`${notes.url}/v1/notes`, { method: 'PUT', headers: nurse }),
    ],
  ];

  it.each(refused)('%s: %i %s', async (_name, status, code, send) => {
    const reply = await send();
    const body = await problemOf(reply);
    expect([reply.status, body.code]).toEqual([status, code]);
    expect(notes.reached).toEqual([]);
  });

  it('an operation without a handler, should that ever happen', async () => {
    const handlers = notes.mount.engine.handlers;
    const handler = handlers.getNote;
    delete handlers.getNote;
    const reply = await fetch(`${notes.url}/v1/notes/${NOTE_UUID}`, { headers: nurse });
    handlers.getNote = handler;
    expect((await problemOf(reply)).code).toBe('internal');
    expect(notes.reached).toEqual([]);
  });

  it('a body without a length that turns out too large', async () => {
    const stream = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 30; sent += 1)
          controller.enqueue(new TextEncoder().encode('x'.repeat(1_000)));
        controller.close();
      },
    });
    const reply = await fetch(`${notes.url}/v1/notes`, {
      method: 'POST',
      headers: { ...nurse, 'content-type': 'application/json' },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect((await problemOf(reply)).code).toBe('payload_too_large');
    expect(notes.reached).toEqual([]);
  });
});

describe('whose records a path names', () => {
  const of = (at: string, credential: string) =>
    fetch(`${notes.url}/v1/${at}/notes`, { headers: bearer(credential) });

  it.each([
    ['the own hospital', `hospitals/${HOSPITAL}`, 'nurse', 200],
    ['the own hospital, in capitals', `hospitals/${HOSPITAL.toUpperCase()}`, 'nurse', 200],
    ['another hospital', `hospitals/${NOTE_UUID}`, 'nurse', 404],
    ['another hospital, where linked ones are reached too', `hospitals/${NOTE_UUID}`, 'admin', 200],
    ['the caller', 'staff/nurse-1', 'nurse', 200],
    ['a colleague, where only own records are reached', 'staff/nurse-2', 'nurse', 404],
  ])('%s', async (_name, at, credential, status) => {
    const reply = await of(at, credential);
    expect(reply.status).toBe(status);
    if (status === 404) expect((await problemOf(reply)).code).toBe('not_found');
    expect(notes.reached).toHaveLength(status === 200 ? 1 : 0);
  });

  it('is checked after the contract: invalid input is reported as such', async () => {
    expect((await of('hospitals/17', 'nurse')).status).toBe(400);
  });
});

describe('what a problem reveals', () => {
  it('points at every fault, without the values', async () => {
    const reply = await post(`${notes.url}/v1/notes?x=1`, { text: '', at: 'secret-value' }, nurse);
    const body = await problemOf(reply);
    expect(body.errors).toEqual([
      { pointer: '/query/x', detail: 'is not part of the contract' },
      { pointer: '/text', detail: 'must not be empty' },
      { pointer: '/at', detail: 'must be a time such as 2026-11-22T10:00:00Z (RFC 3339)' },
    ]);
    expect(JSON.stringify(body)).not.toContain('secret-value');
  });

  it('says what a pattern requires, not the pattern', async () => {
    const place = { latitude: 1, longitude: 2, phone: '12', name: 'a\u0007b', code: 'x' };
    const { errors } = await problemOf(await post(`${notes.url}/v1/notes`, { text: 'x', place }, nurse));
    expect(errors).toEqual([
      {
        pointer: '/place/phone',
        detail: 'does not have the required format: A phone number, E.164. Such as +919800000004.',
      },
      { pointer: '/place/name', detail: 'must be text without control characters, and not blank' },
      { pointer: '/place/code', detail: 'has characters that are not allowed.' },
    ]);
  });

  it('names the methods of the path', async () => {
    const reply = await fetch(`${notes.url}/v1/notes`, { method: 'DELETE', headers: nurse });
    expect(reply.headers.get('allow')).toBe('HEAD, GET, POST');
  });

  it('requires a credential with 401', async () => {
    expect((await list('', {})).headers.get('www-authenticate')).toBe('Bearer realm="kiwimesh"');
  });
});

describe('what does reach it', () => {
  it('coerced parameters and defaults, and the verified caller', async () => {
    await list('?pinned=true&tag=a');
    await list('?tag=a&tag=b&limit=7');
    const [first, second] = notes.reached;
    expect(first?.request).toMatchObject({
      query: { pinned: true, tag: ['a'], limit: 20 },
      principal: { kind: 'staff', id: 'nurse-1' },
    });
    expect(second?.request.query).toEqual({ tag: ['a', 'b'], limit: 7 });
  });

  it.each([
    ['a secret key as bearer', bearer('sk_reader'), 'api_key'],
    ['a secret key', { 'x-api-key': 'sk_reader' }, 'api_key'],
    ['a publishable key', { 'x-publishable-key': 'pk_widget' }, 'publishable_key'],
    ['a person in a widget', { ...bearer('nurse'), 'x-publishable-key': 'pk_widget' }, 'staff'],
  ])('%s', async (_name, headers, kind) => {
    expect((await list('', headers)).status).toBe(200);
    expect(notes.reached[0]?.request.principal.kind).toBe(kind);
  });

  it('an anonymous caller, where that is allowed', async () => {
    expect((await fetch(`${notes.url}/v1/greeting`, { headers: bearer('whatever') })).status).toBe(200);
    expect(notes.reached[0]?.request.principal.kind).toBe('anonymous');
  });

  it('HEAD, without a body', async () => {
    const reply = await fetch(`${notes.url}/v1/notes/${NOTE_UUID}`, { method: 'HEAD', headers: nurse });
    expect([reply.status, await reply.text(), reply.headers.get('etag')]).toEqual([200, '', '"3"']);
  });
});

describe('replies', () => {
  it('carry ETag, Location, correlation and nothing a cache may store', async () => {
    const reply = await post(
      `${notes.url}/v1/notes`,
      { text: 'x' },
      { ...nurse, 'x-correlation-id': 'order-17' },
    );
    expect(reply.status).toBe(201);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      etag: '"3"',
      location: `/v1/notes/${NOTE_UUID}`,
      'x-correlation-id': 'order-17',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(reply.headers.get('traceparent')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });

  it.each([
    ['lacks a property', { status: 200, body: { id: NOTE_UUID, text: 'x' } }, '/version is required'],
    ['has a wrong format', { status: 200, body: { id: '17', text: 'x', version: 1 } }, '/id must be a UUID'],
    ['has an undeclared status', { status: 202, body: {} }, 'the status 202 is not declared'],
    ['lacks its body', { status: 200 }, 'the status 200 needs a body'],
  ])('that %s are 500 here', async (_name, answer, fault) => {
    notes.answer('getNote', async () => answer);
    const reply = await fetch(`${notes.url}/v1/notes/${NOTE_UUID}`, { headers: nurse });
    expect(reply.status).toBe(500);
    expect(((await reply.json()) as { detail: string }).detail).toContain(fault);
  });

  it('that fail reveal nothing of the implementation; the log has the kind of error', async () => {
    notes.answer('getNote', async () => {
      throw Object.assign(new Error('insert into note (phone) values (+919800000004)'), {
        severity: 'ERROR',
        code: 'XX000',
      });
    });
    notes.lines.length = 0;
    const reply = await fetch(`${notes.url}/v1/notes/${NOTE_UUID}`, { headers: nurse });
    const text = await reply.text();
    expect(reply.status).toBe(500);
    expect(text).not.toMatch(/insert|9800000004|at .*\.ts/);
    const correlationId = reply.headers.get('x-correlation-id');
    const failure = await logged('request failed');
    expect(failure).toMatchObject({
      correlationId,
      operation: 'getNote',
      actor: 'staff:nurse-1',
      err: { code: 'XX000' },
    });
    expect(JSON.stringify(notes.lines)).not.toContain('9800000004');
  });

  it('in an outage are logged once, with the code and the cause', async () => {
    notes.answer('listNotes', async () => {
      throw new Problem('dependency_down', { cause: 'ECONNREFUSED' });
    });
    notes.lines.length = 0;
    for (let n = 0; n < 20; n += 1) {
      const reply = await list('?limit=5');
      expect(reply.status).toBe(503);
      await reply.arrayBuffer();
    }
    await eventually(
      'the requests are logged',
      () => notes.lines.filter(({ msg }) => msg === 'request').length === 20,
    );
    const failures = notes.lines.filter(({ msg }) => msg === 'request failed');
    notes.answer('listNotes', async () => ({ status: 200, body: {} }));
    expect(failures).toMatchObject([
      { code: 'dependency_down', err: { type: 'Problem', cause: { code: 'ECONNREFUSED' } } },
    ]);
  });

  it('leave one log line each: ids, the template, never what was typed', async () => {
    notes.lines.length = 0;
    await list('?limit=5&tag=private-words');
    const line = await logged('request');
    expect(line).toMatchObject({
      operation: 'listNotes',
      path: '/v1/notes',
      status: 200,
      actor: 'staff:nurse-1',
    });
    expect(JSON.stringify(notes.lines)).not.toContain('private-words');
  });
});
