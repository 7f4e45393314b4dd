import type { components } from '@kiwimesh/openapi/types';
import type { MonthlyCosts } from './service.ts';

export function costsOut(row: MonthlyCosts): components['schemas']['MessageCostList']['data'][number] {
  const { month, hospitalId, provider, channel, country, currency } = row;
  return {
    ...{ month, hospitalId, provider, channel, country, currency },
    messages: Number(row.messages),
    segments: Number(row.segments),
    micros: row.micros === null ? null : Number(row.micros),
  };
}
