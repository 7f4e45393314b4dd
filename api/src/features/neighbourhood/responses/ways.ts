import { distanceMetres } from '../../../kernel/values/great-circle.ts';
import { MAX_TRAVEL_PLACES, type MapPoint, type MapsPort } from '../../../ports/maps.ts';
import type { PlanDefibrillator, PlanVolunteer } from '../engine/index.ts';

/** Of the nearest by the straight line: together with the patient, half of what one request can have. */
const MAX_VOLUNTEERS = 30;
const MAX_DEFIBRILLATORS = 15;

/** Milliseconds. The maps answer sooner, by an estimate if need be: this is for what hangs. */
const WITHIN_MS = 10_000;

export type LocatedVolunteer = Omit<PlanVolunteer, 'toPatient' | 'toDefibrillators'> & {
  readonly at: MapPoint;
};
export type LocatedDefibrillator = Omit<PlanDefibrillator, 'toPatient'> & { readonly at: MapPoint };

/** The ways of the nearest volunteers to the patient and to the nearest defibrillators, and from these to the patient. */
export async function waysTo(
  maps: MapsPort,
  patient: MapPoint,
  everyone: {
    readonly volunteers: readonly LocatedVolunteer[];
    readonly defibrillators: readonly LocatedDefibrillator[];
  },
): Promise<{ volunteers: readonly PlanVolunteer[]; defibrillators: readonly PlanDefibrillator[] }> {
  const volunteers = nearest(everyone.volunteers, patient, MAX_VOLUNTEERS);
  const defibrillators = nearest(everyone.defibrillators, patient, MAX_DEFIBRILLATORS);
  const places = [...volunteers, ...defibrillators].map(({ at }) => at);
  const to = [patient, ...defibrillators.map(({ at }) => at)];
  if (places.length + to.length > MAX_TRAVEL_PLACES) throw new Error('more places than one request can have');
  const { rows } = await maps.travel({
    from: places,
    to,
    mode: 'walking',
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  return {
    volunteers: volunteers.map(({ at, ...person }, index) => {
      const [toPatient = null, ...toDefibrillators] = rows[index] ?? [];
      return { ...person, toPatient, toDefibrillators };
    }),
    defibrillators: defibrillators.map(({ at, ...device }, index) => ({
      ...device,
      toPatient: rows[volunteers.length + index]?.[0] ?? null,
    })),
  };
}

function nearest<Located extends { readonly at: MapPoint }>(
  all: readonly Located[],
  to: MapPoint,
  count: number,
): readonly Located[] {
  return all
    .map((each) => ({ each, metres: distanceMetres(each.at, to) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, count)
    .map(({ each }) => each);
}
