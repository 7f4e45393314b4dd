import path from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { LOOPBACK } from './kernel/http/listen.ts';
import {
  DEVELOPMENT_MARK,
  developmentDataKey,
  developmentSecret,
  previousKeys,
  SECRET_FILE,
} from './kernel/privacy/key-settings.ts';
import { limitInWords } from './kernel/schema-words.ts';
import { loadRegion, type Region, regionIds } from './region.ts';

export type Environment = 'development' | 'test' | 'staging' | 'production';
export type ProcessRole = 'serve' | 'work' | 'all';

/** Everything the environment decides, read once. Every part is frozen. */
export interface Config {
  readonly environment: Environment;
  readonly role: ProcessRole;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly dataDir: string;
  readonly policiesDir: string | null;
  readonly region: Region;
  readonly database: {
    /** Of the schema's owner; null: embedded Postgres in the data folder. */
    readonly url: string | null;
    /** Logs in as the app role by itself; null: the owner's URL with the role switched. */
    readonly appUrl: string | null;
    readonly pool: number;
    readonly migrate: boolean;
  };
  /** `postgres://…` or `mongodb://…`; null: the database. */
  readonly jobsUrl: string | null;
  /** Every key is derived from the first; the others only verify, so that a secret can be changed without signing all out. */
  readonly secrets: readonly [string, ...string[]];
  /** Personal data is sealed under the first; the others open what was sealed before. Lost keys are lost data. */
  readonly dataKeys: readonly [string, ...string[]];
  /** The codes of the audit log are made with the first; the others verify what was written before it changed. */
  readonly auditSecrets: readonly [string, ...string[]];
  readonly http: {
    readonly corsOrigins: readonly string[];
    readonly bodyLimit: number;
    readonly proxyHops: number;
    /** Requests a minute and process; 0 switches limits off. */
    readonly limits: {
      readonly address: number;
      readonly principal: number;
      readonly publishableKey: number;
      readonly operationFactor: number;
    };
  };
  readonly messaging:
    | { readonly provider: 'sandbox' }
    | {
        readonly provider: 'twilio';
        readonly accountSid: string;
        readonly authToken: string;
        readonly from: string;
        readonly whatsappFrom: string | null;
      };
  /** Null: the sandbox, which keeps mail and sends none. */
  readonly email: { readonly smtpUrl: string | null; readonly from: string };
  /** Where people reach this installation, without a slash at the end; links in mails begin with it. Null: where the API listens. */
  readonly publicUrl: string | null;
  /** Email of whoever is invited as the first super admin; null: nobody. */
  readonly firstAdmin: string | null;
  /** Seconds that running requests and jobs are given when the process stops. */
  readonly shutdownSeconds: number;
}

/** A setting in words: what `kiwimesh` and the docs tell about it. */
interface Setting {
  readonly schema: Record<string, unknown>;
  readonly means: string;
}

const url = (protocols: string) => ({ type: 'string', pattern: `^(${protocols})://[^\\s]+$` });
const secret = { type: 'string', minLength: 32 };

/** Every setting. Empty variables count as absent. */
export const SETTINGS = {
  PORT: {
    schema: { type: 'integer', minimum: 0, maximum: 65535, default: 8080 },
    means: 'HTTP and Socket.IO',
  },
  KIWIMESH_HOST: {
    schema: { type: 'string' },
    means:
      'the address to listen on; default: localhost (this machine alone) in development and test, :: (every address, IPv4 and IPv6) in staging and production',
  },
  KIWIMESH_ENV: {
    schema: { enum: ['development', 'test', 'staging', 'production'], default: 'development' },
    means:
      'staging and production refuse development secrets; production also sandboxes it was not told to use',
  },
  KIWIMESH_ROLE: {
    schema: { enum: ['serve', 'work', 'all'], default: 'all' },
    means: 'serve answers HTTP and sockets, work runs events and jobs, all does both',
  },
  KIWIMESH_DATA_DIR: {
    schema: { type: 'string', default: '.data' },
    means: 'embedded Postgres, local files, development secrets',
  },
  KIWIMESH_REGION: { schema: { enum: regionIds(), default: 'in' }, means: 'the region pack' },
  KIWIMESH_POLICIES_DIR: {
    schema: { type: 'string' },
    means: 'a folder of further service types, read after the shipped ones',
  },
  KIWIMESH_LOG_LEVEL: {
    schema: { enum: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], default: 'info' },
    means: 'the least a log line must matter',
  },
  DATABASE_URL: { schema: url('postgres|postgresql'), means: "Postgres 16 or newer, as the schema's owner" },
  DATABASE_APP_URL: {
    schema: url('postgres|postgresql'),
    means: 'the same database as a login that is the app role; without it the owner switches to that role',
  },
  KIWIMESH_DATABASE_POOL: {
    schema: { type: 'integer', minimum: 2, maximum: 500, default: 12 },
    means: 'the most connections of this process',
  },
  KIWIMESH_MIGRATE: {
    schema: { enum: ['true', 'false'] },
    means: 'bring the schema up to date at start; default true in development and test',
  },
  JOBS_URL: { schema: url('postgres|postgresql|mongodb|mongodb\\+srv'), means: 'where jobs are kept' },
  KIWIMESH_SECRET: {
    schema: secret,
    means: 'tokens and one-time codes are made from it: `openssl rand -hex 32`',
  },
  KIWIMESH_PREVIOUS_SECRET: {
    schema: secret,
    means: 'the secret before this one, until what was signed with it has run out',
  },
  KIWIMESH_DATA_KEY: {
    schema: secret,
    means:
      'personal data is sealed with it, and lost with it: `openssl rand -hex 32`, kept apart from backups',
  },
  KIWIMESH_PREVIOUS_DATA_KEYS: {
    schema: { type: 'string', pattern: '^[^,]{32,}(,[^,]{32,})*$' },
    means: 'data keys that something may still be sealed with, separated by commas',
  },
  KIWIMESH_AUDIT_SECRET: {
    schema: secret,
    means: 'the audit log is sealed with it; default: KIWIMESH_SECRET',
  },
  KIWIMESH_PREVIOUS_AUDIT_SECRETS: {
    schema: { type: 'string', pattern: '^[^,\\s]{32,}(,[^,\\s]{32,})*$' },
    means:
      'earlier secrets the kept audit log was sealed with, separated by commas, so that it still verifies',
  },
  KIWIMESH_ALLOW_SANDBOX: {
    schema: { type: 'string', pattern: '^[a-z]+(,[a-z]+)*$' },
    means: 'capabilities that may run on their sandbox in production, such as messaging',
  },
  KIWIMESH_CORS_ORIGINS: {
    schema: { type: 'string', pattern: '^https?://[^,/\\s]+(,https?://[^,/\\s]+)*$' },
    means: 'origins that may call the API beside those of publishable keys, separated by commas',
  },
  KIWIMESH_BODY_LIMIT: {
    schema: { type: 'integer', minimum: 1024, maximum: 104857600, default: 1048576 },
    means: 'bytes of a request body',
  },
  KIWIMESH_PROXY_HOPS: {
    schema: { type: 'integer', minimum: 0, maximum: 10, default: 0 },
    means: 'how many trusted proxies stand in front and append to X-Forwarded-For',
  },
  KIWIMESH_LIMIT_ADDRESS: {
    schema: { type: 'integer', minimum: 0 },
    means: 'requests a minute from one address to one process; 0 switches all limits off',
  },
  KIWIMESH_LIMIT_PRINCIPAL: {
    schema: { type: 'integer', minimum: 1 },
    means: 'requests a minute of one caller to one process',
  },
  KIWIMESH_LIMIT_PUBLISHABLE_KEY: {
    schema: { type: 'integer', minimum: 1 },
    means: 'requests a minute by one publishable key, of all pages that show it, to one process',
  },
  KIWIMESH_SHUTDOWN_SECONDS: {
    schema: { type: 'integer', minimum: 1, maximum: 300, default: 20 },
    means: 'how long running requests and jobs are waited for',
  },
  KIWIMESH_MESSAGING: {
    schema: { enum: ['sandbox', 'twilio'], default: 'sandbox' },
    means: 'who sends SMS and WhatsApp',
  },
  TWILIO_ACCOUNT_SID: { schema: { type: 'string', minLength: 1 }, means: 'the account at the provider' },
  TWILIO_AUTH_TOKEN: { schema: { type: 'string', minLength: 1 }, means: 'its token' },
  TWILIO_FROM: {
    schema: { type: 'string', pattern: '^\\+[1-9][0-9]{6,14}$' },
    means: 'the sending number, E.164',
  },
  TWILIO_WHATSAPP_FROM: {
    schema: { type: 'string', pattern: '^\\+[1-9][0-9]{6,14}$' },
    means: 'the WhatsApp sender, when it is another number',
  },
  SMTP_URL: {
    schema: url('smtps?'),
    means:
      'the server that takes our mail, smtps://user:password@host or smtp://…, which then must offer STARTTLS; without it mail goes to the sandbox',
  },
  KIWIMESH_MAIL_FROM: {
    schema: {
      type: 'string',
      pattern: '^([^<>@\\u0000-\\u001F]+ <[^\\s<>@,;]+@[^\\s<>@,;]+>|[^\\s<>@,;]+@[^\\s<>@,;]+)$',
    },
    means: 'who mail comes from: Kiwimesh <no-reply@example.org>, or an address alone',
  },
  KIWIMESH_FIRST_ADMIN: {
    schema: { type: 'string', pattern: '^[^\\s<>@,;]+@[^\\s<>@,;]+$' },
    means: 'the email of the first super admin, who is invited when the platform has none yet',
  },
  KIWIMESH_PUBLIC_URL: {
    schema: { type: 'string', pattern: '^https?://[^/?#\\s]+(/[^?#\\s]*)?$' },
    means:
      'where people reach this installation, such as https://care.example.org: links in mails begin with it',
  },
} as const satisfies Record<string, Setting>;

type Name = keyof typeof SETTINGS;
type Values = Record<Name, string | number | undefined>;

/** What is wrong with the settings, all of it. */
export class ConfigFault extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`Kiwimesh cannot start with these settings:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigFault';
    this.faults = faults;
  }
}

/** The exit code for settings nothing can be started with: EX_CONFIG of BSD's sysexits.h. */
export const EXIT_CONFIG = 78;

const validate = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true }).compile({
  type: 'object',
  properties: Object.fromEntries(Object.entries(SETTINGS).map(([name, { schema }]) => [name, schema])),
});

/**
 * Reads the settings. In development and test, secrets that were not given are made once and kept in the data folder.
 * @throws ConfigFault naming every problem at once.
 */
export function loadConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    Object.keys(SETTINGS).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  const faults: string[] = [];
  if (!validate(given)) faults.push(...(validate.errors ?? []).map(inWords));
  for (const name of Object.keys(environment)) {
    const meant = name in SETTINGS ? undefined : misspelt(name);
    if (meant !== undefined) faults.push(`${name} is no setting: did you mean ${meant}?`);
  }
  const values = given as unknown as Values;
  crossChecks(values, faults);
  if (faults.length > 0) throw new ConfigFault(faults);
  return freeze(build(values));
}

function inWords(error: ErrorObject): string {
  const { instancePath, keyword, message, params } = error;
  const name = instancePath.slice(1) as Name;
  const { means } = SETTINGS[name];
  const rule =
    keyword === 'enum'
      ? `must be one of ${(params.allowedValues as string[]).join(', ')}`
      : (limitInWords(error) ?? message);
  return `${name} ${rule} (${means})`;
}

/** A setting whose name is one or two slips away. Other variables are none of our business. */
function misspelt(name: string): string | undefined {
  if (!name.startsWith('KIWI') && !name.startsWith('DATABASE_')) return undefined;
  return Object.keys(SETTINGS).find((known) => distance(known, name) <= 2);
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** What no single setting can tell: what production needs, and what belongs together. */
function crossChecks(values: Values, faults: string[]): void {
  const environment = values.KIWIMESH_ENV;
  const deployed = environment === 'staging' || environment === 'production';
  if (deployed) {
    if (values.KIWIMESH_SECRET === undefined) {
      faults.push(
        `KIWIMESH_SECRET is needed in ${environment}: development secrets are refused (${SETTINGS.KIWIMESH_SECRET.means})`,
      );
    }
    if (values.KIWIMESH_DATA_KEY === undefined) {
      faults.push(
        `KIWIMESH_DATA_KEY is needed in ${environment}: development keys are refused (${SETTINGS.KIWIMESH_DATA_KEY.means})`,
      );
    }
    for (const name of [
      'KIWIMESH_SECRET',
      'KIWIMESH_PREVIOUS_SECRET',
      'KIWIMESH_DATA_KEY',
      'KIWIMESH_PREVIOUS_DATA_KEYS',
    ] as const) {
      if (previousKeys(String(values[name] ?? '')).some((each) => each.startsWith(DEVELOPMENT_MARK))) {
        faults.push(`${name} is a development secret: make one of its own for ${environment}`);
      }
    }
    if (values.KIWIMESH_DATA_KEY !== undefined && values.KIWIMESH_DATA_KEY === values.KIWIMESH_SECRET) {
      faults.push('KIWIMESH_DATA_KEY is KIWIMESH_SECRET again: tokens and data need secrets of their own');
    }
    if (values.DATABASE_URL === undefined) {
      faults.push(`DATABASE_URL is needed in ${environment}: embedded Postgres is for development`);
    }
  }
  const dataKeys = [values.KIWIMESH_DATA_KEY, ...previousKeys(values.KIWIMESH_PREVIOUS_DATA_KEYS as string)];
  if (new Set(dataKeys).size !== dataKeys.length) {
    faults.push('KIWIMESH_PREVIOUS_DATA_KEYS names a data key twice, or the one in use');
  }
  const allowed = String(values.KIWIMESH_ALLOW_SANDBOX ?? '').split(',');
  if (
    environment === 'production' &&
    values.KIWIMESH_MESSAGING === 'sandbox' &&
    !allowed.includes('messaging')
  ) {
    faults.push(
      'KIWIMESH_MESSAGING is the sandbox, which sends nothing: name a provider, or say KIWIMESH_ALLOW_SANDBOX=messaging',
    );
  }
  if (values.KIWIMESH_MESSAGING === 'twilio') {
    for (const name of ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'] as const) {
      if (values[name] === undefined) faults.push(`${name} is needed with KIWIMESH_MESSAGING=twilio`);
    }
  }
  if (environment === 'production' && values.SMTP_URL === undefined && !allowed.includes('email')) {
    faults.push(
      'SMTP_URL is needed in production, or invitations and password resets reach nobody: name a mail server, or say KIWIMESH_ALLOW_SANDBOX=email',
    );
  }
  if (values.SMTP_URL !== undefined && values.KIWIMESH_MAIL_FROM === undefined) {
    faults.push('KIWIMESH_MAIL_FROM is needed with SMTP_URL: mail servers refuse senders they do not know');
  }
  if (deployed && values.KIWIMESH_PUBLIC_URL === undefined) {
    faults.push(`KIWIMESH_PUBLIC_URL is needed in ${environment}: links in mails begin with it`);
  }
  if (environment === 'production' && String(values.KIWIMESH_PUBLIC_URL ?? '').startsWith('http:')) {
    faults.push(
      'KIWIMESH_PUBLIC_URL must begin with https in production: passwords are set behind its links',
    );
  }
  if (values.DATABASE_APP_URL !== undefined && values.DATABASE_URL === undefined) {
    faults.push('DATABASE_APP_URL needs DATABASE_URL beside it');
  }
}

function build(values: Values): Config {
  const environment = values.KIWIMESH_ENV as Environment;
  const relaxed = environment === 'development' || environment === 'test';
  const text = (name: Name) => (values[name] === undefined ? null : String(values[name]));
  const dataDir = path.resolve(String(values.KIWIMESH_DATA_DIR));
  const number = (name: Name, fallback: number) =>
    values[name] === undefined ? fallback : Number(values[name]);
  const present = text('KIWIMESH_SECRET') ?? developmentSecret(dataDir, SECRET_FILE);
  const previous = text('KIWIMESH_PREVIOUS_SECRET');
  return {
    environment,
    role: values.KIWIMESH_ROLE as ProcessRole,
    // Development has sandboxes that show one-time codes, and demo data with known passwords: not for the network.
    host: text('KIWIMESH_HOST') ?? (relaxed ? LOOPBACK : '::'),
    port: Number(values.PORT),
    logLevel: String(values.KIWIMESH_LOG_LEVEL),
    dataDir,
    policiesDir: text('KIWIMESH_POLICIES_DIR'),
    region: loadRegion(String(values.KIWIMESH_REGION)),
    database: {
      url: text('DATABASE_URL'),
      appUrl: text('DATABASE_APP_URL'),
      pool: Number(values.KIWIMESH_DATABASE_POOL),
      migrate: values.KIWIMESH_MIGRATE === undefined ? relaxed : values.KIWIMESH_MIGRATE === 'true',
    },
    jobsUrl: text('JOBS_URL'),
    secrets: [present, ...(previous === null ? [] : [previous])],
    auditSecrets: [
      text('KIWIMESH_AUDIT_SECRET') ?? present,
      ...(text('KIWIMESH_PREVIOUS_AUDIT_SECRETS')?.split(',') ?? []),
      present,
      ...(previous === null ? [] : [previous]),
    ],
    dataKeys: [
      text('KIWIMESH_DATA_KEY') ?? developmentDataKey(dataDir),
      ...previousKeys(text('KIWIMESH_PREVIOUS_DATA_KEYS')),
    ],
    http: {
      corsOrigins: text('KIWIMESH_CORS_ORIGINS')?.split(',') ?? [],
      bodyLimit: Number(values.KIWIMESH_BODY_LIMIT),
      proxyHops: Number(values.KIWIMESH_PROXY_HOPS),
      // In development a simulator plays a thousand people from one address; tests meet limits only when they ask to.
      limits: {
        address: number(
          'KIWIMESH_LIMIT_ADDRESS',
          { development: 60_000, test: 0 }[String(environment)] ?? 3_000,
        ),
        principal: number('KIWIMESH_LIMIT_PRINCIPAL', relaxed ? 6_000 : 600),
        publishableKey: number('KIWIMESH_LIMIT_PUBLISHABLE_KEY', relaxed ? 60_000 : 6_000),
        operationFactor: environment === 'development' ? 100 : 1,
      },
    },
    messaging:
      values.KIWIMESH_MESSAGING === 'twilio'
        ? {
            provider: 'twilio',
            accountSid: String(values.TWILIO_ACCOUNT_SID),
            authToken: String(values.TWILIO_AUTH_TOKEN),
            from: String(values.TWILIO_FROM),
            whatsappFrom: text('TWILIO_WHATSAPP_FROM'),
          }
        : { provider: 'sandbox' },
    email: {
      smtpUrl: text('SMTP_URL'),
      from: text('KIWIMESH_MAIL_FROM') ?? 'Kiwimesh <no-reply@kiwimesh.localhost>',
    },
    publicUrl: text('KIWIMESH_PUBLIC_URL')?.replace(/\/+$/, '') ?? null,
    firstAdmin: text('KIWIMESH_FIRST_ADMIN'),
    shutdownSeconds: Number(values.KIWIMESH_SHUTDOWN_SECONDS),
  };
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) freeze(member);
  }
  return value;
}
