import { fileURLToPath } from 'node:url';
import { loadOperatorFile, pathOfShipped, shippedIds } from './kernel/ground/operator-file.ts';
import { type RegionDocument, readRegion } from './regions/read.ts';

export { OperatorFileError } from './kernel/ground/operator-file.ts';
export type { DemoPlace, PhoneChannel, RegionalMessages, RegionalService } from './regions/read.ts';

/** What differs by country: a region pack, with what follows from it. */
export interface Region extends Omit<RegionDocument, 'services' | 'messages' | 'retentionDays'> {
  /** ISO 3166-1 alpha-2, for phone numbers written without a country code. */
  readonly phoneCountry: string;
  /** How messages reach phones, the usual way first; of an installation, those that its provider carries. */
  readonly phoneChannels: readonly [RegionChannel, ...RegionChannel[]];
  /** ISO weekday: 1 is Monday, 7 Sunday. */
  readonly firstDayOfWeek: number;
  readonly services: NonNullable<RegionDocument['services']>;
  readonly messages: NonNullable<RegionDocument['messages']>;
  readonly retentionDays: NonNullable<RegionDocument['retentionDays']>;
}

type RegionChannel = RegionDocument['phoneMessages'][number]['channel'];

const SHIPPED = { what: 'region pack', folder: fileURLToPath(new URL('./regions/', import.meta.url)) };

/** The ids of the shipped region packs. */
export const regionIds = (): string[] => shippedIds(SHIPPED);

/**
 * Reads a region pack.
 * @param name the id of a shipped one, or the path of a file that ends in `.yaml` or `.yml`.
 * @throws OperatorFileError that lists its faults.
 */
export function loadRegion(name: string): Region {
  return regionOf(loadOperatorFile(pathOfShipped(name, SHIPPED), readRegion));
}

/** The region as a provider of messages reaches it: by the channels for which the pack names it. */
export function regionWith(region: Region, provider: string): Region {
  // The sandbox speaks the protocol of Twilio.
  const name = provider === 'sandbox' ? 'twilio' : provider;
  const [first, ...more] = region.phoneMessages
    .filter(({ providers }) => providers.includes(name))
    .map(({ channel }) => channel);
  return first === undefined ? region : { ...region, phoneChannels: [first, ...more] };
}

function regionOf(document: RegionDocument): Region {
  return {
    ...document,
    phoneCountry: document.country,
    phoneChannels: document.phoneMessages.map(({ channel }) => channel) as [
      RegionChannel,
      ...RegionChannel[],
    ],
    firstDayOfWeek: firstDayOfWeek(document.country),
    services: document.services ?? {},
    messages: document.messages ?? {},
    retentionDays: document.retentionDays ?? {},
  };
}

/** By CLDR, which knows it of every country. */
function firstDayOfWeek(country: string): number {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    getWeekInfo(): { readonly firstDay: number };
  };
  return locale.getWeekInfo().firstDay;
}
