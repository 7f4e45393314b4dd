/** A share of cases with its 95% confidence interval; all three are null when there are no cases. */
export interface Rate {
  readonly count: number;
  readonly of: number;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The standard normal quantile of a two-sided interval of 95%. */
const Z = 1.959963984540054;

/**
 * The Wilson score interval without continuity correction. Unlike the simple one it stays within 0-1 and says something
 * when no case, or each, was counted: 0 of 100 may still be 3.7%. Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927);
 * compared in R. G. Newcombe, Stat. Med. 17 (1998).
 */
export function rateOf(count: number, of: number): Rate {
  if (of === 0) return { count, of, rate: null, low: null, high: null };
  const share = count / of;
  const square = Z * Z;
  const centre = share + square / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share) + square / (4 * of)) / of);
  const scale = 1 + square / of;
  // At the ends the exact bound is 0 or 1; rounding of floating point is removed.
  const low = count === 0 ? 0 : (centre - spread) / scale;
  const high = count === of ? 1 : (centre + spread) / scale;
  return { count, of, rate: share, low, high };
}

/** The smallest of the values that at least this share (0-1) of them do not exceed; null without values. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
