import type { FileContent } from '../../../kernel/ground/operator-file.ts';
import { onFirstUse, SchemaCompiler } from '../../../kernel/ground/schema-compiler.ts';
import { YamlDocument } from '../../../kernel/ground/yaml-document.ts';
import type { MessageProgress, MessagingFailure } from '../../../ports/messaging.ts';
import schema from './gateway.schema.json' with { type: 'json' };
import { placesIn, type Template } from './places.ts';

export type GatewayChannel = 'sms' | 'whatsapp';

type Texts = Readonly<Record<string, string>>;

export interface RequestTemplate {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Texts;
  readonly basic?: { readonly user: string; readonly password: string };
  readonly query?: Texts;
  readonly form?: Texts;
  readonly json?: { readonly [name: string]: Template };
}

/** What a reply has to have. */
export interface Condition {
  readonly status?: readonly number[];
  /** By path, the values that fit. */
  readonly fields?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
}

export interface ReplyTemplate {
  readonly format: 'json' | 'form' | 'text';
  readonly separator?: string;
  readonly accepted: Condition & { readonly id: string };
  readonly refused?: readonly (Condition & { readonly failure: MessagingFailure })[];
  readonly code?: string;
}

export interface FindTemplate {
  readonly request: RequestTemplate;
  readonly messages: string;
  readonly id: string;
  readonly where: Texts;
}

export interface VerifyTemplate {
  readonly hmac?: {
    readonly header: string;
    readonly secret: string;
    readonly over?: 'body' | 'url_and_body';
    readonly encoding?: 'hex' | 'base64';
    readonly prefix?: string;
  };
  readonly token?: { readonly header: string; readonly secret: string };
  /** The address is signed, with the key that the field has as well. */
  readonly address?: { readonly field: string; readonly secret: string };
  readonly basic?: { readonly user: string; readonly password: string };
}

export interface ReportsTemplate {
  readonly verify: VerifyTemplate;
  readonly id: string;
  readonly state: string;
  readonly states: Readonly<Record<string, MessageProgress>>;
  readonly code?: string;
  readonly to?: string;
}

/** What the file of a gateway says: see gateway.schema.json. */
export interface GatewayTemplate {
  readonly id: string;
  readonly senders: Readonly<Partial<Record<GatewayChannel, string>>>;
  readonly encodings?: { readonly gsm7: string; readonly ucs2: string };
  readonly send: RequestTemplate;
  readonly reply: ReplyTemplate;
  readonly whenUnsure: 'repeat' | 'find' | 'give_up';
  readonly find?: FindTemplate;
  readonly reports?: ReportsTemplate;
}

const validator = onFirstUse(() =>
  new SchemaCompiler({ allErrors: true, strict: true, strictTypes: false, strictRequired: false }).compile(
    schema,
  ),
);

/** What can be put into each part, beside `{env.NAME}`. */
const PLACES = {
  senders: [],
  send: [
    'to',
    'to.digits',
    'from',
    'text',
    'encoding',
    'key',
    'key.hash',
    'template',
    'entity',
    'reportsUrl',
  ],
  find: ['to', 'to.digits', 'from', 'text', 'key', 'key.hash', 'since', 'since.date'],
  reports: [],
} as const;

const VARIABLE = /^env\.([A-Z][A-Z0-9_]{1,79})$/;
/** Only this machine may be asked without TLS: a sandbox. */
const SECURE = /^https:|^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[:/]/;

type Keys = readonly (string | number)[];
type Fault = readonly [keys: Keys, message: string];

/**
 * The gateway in a text, or null with its faults by line: of YAML, else of the schema, else of what a schema cannot know.
 * Uses no disk, network or environment.
 * @param file `…/acme.yaml`: its name is the id of the gateway.
 */
export function readGateway(text: string, file: string): FileContent<GatewayTemplate> {
  const yaml = new YamlDocument(text, file, validator());
  const document = yaml.value as GatewayTemplate | null;
  if (document === null) return { document, faults: yaml.sorted() };
  const name = (file.split(/[/\\]/).at(-1) ?? '').replace(/\.ya?ml$/, '');
  if (document.id !== name) yaml.fault(['id'], `Use the name of the file as id: ${name}`);
  for (const [keys, message] of ruleFaults(document)) yaml.fault(keys, message);
  return { document: yaml.faults.length > 0 ? null : document, faults: yaml.sorted() };
}

/** The environment variables that a gateway names, in the order of the alphabet. */
export function variablesOf(gateway: GatewayTemplate): readonly string[] {
  const named = [...textsOf(gateway as unknown as Template, [])].flatMap(([, text]) => variablesIn(text));
  return [...new Set(named)].sort();
}

function variablesIn(text: string): string[] {
  return placesIn(text).flatMap((place) => VARIABLE.exec(place)?.[1] ?? []);
}

/** Whether a request has one of these places. */
export function asksWith(request: RequestTemplate, ...places: readonly string[]): boolean {
  const found = [...textsOf(request as unknown as Template, [])].flatMap(([, text]) => placesIn(text));
  return places.some((place) => found.includes(place));
}

function* ruleFaults(gateway: GatewayTemplate): Generator<Fault> {
  const { send, find, whenUnsure, reports, reply } = gateway;
  for (const part of ['senders', 'send', 'find', 'reports'] as const) yield* placeFaults(gateway, part);
  yield* requestFaults(send, ['send']);
  if (find !== undefined) yield* requestFaults(find.request, ['find', 'request']);
  if (!asksWith(send, 'text')) yield [['send'], 'Add {text}: without it nothing is said'];
  if (!asksWith(send, 'to', 'to.digits')) yield [['send'], 'Add {to} or {to.digits}: the recipient'];
  if (whenUnsure === 'repeat' && !asksWith(send, 'key', 'key.hash')) {
    yield [
      ['whenUnsure'],
      'Add {key} or {key.hash} to send: the provider has nothing to recognise a repeat by',
    ];
  }
  if (whenUnsure === 'find' && find === undefined)
    yield [['whenUnsure'], 'Add find: how the provider is asked'];
  if (whenUnsure !== 'find' && find !== undefined) {
    yield [['find'], 'Remove find, or set whenUnsure to find: nothing asks it'];
  }
  if (reply.format === 'text' && reply.separator === undefined) {
    yield [['reply', 'format'], 'Add separator: what is between the parts of the text'];
  }
  if (reports?.verify.address !== undefined) {
    const at = ['reports', 'verify', 'address'];
    if (!asksWith(send, 'key')) yield [at, 'Add {key} to send: the field has nothing to repeat'];
    if (!asksWith(send, 'reportsUrl'))
      yield [at, 'Add {reportsUrl} to send: the address comes with the message'];
  }
}

function* placeFaults(gateway: GatewayTemplate, part: keyof typeof PLACES): Generator<Fault> {
  const value = gateway[part];
  if (value === undefined) return;
  const known: readonly string[] = PLACES[part];
  for (const [keys, text] of textsOf(value as unknown as Template, [part])) {
    for (const place of placesIn(text)) {
      if (place === 'encoding' && gateway.encodings === undefined) {
        yield [keys, 'Add encodings: the words that {encoding} stands for'];
      } else if (!known.includes(place) && !VARIABLE.test(place)) {
        const usable = [...known.map((one) => `{${one}}`), '{env.NAME}'].join(', ');
        yield [keys, `Nothing fills {${place}} here: use ${usable}`];
      }
    }
  }
}

function* requestFaults(request: RequestTemplate, at: Keys): Generator<Fault> {
  const { method, url, form, json } = request;
  if (!SECURE.test(url)) yield [[...at, 'url'], 'Use https: phones and keys are sent there'];
  if (form !== undefined && json !== undefined) yield [[...at, 'json'], 'Use form or json, not both'];
  if (method === 'GET' && (form ?? json) !== undefined) {
    yield [[...at, 'method'], 'Use POST, or put the fields into query: a GET has no body'];
  }
}

/** All texts of a value with the keys that lead to them. */
function* textsOf(value: Template, at: Keys): Generator<readonly [keys: Keys, text: string]> {
  if (typeof value === 'string') yield [at, value];
  else if (value !== null && typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) yield* textsOf(one as Template, [...at, key]);
  }
}
