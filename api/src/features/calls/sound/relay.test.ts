import { describe, expect, it } from 'vitest';
import type { Json } from '../../../kernel/ground/json.ts';
import type { Time } from '../../../kernel/network/time.ts';
import type { Peers } from '../../../kernel/realtime/realtime.ts';
import type { Speaker } from '../models.ts';
import { type Sound, SoundRelay } from './relay.ts';

type Payload = { readonly [key: string]: Json };

/** Processes whose messages arrive at once. */
class Network {
  readonly told: string[] = [];
  readonly #processes: Map<string, (payload: Payload) => void>[] = [];

  join(): Peers {
    const mine = new Map<string, (payload: Payload) => void>();
    this.#processes.push(mine);
    return {
      notify: (topic, payload) => {
        this.told.push(topic);
        for (const one of this.#processes) if (one !== mine) one.get(topic)?.(payload);
      },
      onNotified: (topic, listener) => void mine.set(topic, listener),
    };
  }
}

/** A time that passes on demand. */
class Passing implements Time {
  #now = 0;
  #timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  passes(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }
}

const time = new Passing();
const frame = (ms: number) => new Int16Array(ms * 16);
function ear(...speakers: Speaker[]) {
  const heard: Sound[] = [];
  return { heard, hears: new Set(speakers), take: (sound: Sound) => void heard.push(sound) };
}

describe('the relay of sound', () => {
  it('tells another process only while somebody listens there', () => {
    const network = new Network();
    const [here, there] = [new SoundRelay(network.join(), time), new SoundRelay(network.join(), time)];
    here.push('one', 'caller', frame(200), 0, 0);
    expect(network.told).toEqual([]);
    const listener = ear('caller');
    const stop = there.add('one', listener);
    here.push('one', 'caller', frame(200), 200, 15);
    here.push('one', 'operator', frame(200), 200, 0);
    here.push('two', 'caller', frame(200), 200, 0);
    expect(listener.heard).toMatchObject([{ callId: 'one', speaker: 'caller', startMs: 200, ageMs: 15 }]);
    expect(listener.heard[0]?.bytes).toHaveLength(3_200);
    stop();
    here.push('one', 'caller', frame(200), 400, 0);
    expect(listener.heard).toHaveLength(1);
    expect(network.told.filter((topic) => topic === 'calls.sound')).toHaveLength(1);
  });

  it('finds who listens when a side is opened, and forgets a process that is gone', () => {
    const network = new Network();
    const there = new SoundRelay(network.join(), time);
    const listener = ear('caller');
    there.add('one', listener);
    const here = new SoundRelay(network.join(), time);
    here.push('one', 'caller', frame(200), 0, 0);
    expect(listener.heard).toHaveLength(0);
    here.opened('one');
    here.push('one', 'caller', frame(200), 200, 0);
    expect(listener.heard).toHaveLength(1);
    // It says so again and again, until it is killed.
    time.passes(60_000);
    here.push('one', 'caller', frame(200), 400, 0);
    expect(listener.heard).toHaveLength(2);
    there.stop();
    time.passes(60_000);
    const before = network.told.length;
    here.push('one', 'caller', frame(200), 600, 0);
    expect(network.told).toHaveLength(before);
  });

  it('gathers the short frames of telephones, and nothing across a pause', () => {
    const here = new SoundRelay(new Network().join(), time);
    const listener = ear('caller');
    here.add('one', listener);
    for (let nth = 0; nth < 11; nth += 1) here.push('one', 'caller', frame(20), nth * 20, 0);
    expect(listener.heard.map(({ startMs, bytes }) => [startMs, bytes.length / 16])).toEqual([
      [0, 100],
      [100, 100],
    ]);
    for (let nth = 0; nth < 5; nth += 1) here.push('one', 'caller', frame(20), 5_000 + nth * 20, 0);
    expect(listener.heard.at(-1)).toMatchObject({ startMs: 5_000 });
    expect(listener.heard.at(-1)?.bytes).toHaveLength(1_600);
  });
});
