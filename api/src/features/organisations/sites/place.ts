export { distanceMetres } from '../../../kernel/values/great-circle.ts';

/** WGS 84 degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Place extends Point {
  readonly address?: string;
  readonly accuracyMetres?: number;
}

/** The columns of a place; `address` describes the point. */
export interface PlaceColumns {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly address: string | null;
  readonly accuracyMetres: number | null;
}

export function placeOf({ latitude, longitude, address, accuracyMetres }: PlaceColumns): Place | null {
  if (latitude === null || longitude === null) return null;
  return {
    latitude,
    longitude,
    ...(address === null ? {} : { address }),
    ...(accuracyMetres === null ? {} : { accuracyMetres }),
  };
}

export function placeColumns(place: Place | null): PlaceColumns {
  return {
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    address: place?.address ?? null,
    accuracyMetres: place?.accuracyMetres ?? null,
  };
}

/** Communities and hospitals also have a postal `address`, so the text of the point is in `locationAddress`. */
export interface SiteColumns {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly locationAddress: string | null;
  readonly accuracyMetres: number | null;
}

export function placeOfSite(row: SiteColumns): Place | null {
  return placeOf({ ...row, address: row.locationAddress });
}

export function siteColumns(place: Place | null): SiteColumns {
  const { address, ...point } = placeColumns(place);
  return { ...point, locationAddress: address };
}
