import type { FileContent } from '../kernel/ground/operator-file.ts';
import { onFirstUse, SchemaCompiler } from '../kernel/ground/schema-compiler.ts';
import { type FileFault, YamlDocument } from '../kernel/ground/yaml-document.ts';
import schema from './region.schema.json' with { type: 'json' };

/** How a message reaches a phone. */
export type PhoneChannel = 'sms' | 'whatsapp';

/** What differs of a service type. Amounts in minor units of the region's currency. */
export interface RegionalService {
  readonly price?: number;
  readonly cancellationFee?: number;
  readonly names?: Readonly<Record<string, string>>;
  readonly descriptions?: Readonly<Record<string, string>>;
}

/** Texts in one language, with places for values in braces. */
export interface RegionalMessages {
  /** `{code}` and `{minutes}`. */
  readonly signInCode?: { readonly subject: string; readonly text: string };
  /** `{number}` is read out digit by digit. */
  readonly telephone?: {
    readonly connecting: string;
    readonly recorded: string;
    readonly stillConnecting: string;
    readonly unavailable: string;
  };
}

/** What the file of a region pack says: see region.schema.json. */
export interface RegionDocument {
  readonly id: string;
  readonly country: string;
  readonly currency: string;
  readonly timezone: string;
  readonly languages: readonly [string, ...string[]];
  readonly emergencyNumber: string;
  readonly callRecording: 'allowed' | 'forbidden';
  readonly phoneMessages: readonly {
    readonly channel: PhoneChannel;
    readonly providers: readonly string[];
  }[];
  readonly smsRegistration?: 'dlt';
  readonly retentionDays?: { readonly audit?: number; readonly triage?: number; readonly calls?: number };
  readonly services?: Readonly<Record<string, RegionalService>>;
  readonly messages?: Readonly<Record<string, RegionalMessages>>;
  readonly demo?: DemoPlace;
}

/** Where the demo world is. */
export interface DemoPlace {
  readonly city: string;
  readonly latitude: number;
  readonly longitude: number;
  /** E.164 without the last digits. */
  readonly phones: { readonly residents: string; readonly staff: string; readonly hospitals: string };
}

export type { FileFault };

const validator = onFirstUse(() =>
  new SchemaCompiler({ allErrors: true, strict: true, strictTypes: false, strictRequired: false }).compile(
    schema,
  ),
);

const base = (tag: string) => tag.split('-')[0] ?? '';

/**
 * The region pack in a text, or null with its faults by line: of YAML, else of the schema, else of what a schema cannot
 * know. Uses no disk, network or database.
 * @param file `…/ae.yaml`: its name is the id of the pack.
 */
export function readRegion(text: string, file: string): FileContent<RegionDocument> {
  const yaml = new YamlDocument(text, file, validator());
  const document = yaml.value as RegionDocument | null;
  if (document === null) return { document, faults: yaml.sorted() };
  const name = (file.split(/[/\\]/).at(-1) ?? '').replace(/\.ya?ml$/, '');
  if (document.id !== name) yaml.fault(['id'], `Use the name of the file as id: ${name}`);
  for (const [keys, message] of ruleFaults(document)) yaml.fault(keys, message);
  return { document: yaml.faults.length > 0 ? null : document, faults: yaml.sorted() };
}

type Fault = readonly [keys: readonly (string | number)[], message: string];

function* ruleFaults(document: RegionDocument): Generator<Fault> {
  const { country, currency, timezone, languages, phoneMessages, messages = {} } = document;
  if (new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(country) === undefined) {
    yield [['country'], `Use a code of ISO 3166-1: there is no country ${country}`];
  }
  if (!Intl.supportedValuesOf('currency').includes(currency)) {
    yield [['currency'], `Use a code of ISO 4217: there is no currency ${currency}`];
  }
  if (!isTimezone(timezone)) yield [['timezone'], 'Use a name of the IANA database, such as Asia/Dubai'];
  for (const [index, { channel }] of phoneMessages.entries()) {
    if (phoneMessages.findIndex((one) => one.channel === channel) < index) {
      yield [['phoneMessages', index, 'channel'], `Name ${channel} once`];
    }
  }
  for (const [language, { signInCode, telephone }] of Object.entries(messages)) {
    const at = ['messages', language];
    if (!languages.some((one) => base(one) === language)) {
      yield [at, `Add ${language} to languages, or remove its messages: no one can choose it`];
    }
    if (signInCode !== undefined) {
      yield* places(signInCode.text, ['code'], ['minutes'], [...at, 'signInCode', 'text']);
      yield* places(signInCode.subject, [], [], [...at, 'signInCode', 'subject']);
    }
    for (const [name, text] of Object.entries(telephone ?? {})) {
      yield* places(text, name === 'unavailable' ? ['number'] : [], [], [...at, 'telephone', name]);
    }
  }
}

/** Whether the places of a text are those that are filled. */
function* places(
  text: string,
  required: readonly string[],
  optional: readonly string[],
  at: readonly string[],
): Generator<Fault> {
  const found = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '');
  for (const name of required) {
    if (!found.includes(name)) yield [at, `Add {${name}}: without it the text tells nothing`];
  }
  for (const name of found) {
    if (!required.includes(name) && !optional.includes(name))
      yield [at, `Remove {${name}}: nothing fills it`];
  }
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
