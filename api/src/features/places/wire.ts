import type { components } from '@kiwimesh/openapi/types';
import type { AlarmDevice, Place } from './models.ts';

type Schemas = components['schemas'];

export function placeOut(row: Place): Schemas['Place'] {
  const { id, communityId, name, latitude, longitude, address, code, active, version } = row;
  return {
    id,
    communityId,
    name,
    location: { latitude, longitude, ...(address === null ? {} : { address }) },
    code,
    codeSince: row.codeSince.toISOString(),
    active,
    version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function deviceOut(row: AlarmDevice): Schemas['AlarmDevice'] {
  const { id, communityId, deviceId, kind, placeId, residentId, active, version } = row;
  return {
    id,
    communityId,
    deviceId,
    kind,
    placeId,
    residentId,
    active,
    version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
