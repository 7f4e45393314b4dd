import type { StaffReference } from './directory-face.ts';

/** Whether they decide about units and volunteers of others: administrators, and staff who take emergency calls. */
export function dispatches({ role, duties }: Pick<StaffReference, 'role' | 'duties'>): boolean {
  return role === 'super_admin' || role === 'hospital_admin' || duties.includes('dispatch');
}
