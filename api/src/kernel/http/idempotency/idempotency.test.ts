import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { TEST_DATA_KEY, TEST_DATA_KEYS } from '../../../../test/support/worlds/data-keys.ts';
import {
  bearer,
  NOTE_UUID,
  type NotesServer,
  post,
  serveNotes,
} from '../../../../test/support/worlds/notes-service.ts';
import { systemScope } from '../../auth/scope.ts';
import { connect } from '../../db/connection.ts';
import { Database } from '../../db/unit/database.ts';
import { Problem } from '../../ground/problem.ts';
import { DataKeys } from '../../sealing/data-keys.ts';
import { Idempotency, markIdempotencyKey } from './once.ts';
import { deleteReplies, IdempotencyRecords } from './records.ts';

let clone: TestDatabase;
let knex: Knex;
let database: Database;
let notes: NotesServer;
let key: string;
let keys = 0;

beforeAll(async () => {
  clone = await testDatabase();
  knex = connect(clone.url, { as: 'app', poolMax: 12 });
  database = new Database(knex, { beforeCommit: markIdempotencyKey });
  await clone.owner.raw(
    'CREATE TABLE note (id serial, text text); GRANT ALL ON note, note_id_seq TO kiwimesh_app',
  );
});
afterAll(async () => {
  await database.close();
  await clone.close();
});
beforeEach(async () => {
  keys += 1;
  key = `key-${keys}`;
  await clone.owner('note').delete();
  notes = await serveNotes((log) => ({
    idempotency: new Idempotency(new IdempotencyRecords(knex, TEST_DATA_KEYS), log),
  }));
  notes.answer('createNote', () => write());
});
afterEach(() => notes.close());

const reply = {
  status: 201,
  body: { id: NOTE_UUID, text: 'hello', version: 1 },
  headers: { location: '/here' },
};

/** Domain work: one row in a unit of work. */
async function write(): Promise<typeof reply> {
  await database.run(systemScope('test'), async ({ trx }) => {
    await trx('note').insert({ text: 'hello' });
  });
  return reply;
}

const written = async () => (await clone.owner('note')).length;
const send = (text = 'hello', token = 'nurse', headers: Record<string, string> = {}) =>
  post(`${notes.url}/v1/notes`, { text }, { ...bearer(token), 'idempotency-key': key, ...headers });
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
const age = (what: string) => clone.owner.raw(`UPDATE idempotency_record SET ${what} WHERE key = ?`, [key]);

describe('a POST with a key', () => {
  it('stores a fingerprint of its body that needs the data key and differs per key', async () => {
    await send();
    await send('hello', 'nurse2');
    const { rows } = await clone.owner.raw('select fingerprint from idempotency_record where key = ?', [key]);
    const plain = createHash('sha256').update('/v1/notes\n{"text":"hello"}').digest('base64');
    const marks = rows.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
    expect(new Set(marks).size).toBe(2);
    expect(marks).not.toContain(plain);
  });

  it('is recognised while the data key changes', async () => {
    const request = { actor: 'staff:nurse', operation: 'createNote', key };
    const before = new IdempotencyRecords(knex, TEST_DATA_KEYS);
    const claim = await before.claim(request, 'this body');
    if (claim.outcome !== 'claimed') throw new Error('it was free');
    await before.save(request, claim.holder, { status: 201, headers: {}, body: null });
    const newer = new DataKeys(['a-newer-data-key-of-the-tests-0123456789', TEST_DATA_KEY]);
    const after = new IdempotencyRecords(knex, newer);
    expect(await after.claim(request, 'this body')).toMatchObject({ outcome: 'saved' });
    expect(await after.claim(request, 'another body')).toEqual({ outcome: 'other_request' });
  });

  it('runs once; the repeat gets the same status, body and headers, and is marked', async () => {
    const first = await send();
    const second = await send();
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.json()).toEqual(await first.json());
    expect([second.headers.get('etag'), second.headers.get('location')]).toEqual(['"1"', '/here']);
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect(await written()).toBe(1);
  });

  it('stores a long reply compressed, and one that stays too long not at all', async () => {
    const kept = async () => (await clone.owner('idempotency_record').where({ key }).first()).body?.length;
    const answer = (text: string) =>
      notes.answer('createNote', async () => {
        await write();
        return { ...reply, body: { ...reply.body, text } };
      });
    const long = 'The phone of row 17 belongs to somebody else. '.repeat(20_000);
    answer(long);
    expect(await (await send()).json()).toMatchObject({ text: long });
    expect(await kept()).toBeLessThan(long.length / 100);
    const repeat = await send();
    expect(repeat.headers.get('idempotency-replayed')).toBe('true');
    expect(await repeat.json()).toMatchObject({ text: long });
    expect(await written()).toBe(1);

    key = `${key}-random`;
    answer(randomBytes(400_000).toString('base64'));
    expect((await send()).status).toBe(201);
    expect(await kept()).toBeUndefined();
    const lost = await send();
    expect([lost.status, await codeOf(lost)]).toEqual([409, 'idempotency_in_progress']);
    expect(await written()).toBe(2);
  });

  it('sent 50 times at once runs exactly once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => send()));
    const statuses = answers.map(({ status }) => status);
    expect(await written()).toBe(1);
    expect(notes.reached).toHaveLength(1);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect((await send()).headers.get('idempotency-replayed')).toBe('true');
  });

  it('while the first runs: 409 with Retry-After', async () => {
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    notes.answer('createNote', async () => {
      await held;
      return write();
    });
    const first = send();
    await eventually('the first runs', () => notes.reached.length > 0);
    const second = await send();
    expect([second.status, await codeOf(second), second.headers.get('retry-after')]).toEqual([
      409,
      'idempotency_in_progress',
      '1',
    ]);
    release();
    expect((await first).status).toBe(201);
  });

  it('with another body: 422', async () => {
    await send('one');
    const other = await send('two');
    expect([other.status, await codeOf(other)]).toEqual([422, 'idempotency_key_reused']);
  });

  it('runs for another caller with the same key', async () => {
    await send('hello', 'nurse');
    await send('hello', 'nurse2');
    expect(await written()).toBe(2);
  });

  it('keeps rejections of the domain, and releases the key after a failure', async () => {
    notes.answer('createNote', async () => {
      throw new Problem('version_conflict', { extensions: { state: 'x' } });
    });
    const first = await send();
    const again = await send();
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([409, 'true']);
    expect(await again.json()).toEqual(await first.json());

    key += '-failing';
    notes.answer('createNote', async () => {
      throw new Error('boom');
    });
    expect((await send()).status).toBe(500);
    notes.answer('createNote', () => write());
    expect((await send()).status).toBe(201);
  });

  it('does not use the key up with a bad request', async () => {
    expect((await send('')).status).toBe(400);
    expect((await send('good')).status).toBe(201);
  });

  it('is taken over when its holder died before the work, after the lease expired', async () => {
    const records = new IdempotencyRecords(knex, TEST_DATA_KEYS);
    const request = { actor: 'staff:nurse-1', operation: 'createNote', key };
    await send('other first, to learn the fingerprint');
    const { fingerprint } = await clone.owner('idempotency_record').where({ key }).first();
    await clone.owner('idempotency_record').where({ key }).delete();

    const died = await records.claim(request, fingerprint);
    expect(died.outcome).toBe('claimed');
    expect((await records.claim(request, fingerprint)).outcome).toBe('in_progress');
    await age(`leased_until = now() - interval '1 second'`);
    expect((await records.claim(request, 'another')).outcome).toBe('other_request');
    const taken = await records.claim(request, fingerprint);
    expect(taken.outcome).toBe('claimed');

    // If the first is still alive after all, it can neither commit nor save.
    const holder = died.outcome === 'claimed' ? died.holder : '';
    expect(await IdempotencyRecords.markEffect(knex, request, holder)).toBe(false);
    await records.save(request, holder, { status: 201, headers: {}, body: '{}' });
    expect((await records.claim(request, fingerprint)).outcome).toBe('in_progress');
  });

  it('never runs twice when its holder died between the commit and the reply', async () => {
    await send();
    // The state after such a crash: the mark of the transaction, no reply, a lease that expires.
    await age(`status = NULL, headers = NULL, body = NULL`);
    expect(await codeOf(await send())).toBe('idempotency_in_progress');
    await age(`leased_until = now() - interval '1 second'`);
    const lost = await send();
    expect(lost.status).toBe(409);
    expect(((await lost.json()) as { detail: string }).detail).toContain('took effect');
    expect(await written()).toBe(1);
  });

  it('keeps its key when the work was committed and only the reply failed', async () => {
    notes.answer('createNote', async () => {
      await write();
      throw new Error('while mapping the reply');
    });
    expect((await send()).status).toBe(500);
    expect((await send()).status).toBe(409);
    expect(await written()).toBe(1);
  });

  it('is deleted after a day, also before the purge', async () => {
    await send('one');
    await age(`created_at = now() - interval '25 hours'`);
    expect((await send('two')).status).toBe(201);
    await age(`created_at = now() - interval '25 hours'`);
    expect(await new IdempotencyRecords(knex, TEST_DATA_KEYS).purge()).toBe(1);
  });

  it('stores nothing when its reply is a secret, and runs each time', async () => {
    const create = () =>
      post(`${notes.url}/v1/keys`, undefined, { ...bearer('nurse'), 'idempotency-key': key });
    await create();
    await create();
    expect(notes.reached).toHaveLength(2);
    expect(await clone.owner('idempotency_record').where({ key })).toEqual([]);
  });

  it('still answers when the record cannot be written', async () => {
    const records = new IdempotencyRecords(knex, TEST_DATA_KEYS);
    records.save = () => Promise.reject(new Error('gone'));
    const lame = await serveNotes(() => ({
      idempotency: new Idempotency(records, pino({ level: 'silent' })),
    }));
    lame.answer('createNote', () => write());
    const answer = await post(
      `${lame.url}/v1/notes`,
      { text: 'x' },
      { ...bearer('nurse'), 'idempotency-key': key },
    );
    expect(answer.status).toBe(201);
    await lame.close();
  });
});

describe('a stored reply', () => {
  it('is sealed, and readable by the app role only by its whole key', async () => {
    await send();
    const [record] = await clone.owner('idempotency_record').where({ key });
    expect(Buffer.isBuffer(record.body)).toBe(true);
    expect(record.body.toString('latin1')).not.toContain('hello');
    for (const command of ['select * from', 'delete from', 'truncate']) {
      await expect(knex.raw(`${command} idempotency_record`)).rejects.toMatchObject({ code: '42501' });
    }
    const find = 'select * from idempotency.find(?, ?, ?)';
    expect((await knex.raw(find, [record.actor, record.operation, key])).rows).toHaveLength(1);
    expect((await knex.raw(find, ['staff:another', record.operation, key])).rows).toEqual([]);
  });

  it('does not open in the record of another', async () => {
    await send();
    const [mine] = await clone.owner('idempotency_record').where({ key });
    await clone.owner('idempotency_record').insert({ ...mine, key: `${key}-other`, headers: '{}' });
    const other = { actor: mine.actor, operation: mine.operation, key: `${key}-other` };
    await expect(
      new IdempotencyRecords(knex, TEST_DATA_KEYS).claim(other, mine.fingerprint),
    ).rejects.toMatchObject({ code: 'broken_seal' });
  });

  it('counts as lost when its key is gone, and nothing runs twice', async () => {
    await send();
    const [{ actor, operation, fingerprint }] = await clone.owner('idempotency_record').where({ key });
    const records = new IdempotencyRecords(knex, new DataKeys(['another-data-key-another-data-key-anot']));
    expect(await records.claim({ actor, operation, key }, fingerprint)).toEqual({ outcome: 'reply_lost' });
  });

  it('is deleted with the person', async () => {
    await send();
    const [{ actor }] = await clone.owner('idempotency_record').where({ key });
    await database.run(systemScope('test'), ({ trx }) => deleteReplies(trx, actor));
    expect(await clone.owner('idempotency_record').where({ actor })).toEqual([]);
  });
});
