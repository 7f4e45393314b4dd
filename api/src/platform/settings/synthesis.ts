import { defineSettings, type SettingValues, text } from '../../kernel/settings.ts';
import type { VoiceKind } from '../../ports/synthesis.ts';

export type SynthesisSettings =
  | { readonly provider: 'off'; readonly why: 'switched_off' | 'not_configured' }
  /** The program that the machine has, if it has one. */
  | { readonly provider: 'local' }
  | {
      readonly provider: 'openai';
      /** Null for OpenAI's own address. */
      readonly baseUrl: string | null;
      /** Null for servers that take none. */
      readonly apiKey: string | null;
      readonly model: string;
      readonly voices: Readonly<Record<VoiceKind, string>>;
    };

const MODEL_OF_OPENAI = 'gpt-4o-mini-tts';
const VOICES_OF_OPENAI = 'nova,onyx,shimmer';
const PROVIDERS = ['openai', 'local', 'off'] as const;

/** There is no sandbox among the providers: nobody takes tones for a caller's voice. */
export const synthesisSettings = defineSettings({
  title: 'Speech synthesis',
  declared: {
    KIWIMESH_SYNTHESIS: {
      schema: { enum: [...PROVIDERS] },
      means:
        'what speaks the lines of callers in training: openai, a server with the speech synthesis of OpenAI; local, the program flite where the machine has it, for English alone; off, nothing, so that runs are text',
      otherwise:
        'openai where SYNTHESIS_BASE_URL or SYNTHESIS_API_KEY is set; else local where it is installed, except with KIWIMESH_ENV=test; else off',
    },
    SYNTHESIS_BASE_URL: {
      schema: { type: 'string', pattern: '^https?://[^\\s/?#@]+(/[^\\s?#]*)?$' },
      means: 'the server, such as http://127.0.0.1:8880/v1, to which /audio/speech is added',
      otherwise: 'https://api.openai.com/v1',
    },
    SYNTHESIS_API_KEY: {
      // A header value: what is not visible ASCII would fail at the first request.
      schema: { type: 'string', pattern: '^[!-~]+$' },
      means: 'the key at OpenAI, or at the compatible server of SYNTHESIS_BASE_URL if that takes one',
    },
    SYNTHESIS_MODEL: {
      schema: { type: 'string', pattern: '^[^\\s,|]+$', default: MODEL_OF_OPENAI },
      means: 'the model to ask the server for',
    },
    SYNTHESIS_VOICE: {
      schema: { type: 'string', pattern: '^[^\\s,|]+(,[^\\s,|]+){0,2}$', default: VOICES_OF_OPENAI },
      means: 'the voice of the server, or three separated by commas: of women, men and children',
    },
  },
  check(values) {
    const named = values.KIWIMESH_SYNTHESIS;
    const faults: string[] = [];
    const server = values.SYNTHESIS_BASE_URL !== undefined || values.SYNTHESIS_API_KEY !== undefined;
    if (named === 'openai' && !server) {
      faults.push(
        'KIWIMESH_SYNTHESIS=openai needs SYNTHESIS_API_KEY, or SYNTHESIS_BASE_URL of a server without one',
      );
    }
    if (named === 'local' || named === 'off') {
      for (const name of ['SYNTHESIS_BASE_URL', 'SYNTHESIS_API_KEY'] as const) {
        if (values[name] !== undefined) faults.push(`${name} is not used with KIWIMESH_SYNTHESIS=${named}`);
      }
    }
    return faults;
  },
  value(values, { environment }): SynthesisSettings {
    const provider = providerOf(values);
    if (provider === 'off') return { provider, why: 'switched_off' };
    if (provider === 'local') {
      // Tests do not depend on what is installed beside them.
      const chance = values.KIWIMESH_SYNTHESIS === undefined && environment === 'test';
      return chance ? { provider: 'off', why: 'not_configured' } : { provider };
    }
    const [female = '', male = female, child = female] = String(values.SYNTHESIS_VOICE).split(',');
    return {
      provider,
      baseUrl: text(values.SYNTHESIS_BASE_URL),
      apiKey: text(values.SYNTHESIS_API_KEY),
      model: String(values.SYNTHESIS_MODEL),
      voices: { female, male, child },
    };
  },
});

type Values = SettingValues<'KIWIMESH_SYNTHESIS' | 'SYNTHESIS_BASE_URL' | 'SYNTHESIS_API_KEY'>;

function providerOf(values: Values): (typeof PROVIDERS)[number] {
  const named = values.KIWIMESH_SYNTHESIS as (typeof PROVIDERS)[number] | undefined;
  const server = values.SYNTHESIS_BASE_URL !== undefined || values.SYNTHESIS_API_KEY !== undefined;
  return named ?? (server ? 'openai' : 'local');
}
