import { describe, expect, it } from 'vitest';
import { sized } from '../../../test/support/size.ts';
import { noise, randomOf } from '../../../test/support/speech/audio.ts';
import {
  audioOf,
  committedText,
  faithful,
  type Played,
  play,
  type Script,
  type SpokenWord,
  transcriptionOf,
} from '../../../test/support/speech/scripted.ts';
import { SpeechStream, type Window } from './stream.ts';

const VOCABULARY = 'my father has chest pain and he is sweating please send somebody to gate two now'.split(
  ' ',
);

describe('streaming at the pace of speech', () => {
  it(
    'commits every word once and changes none, whatever the engine wavers between',
    () => {
      const lags: number[] = [];
      let spoken = 0;
      let right = 0;
      for (let seed = 1; seed <= sized({ small: 60, full: 10_000 }); seed += 1) {
        const random = randomOf(seed);
        const script = wavering(randomScript(random), random);
        const played = play(script, audioOf(script.words, script.durationMs, random));
        expectNoWordTwice(played);
        lags.push(...lagsOf(played, script.words));
        spoken += script.words.length;
        right += matches(
          committedText(played).split(' '),
          script.words.map(({ text }) => text),
        );
      }
      expect(right / spoken).toBeGreaterThan(0.9);
      lags.sort((a, b) => a - b);
      expect(lags[Math.floor(lags.length * 0.95)]).toBeLessThanOrEqual(1_500);
      // Ten thousand scripts are five minutes of a processor.
    },
    sized({ small: 60_000, full: 1_200_000 }),
  );

  it('asks less often where many speak at once, and hears as well', () => {
    const figures = [1, 200].map((speakers) => {
      let [requests, right, spoken] = [0, 0, 0];
      const lags: number[] = [];
      for (let seed = 1; seed <= 12; seed += 1) {
        const random = randomOf(seed);
        const script = { ...wavering(randomScript(random), random), speakers };
        const played = play(script, audioOf(script.words, script.durationMs, random));
        requests += played.windows.length;
        lags.push(...lagsOf(played, script.words));
        const texts = script.words.map(({ text }) => text);
        right += matches(committedText(played).split(' '), texts);
        spoken += texts.length;
      }
      lags.sort((a, b) => a - b);
      return { requests, right: right / spoken, lag: lags[Math.floor(lags.length * 0.95)] as number };
    });
    const [alone, many] = figures as [(typeof figures)[0], (typeof figures)[0]];
    expect(many.requests).toBeLessThan(alone.requests * 0.9);
    expect(many.right).toBeGreaterThan(alone.right - 0.02);
    expect(many.lag).toBeLessThan(alone.lag + 400);
  });
});

describe('streaming with an engine that is slow', () => {
  /** Spoken without a pause, as by callers in a hurry. */
  const words = Array.from({ length: 90 }, (_, index) => ({
    text: `${VOCABULARY[index % VOCABULARY.length] as string}${index}`,
    startMs: 400 + index * 400,
    endMs: 700 + index * 400,
  }));
  const audio = audioOf(words, 37_000, randomOf(11));
  const all = words.map(({ text }) => text).join(' ');

  it('reads to the end what was said, in windows that it manages, after the end', () => {
    const engineMs = () => 7_500;
    const played = play({ words, durationMs: 37_000, engineMs, engine: faithful }, audio);
    expect(committedText(played)).toBe(all);
    expect(played.stream.lostMs).toBe(0);
    const lengths = played.windows.slice(1).map(({ startMs, endMs }) => endMs - startMs);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(8_000);
  });

  it('hears the words before a cut again, without which those after it are misheard', () => {
    const mishearing = (window: Window, spoken: readonly SpokenWord[]) => {
      const heard = faithful(window, spoken).segments.flatMap((segment) => segment.words ?? []);
      const known = window.startMs < 400 ? 0 : 2;
      return transcriptionOf(
        heard.map((word, index) => (index < known ? { ...word, text: 'something' } : word)),
      );
    };
    const script = { words, durationMs: 37_000, engineMs: () => 5_000, engine: mishearing };
    expect(committedText(play(script, audio))).toBe(all);
  });

  it('begins after a cut before a word that is half in it', () => {
    // All but the word at the edge was committed before, and the words have no gaps at which a window could begin.
    const close = words.map((word) => ({ ...word, endMs: word.startMs + 390 }));
    const script = { words: close, durationMs: 37_000, engineMs: () => 200, engine: faithful };
    const whole = (window: Window, spoken: readonly SpokenWord[]) =>
      faithful(
        window,
        spoken.filter(({ startMs, endMs }) => startMs >= window.startMs && endMs <= window.endMs),
      );
    expect(committedText(play({ ...script, engine: whole }, audio))).toBe(all);
  });

  it('says what it gives up, and lets what was heard last count', () => {
    const stream = new SpeechStream();
    stream.push(audio.subarray(0, 16 * 4_000));
    const window = stream.next() as Window;
    expect(stream.resolve(window, faithful(window, words), 100).committed).toBeNull();
    stream.push(audio.subarray(16 * 4_000, 16 * 6_000));
    const { committed, lost } = stream.giveUp();
    expect(all.startsWith(committed?.text ?? 'nothing')).toBe(true);
    expect(lost?.startMs).toBeGreaterThanOrEqual(committed?.endMs ?? 0);
    expect(lost?.startMs).toBeLessThan((committed?.endMs ?? 0) + 500);
    expect(lost?.endMs).toBeGreaterThan(5_500);
    expect(stream.giveUp()).toEqual({ committed: null, lost: null });
    expect(stream.settledMs).toBe(6_000);
  });

  it('counts silence that waited too long as no loss', () => {
    const stream = new SpeechStream();
    stream.push(new Int16Array(16 * 40_000));
    expect(stream.dropExcess()).toBeNull();
    expect(stream.lostMs).toBe(0);
  });
});

/** Words of 150 to 450 ms with gaps of 40 to 160, a pause now and then. */
function randomScript(random: () => number): Pick<Script, 'words' | 'durationMs'> {
  const words: SpokenWord[] = [];
  let at = 500 + random() * 1000;
  const count = 8 + Math.floor(random() * 16);
  for (let index = 0; index < count; index += 1) {
    const endMs = at + 150 + random() * 300;
    words.push({ text: VOCABULARY[Math.floor(random() * VOCABULARY.length)] as string, startMs: at, endMs });
    at = endMs + 40 + random() * 120 + (random() < 0.1 ? 800 + random() * 1500 : 0);
  }
  return { words, durationMs: Math.ceil((at + 2_000) / 20) * 20 };
}

/** An engine that is unsure of the word at the edge, misreads one in thirty, and is some 80 ms off with times. */
function wavering({ words, durationMs }: Pick<Script, 'words' | 'durationMs'>, random: () => number): Script {
  return {
    words,
    durationMs,
    engineMs: ({ startMs, endMs }) => 180 + (endMs - startMs) * 0.03,
    engine(window, spoken) {
      const { segments } = faithful(window, spoken);
      const heard = segments.flatMap((segment) => segment.words ?? []);
      return transcriptionOf(
        heard.map((word, index) => {
          const edge = window.kind === 'growing' && index === heard.length - 1;
          const wrong = random() < (edge ? 0.4 : 0.03);
          const shift = (random() - 0.5) * 160;
          return {
            text: wrong ? `${word.text}ing` : index === 0 ? `${word.text},` : word.text,
            startMs: Math.max(word.startMs + shift, 0),
            endMs: Math.max(word.endMs + shift, 1),
          };
        }),
      );
    },
  };
}

/** Committed stretches follow each other in time. */
function expectNoWordTwice({ updates }: Played): void {
  let until = 0;
  for (const { update } of updates) {
    if (update.committed === null) continue;
    expect(update.committed.startMs).toBeGreaterThanOrEqual(until - 400);
    until = update.committed.endMs;
  }
}

/** From the end of a word to its commit, for words that were recognised in order. */
function lagsOf({ updates }: Played, words: readonly SpokenWord[]): readonly number[] {
  const lags: number[] = [];
  let next = 0;
  for (const { atMs, update } of updates) {
    for (const _ of update.committed?.text.split(' ') ?? []) {
      const word = words[next];
      if (word !== undefined) lags.push(atMs - word.endMs);
      next += 1;
    }
  }
  return lags;
}

/** The length of the longest common subsequence. */
function matches(read: readonly string[], spoken: readonly string[]): number {
  let row = new Array<number>(spoken.length + 1).fill(0);
  for (const text of read) {
    const next = [0];
    spoken.forEach((word, index) => {
      next.push(
        text.replace(',', '') === word
          ? (row[index] as number) + 1
          : Math.max(row[index + 1] as number, next[index] as number),
      );
    });
    row = next;
  }
  return row.at(-1) as number;
}

describe('a stream without speech', () => {
  const invented = (_window: unknown): ReturnType<typeof transcriptionOf> =>
    transcriptionOf(
      'thanks for watching and see you in the next video'
        .split(' ')
        .map((text, index) => ({ text, startMs: index * 300, endMs: index * 300 + 250 })),
      { averageLogProbability: -0.7, noSpeechProbability: 0.5 },
    );
  const random = randomOf(7);
  const lifted = () => {
    const samples = noise(12_000, 4_000, random);
    return samples.map((sample, index) => sample * Math.min(1, (index / samples.length) * 2));
  };
  const hum = () => {
    const samples = noise(12_000, 20, random);
    return samples.map((sample, index) =>
      index < 16_000 ? sample : sample + Math.round(2_000 * Math.sin((2 * Math.PI * 100 * index) / 16_000)),
    );
  };
  it.each([
    ['silence', () => new Int16Array(12_000 * 16)],
    ['quiet noise', () => noise(12_000, 60, random)],
    ['loud noise', () => noise(12_000, 6_000, random)],
    ['noise that automatic gain lifts', lifted],
    ['a hum', hum],
  ])('commits no words for %s, whatever the engine invents', (_, audio) => {
    const script: Script = { words: [], durationMs: 12_000, engineMs: () => 250, engine: invented };
    expect(committedText(play(script, audio()))).toBe('');
  });
});
