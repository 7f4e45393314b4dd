import type { Money, Policy, PolicyDocument } from '../engine/index.ts';
import { compilePolicy } from './compile.ts';

/** What a region changes of service types. */
export interface RegionalTerms {
  readonly id: string;
  /** ISO 4217: every price is in it. */
  readonly currency: string;
  /** By the id of the service type. Amounts in minor units of the currency. */
  readonly services: Readonly<Record<string, RegionalService>>;
}

interface RegionalService {
  readonly price?: number;
  readonly cancellationFee?: number;
  readonly names?: Readonly<Record<string, string>>;
  readonly descriptions?: Readonly<Record<string, string>>;
}

/** What a policy lacks in the region; `setting` is a member of the policy file. */
export interface RegionalFault {
  readonly setting: 'price' | 'cancellation';
  readonly message: string;
}

/** The policy with the prices and names of the region. */
export function policyIn(
  region: RegionalTerms,
  policy: Policy,
): { readonly policy: Policy; readonly faults: readonly RegionalFault[] } {
  const { id, document } = policy;
  const own = region.services[id];
  const price = priceIn(region, document.price, own?.price);
  const fee = priceIn(region, document.cancellation.fee, own?.cancellationFee);
  const faults: RegionalFault[] = [];
  const missing = (setting: RegionalFault['setting'], member: string) =>
    faults.push({
      setting,
      message: `Use ${region.currency}, the currency of the region, or add services/${id}/${member} to the region pack ${region.id}`,
    });
  if (price !== undefined && price.currency !== region.currency) missing('price', 'price');
  if (fee !== undefined && fee.currency !== region.currency) missing('cancellation', 'cancellationFee');
  if (own?.price !== undefined && document.price === undefined) {
    faults.push({
      setting: 'price',
      message: `It has no price: remove services/${id}/price from the region pack ${region.id}`,
    });
  }
  if (own?.cancellationFee !== undefined && document.cancellation.fee === undefined) {
    faults.push({
      setting: 'cancellation',
      message: `It has no fee: remove services/${id}/cancellationFee from the region pack ${region.id}`,
    });
  }
  if (own === undefined || faults.length > 0) return { policy, faults };
  const regional: PolicyDocument = {
    ...document,
    names: { ...document.names, ...own.names },
    descriptions: { ...document.descriptions, ...own.descriptions },
    ...(price === undefined ? {} : { price }),
    cancellation: { ...document.cancellation, ...(fee === undefined ? {} : { fee }) },
  };
  return { policy: compilePolicy(regional), faults };
}

function priceIn(
  { currency }: RegionalTerms,
  shipped: Money | undefined,
  own: number | undefined,
): Money | undefined {
  return shipped === undefined || own === undefined ? shipped : { amount: own, currency };
}
