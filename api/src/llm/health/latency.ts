/** Observations lose half their weight in this time: a provider's load changes within minutes. */
const HALF_LIFE_MS = 60_000;
/** From this weight on the prediction rests on what was observed rather than on the catalogue. */
const PROVEN_WEIGHT = 1;
/** How many recent latencies the p95 is taken from, how old they may be, and how many it needs. */
const RECENT = 64;
const RECENT_MS = 300_000;
const MIN_FOR_P95 = 10;
/** The p95 of a model that is not known yet, in predictions. */
const ASSUMED_P95 = 2;
/** The answer's length at which the catalogue's expectation anchors the line, in tokens. */
const ANCHOR_TOKENS = 256;

/**
 * How long a model takes, by tokens of output: the straight line (time to the first token + time per further token) that
 * fits recent answers best in the least squares sense, where older ones weigh less. The catalogue's expectation counts as
 * two observations of half weight that never age, so that a model that was not asked for a while is thought of as new.
 */
export class LatencyEstimate {
  readonly #firstTokenMs: number;
  readonly #tokenMs: number;
  #at = 0;
  #weight = 0;
  #tokens = 0;
  #ms = 0;
  #tokensSquared = 0;
  #tokensMs = 0;
  /** Observed latencies as multiples of the predicted ones: comparable between answers of different lengths. */
  readonly #recent: { readonly at: number; readonly ratio: number; readonly ms: number }[] = [];
  #next = 0;
  #sorted: readonly number[] | null = null;

  constructor(expected: { readonly first_token_ms: number; readonly token_ms: number }) {
    this.#firstTokenMs = expected.first_token_ms;
    this.#tokenMs = expected.token_ms;
  }

  /** An answer of so many tokens took so long. */
  observe(now: number, outputTokens: number, ms: number): void {
    const predicted = Math.max(this.predict(now, outputTokens), 1);
    this.#recent[this.#next] = { at: now, ratio: ms / predicted, ms };
    this.#next = (this.#next + 1) % RECENT;
    this.#sorted = null;
    this.#fit(now, outputTokens, ms);
  }

  /** The first token of an answer arrived. Sharpens the line, says nothing about whole answers. */
  observeFirstToken(now: number, ms: number): void {
    this.#fit(now, 0, ms);
  }

  #fit(now: number, outputTokens: number, ms: number): void {
    const kept = this.#decay(now);
    this.#at = now;
    this.#weight = this.#weight * kept + 1;
    this.#tokens = this.#tokens * kept + outputTokens;
    this.#ms = this.#ms * kept + ms;
    this.#tokensSquared = this.#tokensSquared * kept + outputTokens ** 2;
    this.#tokensMs = this.#tokensMs * kept + outputTokens * ms;
  }

  /** Milliseconds. */
  predict(now: number, outputTokens: number): number {
    const kept = this.#decay(now);
    const anchorMs = this.#firstTokenMs + ANCHOR_TOKENS * this.#tokenMs;
    const weight = this.#weight * kept + 1;
    const tokens = this.#tokens * kept + ANCHOR_TOKENS / 2;
    const ms = this.#ms * kept + (this.#firstTokenMs + anchorMs) / 2;
    const squared = this.#tokensSquared * kept + ANCHOR_TOKENS ** 2 / 2;
    const product = this.#tokensMs * kept + (ANCHOR_TOKENS * anchorMs) / 2;
    const perToken = Math.max(
      (weight * product - tokens * ms) / Math.max(weight * squared - tokens ** 2, 1e-9),
      0,
    );
    const first = Math.max((ms - perToken * tokens) / weight, 0);
    return first + perToken * outputTokens;
  }

  /** Milliseconds within which 95 of 100 answers of this length lately came. */
  p95(now: number, outputTokens: number): number {
    this.#sorted ??= this.#recent
      .filter(({ at }) => now - at < RECENT_MS)
      .map(({ ratio }) => ratio)
      .sort((a, b) => a - b);
    const ratio =
      this.#sorted.length < MIN_FOR_P95
        ? ASSUMED_P95
        : (this.#sorted[Math.ceil(this.#sorted.length * 0.95) - 1] ?? ASSUMED_P95);
    return this.predict(now, outputTokens) * ratio;
  }

  proven(now: number): boolean {
    return this.#weight * this.#decay(now) >= PROVEN_WEIGHT;
  }

  /** The median and 95th percentile of recent answers of any length, milliseconds; null without any. */
  recent(now: number): { readonly p50: number; readonly p95: number } | null {
    const sorted = this.#recent
      .filter(({ at }) => now - at < RECENT_MS)
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
    return sorted.length === 0 ? null : { p50: at(0.5), p95: at(0.95) };
  }

  #decay(now: number): number {
    return this.#weight === 0 ? 0 : 2 ** ((this.#at - now) / HALF_LIFE_MS);
  }
}
