import type { Concept } from '../knowledge.ts';
import type { Finding, Patient, Reading, VitalName } from '../types.ts';

/** Indexes into `findings` by concept. */
export type Lookup = Pick<ReadonlyMap<string, readonly number[]>, 'get' | 'has'>;

/** What a reading says, indexed for conditions. Lists hold indexes into `findings`. */
export interface Facts {
  readonly findings: readonly Finding[];
  readonly patient: Patient;
  /** Concepts that the patient has now, implied ones included. */
  readonly affirmed: Lookup;
  /** Concepts that the patient has or had, implied ones included. */
  readonly known: Lookup;
  /** Concepts denied and not affirmed elsewhere, with the more specific ones that the denial covers. */
  readonly denied: ReadonlySet<string>;
  readonly measured: ReadonlyMap<VitalName, readonly number[]>;
}

export interface ReadFacts extends Facts {
  readonly affirmed: ReadonlyMap<string, readonly number[]>;
  readonly known: ReadonlyMap<string, readonly number[]>;
}

/** What follows from concepts, both ways and through all levels. */
export interface Implications {
  /** The concept itself and all that it implies. */
  readonly implied: ReadonlyMap<string, readonly string[]>;
  /** The concept itself and all that imply it. */
  readonly specific: ReadonlyMap<string, readonly string[]>;
}

/**
 * Attacks that are over are as urgent for a day as while they last: a stroke often follows a transient attack within hours
 * (NICE NG128), and chest pain of the last 12 hours that is gone still goes to hospital (NICE CG95).
 */
const RECENT_MINUTES = 24 * 60;

export function implications(concepts: ReadonlyMap<string, Concept>): Implications {
  const implied = new Map<string, string[]>();
  const specific = new Map<string, string[]>();
  for (const id of concepts.keys()) {
    const all = new Set([id]);
    for (const one of all) for (const next of concepts.get(one)?.implies ?? []) all.add(next);
    implied.set(id, [...all]);
    for (const one of all) append(specific, one, id);
  }
  return { implied, specific };
}

export function factsOf(reading: Reading, { implied, specific }: Implications): ReadFacts {
  const affirmed = new Map<string, number[]>();
  const known = new Map<string, number[]>();
  const refused = new Set<string>();
  reading.findings.forEach((finding, index) => {
    if (finding.subject !== 'patient' || finding.time === 'feared') return;
    if (finding.negated) {
      for (const id of specific.get(finding.concept) ?? [finding.concept]) refused.add(id);
      return;
    }
    for (const id of implied.get(finding.concept) ?? [finding.concept]) {
      append(known, id, index);
      if (isCurrent(finding)) append(affirmed, id, index);
    }
  });
  const measured = new Map<VitalName, number[]>();
  for (const { vital, value } of reading.measurements) append(measured, vital, value);
  return {
    findings: reading.findings,
    patient: reading.patient,
    affirmed,
    known,
    denied: new Set([...refused].filter((id) => !affirmed.has(id))),
    measured,
  };
}

/** @returns the facts if the patient also had `concept`, of which nothing else is known. */
export function supposing(facts: Facts, concept: string, { implied }: Implications): Facts {
  const finding: Finding = {
    concept,
    negated: false,
    certainty: 'certain',
    subject: 'patient',
    time: 'current',
    severity: null,
    onset: null,
    course: null,
    sinceMinutes: null,
    site: null,
    evidence: null,
    source: 'rules',
  };
  const also = new Set(implied.get(concept) ?? [concept]);
  const index = [facts.findings.length];
  // Laid over the facts: many questions are tried on one statement, and copies would cost more than the rules.
  const over = (lists: Lookup): Lookup => ({
    get: (id) => (also.has(id) ? [...(lists.get(id) ?? []), ...index] : lists.get(id)),
    has: (id) => also.has(id) || lists.has(id),
  });
  return {
    ...facts,
    findings: [...facts.findings, finding],
    affirmed: over(facts.affirmed),
    known: over(facts.known),
  };
}

function isCurrent({ time, sinceMinutes, source }: Finding): boolean {
  if (time === 'current') return true;
  return time === 'past' && source !== 'context' && sinceMinutes !== null && sinceMinutes <= RECENT_MINUTES;
}

/** Adds to the list of a key. */
export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
