/** Mean earth radius, metres (IUGG). */
const EARTH_RADIUS = 6_371_008.8;

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Great-circle distance in metres (haversine; within 0.5 % of the ellipsoid, enough to order places). */
export function distanceMetres(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const dLatitude = radians(b.latitude - a.latitude);
  const dLongitude = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLongitude / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}
