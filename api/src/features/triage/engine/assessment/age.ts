import type { AgeGroup, Patient } from '../types.ts';

/** Months at which a group ends; 28 days are 0.92 months of 30.4 days. */
const UNTIL: ReadonlyArray<readonly [group: AgeGroup, months: number]> = [
  ['newborn', 0.92],
  ['infant', 12],
  ['toddler', 36],
  ['child', 144],
  ['teenager', 216],
  ['adult', 780],
  ['elder', Number.POSITIVE_INFINITY],
];

export function groupOf(ageMonths: number): AgeGroup {
  return UNTIL.find(([, until]) => ageMonths < until)?.[0] ?? 'elder';
}

/** @returns the ages in months that the patient may have: `to` is exclusive unless it equals `from`. */
export function ageRange({ ageMonths, ageGroup }: Patient): { readonly from: number; readonly to: number } {
  if (ageMonths !== null) return { from: ageMonths, to: ageMonths };
  if (ageGroup === null) return { from: 0, to: Number.POSITIVE_INFINITY };
  const index = UNTIL.findIndex(([group]) => group === ageGroup);
  return { from: UNTIL[index - 1]?.[1] ?? 0, to: UNTIL[index]?.[1] ?? Number.POSITIVE_INFINITY };
}
