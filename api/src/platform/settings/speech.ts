import { defineSettings, type SettingValues, text } from '../../kernel/settings.ts';

export type SpeechSettings =
  | { readonly provider: 'off'; readonly why: 'switched_off' | 'not_configured' }
  /** The engine that `make speech` installs, where it is. `models`: null for those that are installed. */
  | (Limits & { readonly provider: 'local'; readonly models: readonly string[] | null })
  | (Limits & {
      readonly provider: 'openai' | 'whisper_cpp';
      /** Null for OpenAI's own address. */
      readonly baseUrl: string | null;
      /** Null for servers that take none. */
      readonly apiKey: string | null;
      /** The best first. */
      readonly models: readonly [string, ...string[]];
    });

interface Limits {
  /** Requests at once to one model, from one process. */
  readonly concurrency: number;
  /** How long a request for final words may take. */
  readonly timeoutMs: number;
}

const MODEL_OF_OPENAI = 'whisper-1';
const PROVIDERS = ['openai', 'whisper_cpp', 'local', 'off'] as const;

const address = { type: 'string', pattern: '^https?://[^\\s/?#@]+(/[^\\s?#]*)?$' };
const WITH_WHISPER_CPP = { when: { setting: 'KIWIMESH_SPEECH', value: 'whisper_cpp' } } as const;

/** There is no sandbox among the providers: without an engine calls are typed, and nobody takes invented words for heard ones. */
export const speechSettings = defineSettings({
  title: 'Speech recognition',
  declared: {
    KIWIMESH_SPEECH: {
      schema: { enum: [...PROVIDERS] },
      means:
        'what transcribes calls: openai, a server with the Audio Transcriptions of OpenAI; whisper_cpp, the server of whisper.cpp; local, the engine that make speech installs; off, nothing, so that calls are typed',
      otherwise:
        'openai where SPEECH_BASE_URL or SPEECH_API_KEY is set; else local where it is installed, except with KIWIMESH_ENV=test; else off',
    },
    SPEECH_BASE_URL: {
      schema: address,
      means:
        'the server, such as http://127.0.0.1:8000/v1, to which /audio/transcriptions is added; of whisper.cpp the address alone, such as http://127.0.0.1:8080',
      otherwise: 'https://api.openai.com/v1',
      required: WITH_WHISPER_CPP,
    },
    SPEECH_API_KEY: {
      // A header value: what is not visible ASCII would fail at the first request.
      schema: { type: 'string', pattern: '^[!-~]+$' },
      means: 'the key at OpenAI, or at the compatible server of SPEECH_BASE_URL if that takes one',
    },
    SPEECH_MODEL: {
      schema: { type: 'string', pattern: '^[^\\s,|]+$' },
      means: 'the model to ask for; of whisper.cpp, which has one, what it is called in logs',
      otherwise: `${MODEL_OF_OPENAI}; with local, the best that is installed`,
    },
    SPEECH_FALLBACK_MODELS: {
      schema: { type: 'string', pattern: '^[^\\s,|]+(,[^\\s,|]+)*$' },
      means:
        'smaller, faster models of the same server, separated by commas: calls that SPEECH_MODEL cannot keep up with go to the next',
      otherwise: 'none; with local, the others that are installed',
    },
    SPEECH_CONCURRENCY: {
      schema: { type: 'integer', minimum: 1, maximum: 256, default: 4 },
      means: 'requests that a process sends to one model at once; local takes one after the other',
    },
    SPEECH_TIMEOUT_SECONDS: {
      schema: { type: 'integer', minimum: 2, maximum: 120, default: 20 },
      means: 'how long a transcription may take, waiting included, before its words are asked for again',
    },
  },
  check(values) {
    const provider = providerOf(values);
    const faults: string[] = [];
    const named = values.KIWIMESH_SPEECH;
    if (named === 'openai' && values.SPEECH_BASE_URL === undefined && values.SPEECH_API_KEY === undefined) {
      faults.push('KIWIMESH_SPEECH=openai needs SPEECH_API_KEY, or SPEECH_BASE_URL of a server without one');
    }
    if (named === 'local' || named === 'off') {
      for (const name of ['SPEECH_BASE_URL', 'SPEECH_API_KEY'] as const) {
        if (values[name] !== undefined) faults.push(`${name} is not used with KIWIMESH_SPEECH=${named}`);
      }
    }
    if (provider === 'whisper_cpp') {
      for (const name of ['SPEECH_API_KEY', 'SPEECH_FALLBACK_MODELS'] as const) {
        if (values[name] !== undefined) faults.push(`${name} is not used with whisper_cpp`);
      }
    }
    if (values.SPEECH_FALLBACK_MODELS !== undefined && values.SPEECH_MODEL === undefined) {
      faults.push('SPEECH_FALLBACK_MODELS needs SPEECH_MODEL, which they stand in for');
    }
    return faults;
  },
  value(values, { environment }): SpeechSettings {
    const provider = providerOf(values);
    if (provider === 'off') return { provider, why: 'switched_off' };
    // Tests do not depend on what is installed beside them.
    if (provider === 'local' && values.KIWIMESH_SPEECH === undefined && environment === 'test') {
      return { provider: 'off', why: 'not_configured' };
    }
    const model = text(values.SPEECH_MODEL);
    const fallback = text(values.SPEECH_FALLBACK_MODELS)?.split(',') ?? [];
    const limits = {
      concurrency: Number(values.SPEECH_CONCURRENCY),
      timeoutMs: Number(values.SPEECH_TIMEOUT_SECONDS) * 1_000,
    };
    if (provider === 'local')
      return { ...limits, provider, models: model === null ? null : [model, ...fallback] };
    return {
      ...limits,
      provider,
      baseUrl: text(values.SPEECH_BASE_URL),
      apiKey: text(values.SPEECH_API_KEY),
      models: [model ?? (provider === 'openai' ? MODEL_OF_OPENAI : 'whisper'), ...fallback],
    };
  },
});

type Values = SettingValues<'KIWIMESH_SPEECH' | 'SPEECH_BASE_URL' | 'SPEECH_API_KEY'>;

function providerOf(values: Values): (typeof PROVIDERS)[number] {
  const named = values.KIWIMESH_SPEECH as (typeof PROVIDERS)[number] | undefined;
  const server = values.SPEECH_BASE_URL !== undefined || values.SPEECH_API_KEY !== undefined;
  return named ?? (server ? 'openai' : 'local');
}
