import { expect, it } from 'vitest';
import { speechInWords } from './announce.ts';

const LIMITS = { concurrency: 4, timeoutMs: 20_000 };
const LOCAL = { ...LIMITS, provider: 'local', models: null } as const;

it.each([
  [LOCAL, [], /^off: calls are typed. `make speech` switches it on/],
  [LOCAL, ['base', 'tiny.en'], /^Whisper base on this machine$/],
  [{ ...LOCAL, models: ['tiny.en'] }, ['base'], /^off: /],
  [{ provider: 'off', why: 'switched_off' }, ['base'], /^off by KIWIMESH_SPEECH/],
  [
    { ...LIMITS, provider: 'openai', baseUrl: 'http://a/v1', apiKey: 'sk-secret', models: ['whisper-1'] },
    [],
    /^whisper-1 at http:\/\/a\/v1$/,
  ],
] as const)('make run prints what transcribes calls: %j', (settings, installed, expected) => {
  expect(speechInWords(settings, installed)).toMatch(expected);
});
