import type { Condition } from '../engine/knowledge.ts';

/** The concepts that a condition names. */
export function conceptsIn(condition: Condition): readonly string[] {
  if (typeof condition === 'string') return [condition];
  const found: string[] = [];
  for (const [key, value] of Object.entries(condition)) {
    if (key === 'all' || key === 'any' || key === 'none') {
      found.push(...(value as readonly Condition[]).flatMap(conceptsIn));
    } else if (key === 'count') {
      found.push(...(value as { of: readonly Condition[] }).of.flatMap(conceptsIn));
    } else if (key === 'finding' || key === 'denied' || key === 'history') found.push(value as string);
  }
  return found;
}
