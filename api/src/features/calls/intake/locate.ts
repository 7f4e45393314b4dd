import type { Principal } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { distanceMetres } from '../../../kernel/values/great-circle.ts';
import { COARSE_METRES } from '../decision/prefill.ts';
import { callActorOf, checkMayRead } from '../desk/operators.ts';
import { aboutCall, CallLocated } from '../events.ts';
import { Call, type Location } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { callOver } from '../problems.ts';
import { lockCall, recordEntry } from '../record/store.ts';
import { type FormerLocation, OPERATOR_SOURCES, type ValueSource } from '../record/types.ts';
import { MAX_FORMER_LOCATIONS } from './start.ts';

/** Degrees of WGS 84, and the radius within which the device is. */
export interface CallPosition {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMetres: number;
}

/** What a device measures does not replace: it is of a fixed place, or of somebody who asked. */
const STAYS_FIRST: readonly (ValueSource | null)[] = [...OPERATOR_SOURCES, 'place', 'device'];
/** Two positions nearer to each other than this are of one place however exact they say to be, metres. */
const SAME_PLACE_METRES = 50;

/**
 * The caller's device says where it is, some time after the call began to ring. The newest position replaces the one
 * before; one that the caller has left is kept, since help may be on its way there.
 * @throws Problem `not_found`, `illegal_call_transition` once the call is wrapped up.
 */
export async function locateCall(
  uow: UnitOfWork,
  { organisations }: Pick<CallsNeeds, 'organisations'>,
  principal: Principal,
  callId: string,
  position: CallPosition,
): Promise<Call> {
  await checkMayRead(uow, organisations, principal, callId);
  const row = await lockCall(uow, callId);
  if (row.wrappedUpAt !== null)
    throw callOver(row, 'The call is over: nobody looks for its caller any more.');
  const { latitude, longitude, accuracyMetres } = position;
  if (knowsBetter(row, position)) return row;
  const after = await updateOne(Call.query(uow.trx).findById(row.id), {
    ...whereNow(row, { latitude, longitude, accuracyMetres }),
    version: row.version + 1,
  });
  const actor = await callActorOf(uow, organisations, principal);
  // How exact, never where: entries have no places.
  await recordEntry(uow, after, 'located', actor, { accuracyMetres: Math.round(accuracyMetres) });
  uow.emit(CallLocated(row.id, aboutCall(after)));
  return after;
}

const knownOf = (row: Call): FormerLocation[] => [
  ...(row.location === null ? [] : [{ source: row.locationSource ?? 'caller', location: row.location }]),
  ...(row.formerLocations ?? []),
];

/** Whether the device said more exactly before that it is here: one that has lost its satellites says little. */
function knowsBetter(row: Call, position: CallPosition): boolean {
  return (
    position.accuracyMetres > COARSE_METRES &&
    knownOf(row).some(
      ({ source, location }) =>
        source === 'browser' &&
        (location.accuracyMetres ?? 0) < position.accuracyMetres &&
        isSamePlace(location, position),
    )
  );
}

function whereNow(row: Call, location: Location): Partial<Call> {
  const now: FormerLocation = { source: 'browser', location };
  const others = knownOf(row).filter(
    (one) => one.source !== 'browser' || !isSamePlace(one.location, location),
  );
  const [first, ...rest] = others;
  const sorted =
    first !== undefined && STAYS_FIRST.includes(first.source) ? [first, now, ...rest] : [now, ...others];
  const [shown, ...former] = sorted as [FormerLocation, ...FormerLocation[]];
  return {
    location: shown.location,
    locationSource: shown.source,
    formerLocations: former.slice(0, MAX_FORMER_LOCATIONS),
  };
}

/** Whether each may be where the other is, as far as both are exact. */
function isSamePlace(a: Location, b: Location): boolean {
  const radius = Math.max(SAME_PLACE_METRES, (a.accuracyMetres ?? 0) + (b.accuracyMetres ?? 0));
  return distanceMetres(a, b) <= radius;
}
