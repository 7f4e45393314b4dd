/** The load that an expensive operation puts on the database: see `x-costs` of the contract. */
export type Cost = 'query' | 'bulk';

/**
 * Reads `x-cost`: `query`, `bulk`, or `{ none: <reason> }` for what looks expensive and is not. Adds invalid
 * declarations to `faults`: a typing error must not leave an operation without its limit.
 */
export function readCost(value: unknown, at: string, faults: string[]): Cost | null {
  if (value === undefined) return null;
  if (value === 'query' || value === 'bulk') return value;
  const { none, ...rest } = (value ?? {}) as { none?: unknown };
  if (typeof none !== 'string' || none === '' || Object.keys(rest).length > 0) {
    faults.push(`${at}: x-cost is not understood`);
  }
  return null;
}
