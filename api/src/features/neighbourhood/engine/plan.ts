import type { DefibrillatorFacts, SkillFacts, Way } from './types.ts';
import { isInForce, isUsable, localTime } from './usable.ts';

/** A way to the patient: directly, or by way of a defibrillator. */
export type LegRole = 'patient' | 'defibrillator';

export interface PlanVolunteer {
  readonly id: string;
  readonly available: boolean;
  readonly skills: readonly SkillFacts[];
  /** From where they are to the patient, and to each of the defibrillators, in their order. */
  readonly toPatient: Way;
  readonly toDefibrillators: readonly Way[];
}

export interface PlanDefibrillator extends DefibrillatorFacts {
  readonly id: string;
  readonly toPatient: Way;
}

export interface PlanFacts {
  readonly now: Date;
  /** Of the community. */
  readonly timezone: string;
  /** What a volunteer has to have proven. */
  readonly skills: readonly string[];
  readonly volunteers: readonly PlanVolunteer[];
  readonly defibrillators: readonly PlanDefibrillator[];
  /** The legs that still need somebody; a leg by way of a defibrillator may already have one. */
  readonly open: readonly LegRole[];
  readonly chosenDefibrillatorId: string | null;
  /** Who does not go there: they declined, gave it back, or did not answer. They can still take the other leg. */
  readonly refused: Readonly<Record<LegRole, readonly string[]>>;
}

export interface PlannedPerson {
  readonly volunteerId: string;
  readonly seconds: number;
  readonly metres: number;
}

export interface Plan {
  /** Those to ask for each open leg, the fastest first. Nobody is on both lists. */
  readonly patient: readonly PlannedPerson[];
  readonly defibrillator: readonly PlannedPerson[];
  /** The defibrillator to fetch; null where none can be. */
  readonly defibrillatorId: string | null;
}

/**
 * Who is asked to go where. The nearest volunteer is asked to go to the patient: compressions are needed first. Of the
 * others, the one who brings a defibrillator soonest decides which one; then each leg takes the next fastest in turn.
 * Times are those of the ways. A defibrillator counts if somebody who sets out now can take it when they get there.
 */
export function plan(facts: PlanFacts): Plan {
  const able = ableVolunteers(facts);
  const direct = ranked(willing(able, facts, 'patient'), ({ toPatient }) => toPatient);
  if (!facts.open.includes('defibrillator')) {
    return { patient: direct, defibrillator: [], defibrillatorId: facts.chosenDefibrillatorId };
  }
  const alone = !facts.open.includes('patient');
  const first = alone ? undefined : direct[0]?.volunteerId;
  const fetchers = willing(able, facts, 'defibrillator').filter(({ id }) => id !== first);
  const chosen = bestDefibrillator(facts, fetchers);
  if (chosen === null) {
    return { patient: alone ? [] : direct, defibrillator: [], defibrillatorId: null };
  }
  const via = ranked(fetchers, (volunteer) => wayVia(facts, volunteer, chosen));
  const { id: defibrillatorId } = facts.defibrillators[chosen] as PlanDefibrillator;
  if (alone) return { patient: [], defibrillator: via, defibrillatorId };
  return { ...inTurns(direct, via), defibrillatorId };
}

function willing(
  people: readonly PlanVolunteer[],
  { refused }: PlanFacts,
  role: LegRole,
): readonly PlanVolunteer[] {
  return people.filter(({ id }) => !refused[role].includes(id));
}

/** Those who may be asked: available, with every skill in force. */
export function ableVolunteers({ volunteers, skills, now, timezone }: PlanFacts): readonly PlanVolunteer[] {
  const { day } = localTime(now, timezone);
  return volunteers.filter(
    (volunteer) =>
      volunteer.available &&
      skills.every((skill) => volunteer.skills.some((own) => own.skill === skill && isInForce(own, day))),
  );
}

/** The index of the defibrillator that one of these people brings to the patient soonest; null where none can be brought. */
function bestDefibrillator(facts: PlanFacts, people: readonly PlanVolunteer[]): number | null {
  const candidates = facts.defibrillators.flatMap(({ id }, index) => {
    if (facts.chosenDefibrillatorId !== null && id !== facts.chosenDefibrillatorId) return [];
    const [soonest] = ranked(people, (volunteer) => wayVia(facts, volunteer, index));
    return soonest === undefined ? [] : [{ index, id, seconds: soonest.seconds }];
  });
  candidates.sort((a, b) => a.seconds - b.seconds || (a.id < b.id ? -1 : 1));
  return candidates[0]?.index ?? null;
}

/** The whole way to the patient by way of a defibrillator; null where it cannot be taken on arrival, or no way leads there. */
function wayVia({ now, timezone, defibrillators }: PlanFacts, volunteer: PlanVolunteer, index: number): Way {
  const defibrillator = defibrillators[index];
  const there = volunteer.toDefibrillators[index] ?? null;
  const onward = defibrillator?.toPatient ?? null;
  if (defibrillator === undefined || there === null || onward === null) return null;
  const arrival = new Date(now.getTime() + there.seconds * 1000);
  const usable = [now, arrival].every((at) => isUsable(defibrillator, localTime(at, timezone)));
  if (!usable) return null;
  return { seconds: there.seconds + onward.seconds, metres: there.metres + onward.metres };
}

function ranked(
  people: readonly PlanVolunteer[],
  wayOf: (volunteer: PlanVolunteer) => Way,
): readonly PlannedPerson[] {
  return people
    .flatMap((volunteer) => {
      const way = wayOf(volunteer);
      return way === null ? [] : [{ volunteerId: volunteer.id, seconds: way.seconds, metres: way.metres }];
    })
    .sort((a, b) => a.seconds - b.seconds || (a.volunteerId < b.volunteerId ? -1 : 1));
}

/** Each leg in turn takes the fastest who is left, the way to the patient first. */
function inTurns(
  direct: readonly PlannedPerson[],
  via: readonly PlannedPerson[],
): Pick<Plan, 'patient' | 'defibrillator'> {
  const taken = new Set<string>();
  const lists = { patient: [] as PlannedPerson[], defibrillator: [] as PlannedPerson[] };
  const take = (leg: LegRole, from: readonly PlannedPerson[]) => {
    const next = from.find(({ volunteerId }) => !taken.has(volunteerId));
    if (next === undefined) return false;
    taken.add(next.volunteerId);
    lists[leg].push(next);
    return true;
  };
  for (;;) {
    const one = take('patient', direct);
    const other = take('defibrillator', via);
    if (!one && !other) return lists;
  }
}
