import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { BookingFace, StaffWork } from '../../booking/index.ts';
import type { ResponderReference } from '../../organisations/index.ts';
import { UnitStatusModel } from '../models.ts';
import { unseenOf } from './unseen.ts';

/** The roles that can be sent to people. */
export const UNIT_ROLES = ['paramedic', 'nurse'] as const;
export type UnitRole = (typeof UNIT_ROLES)[number];

export type UnitState = 'available' | 'assigned' | 'en_route' | 'on_scene' | 'out_of_service' | 'off_duty';

export interface UnitView {
  readonly person: ResponderReference;
  readonly state: UnitState;
  readonly work: StaffWork;
  /** Null for a unit that was never out of service. */
  readonly status: UnitStatusModel | null;
  /** Messages that it has not seen yet; none where the caller may not read them. */
  readonly unseen: number;
  /** The way to the place that was asked about. */
  readonly way: { readonly metres: number; readonly seconds: number | null } | null;
}

/** What people do now, with the statuses that the caller's scope reaches. */
export async function unitsOf(
  uow: UnitOfWork,
  { staff }: BookingFace,
  people: readonly ResponderReference[],
): Promise<UnitView[]> {
  const ids = people.map(({ id }) => id);
  return viewsOf(people, await staff.workOf(uow, ids), await statusesOf(uow, ids), await unseenOf(uow, ids));
}

export async function statusesOf(
  uow: UnitOfWork,
  ids: readonly string[],
): Promise<ReadonlyMap<string, UnitStatusModel>> {
  if (ids.length === 0) return new Map();
  const rows = await UnitStatusModel.query(uow.trx).whereIn('staff_id', [...ids]);
  return new Map(rows.map((row) => [row.staffId, row]));
}

export function viewsOf(
  people: readonly ResponderReference[],
  workOf: (staffId: string) => StaffWork,
  statuses: ReadonlyMap<string, UnitStatusModel>,
  unseen: ReadonlyMap<string, number> = new Map(),
): UnitView[] {
  return people.map((person) => {
    const work = workOf(person.id);
    const status = statuses.get(person.id) ?? null;
    const waiting = unseen.get(person.id) ?? 0;
    return { person, work, status, unseen: waiting, way: null, state: stateOf(person, work, status) };
  });
}

/** Out of service comes first: a dispatcher has to find another unit, also for what this one is doing. */
export function stateOf(
  { onDuty }: Pick<ResponderReference, 'onDuty'>,
  { current }: StaffWork,
  status: Pick<UnitStatusModel, 'since'> | null,
): UnitState {
  if (status !== null && status.since !== null) return 'out_of_service';
  switch (current?.state) {
    case 'in_service':
      return 'on_scene';
    case 'en_route':
      return 'en_route';
    case 'assigned':
      return 'assigned';
    default:
      return onDuty ? 'available' : 'off_duty';
  }
}
