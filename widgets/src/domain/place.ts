import type { Fix } from './geolocation.ts';
import type { Community, Location, Resident } from './wire.ts';

/** Where help should come. `words` is what the person adds so that they are found: a door, a gate, a landmark. */
export type Place =
  | { readonly kind: 'home'; readonly words: string }
  | { readonly kind: 'position'; readonly fix: Fix; readonly words: string }
  | { readonly kind: 'community'; readonly words: string };

/** A place as far as it was chosen and typed. */
export interface TypedPlace {
  readonly kind: Place['kind'];
  readonly words: string;
  /** Absent where the device was not found yet, or must be found again after a reload. */
  readonly fix?: Fix | undefined;
}

/** The words of the resident's own place, or of the community when the resident has none on record. */
export function homeWords(resident: Resident | null, community: Community | null): string | null {
  const unit = resident?.unit ?? '';
  const address = resident?.location?.address ?? '';
  if (address) return unit && !address.includes(unit) ? `${unit}, ${address}` : address;
  const shared = [community?.name, community?.address].filter(Boolean).join(', ');
  return [unit, shared].filter(Boolean).join(', ') || null;
}

/**
 * The wire location of a place. `undefined` leaves it to the API, which takes the resident's own place and else the
 * community's. A location needs coordinates, so words alone are pinned to home or to the community.
 */
export function locationOf(
  place: Place,
  resident: Resident | null,
  community: Community | null,
): Location | undefined {
  const words = place.words.replace(/\s+/g, ' ').trim();
  if (place.kind === 'position') return { ...place.fix, ...(words && { address: words }) };
  if (place.kind === 'community') {
    const centre = community?.location ?? resident?.location;
    if (!centre) return undefined;
    return { latitude: centre.latitude, longitude: centre.longitude, address: words };
  }
  if (!words) return undefined;
  const home = resident?.location ?? community?.location;
  if (!home) return undefined;
  const address = [homeWords(resident, community), words].filter(Boolean).join(' · ').slice(0, 500);
  return { latitude: home.latitude, longitude: home.longitude, address };
}
