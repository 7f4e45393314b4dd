import { COUNTRIES } from './phone.ts';

declare const __EMERGENCY_NUMBER__: string | undefined;
declare const __PHONE_COUNTRY__: string | undefined;

/** What the element must know of a region even when it has never reached the API. */
export interface Region {
  /** What to dial, as dialled: `112`. */
  readonly emergencyNumber: string;
  /** ISO 3166 code that the phone field starts with. */
  readonly phoneCountry: string;
}

const BUILT_IN: Region = {
  emergencyNumber: typeof __EMERGENCY_NUMBER__ === 'string' ? __EMERGENCY_NUMBER__ : '112',
  phoneCountry: typeof __PHONE_COUNTRY__ === 'string' ? __PHONE_COUNTRY__ : 'IN',
};

/** Digits with `*`, `#` or a leading plus: anything else must not become a `tel:` link. */
export const isDialable = (number: unknown): number is string =>
  typeof number === 'string' && /^\+?[\d*#]{2,16}$/.test(number.replace(/[\s-]/g, ''));

const keyOf = (api: string): string => `kiwimesh:region:${api}`;

/** The first that is known: what the API said last time, what the page's attributes say, what the build was given. */
export function knownRegion(api: string, attributes: Partial<Region>): Region {
  const cached = read(api);
  const country = cached?.phoneCountry ?? attributes.phoneCountry?.toUpperCase();
  const attribute = isDialable(attributes.emergencyNumber) ? attributes.emergencyNumber : undefined;
  return {
    emergencyNumber: cached?.emergencyNumber ?? attribute ?? BUILT_IN.emergencyNumber,
    phoneCountry: COUNTRIES.some(({ code }) => code === country)
      ? (country as string)
      : BUILT_IN.phoneCountry,
  };
}

/** Keeps what the API said, for the day it cannot be reached. Null when the reply is not usable. */
export function rememberRegion(api: string, reply: unknown): Region | null {
  const region = parse(reply);
  if (!region) return null;
  try {
    localStorage.setItem(keyOf(api), JSON.stringify(region));
  } catch {
    // No storage on this page: the attribute and the build's default remain.
  }
  return region;
}

function read(api: string): Region | null {
  try {
    return parse(JSON.parse(localStorage.getItem(keyOf(api)) ?? 'null'));
  } catch {
    return null;
  }
}

function parse(value: unknown): Region | null {
  if (typeof value !== 'object' || value === null) return null;
  const { emergencyNumber, phoneCountry } = value as Record<string, unknown>;
  if (!isDialable(emergencyNumber)) return null;
  return {
    emergencyNumber,
    phoneCountry: typeof phoneCountry === 'string' ? phoneCountry : BUILT_IN.phoneCountry,
  };
}
