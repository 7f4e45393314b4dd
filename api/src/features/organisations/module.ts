import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule, opening } from '../../kernel/module.ts';
import type {
  AccountsFace,
  AddressChanges,
  OrganisationsFace,
  RegionDefaults,
  StaffInvitations,
  StaffPasswords,
} from './face.ts';
import { type OperationsDeps, organisationsOperations } from './operations.ts';
import { accounts } from './people/accounts.ts';
import { meOperations } from './people/me.ts';
import { residentRecords } from './personal-data.ts';
import { directory } from './sites/directory.ts';

interface OrganisationsNeeds {
  readonly database: Database;
  readonly region: RegionDefaults;
  readonly staffPasswords: StaffPasswords;
  readonly staffInvitations: StaffInvitations;
  readonly addressChanges: AddressChanges;
}

/** Communities, hospitals, staff, residents and how they hang together. */
export const organisations = defineModule({
  name: 'organisations',
  /** What people sign in with is kept by identity, which comes later: it knows organisations. */
  opens: {
    staffPasswords: opening<StaffPasswords>(),
    staffInvitations: opening<StaffInvitations>(),
    addressChanges: opening<AddressChanges>(),
  },
  create(needs: OrganisationsNeeds) {
    const { database, region, staffPasswords, staffInvitations, addressChanges } = needs;
    const deps: OperationsDeps = {
      database,
      region,
      passwords: staffPasswords,
      invitations: staffInvitations,
      addresses: addressChanges,
    };
    const face: OrganisationsFace & AccountsFace = { ...directory, ...accounts };
    return {
      face,
      operations: { ...organisationsOperations(deps), ...meOperations(deps) },
      personalData: residentRecords,
    };
  },
});
