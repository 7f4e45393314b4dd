import type { Kiwimesh } from '@kiwimesh/sdk';
import type { Booking } from '../base/wire.ts';

export interface BookingNames {
  resident?: string;
  hospital?: string;
  community?: string;
}

/** The names behind a booking's ids, as far as the caller may see them; what is out of reach stays an id. */
export async function readNames(kiwi: Kiwimesh, booking: Booking): Promise<BookingNames> {
  const { residentId, communityId, hospitalId } = booking;
  const [resident, community, hospital] = await Promise.allSettled([
    kiwi.get('/v1/residents/{residentId}', { path: { residentId } }),
    kiwi.get('/v1/communities/{communityId}', { path: { communityId } }),
    hospitalId
      ? kiwi.get('/v1/hospitals/{hospitalId}', { path: { hospitalId } })
      : Promise.reject(new Error('none')),
  ]);
  return {
    ...(resident.status === 'fulfilled'
      ? { resident: `${resident.value.name}, ${resident.value.phone}` }
      : {}),
    ...(community.status === 'fulfilled' ? { community: community.value.name } : {}),
    ...(hospital.status === 'fulfilled' ? { hospital: hospital.value.name } : {}),
  };
}
