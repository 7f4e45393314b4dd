import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { onFirstUse, SchemaCompiler } from './kernel/ground/schema-compiler.ts';

/** What differs by country; one YAML file per region in regions/. */
export interface Region {
  readonly id: string;
  /** ISO 4217. */
  readonly currency: string;
  /** ISO 3166-1 alpha-2, for phone numbers written without a country code. */
  readonly phoneCountry: string;
  /** BCP 47, the first is the default. */
  readonly languages: readonly [string, ...string[]];
  /** The public emergency number, as dialled inside the country. */
  readonly emergencyNumber: string;
  /** IANA. */
  readonly timezone: string;
  /** Whether the law lets an installation record calls for help, once it has told those who speak. */
  readonly callRecording: 'allowed' | 'forbidden';
}

const FOLDER = new URL('./regions/', import.meta.url);

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'currency', 'phoneCountry', 'languages', 'emergencyNumber', 'timezone', 'callRecording'],
  properties: {
    id: { type: 'string', pattern: '^[a-z]{2}(-[a-z0-9]+)?$' },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    phoneCountry: { type: 'string', pattern: '^[A-Z]{2}$' },
    languages: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', pattern: '^[a-z]{2,3}(-[A-Za-z0-9]+)*$' },
    },
    emergencyNumber: { type: 'string', pattern: '^[0-9*#]{2,8}$' },
    timezone: { type: 'string', pattern: '^[A-Za-z_]+(/[A-Za-z_+-]+)*$' },
    callRecording: { enum: ['allowed', 'forbidden'] },
  },
};
const validator = onFirstUse(() => new SchemaCompiler({ allErrors: true }).compile<Region>(SCHEMA));

/** The ids of the region packs. */
export function regionIds(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/** Reads a region pack. @throws Error that lists its faults. */
export function loadRegion(id: string): Region {
  const region: unknown = parse(readFileSync(new URL(`${id}.yaml`, FOLDER), 'utf8'));
  const validate = validator();
  if (!validate(region)) {
    const faults = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
    throw new Error(`regions/${id}.yaml: ${faults.join('; ')}`);
  }
  return region;
}
