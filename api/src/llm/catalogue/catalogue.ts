import type { Reasoning, Sensitivity } from '../ask.ts';

/** A model as the catalogue describes it (catalogue.schema.json says the same of the file). */
export interface CatalogueModel {
  readonly provider: string;
  /** The provider's name of it, or `*`: the model that the provider's setting names. */
  readonly model: string;
  readonly locality: 'self_hosted' | 'cloud';
  /** The most sensitive content it may see as it is. */
  readonly trusted_with: Sensitivity;
  readonly reasoning: Reasoning;
  /** Input and output together. */
  readonly context_tokens: number;
  /** US dollars per million tokens, which is millionths of a dollar per token. */
  readonly price: {
    readonly input: number;
    readonly output: number;
    /** The day on which the price was read, and where. */
    readonly as_of: string;
    readonly source: string;
  };
  readonly supports: ReadonlyArray<'json_schema' | 'streaming'>;
  /** How many requests may run at once; more wait. Of one process. */
  readonly concurrency: number;
  /** What to expect of it until it has been observed, in milliseconds. */
  readonly expected: { readonly first_token_ms: number; readonly token_ms: number };
}

export interface Catalogue {
  readonly models: readonly CatalogueModel[];
}

/** Providers that have their settings, with the model that these name, if they do. */
export type ConfiguredProviders = ReadonlyMap<string, { readonly model: string | null }>;

/**
 * The models of this installation. A setting that names a model (`OPENAI_MODEL`) makes it the only one of its provider:
 * under its own entry where the catalogue has one, else under the entry `*`. Providers without settings keep their
 * entries, so that an explanation can say that they are not configured.
 */
export function modelsOf({ models }: Catalogue, providers: ConfiguredProviders): readonly CatalogueModel[] {
  return models.flatMap((entry) => {
    const named = providers.get(entry.provider)?.model ?? null;
    if (named === null) return entry.model === '*' ? [] : [entry];
    if (entry.model !== '*') return entry.model === named ? [entry] : [];
    const listed = models.some(({ provider, model }) => provider === entry.provider && model === named);
    return listed ? [] : [{ ...entry, model: named }];
  });
}
