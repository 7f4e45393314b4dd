import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule, opening } from '../../kernel/module.ts';
import { ImportService } from './imports/service.ts';
import { organisationsOperations } from './operations.ts';
import { accounts } from './people/accounts.ts';
import type { AccountsFace } from './people/accounts-face.ts';
import type { AddressChanges, StaffInvitations, StaffPasswords } from './people/identity-services.ts';
import { ProfileService } from './people/profile.ts';
import { ResidentService } from './people/resident-service.ts';
import { StaffService } from './people/staff-service.ts';
import { residentRecords } from './personal-data.ts';
import { organisationsProblems } from './problems.ts';
import type { RegionDefaults } from './region-defaults.ts';
import { directory } from './sites/directory.ts';
import type { OrganisationsFace } from './sites/directory-face.ts';
import { HospitalServices } from './sites/hospital-services.ts';
import { LinkService } from './sites/links.ts';
import { endOfDuty, type PositionWatch, recordPosition } from './sites/positions.ts';
import { COMMUNITIES, HOSPITALS } from './sites/site-kinds.ts';
import { SiteService } from './sites/site-service.ts';

interface OrganisationsNeeds {
  readonly database: Database;
  readonly region: RegionDefaults;
  readonly staffPasswords: StaffPasswords;
  readonly staffInvitations: StaffInvitations;
  readonly addressChanges: AddressChanges;
  readonly positionWatch: PositionWatch;
}

/** Communities, hospitals, staff and residents. */
export const organisations = defineModule({
  name: 'organisations',
  problems: organisationsProblems,
  /** Identity keeps the credentials of people; it depends on organisations and is composed later. */
  opens: {
    staffPasswords: opening<StaffPasswords>(),
    staffInvitations: opening<StaffInvitations>(),
    addressChanges: opening<AddressChanges>(),
    /** Units tell those who follow them. */
    positionWatch: opening<PositionWatch>(),
  },
  create(needs: OrganisationsNeeds) {
    const { database, region, addressChanges } = needs;
    const face: OrganisationsFace & AccountsFace = {
      ...directory,
      ...accounts,
      recordPosition: (uow, staffId, report) => recordPosition(uow, needs.positionWatch, staffId, report),
    };
    const operations = organisationsOperations({
      profiles: new ProfileService({ database, region, addressChanges, organisations: face }),
      communities: new SiteService(COMMUNITIES, needs),
      hospitals: new SiteService(HOSPITALS, needs),
      links: new LinkService(database),
      hospitalServices: new HospitalServices(database),
      staff: new StaffService({
        ...{ database, region, addressChanges },
        passwords: needs.staffPasswords,
        invitations: needs.staffInvitations,
      }),
      residents: new ResidentService({ database, region, addressChanges }),
      imports: new ImportService({ database, region, passwords: needs.staffPasswords }),
    });
    return { face, operations, subscribers: [endOfDuty], personalData: residentRecords };
  },
});
