import { describe, expect, it } from 'vitest';
import { Voice } from './voice.ts';

/** A line that keeps what it is given. */
function line() {
  const sent: number[] = [];
  return { sent, send: (frame: Int16Array | Uint8Array) => void sent.push(frame[0] ?? -1) };
}
const frame = (value: number) => new Int16Array(3_200).fill(value);
const saying = (voice: Voice, from: number, to: number) => {
  for (let value = from; value <= to; value += 1) voice.speak(frame(value));
};

describe('what the caller says', () => {
  it('waits for a line, and is sent on it in order', () => {
    const [voice, one] = [new Voice(), line()];
    saying(voice, 1, 3);
    voice.carriedBy(one);
    saying(voice, 4, 5);
    expect(one.sent).toEqual([1, 2, 3, 4, 5]);
    expect(voice.waitingMs).toBe(1_000);
  });

  it('waits until the service has taken it, also where an answer was lost', () => {
    const [voice, one] = [new Voice(), line()];
    saying(voice, 1, 3);
    voice.carriedBy(one);
    voice.resumed(41);
    voice.taken(41);
    expect(voice.waitingMs).toBe(400);
    saying(voice, 4, 9);
    // Cut off: the service has more than it could say.
    voice.resumed(48);
    expect(voice.waitingMs).toBe(400);
  });

  it('goes on to the next line without what the service has', () => {
    const [voice, one, two] = [new Voice(), line(), line()];
    voice.carriedBy(one);
    voice.resumed(1);
    saying(voice, 1, 4);
    voice.taken(2);
    voice.detach();
    saying(voice, 5, 6);
    voice.carriedBy(two);
    expect(two.sent).toEqual([3, 4, 5, 6]);
    voice.resumed(3);
    voice.taken(6);
    expect(voice.waitingMs).toBe(0);
  });

  it('is kept for half a minute, the newest of it', () => {
    const [voice, one] = [new Voice(), line()];
    saying(voice, 1, 155);
    voice.carriedBy(one);
    expect([one.sent.length, one.sent[0], one.sent.at(-1)]).toEqual([150, 6, 155]);
    voice.clear();
    expect(voice.waitingMs).toBe(0);
  });
});
