import { describe, expect, it } from 'vitest';
import { SynthesisError, type Synthesiser } from '../../../ports/synthesis.ts';
import type { Scenario } from '../engine/types.ts';
import { whyNoAudio } from './languages.ts';
import { SpokenLines } from './lines.ts';

const LINE = { text: 'My father fell down', language: 'en', voice: 'male' } as const;

function lines(speak: (call: number) => Promise<Int16Array>) {
  let calls = 0;
  const failures: string[] = [];
  const synthesiser: Synthesiser = {
    name: 'scripted',
    languages: null,
    speak() {
      calls += 1;
      return speak(calls);
    },
  };
  const spoken = new SpokenLines(synthesiser, ({ failure }) => failures.push(failure));
  return { spoken, failures, calls: () => calls };
}
const sound = (seconds = 1) => new Int16Array(seconds * 16_000).fill(2_000);

describe('a line of a caller', () => {
  it('is spoken once, however often and by how many it is needed', async () => {
    const { spoken, calls } = lines(async () => sound());
    const [one, other] = await Promise.all([spoken.of(LINE), spoken.of(LINE)]);
    expect(one).toBe(other);
    expect(await spoken.of(LINE)).toBe(one);
    expect(calls()).toBe(1);
    await spoken.of({ ...LINE, voice: 'female' });
    expect(calls()).toBe(2);
  });

  it('is spoken again where others have taken its place in memory', async () => {
    const { spoken, calls } = lines(async () => sound(60));
    for (let nth = 0; nth < 12; nth += 1) await spoken.of({ ...LINE, text: `line ${nth}` });
    await spoken.of({ ...LINE, text: 'line 11' });
    expect(calls()).toBe(12);
    await spoken.of({ ...LINE, text: 'line 0' });
    expect(calls()).toBe(13);
  });

  it('is tried twice, unless that cannot help', async () => {
    const again = lines(async (call) => {
      if (call === 1) throw new SynthesisError('overloaded', { retryAfterMs: 1 });
      return sound();
    });
    expect(await again.spoken.of(LINE)).toHaveLength(16_000);
    const never = lines(async () => {
      throw new SynthesisError('unauthorised');
    });
    await expect(never.spoken.of(LINE)).rejects.toMatchObject({ failure: 'unauthorised' });
    expect([never.calls(), never.failures]).toEqual([1, ['unauthorised']]);
  });
});

describe('audio of a scenario', () => {
  const line = { say: 'Hello?', tells: [], sets: [] };
  const scenario = (text: string, language = 'en') =>
    ({
      language,
      opening: line,
      replies: [],
      unprompted: [],
      unclear: [text],
      okay: ['Yes.'],
    }) as unknown as Scenario;
  const speech = { status: () => ({ state: 'ready', engine: 'x', model: 'x', reason: null }) as const };
  const off = {
    status: () => ({ state: 'off', engine: null, model: null, reason: 'not_configured' }) as const,
  };
  const speaks = (languages: readonly string[] | null): Synthesiser => ({
    name: 'x',
    languages,
    speak: async () => sound(),
  });

  it.each<[string, Scenario, Parameters<typeof whyNoAudio>[1], string | null]>([
    ['possible', scenario('What?'), { synthesiser: speaks(['en']), speech }, null],
    ['possible in all languages', scenario('क्या?', 'hi'), { synthesiser: speaks(null), speech }, null],
    ['impossible without a synthesiser', scenario('What?'), { synthesiser: null, speech }, 'no_synthesiser'],
    [
      'impossible while nothing hears',
      scenario('What?'),
      { synthesiser: speaks(null), speech: off },
      'no_recognition',
    ],
    ['impossible in Hindi halfway', scenario('क्या?'), { synthesiser: speaks(['en']), speech }, 'language'],
    [
      'impossible in Latin Hindi',
      scenario('kya?', 'hi-Latn'),
      { synthesiser: speaks(['en']), speech },
      'language',
    ],
  ])('is %s', (_, of, means, why) => {
    expect(whyNoAudio(of, means)).toBe(why);
  });
});
