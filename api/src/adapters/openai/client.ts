import type OpenAI from 'openai';

export interface OpenAIServer {
  /** Null for servers that need none. */
  readonly apiKey: string | null;
  /** Before the path of each resource. */
  readonly baseUrl: string;
  /** Milliseconds until a request is given up, for callers whose signal has no limit. */
  readonly timeout: number;
  readonly fetch: typeof fetch;
}

/**
 * The vendor's own client for OpenAI and servers that speak its protocol. It is large: connect at the first request. Every
 * setting that it would otherwise read from the environment is given, so that ours alone count; who repeats is decided by
 * the callers.
 */
export async function connectOpenAI({ apiKey, baseUrl, ...options }: OpenAIServer): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  return new Client({
    // The client insists on a key; without one the header is left out.
    apiKey: apiKey ?? 'none',
    defaultHeaders: apiKey === null ? { Authorization: null } : {},
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: baseUrl,
    maxRetries: 0,
    logLevel: 'off',
    ...options,
  });
}
