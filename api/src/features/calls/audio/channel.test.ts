import { describe, expect, it } from 'vitest';
import { SimulatedTime } from '../../../../test/support/models.ts';
import type { ListeningOptions, Speech } from '../../../speech/speech.ts';
import { Channel } from './channel.ts';
import { BEGINNING } from './clock.ts';

const SECOND = new Uint8Array(8_000);

/** A side of a call that listens to a scripted engine, with what it says of its words in order. */
function channel() {
  const said: string[] = [];
  const heard: number[] = [];
  let callMs = 0;
  let listening: ListeningOptions | undefined;
  let ended = () => {};
  const speech: Speech = {
    status: () => ({ state: 'ready', engine: 'scripted', model: 'one', reason: null }),
    open(options) {
      listening = options;
      const finish = () =>
        new Promise<void>((resolve) => {
          ended = resolve;
        });
      const base = { health: 'ok', lostMs: 0, settledMs: 0 } as const;
      return {
        ...base,
        push: ({ length }: Int16Array) => void heard.push(length / 16),
        flush() {},
        finish,
        giveUp() {},
        close() {},
      };
    },
  };
  const side = new Channel('caller', 1, BEGINNING, {
    speech,
    time: new SimulatedTime(),
    callMs: () => callMs,
    words: ({ text }) => said.push(text),
    missing: (startMs, endMs) => said.push(`missing ${startMs} to ${endMs}`),
    tentative() {},
    degraded() {},
    record() {},
    sound() {},
    gap() {},
  });
  side.push({ seq: 1, encoding: 'mulaw', sampleRate: 8_000, bytes: SECOND });
  const opened = listening as ListeningOptions | undefined;
  if (opened === undefined) throw new Error('nobody listens');
  const passes = (ms: number) => {
    callMs += ms;
  };
  return { side, said, heard, passes, listening: opened, end: () => ended() };
}

const commit = (text: string, startMs: number) => ({
  committed: { text, startMs, endMs: startMs + 500, confidence: 1, language: 'en' },
  tentative: '',
});

describe('a side of a call', () => {
  it('hears no pause that only the network made', () => {
    const { side, heard, passes } = channel();
    const frame = { encoding: 'mulaw', sampleRate: 8_000, bytes: SECOND } as const;
    passes(4_000);
    side.resume();
    side.push({ ...frame, seq: 2, ageMs: 1_000, pausedMs: 0 });
    expect(heard).toEqual([1_000, 1_000]);
    side.resume();
    side.push({ ...frame, seq: 3, pausedMs: 700 });
    expect(heard.slice(2)).toEqual([700, 1_000]);
    // One that does not say so may have been silent.
    passes(10_000);
    side.resume();
    side.push({ ...frame, seq: 4 });
    expect(heard.slice(4)).toEqual([1_000, 1_000]);
  });

  it('says once that words are missing, before those that follow', () => {
    const { said, listening } = channel();
    listening.onUpdate(commit('first', 500));
    for (let at = 2_000; at < 5_000; at += 100) listening.onLost({ startMs: at, endMs: at + 100 });
    listening.onUpdate(commit('second', 6_000));
    expect(said).toEqual(['first', 'missing 2000 to 5000', 'second']);
  });

  it('keeps losses apart that lie far from each other', async () => {
    const { side, said, listening, end } = channel();
    listening.onLost({ startMs: 1_000, endMs: 2_000 });
    listening.onLost({ startMs: 30_000, endMs: 31_000 });
    const finished = side.finish();
    end();
    await finished;
    expect(said).toEqual(['missing 1000 to 2000', 'missing 30000 to 31000']);
  });

  it('says what is missing when nobody waits any more', () => {
    const { side, said, listening } = channel();
    listening.onLost({ startMs: 1_000, endMs: 2_000 });
    side.giveUp();
    side.giveUp();
    expect(said).toEqual(['missing 1000 to 2000']);
  });
});
