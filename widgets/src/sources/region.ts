import type { Kiwimesh } from '@kiwimesh/sdk';
import type { Region } from '../domain/region.ts';
import { BUILT_IN_NUMBER, isDialable, regionKey, storedJson } from './emergency-number.ts';
import { Source } from './source.ts';

declare const __PHONE_COUNTRY__: string | undefined;

const BUILT_IN: Region = {
  emergencyNumber: BUILT_IN_NUMBER,
  phoneCountry: typeof __PHONE_COUNTRY__ === 'string' ? __PHONE_COUNTRY__ : 'IN',
};

/** By the browser's own data. */
const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) &&
  new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined;

/** The first that is known: what the API said last time, what the page's attributes say, what the build was given. */
export function knownRegion(api: string, attributes: Partial<Region>): Region {
  const cached = parse(storedJson(regionKey(api)));
  const country = cached?.phoneCountry ?? attributes.phoneCountry?.toUpperCase();
  const attribute = isDialable(attributes.emergencyNumber) ? attributes.emergencyNumber : undefined;
  return {
    ...cached,
    emergencyNumber: cached?.emergencyNumber ?? attribute ?? BUILT_IN.emergencyNumber,
    phoneCountry: country && isCountry(country) ? country : BUILT_IN.phoneCountry,
  };
}

/** Keeps what the API said, for the day it cannot be reached. Null when the reply is not usable. */
export function rememberRegion(api: string, reply: unknown): Region | null {
  const region = parse(reply);
  if (!region) return null;
  try {
    localStorage.setItem(regionKey(api), JSON.stringify(region));
  } catch {
    // No storage on this page: the attribute and the build's default remain.
  }
  return region;
}

function parse(value: unknown): Region | null {
  if (typeof value !== 'object' || value === null) return null;
  const { emergencyNumber, phoneCountry, phoneChannels } = value as Record<string, unknown>;
  if (!isDialable(emergencyNumber)) return null;
  return {
    emergencyNumber,
    phoneCountry: typeof phoneCountry === 'string' ? phoneCountry : BUILT_IN.phoneCountry,
    phoneChannels: phoneChannels as Region['phoneChannels'],
  };
}

/** The region of the service: known from the start, and what the API says once it answered. */
export class RegionSource extends Source {
  current: Region;
  readonly #client: Kiwimesh;
  readonly #api: string;

  constructor(client: Kiwimesh, api: string, attributes: Partial<Region>) {
    super();
    this.#client = client;
    this.#api = api;
    this.current = knownRegion(api, attributes);
  }

  async load(): Promise<void> {
    // What the page was given, or was known before, is used until the next page.
    const reply = await this.#client.get('/v1/region').catch(() => null);
    const region = rememberRegion(this.#api, reply);
    if (!region) return;
    this.current = region;
    this.changed();
  }
}
