import type { StaffRole } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Staff, StaffPosition } from '../models.ts';
import type { Point } from './place.ts';

/** A member of staff who can be sent to people. */
export interface ResponderReference {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly hospitalId: string;
  /** False for those who were deactivated, whatever was stored. */
  readonly onDuty: boolean;
  readonly onDutySince: Date | null;
  readonly position: (Point & { readonly recordedAt: Date }) | null;
}

export interface ResponderFilter {
  readonly roles: readonly StaffRole[];
  readonly hospitalId?: string | undefined;
  /** Only these people, active or not. */
  readonly ids?: readonly string[];
  /** Only active people who are on duty, or off it. */
  readonly onDuty?: boolean;
  /** These people whatever their duty, beside those whom `onDuty: true` names; without them where it is false. */
  readonly atWork?: readonly string[];
  /** Only those with a smaller id. */
  readonly before?: string | undefined;
  readonly limit?: number;
}

/** The people whom the caller reaches, by descending id. */
export async function responders(
  uow: UnitOfWork,
  { roles, hospitalId, ids, onDuty, atWork = [], before, limit }: ResponderFilter,
): Promise<readonly ResponderReference[]> {
  const query = Staff.query(uow.trx)
    .select('id', 'name', 'role', 'hospital_id', 'active', 'on_duty', 'on_duty_since')
    .whereIn('role', [...roles])
    .orderBy('id', 'desc');
  if (hospitalId !== undefined) query.where('hospital_id', hospitalId);
  if (ids !== undefined) query.whereIn('id', [...ids]);
  if (onDuty !== undefined) query.where('active', true);
  if (onDuty === true) query.where((either) => either.where('on_duty', true).orWhereIn('id', [...atWork]));
  if (onDuty === false) query.where('on_duty', false).whereNotIn('id', [...atWork]);
  if (before !== undefined) query.where('id', '<', before);
  if (limit !== undefined) query.limit(limit);
  const people = await query;
  const positions = await positionsOf(uow, people);
  return people.flatMap(({ id, name, role, hospitalId: of, active, onDuty: duty, onDutySince }) => {
    if (of === null) return [];
    const present = active && duty;
    return [
      { id, name, role, hospitalId: of, onDuty: present, onDutySince, position: positions.get(id) ?? null },
    ];
  });
}

async function positionsOf(uow: UnitOfWork, people: readonly Staff[]) {
  const ids = people.map(({ id }) => id);
  const rows = ids.length === 0 ? [] : await StaffPosition.query(uow.trx).whereIn('staff_id', ids);
  return new Map(
    rows.map(({ staffId, latitude, longitude, recordedAt }) => [
      staffId,
      { latitude, longitude, recordedAt },
    ]),
  );
}
