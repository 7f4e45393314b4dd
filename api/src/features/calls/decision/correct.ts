import type { Principal } from '../../../kernel/auth/principal.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { checkVersion } from '../../../kernel/ground/versions.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { callActorOf, checkMayRead } from '../desk/operators.ts';
import { aboutCall, CallCorrected } from '../events.ts';
import { Call, type Location } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { lockCall, recordEntry, subjectOf } from '../record/store.ts';
import type { OperatorSource } from '../record/types.ts';

/** Omitted values stay; null gives a value back to what is known and said. */
export interface CallCorrection {
  readonly residentId?: string | null | undefined;
  readonly location?: Location | null | undefined;
  /** How the operator found it; without a location it says nothing. */
  readonly locationSource?: OperatorSource | undefined;
  readonly serviceType?: string | null | undefined;
  readonly notes?: string | null | undefined;
}

/** @throws Problem `not_found` for the call or a resident out of reach, `duty_required`, `precondition_failed`. */
export async function correctCall(
  uow: UnitOfWork,
  { organisations, triage }: CallsNeeds,
  principal: Principal,
  callId: string,
  { residentId, location, locationSource = 'operator', serviceType, notes }: CallCorrection,
  expected: readonly number[] | undefined,
): Promise<Call> {
  await checkMayRead(uow, organisations, principal);
  const row = await lockCall(uow, callId);
  checkVersion(row.version, expected);
  const resident =
    residentId === undefined || residentId === null
      ? null
      : await organisations.residentOf(uow, residentId, { hold: true });
  const corrections = {
    ...row.corrections,
    ...(serviceType === undefined ? {} : { serviceType }),
    ...(notes === undefined ? {} : { notes }),
  };
  const after = await updateOne(Call.query(uow.trx).findById(row.id), {
    ...(residentId === undefined ? {} : { residentId, residentCorrected: residentId !== null }),
    ...(resident === null ? {} : { communityId: resident.communityId }),
    ...(location === undefined
      ? {}
      : { location, locationSource: location === null ? null : locationSource }),
    corrections,
    version: row.version + 1,
  });
  // Who reads the record follows from whom it is about.
  if (residentId !== undefined) {
    await asSystem('the assessment of a corrected call', (system) =>
      triage.calls.follow(system, subjectOf(after)),
    );
  }
  const actor = await callActorOf(uow, organisations, principal);
  await recordEntry(uow, after, 'corrected', actor, {
    residentId: residentId !== undefined,
    location: location !== undefined,
    serviceType: serviceType !== undefined,
    notes: notes !== undefined,
  });
  uow.emit(CallCorrected(row.id, aboutCall(after)));
  return after;
}
