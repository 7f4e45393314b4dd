export interface Fix {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMetres: number;
}

export type GeolocationFailure = 'refused' | 'unavailable' | 'timeout';

/** Longer than a cold GPS start indoors usually takes, shorter than a person in need waits. */
const TIMEOUT_MS = 15_000;
/** A fix this old is still where the person is. */
const MAXIMUM_AGE_MS = 30_000;

/** Where the device is. Rejects with a GeolocationFailure; never hangs, also where browsers forget to time out. */
export function locate(): Promise<Fix> {
  return new Promise((resolve, reject: (reason: GeolocationFailure) => void) => {
    if (!globalThis.navigator?.geolocation) {
      reject('unavailable');
      return;
    }
    // A permission question that is never answered does not run into the browser's own timeout.
    const giveUp = setTimeout(() => reject('timeout'), TIMEOUT_MS * 2);
    navigator.geolocation.getCurrentPosition(
      (position) => {
        clearTimeout(giveUp);
        resolve(fixOf(position));
      },
      (error) => {
        clearTimeout(giveUp);
        reject(reasonOf(error));
      },
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: MAXIMUM_AGE_MS },
    );
  });
}

/** Where the device is as it moves. A failure may pass, except a refusal. @returns what ends it. */
export function watchPosition(
  onFix: (fix: Fix) => void,
  onFailure: (reason: GeolocationFailure) => void,
): () => void {
  const geolocation = globalThis.navigator?.geolocation;
  if (!geolocation) {
    onFailure('unavailable');
    return () => undefined;
  }
  const watch = geolocation.watchPosition(
    (position) => onFix(fixOf(position)),
    (error) => onFailure(reasonOf(error)),
    { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: 0 },
  );
  return () => geolocation.clearWatch(watch);
}

const fixOf = ({ coords }: GeolocationPosition): Fix => ({
  latitude: coords.latitude,
  longitude: coords.longitude,
  accuracyMetres: Math.min(Math.round(coords.accuracy), 100_000),
});

const reasonOf = ({ code }: GeolocationPositionError): GeolocationFailure =>
  code === 1 ? 'refused' : code === 3 ? 'timeout' : 'unavailable';

/** What the person decided about their position; `prompt` where the browser will ask, or does not tell. */
export async function positionPermission(): Promise<PermissionState> {
  try {
    const { state } = await navigator.permissions.query({ name: 'geolocation' });
    return state;
  } catch {
    return 'prompt';
  }
}
