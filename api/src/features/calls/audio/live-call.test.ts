import { expect, it } from 'vitest';
import { SimulatedTime } from '../../../../test/support/models.ts';
import type { ListeningOptions, Speech } from '../../../speech/speech.ts';
import type { Channel } from './channel.ts';
import { BEGINNING } from './clock.ts';
import { LiveCall, type LiveCallDeps, type OpenedCall } from './live-call.ts';
import type { CallWriting } from './word-store.ts';

const CALL = {
  id: '0193a5f0-7c1e-7000-8000-000000000041',
  createdAt: new Date(0),
  operatorId: null,
  endedAt: null,
  hospitalId: null,
  communityId: null,
} as OpenedCall;
/** More than wait for a database that does not answer. At any size: less is not dropped. */
const WORDS = 1_200;

it('stores that words are to come when a call is over', async () => {
  const orders: object[] = [];
  const database = {
    run: async (_: unknown, work: (uow: object) => Promise<unknown>) =>
      work({ now: new Date(0), enqueue: ({ data }: { data: object }) => orders.push(data) }),
  };
  const channel = { speaker: 'caller', epoch: 3, finish: async () => {}, close() {} };
  const live = new LiveCall({ ...CALL, endedAt: new Date(0) }, { database } as unknown as LiveCallDeps);
  await live.release({ ...channel, unheardUntilMs: 4_000 } as unknown as Channel);
  await live.release({ ...channel, unheardUntilMs: null } as unknown as Channel);
  expect(orders).toEqual([{ callId: CALL.id, speaker: 'caller', epoch: 3, untilMs: 4_000 }]);
});

it('says that words are missing which waited too long for the database', async () => {
  const written: CallWriting[] = [];
  let answers = false;
  let listening: ListeningOptions | undefined;
  const speech: Speech = {
    status: () => ({ state: 'ready', engine: 'scripted', model: 'one', reason: null }),
    open(options) {
      listening = options;
      const nothing = { push() {}, flush() {}, giveUp() {}, close() {}, finish: async () => {} };
      return { health: 'ok', lostMs: 0, settledMs: 0, ...nothing };
    },
  };
  const time = new SimulatedTime();
  const taken = { kept: false, position: BEGINNING, epoch: 1, formerEpoch: 0 };
  const deps = {
    speech,
    time,
    now: () => new Date(0),
    database: { run: async () => taken },
    realtime: { publish() {} },
    recorder: { push() {} },
    sound: { push() {}, opened() {} },
    log: { error() {} },
    assess() {},
    words: {
      async write(writing: CallWriting) {
        if (!answers) throw new Error('the database does not answer');
        written.push(writing);
        return { segments: [], lost: [], facts: CALL };
      },
    },
  } as unknown as LiveCallDeps;
  const live = new LiveCall(CALL, deps);
  const channel = (await live.take(CALL, 'caller')) as Channel;
  channel.push({ seq: 1, encoding: 'mulaw', sampleRate: 8_000, bytes: new Uint8Array(800) });
  const speak = (nth: number) =>
    listening?.onUpdate({
      committed: {
        text: `word${nth}`,
        startMs: nth * 1_000,
        endMs: nth * 1_000 + 400,
        confidence: 1,
        language: 'en',
      },
      tentative: '',
    });
  for (let nth = 0; nth < WORDS; nth += 1) speak(nth);
  // It may give up while the database does not answer; what counts is what is there afterwards.
  await time.run(live.settle(channel).catch(() => {}));
  answers = true;
  await time.run(live.settle(channel));
  const words = written.flatMap((writing) => writing.words);
  const [missing, first] = words;
  expect(missing).toMatchObject({ source: 'missing', text: '', startMs: 0 });
  // Each word is there, or in the stretch that is missing.
  const firstKept = Number(first?.text.slice(4));
  expect(firstKept).toBeGreaterThan(100);
  expect(missing?.endMs).toBe((firstKept - 1) * 1_000 + 400);
  expect(words.slice(1).map(({ text }) => text)).toEqual(
    Array.from({ length: WORDS - firstKept }, (_, nth) => `word${firstKept + nth}`),
  );
});
