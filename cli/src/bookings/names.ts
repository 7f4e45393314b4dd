import type { Kiwimesh } from '@kiwimesh/sdk';
import type { Booking } from '../base/wire.ts';

/** Residents are read one by one: so many at a time. */
const MAX_CONCURRENT_READS = 8;

/** Who the records of a list are for, by resident id, as far as the caller may see them: `Arjun Rao, C-101`. */
export async function residentNames(
  kiwi: Kiwimesh,
  records: readonly { readonly residentId: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const ids = [...new Set(records.flatMap(({ residentId }) => residentId ?? []))];
  for (let from = 0; from < ids.length; from += MAX_CONCURRENT_READS) {
    const some = ids.slice(from, from + MAX_CONCURRENT_READS);
    const read = await Promise.allSettled(
      some.map((residentId) => kiwi.get('/v1/residents/{residentId}', { path: { residentId } })),
    );
    for (const one of read) {
      if (one.status === 'fulfilled') {
        const { id, name, unit } = one.value;
        names.set(id, unit ? `${name}, ${unit}` : name);
      }
    }
    // A key or role that may not read residents is refused for all of them.
    if (read.every(({ status }) => status === 'rejected')) break;
  }
  return names;
}

/** To whom the offers of a booking were made, by the id of the offer. Empty where the caller may not see them. */
export async function offerNames(kiwi: Kiwimesh, bookingId: string): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  try {
    for await (const offer of kiwi.pages('/v1/bookings/{bookingId}/offers', { path: { bookingId } })) {
      names.set(offer.id, offer.assignee.name);
      // Entries of assignments name the person by id.
      names.set(offer.assignee.id, offer.assignee.name);
    }
  } catch (error) {
    const { status } = error as { status?: number };
    if (status !== 403 && status !== 404) throw error;
  }
  return names;
}

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
