import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { closeCall } from '../../../../test/support/worlds/close-call.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../../test/support/worlds/world.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import { BEGINNING } from './clock.ts';
import { leaveSide, takeSide } from './positions.ts';
import { expectWords, unheardJob } from './unheard.ts';
import { type CallWriting, WordStore } from './word-store.ts';

const SYSTEM = systemScope('test');
let app: TestApp;
let world: World;
const calls: string[] = [];
let foreign = '';

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
  const [first, second] = world.here.community.residents as [Signed, Signed];
  for (const { kiwi } of [first, second]) {
    calls.push((await kiwi.post('/v1/calls', { body: { channel: 'web' } })).id);
  }
  const [stranger] = world.there.community.residents as [Signed];
  foreign = (await stranger.kiwi.post('/v1/calls', { body: { channel: 'web' } })).id;
  await app.database.run(SYSTEM, async (uow) => {
    for (const id of [...calls, foreign]) await takeSide(uow, id, 'caller');
  });
});
afterAll(async () => {
  for (const id of calls) await closeCall(world, world.here.hospital.nurse.kiwi, id);
  await closeCall(world, world.there.hospital.nurse.kiwi, foreign);
  await app?.stop();
});

/** A store whose time stands still until `pass` is called. */
function storeOf() {
  const due: (() => void)[] = [];
  const after = (_: number, run: () => void) => {
    due.push(run);
    return () => {};
  };
  const store = new WordStore(app.database, { now: () => 0, after });
  const pass = () => {
    for (const run of due.splice(0)) run();
  };
  return { store, pass };
}

async function writing(callId: string, text: string, { epoch = 1, startMs = 0 } = {}): Promise<CallWriting> {
  const [row] = await app.testDatabase.owner('call').where({ id: callId });
  return {
    callId,
    tenant: { hospitalId: row.hospital_id, communityId: row.community_id },
    positions: [{ speaker: 'caller', epoch, position: { ...BEGINNING, nextSeq: 7 } }],
    words: [{ speaker: 'caller', source: 'speech', language: 'en', text, startMs, endMs: 10 }],
    gaps: [],
  };
}
/** The transactions that wrote the words of calls, the latest first. */
async function transactionOf(callId: string): Promise<string> {
  const { rows } = await app.testDatabase.owner.raw(
    'select xmin::text as id from call_segment where call_id = ? order by sequence desc limit 1',
    [callId],
  );
  return rows[0].id;
}
const [one, two] = [() => calls[0] as string, () => calls[1] as string];

describe('audio of a call that is over', () => {
  it('is missing once where its process is killed before it has words', async () => {
    const side = { callId: foreign, speaker: 'caller', epoch: 1, untilMs: 9_000 } as const;
    const order = () => app.testDatabase.owner('agenda_job').where({ name: 'call-audio-unheard' }).first();
    const missing = async () => {
      const { data } = await world.there.hospital.nurse.kiwi.get('/v1/calls/{callId}/transcript', {
        path: { callId: foreign },
      });
      return data.filter(({ source }) => source === 'missing');
    };
    await app.database.run(SYSTEM, async (uow) => expectWords(uow, side));
    expect(await order()).toBeDefined();
    const job = unheardJob(app.database);
    const run = { attempt: 1, signal: new AbortController().signal } as never;
    // Somebody else has the side since, or the words were stored.
    await job.handle({ ...side, epoch: 2 }, run);
    await job.handle({ ...side, untilMs: 0 }, run);
    expect(await missing()).toEqual([]);
    await job.handle(side, run);
    await job.handle(side, run);
    expect(await missing()).toMatchObject([{ speaker: 'caller', startMs: 0, endMs: 9_000, text: '' }]);
  });
});

describe('the words of many calls', () => {
  it('are stored at once after a pause, then together, those of each tenant apart', async () => {
    const { store, pass } = storeOf();
    const first = await store.write(await writing(one(), 'first'));
    expect(first).toMatchObject({ lost: [], segments: [{ text: 'first', sequence: 1 }] });
    const together = await Promise.all([one(), two(), foreign].map((id) => writing(id, 'second')));
    const written = together.map((each) => store.write(each));
    pass();
    const segments = (await Promise.all(written)).map((each) => each.segments);
    expect(segments).toMatchObject([[{ sequence: 2 }], [{ sequence: 1 }], [{ sequence: 2 }]]);
    expect(await transactionOf(one())).toBe(await transactionOf(two()));
    expect(await transactionOf(one())).not.toBe(await transactionOf(foreign));
    const positions = await app.testDatabase.owner('call_audio').whereIn('call_id', calls).pluck('next_seq');
    expect(positions).toEqual([7, 7]);
  });

  it('are stored call by call where those of one call cannot be', async () => {
    const { store, pass } = storeOf();
    await store.write(await writing(two(), 'before'));
    const bad = store.write(await writing(one(), 'bad', { startMs: 0.5 }));
    const good = store.write(await writing(two(), 'good'));
    const failed = expect(bad).rejects.toThrow();
    pass();
    await failed;
    expect(await good).toMatchObject({ segments: [{ text: 'good' }] });
  });

  it('are not stored for a side that another process has, or for a call that is gone', async () => {
    const { store, pass } = storeOf();
    await store.write(await writing(two(), 'before'));
    const late = store.write(await writing(one(), 'late', { epoch: 0 }));
    const gone = { ...(await writing(two(), 'gone')), callId: '0193a5f0-7c1e-7000-8000-00000000dead' };
    const erased = store.write(gone);
    pass();
    expect(await late).toMatchObject({ segments: [], lost: ['caller'] });
    expect(await erased).toEqual({ segments: [], lost: [], facts: null });
  });

  it('follow the call to the tenant that has it by now', async () => {
    const { store, pass } = storeOf();
    await store.write(await writing(two(), 'before'));
    const former = await writing(foreign, 'moved');
    const moved = store.write({ ...former, tenant: (await writing(one(), '')).tenant });
    const other = store.write(await writing(one(), 'stays'));
    pass();
    expect(await moved).toMatchObject({ segments: [{ text: 'moved' }], facts: former.tenant });
    expect(await other).toMatchObject({ segments: [{ text: 'stays' }] });
  });
});

describe('the side of an operator', () => {
  it('stays with their telephone or page until they choose or it is off the line', async () => {
    const [callId = ''] = calls;
    const side = { callId, speaker: 'operator' } as const;
    const take = (source: 'telephone' | 'connection' | 'chosen') =>
      app.database.run(SYSTEM, async (uow) => (await takeSide(uow, callId, 'operator', source)).kept);
    const row = { call_id: callId, speaker: 'operator' };
    const owner = app.testDatabase.owner;
    const leg = {
      id: callId,
      call_id: callId,
      provider: 'twilio',
      provider_call_id: callId,
      direction: 'in',
    };
    await owner('telephone_leg').insert({
      ...leg,
      stream_id: 'one',
      carries_operator: true,
      created_at: new Date(),
    });

    // Who is at a page when the telephone is answered speaks by the telephone.
    expect([await take('connection'), await take('telephone'), await take('connection')]).toEqual([
      false,
      false,
      true,
    ]);
    expect(await take('telephone')).toBe(false);
    expect(await take('chosen')).toBe(false);
    await owner('call_audio')
      .where(row)
      .update({ lease_until: new Date(Date.now() + 600_000) });
    expect(await take('telephone')).toBe(true);
    await owner('call_audio')
      .where(row)
      .update({ lease_until: new Date(0) });
    expect(await take('telephone')).toBe(false);

    // A stream that was replaced says nothing of the one that replaced it.
    const { epoch } = await owner('call_audio').where(row).first();
    await app.database.run(SYSTEM, (uow) => leaveSide(uow, { ...side, epoch: epoch - 1 }));
    expect(await take('connection')).toBe(true);
    await app.database.run(SYSTEM, (uow) => leaveSide(uow, { ...side, epoch }));
    expect(await take('connection')).toBe(false);

    // A process that was killed says nothing; the end of the telephone call does.
    await take('telephone');
    await owner('telephone_leg').where({ id: callId }).update({ ended_at: new Date() });
    expect(await take('connection')).toBe(false);
  });
});
