import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { closeCall } from '../../../../test/support/worlds/close-call.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../../test/support/worlds/world.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import { Call, CallSegment } from '../models.ts';
import { Transcripts } from './transcript.ts';

// At any size: an hour of quick talk, and more than was once read at all.
const SEGMENTS = 3_000;
const SYSTEM = systemScope('test');
let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app?.stop());

const operator = () => world.here.hospital.nurse.kiwi;
const resident = (nth: number) => world.here.community.residents[nth] as Signed;
const path = (callId: string) => ({ path: { callId } });
const ring = (nth: number) => resident(nth).kiwi.post('/v1/calls', { body: { channel: 'typed' } });
const say = (nth: number, callId: string, text: string) =>
  resident(nth).kiwi.post('/v1/calls/{callId}/messages', { ...path(callId), body: { text } });
const lastEvent = async (callId: string, type: string) => {
  const { data } = await operator().get('/v1/calls/{callId}/events', path(callId));
  return data.findLast((event) => event.type === type);
};

/** Words that were said before. */
async function saidBefore(callId: string): Promise<void> {
  await app.database.run(SYSTEM, async ({ trx, now }) => {
    const words = (sequence: number) => ({
      id: v7(),
      callId,
      sequence,
      speaker: 'caller' as const,
      source: 'typed' as const,
      language: 'en',
      text: sequence === 7 ? 'We are in tower B flat 204' : 'We are waiting',
      startMs: sequence,
      endMs: sequence,
      startsSentence: true,
      at: now,
    });
    for (let first = 1; first <= SEGMENTS; first += 500) {
      const rows = Array.from({ length: Math.min(500, SEGMENTS + 1 - first) }, (_, nth) =>
        words(first + nth),
      );
      await CallSegment.query(trx).insert(rows);
    }
    await Call.query(trx).findById(callId).patch({ segments: SEGMENTS });
  });
}

describe('a call of thousands of words', () => {
  it('is still assessed, and each word is read once', async () => {
    const { id } = await ring(0);
    await saidBefore(id);
    await say(0, id, 'My father is not breathing and does not wake up');
    await eventually('the call is assessed', async () => {
      const found = await operator().get('/v1/calls/{callId}', path(id));
      return found.urgency === 1;
    });
    const seen = await operator().get('/v1/calls/{callId}/context', path(id));
    expect(seen.prefill.saidPlace).toMatchObject({ text: 'tower B flat 204', sequence: 7 });

    const transcripts = new Transcripts();
    const read = () =>
      app.database.run(SYSTEM, async (uow) => {
        const row = (await Call.query(uow.trx).findById(id)) as Call;
        const { segments } = await transcripts.of(uow, row);
        return { count: transcripts.read, last: segments.at(-1)?.text };
      });
    expect(await read()).toEqual({ count: SEGMENTS + 1, last: expect.stringContaining('not breathing') });
    await say(0, id, 'He is blue');
    expect(await read()).toEqual({ count: SEGMENTS + 2, last: 'He is blue' });
    expect((await read()).count).toBe(SEGMENTS + 2);
    await closeCall(world, operator(), id);
  });
});

describe('words that were spoken', () => {
  it('and not assessed, since their process ended, are assessed by another', async () => {
    const { id } = await ring(0);
    await app.database.run(SYSTEM, async ({ trx, now }) => {
      await CallSegment.query(trx).insert({
        id: v7(),
        callId: id,
        sequence: 1,
        speaker: 'caller',
        source: 'speech',
        language: 'en',
        text: 'my father is not breathing and does not wake up',
        startMs: 0,
        endMs: 3_000,
        startsSentence: true,
        at: new Date(now.getTime() - 60_000),
      });
      await Call.query(trx).findById(id).patch({ segments: 1 });
    });
    await app.testDatabase.owner.raw(`update agenda_job set next_run_at = now() where name = 'calls.assess'`);
    await eventually('they are assessed', async () => {
      const found = await operator().get('/v1/calls/{callId}', path(id));
      return found.urgency === 1;
    });
    await closeCall(world, operator(), id);
  });
});

describe('the urgency of a call', () => {
  it('stays as it was found where more is said that changes nothing', async () => {
    const { id } = await ring(0);
    await say(0, id, 'My father has chest pain and is sweating');
    const context = () => operator().get('/v1/calls/{callId}/context', path(id));
    const first = await eventually('the first urgency', async () => (await context()).triage);
    await say(0, id, 'The gate is open');
    const extended = await eventually('all words are in it', async () => {
      const { triage } = await context();
      return triage?.text?.includes('gate') && triage;
    });
    const said = `${first.text}\nThe gate is open`;
    expect(extended).toEqual({ ...first, text: said, version: first.version + 1 });
    await closeCall(world, operator(), id);
  });

  it('rises with the rules and findings that it rises for', async () => {
    const { id } = await ring(1);
    await say(1, id, 'I have a runny nose since yesterday');
    await eventually('the first urgency', () => lastEvent(id, 'first_urgency'));
    await say(1, id, 'Now he is not breathing and does not wake up');
    const { data } = await eventually('the rise', () => lastEvent(id, 'urgency_raised'));
    expect(data).toMatchObject({ to: 1, rules: expect.stringMatching(/^[a-z_-]+/) });
    expect(data.findings).toEqual(expect.stringMatching(/^[a-z_]+( [a-z_]+)*$/));
    // No model is configured: none is asked, about this call or those before.
    expect(await (await fetch(`${app.url}/metrics`)).text()).not.toMatch(/task="triage/);
    await closeCall(world, operator(), id);
  });

  it('falls at the end of its window though nothing more is said', async () => {
    const { id } = await ring(2);
    await app.database.run(SYSTEM, async ({ trx }) => {
      await Call.query(trx).findById(id).patch({ urgency: 1, assessedUrgency: 1 });
    });
    await say(2, id, 'I want to book a blood test for next week');
    const job = () => app.testDatabase.owner('agenda_job').where({ name: 'call-urgency-falls' }).first();
    await eventually('its window begins', async () => (await job()) !== undefined);
    expect(await operator().get('/v1/calls/{callId}', path(id))).toMatchObject({ urgency: 1 });
    // The window ends.
    await app.testDatabase.owner.raw(
      `update call set lower_since = lower_since - interval '61 seconds' where id = ?`,
      [id],
    );
    await app.testDatabase.owner.raw(
      `update agenda_job set next_run_at = now() where name = 'call-urgency-falls'`,
    );
    const fall = await eventually('the fall', () => lastEvent(id, 'urgency_lowered'));
    expect(fall.data).toMatchObject({ from: 1, rules: expect.any(String) });
    expect(Number(fall.data.to)).toBeGreaterThan(2);
    await closeCall(world, operator(), id);
  });
});
