declare const __EMERGENCY_NUMBER__: string | undefined;

/** What is dialled where neither the API nor the page ever said. */
export const BUILT_IN_NUMBER = typeof __EMERGENCY_NUMBER__ === 'string' ? __EMERGENCY_NUMBER__ : '112';

/** Digits with `*`, `#` or a leading plus: anything else must not become a `tel:` link. */
export const isDialable = (number: unknown): number is string =>
  typeof number === 'string' && /^\+?[\d*#]{2,16}$/.test(number.replace(/[\s-]/g, ''));

/** Where the region that the API last gave is kept. */
export const regionKey = (api: string): string => `kiwimesh:region:${api}`;

/** What `localStorage` holds under a key; null where it holds nothing that can be read. */
export function storedJson(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    // No storage on this page, or a value of something else.
    return null;
  }
}

/** The first that is known: what the API gave last time, the attribute of the page, the number of the build. */
export function knownEmergencyNumber(api: string, attribute: string): string {
  const { emergencyNumber } = (storedJson(regionKey(api)) ?? {}) as Record<string, unknown>;
  return [emergencyNumber, attribute].find(isDialable) ?? BUILT_IN_NUMBER;
}
