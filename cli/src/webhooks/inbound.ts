import type { components } from '@kiwimesh/openapi/types';
import { type Column, details, shortTime } from '../base/output.ts';

export type Inbound = components['schemas']['InboundWebhook'];
export type InboundDetail = components['schemas']['InboundWebhookDetail'];

export const INBOUND_COLUMNS: readonly Column<Inbound>[] = [
  { header: 'Received', value: ({ receivedAt }) => shortTime(receivedAt) },
  { header: 'About', value: ({ source }) => source, drop: 1 },
  { header: 'State', value: ({ state, outcome }) => (outcome === 'ignored' ? outcome : state) },
  { header: 'Again', value: ({ repeats }) => repeats, drop: 2 },
  { header: 'Id', value: ({ id }) => id },
];

export function inboundDetails(one: InboundDetail): string {
  return details([
    ['Id', one.id],
    ['About', one.source],
    ['Provider', one.provider],
    ['Received', one.receivedAt],
    ['Arrived again', one.repeats],
    ['State', one.state],
    ['Outcome', one.outcome ?? ''],
    ['Why it failed', one.reason ?? ''],
    ['Handled', one.handledAt ?? ''],
    ['Body', one.body],
  ]);
}
