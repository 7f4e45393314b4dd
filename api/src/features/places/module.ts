import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { DeviceRegister } from './device-register.ts';
import type { PlacesFace } from './index.ts';
import { placeOperations } from './operations.ts';
import { deviceRecords } from './personal-data.ts';
import { PlaceRegister } from './place-register.ts';
import { placesFace } from './resolve.ts';
import { PlaceFinder } from './search/find.ts';

interface PlacesNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
}

/** Places of communities with printed codes, and devices that raise alarms. */
export const places = defineModule({
  name: 'places',
  create(needs: PlacesNeeds) {
    const face: PlacesFace = placesFace;
    return {
      face,
      operations: placeOperations(
        new PlaceRegister(needs),
        new DeviceRegister(needs),
        new PlaceFinder(needs),
      ),
      personalData: deviceRecords,
    };
  },
});
