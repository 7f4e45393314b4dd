const EARTH_RADIUS_METRES = 6_371_008.8; // IUGG mean radius R1

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Great-circle distance in metres (haversine): within 0.5 % of the ellipsoid, plenty for "1.2 km away". */
export function distanceMetres(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const dLat = radians(b.latitude - a.latitude);
  const dLon = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}
