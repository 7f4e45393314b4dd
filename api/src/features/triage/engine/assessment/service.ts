import type { Knowledge } from '../knowledge.ts';
import type { Urgency } from '../types.ts';
import type { Grounds } from './grounds.ts';

/** Ids of shipped service types, where neither rules nor concepts name one. */
const BY_URGENCY: Readonly<Record<Urgency, string>> = {
  1: 'ambulance',
  2: 'ambulance',
  3: 'consultation',
  4: 'consultation',
  5: 'remote_care',
};

/** The service of the most urgent ground that names one; an emergency always gets an ambulance. */
export function recommendService(grounds: Grounds, urgency: Urgency, { concepts }: Knowledge): string {
  if (urgency <= 2) return BY_URGENCY[urgency];
  const named = [
    ...grounds.rules.map(({ of, urgency: ofRule }) => ({ urgency: ofRule, service: of.service })),
    ...grounds.single.map(({ rule, urgency: ofFinding }) => ({
      urgency: ofFinding,
      service: concepts.get(rule)?.service ?? null,
    })),
  ];
  return named.find((one) => one.urgency === urgency && one.service !== null)?.service ?? BY_URGENCY[urgency];
}
