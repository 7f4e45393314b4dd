import type { DomainEvent, UnitOfWork } from '../../kernel/feature.ts';

/** What happens to the records of the tenancy graph. Others subscribe by name; ids only. */
export type Entity = 'community' | 'hospital' | 'staff' | 'resident';
export type Happening = 'created' | 'updated' | 'deactivated' | 'reactivated';

/**
 * `community.created`, `staff.deactivated`, … and two more:
 * - `staff.access_changed`: role, hospital or community is another, so what the person's tokens say is stale;
 * - `hospital.linked` / `hospital.unlinked` {communityId}.
 */
export function happened(uow: UnitOfWork, entity: Entity, id: string, happening: Happening): void {
  uow.emit(event(entity, id, happening));
}

/** Which of the three an edit was. */
export function edit(before: { active: boolean }, after: { active: boolean }): Happening {
  if (before.active === after.active) return 'updated';
  return after.active ? 'reactivated' : 'deactivated';
}

export function accessChanged(uow: UnitOfWork, staffId: string): void {
  uow.emit(event('staff', staffId, 'access_changed'));
}

export function linked(
  uow: UnitOfWork,
  hospitalId: string,
  communityId: string,
  how: 'linked' | 'unlinked',
): void {
  uow.emit({ ...event('hospital', hospitalId, how), data: { hospitalId, communityId } });
}

function event(entity: Entity, id: string, what: string): DomainEvent {
  return { type: `${entity}.${what}`, aggregate: { type: entity, id }, data: { [`${entity}Id`]: id } };
}
