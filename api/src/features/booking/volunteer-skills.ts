import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';

/** What a later feature knows about volunteers. */
export interface VolunteerSkills {
  /**
   * What these residents can do now: skills that were proven and whose certificates are in force, of those who are
   * available. Residents without any are left out. Callers see what their scope reaches.
   */
  inForce(uow: UnitOfWork, residentIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}
