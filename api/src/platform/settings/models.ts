import { defineSettings, type SettingValues, text } from '../../kernel/settings.ts';

/** Where a provider of models is, and what it is asked for. */
export interface ModelServer {
  /** Null for the provider's own address. */
  readonly baseUrl: string | null;
  /** Null for servers that take none. */
  readonly apiKey: string | null;
  /** The model to use in place of the catalogue's; null for the catalogue's. */
  readonly model: string | null;
}

/** How a server is made to answer in JSON of a schema. */
export type StructuredOutput = 'json_schema' | 'json_object' | 'tools';

/** The providers of language models; null for one that is not configured. */
export interface ModelSettings {
  readonly ollama: (ModelServer & { readonly baseUrl: string }) | null;
  readonly openai: (ModelServer & { readonly structuredOutput: StructuredOutput }) | null;
  readonly anthropic:
    | (ModelServer & { readonly structuredOutput: Exclude<StructuredOutput, 'json_object'> })
    | null;
  /** Path of the YAML file that replaces the shipped catalogue; null for the shipped one. */
  readonly catalogueFile: string | null;
}

const address = { type: 'string', pattern: '^https?://[^\\s/?#@]+(/[^\\s?#]*)?$' };
const name = { type: 'string', minLength: 1, pattern: '^\\S+$' };
/** A header value: what is not visible ASCII would fail at the first request. */
const key = { type: 'string', pattern: '^[!-~]+$' };

/** With no provider configured, triage runs on its rules alone. */
export const modelSettings = defineSettings({
  title: 'Language models',
  declared: {
    OLLAMA_BASE_URL: {
      schema: address,
      means: 'an Ollama server, such as http://127.0.0.1:11434',
      otherwise: 'Ollama is not used',
    },
    OLLAMA_MODEL: {
      schema: name,
      means: 'the model to ask Ollama for',
      otherwise: 'those of the catalogue',
    },
    OPENAI_API_KEY: {
      schema: key,
      means: 'the key at OpenAI, or at the compatible server of OPENAI_BASE_URL if that takes one',
      otherwise: 'OpenAI is used only where OPENAI_BASE_URL is set, without a key',
    },
    OPENAI_BASE_URL: {
      schema: address,
      means: 'a server with the Chat Completions of OpenAI, such as http://127.0.0.1:8000/v1',
      otherwise: 'https://api.openai.com/v1',
    },
    OPENAI_MODEL: {
      schema: name,
      means: 'the model to ask OpenAI, or the compatible server, for',
      otherwise: 'those of the catalogue',
    },
    OPENAI_STRUCTURED_OUTPUT: {
      schema: { enum: ['json_schema', 'json_object', 'tools'], default: 'json_schema' },
      means: 'how the server is made to answer in JSON, for compatible servers that lack the first way',
    },
    ANTHROPIC_API_KEY: {
      schema: key,
      means: 'the key at Anthropic, or at the compatible server of ANTHROPIC_BASE_URL if that takes one',
      otherwise: 'Anthropic is used only where ANTHROPIC_BASE_URL is set, without a key',
    },
    ANTHROPIC_BASE_URL: {
      schema: address,
      means: 'a server with the Messages of Anthropic',
      otherwise: 'https://api.anthropic.com',
    },
    ANTHROPIC_MODEL: {
      schema: name,
      means: 'the model to ask Anthropic, or the compatible server, for',
      otherwise: 'those of the catalogue',
    },
    ANTHROPIC_STRUCTURED_OUTPUT: {
      schema: { enum: ['json_schema', 'tools'], default: 'json_schema' },
      means: 'how the server is made to answer in JSON, for compatible servers that lack the first way',
    },
    KIWIMESH_LLM_CATALOGUE: {
      schema: { type: 'string', minLength: 1 },
      means:
        'the YAML file of models, their prices and whom they are trusted with, in place of the shipped one',
      otherwise: 'the shipped catalogue',
    },
  },
  value: (values): ModelSettings => ({
    ollama:
      values.OLLAMA_BASE_URL === undefined
        ? null
        : { baseUrl: String(values.OLLAMA_BASE_URL), apiKey: null, model: text(values.OLLAMA_MODEL) },
    openai: isConfigured('OPENAI', values)
      ? {
          ...serverOf('OPENAI', values),
          structuredOutput: values.OPENAI_STRUCTURED_OUTPUT as StructuredOutput,
        }
      : null,
    anthropic: isConfigured('ANTHROPIC', values)
      ? {
          ...serverOf('ANTHROPIC', values),
          structuredOutput: values.ANTHROPIC_STRUCTURED_OUTPUT as 'json_schema' | 'tools',
        }
      : null,
    catalogueFile: text(values.KIWIMESH_LLM_CATALOGUE),
  }),
});

type Provider = 'OPENAI' | 'ANTHROPIC';
type Values = SettingValues<`${Provider}_${'API_KEY' | 'BASE_URL' | 'MODEL'}`>;

function isConfigured(provider: Provider, values: Values): boolean {
  return values[`${provider}_API_KEY`] !== undefined || values[`${provider}_BASE_URL`] !== undefined;
}

function serverOf(provider: Provider, values: Values): ModelServer {
  return {
    baseUrl: text(values[`${provider}_BASE_URL`]),
    apiKey: text(values[`${provider}_API_KEY`]),
    model: text(values[`${provider}_MODEL`]),
  };
}
