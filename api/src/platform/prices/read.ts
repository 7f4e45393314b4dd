import { type FileContent, loadOperatorFile } from '../../kernel/ground/operator-file.ts';
import { onFirstUse, SchemaCompiler } from '../../kernel/ground/schema-compiler.ts';
import { YamlDocument } from '../../kernel/ground/yaml-document.ts';
import type { MessagePrice } from '../../ports/messaging.ts';
import schema from './prices.schema.json' with { type: 'json' };

/** What a provider charges for a part of an SMS, or for a WhatsApp message. */
export interface PriceEntry {
  readonly provider: string;
  readonly channel: 'sms' | 'whatsapp';
  readonly country: string;
  /** A decimal. */
  readonly price: string;
  readonly currency: string;
  /** The first day on which it holds. */
  readonly from: string;
  readonly source: string;
}

const validator = onFirstUse(() =>
  new SchemaCompiler({ allErrors: true, strict: true, strictTypes: false }).compile(schema),
);

/** The prices in a text, or null with its faults by line. */
export function readPrices(text: string, file: string): FileContent<readonly PriceEntry[]> {
  const yaml = new YamlDocument(text, file, validator());
  const prices = (yaml.value as { readonly prices: readonly PriceEntry[] } | null)?.prices ?? null;
  if (prices === null) return { document: null, faults: yaml.sorted() };
  const seen = new Set<string>();
  for (const [index, one] of prices.entries()) {
    const { provider, channel, country, from } = one;
    const name = [provider, channel, country, from].join(' ');
    if (seen.has(name)) yaml.fault(['prices', index], `Remove it: another price holds for ${name}`);
    seen.add(name);
    if (!Intl.supportedValuesOf('currency').includes(one.currency)) {
      yaml.fault(
        ['prices', index, 'currency'],
        `Use a code of ISO 4217: there is no currency ${one.currency}`,
      );
    }
    if (!isDay(from)) yaml.fault(['prices', index, 'from'], 'Use a day that exists');
  }
  return { document: yaml.faults.length > 0 ? null : prices, faults: yaml.sorted() };
}

/** `2026-02-30` is none, though programs may read it as one in March. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** @throws OperatorFileError that lists its faults. */
export const loadPrices = (file: string): readonly PriceEntry[] => loadOperatorFile(file, readPrices);

/** What segments of a message cost at a time; null where no price is known. */
export function priceOf(
  prices: readonly PriceEntry[],
  message: Pick<PriceEntry, 'provider' | 'channel'> & {
    readonly country: string | null;
    readonly segments: number;
  },
  at: Date,
): MessagePrice | null {
  const day = at.toISOString().slice(0, 10);
  const holding = prices
    .filter(({ provider, channel, from }) => {
      return provider === message.provider && channel === message.channel && from <= day;
    })
    .sort((a, b) => b.from.localeCompare(a.from));
  const entry =
    holding.find(({ country }) => country === message.country) ??
    holding.find(({ country }) => country === '*');
  if (entry === undefined) return null;
  return { micros: microsOf(entry.price) * message.segments, currency: entry.currency };
}

/** Of a decimal, without a fraction being lost. */
function microsOf(price: string): number {
  const [whole = '0', fraction = ''] = price.split('.');
  return Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0'));
}
