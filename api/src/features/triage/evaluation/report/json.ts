import type { Metrics, Rates } from '../metrics.ts';
import type { PerturbationResult } from '../perturb/perturb.ts';
import { RATE_LABELS, type ReportInput } from './report.ts';

/** What `kiwimesh triage evaluate --json` prints. Shares are 0-1, null when there are no cases. */
export interface JsonReport {
  readonly title: string;
  readonly cases: number;
  readonly accuracy: number | null;
  readonly underTriage: number | null;
  readonly overTriage: number | null;
  /** Rows are the labels 1-5, columns the urgencies given. */
  readonly confusion: Metrics['confusion'];
  /** Empty without details. */
  readonly misses: Metrics['misses'];
  readonly missCount: number;
  /** The rates again, and more, with counts and 95% intervals. */
  readonly rates: Rates;
  readonly by: Metrics['by'];
  readonly latencyMs: Metrics['latencyMs'];
  readonly costMicros: number;
  readonly sources: Metrics['sources'];
  readonly degraded: number;
  readonly insufficient: number;
  /** Its `flips` are empty without details. */
  readonly perturbation?: PerturbationResult;
}

export function jsonReport({ title, metrics, perturbation, details }: ReportInput): JsonReport {
  const rates = Object.fromEntries(RATE_LABELS.map(([name]) => [name, metrics[name]]));
  return {
    title,
    cases: metrics.cases,
    accuracy: metrics.accuracy.rate,
    underTriage: metrics.underTriage.rate,
    overTriage: metrics.overTriage.rate,
    confusion: metrics.confusion,
    misses: details ? metrics.misses : [],
    missCount: metrics.misses.length,
    // `RATE_LABELS` names every rate.
    rates: rates as unknown as Rates,
    by: metrics.by,
    latencyMs: metrics.latencyMs,
    costMicros: metrics.costMicros,
    sources: metrics.sources,
    degraded: metrics.degraded,
    insufficient: metrics.insufficient,
    ...(perturbation && {
      perturbation: { ...perturbation, flips: details ? perturbation.flips : [] },
    }),
  };
}
