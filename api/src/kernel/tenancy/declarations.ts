import type { Reach, Tenancy } from './reach.ts';

/** Only named system work reaches the table. A declaration that begins with it lists only who else does. */
export const SYSTEM_ONLY: Tenancy = {
  super_admin: 'none',
  hospital_admin: 'none',
  nurse: 'none',
  paramedic: 'none',
  community_manager: 'none',
  resident: 'none',
  api_key: 'none',
  publishable_key: 'none',
  visitor: 'none',
  anonymous: 'none',
};

/** The same reach for all who work in a hospital and for its secret keys. */
export const inHospital = (reach: Reach) => ({
  hospital_admin: reach,
  nurse: reach,
  paramedic: reach,
  api_key: reach,
});
