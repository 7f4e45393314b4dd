import { existsSync, readFileSync } from 'node:fs';
import { onFirstUse, SchemaCompiler } from '../../kernel/ground/schema-compiler.ts';
import { type FileFault, YamlDocument } from '../../kernel/ground/yaml-document.ts';
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

/** The file of prices cannot be used. Each fault is one line. */
export class PriceError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'PriceError';
    this.faults = faults;
  }
}

/** The prices in a text, or null with its faults by line. */
export function readPrices(
  text: string,
  file: string,
): { readonly prices: readonly PriceEntry[] | null; readonly faults: readonly FileFault[] } {
  const yaml = new YamlDocument(text, file, validator());
  const prices = (yaml.value as { readonly prices: readonly PriceEntry[] } | null)?.prices ?? null;
  if (prices === null) return { prices, faults: yaml.sorted() };
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
    if (Number.isNaN(Date.parse(from))) yaml.fault(['prices', index, 'from'], 'Use a day that exists');
  }
  return { prices: yaml.faults.length > 0 ? null : prices, faults: yaml.sorted() };
}

/** @throws PriceError that lists its faults. */
export function loadPrices(file: string): readonly PriceEntry[] {
  if (!existsSync(file)) throw new PriceError([`${file}: there is no such file`]);
  const { prices, faults } = readPrices(readFileSync(file, 'utf8'), file);
  if (prices !== null) return prices;
  throw new PriceError(faults.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`));
}

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
