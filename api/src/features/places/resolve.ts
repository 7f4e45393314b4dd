import { asSystem } from '../../kernel/db/unit/open-unit.ts';
import { whereGiven } from '../../kernel/tenancy/lists.ts';
import { readPlaceCode } from './codes.ts';
import type { PlacesFace, ResolvedPlace } from './index.ts';
import { AlarmDevice, Place } from './models.ts';

/** Callers with a code may be strangers to the community: the code is all they need to know the place. */
export const placesFace: PlacesFace = {
  async resolve(_uow, typed) {
    const code = readPlaceCode(typed);
    if (code === null) return null;
    const row = await asSystem('where a code is printed', async (system) =>
      Place.query(system.trx).findOne({ code, active: true }),
    );
    return row === undefined ? null : resolved(row);
  },

  async placeOf(_uow, placeId) {
    const row = await asSystem('where a call comes from', async (system) =>
      Place.query(system.trx).findById(placeId),
    );
    return row === undefined ? null : resolved(row);
  },

  async device(uow, deviceId, communityId) {
    const query = AlarmDevice.query(uow.trx).where({ device_id: deviceId, active: true }).limit(2);
    whereGiven(query, { community_id: communityId });
    const [row, other] = await query;
    if (row === undefined || other !== undefined) return null;
    const { kind, residentId, placeId } = row;
    const place = placeId === null ? undefined : await Place.query(uow.trx).findById(placeId);
    return {
      kind,
      communityId: row.communityId,
      residentId,
      place: place === undefined ? null : resolved(place),
    };
  },
};

/** Directions of the place, or its name where it has none: what a unit needs to find it. */
function resolved({ id, name, communityId, latitude, longitude, address }: Place): ResolvedPlace {
  const directions = address === null ? name : `${name}: ${address}`;
  return { placeId: id, name, communityId, location: { latitude, longitude, address: directions } };
}
