import type { JsonSchema, ModelFailure, ModelMessage, ModelUsage } from '../ports/llm.ts';

/**
 * What the content may be shown to: `public` any model; `internal` models trusted with business data; `phi` (personal
 * health information) only models that the catalogue trusts with it.
 */
export type Sensitivity = 'public' | 'internal' | 'phi';

/**
 * How much reasoning the task needs at least. `deep`: the best that fits the other dimensions, which is `standard` where no
 * deep model fits or answers.
 */
export type Reasoning = 'light' | 'standard' | 'deep';

/** What a call-site asks for: an answer of a shape, within four dimensions, and never a provider. */
export interface Ask<T> {
  /** The task's name, such as `triage.extract`: the key of statistics, spend and decision records. */
  readonly task: string;
  readonly prompt: { readonly name: string; readonly version: number; readonly system: string };
  readonly messages: readonly ModelMessage[];
  readonly schema: JsonSchema;
  readonly schemaName: string;
  readonly maxOutputTokens: number;

  readonly sensitivity: Sensitivity;
  readonly reasoning: Reasoning;
  /** Milliseconds in total, all attempts together. */
  readonly budgetMs: number;
  /** Ceiling of all attempts together, in millionths of a US dollar. */
  readonly maxCostMicros: number;

  /** Whose budget pays. */
  readonly tenant: string;
  /** Refuses a value that the schema allows but the task does not, such as an id that was not asked about. */
  readonly check?: (value: T) => boolean;
  /** May be sent to models not trusted with `sensitivity` once cleaned with certainty; what to replace beside what is recognised. */
  readonly deidentify?: {
    /** `kind` such as `name`, `phone`, `email`, `address`, `date`. */
    readonly known: ReadonlyArray<{ readonly kind: string; readonly value: string }>;
    /** Words of the task that identify no one, lower-case: a word that is in no vocabulary is replaced. */
    readonly vocabulary?: ReadonlySet<string>;
  };
  /** Ends the ask early: its attempts are cancelled. */
  readonly signal?: AbortSignal;
}

export interface Attempt {
  readonly provider: string;
  readonly model: string;
  readonly outcome: 'answered' | ModelFailure;
  /** Milliseconds from the start of the attempt. */
  readonly latencyMs: number;
  readonly costMicros: number;
  /** Why this model was asked at this moment. */
  readonly reason: 'first' | 'failover' | 'hedge';
  readonly deidentified: boolean;
}

/** Why a model of the catalogue was not asked, or its rank. For `kiwimesh llm explain` and the decision record. */
export interface Candidate {
  readonly provider: string;
  readonly model: string;
  /** Its place in the order of asking, from 1; null when it was excluded. */
  readonly rank: number | null;
  readonly excludedBy:
    | 'not_configured'
    | 'not_trusted'
    | 'reasoning'
    | 'latency'
    | 'cost'
    | 'context'
    | 'budget_spent'
    | 'breaker_open'
    | 'no_capacity'
    | null;
  readonly predictedLatencyMs: number | null;
  readonly maxCostMicros: number;
}

/** What came of an ask, which never rejects. */
export type Asked<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly provider: string;
      readonly model: string;
      readonly promptVersion: number;
      readonly usage: ModelUsage;
      readonly costMicros: number;
      readonly latencyMs: number;
      readonly attempts: readonly Attempt[];
      readonly candidates: readonly Candidate[];
    }
  | {
      readonly ok: false;
      /**
       * `no_candidate`: no model fits; `all_failed`: each that was asked failed; `out_of_time`: the budget ended;
       * `cancelled`: by `signal`.
       */
      readonly reason: 'no_candidate' | 'all_failed' | 'out_of_time' | 'cancelled';
      readonly costMicros: number;
      readonly latencyMs: number;
      readonly attempts: readonly Attempt[];
      readonly candidates: readonly Candidate[];
    };

/** All that call-sites see of the router. */
export interface Models {
  /** Whether there is a model to ask at all: without the settings of a provider there is none until the process ends. */
  readonly configured: boolean;
  ask<T>(ask: Ask<T>): Promise<Asked<T>>;
}
