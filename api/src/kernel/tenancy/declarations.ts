import type { Reach, Tenancy } from './reach.ts';

/** Nobody reaches the table but named system work. A declaration that begins with it says only whom it lets in. */
export const SYSTEM_ONLY: Tenancy = {
  super_admin: 'none',
  hospital_admin: 'none',
  nurse: 'none',
  paramedic: 'none',
  community_manager: 'none',
  resident: 'none',
  api_key: 'none',
  publishable_key: 'none',
  anonymous: 'none',
};

/** The same reach for everybody who works in a hospital and for its secret keys. */
export const inHospital = (reach: Reach) => ({
  hospital_admin: reach,
  nurse: reach,
  paramedic: reach,
  api_key: reach,
});
