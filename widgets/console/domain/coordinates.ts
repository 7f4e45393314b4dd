/** WGS 84 degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** `12.9716, 77.5946`, as maps copy it. */
const COORDINATES = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;
/** About ten centimetres. */
const DECIMALS = 6;
/** Metres of a degree of latitude: a minute of arc is a nautical mile. */
const METRES_OF_DEGREE = 60 * 1_852;
/** Degrees beyond which a step to the east says little. */
const NEAR_POLE = 89;

/** The point that a text writes; null for none. */
export function coordinatesIn(text: string): Point | null {
  const [, north, east] = COORDINATES.exec(text) ?? [];
  if (north === undefined || east === undefined) return null;
  const [latitude, longitude] = [Number(north), Number(east)];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

export const pointWords = ({ latitude, longitude }: Point): string =>
  `${rounded(latitude)}, ${rounded(longitude)}`;

/** The point so many metres to the north and the east, within what maps show. */
export function moved({ latitude, longitude }: Point, north: number, east: number): Point {
  const narrow = Math.cos((Math.min(Math.abs(latitude), NEAR_POLE) * Math.PI) / 180);
  return {
    latitude: rounded(Math.min(90, Math.max(-90, latitude + north / METRES_OF_DEGREE))),
    longitude: rounded(Math.min(180, Math.max(-180, longitude + east / METRES_OF_DEGREE / narrow))),
  };
}

const rounded = (degrees: number): number => Number(degrees.toFixed(DECIMALS));
