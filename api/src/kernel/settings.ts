import type { ErrorObject, ValidateFunction } from 'ajv';
import { SchemaCompiler } from './ground/schema-compiler.ts';
import { limitInWords } from './ground/schema-words.ts';

export type Environment = 'development' | 'test' | 'staging' | 'production';

/** Another setting, by itself or with one value: `KIWIMESH_MESSAGING=twilio`. */
export interface OtherSetting {
  readonly setting: string;
  readonly value?: string;
}

/** When a setting must be present, and why. Error messages and the settings reference are generated from it. */
export interface Requirement {
  /** `deployed`: staging and production. */
  readonly when: 'deployed' | 'production' | OtherSetting | { readonly anyOf: readonly OtherSetting[] };
  /** Not required where KIWIMESH_ALLOW_SANDBOX names this capability. */
  readonly unlessSandbox?: string;
  /** Ends the message `X is required in production: …`. */
  readonly because?: string;
}

/** One environment variable: its JSON Schema and its meaning, which error messages and the reference show. */
export interface Setting {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly means: string;
  /**
   * The value when the variable is absent and its default is not a constant: the schema holds constants as `default`.
   */
  readonly otherwise?: string;
  readonly required?: Requirement;
}

/** By name, as parsed by the schema; undefined where the variable is absent or empty and has no default. */
export type SettingValues<Name extends string> = { readonly [N in Name]: string | number | undefined };

/** What every check may depend on. */
export interface SettingsContext {
  readonly environment: Environment;
  /** Staging or production. */
  readonly deployed: boolean;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** Whether the operator allows this capability to run on its sandbox in production. */
  allowsSandbox(capability: string): boolean;
  /** A variable that a file of the operator names, such as the key of a provider; undefined where it is absent or empty. */
  variable(name: string): string | undefined;
}

/** Settings that belong together: declared by the platform or a module, with the typed value made of them. */
export interface SettingsGroup<Name extends string, Value> {
  /** Heading of the group in the settings reference. */
  readonly title: string;
  readonly declared: Readonly<Record<Name, Setting>>;
  /**
   * Checks that involve several settings. @returns a message for each problem, which begins with the setting's name.
   */
  check?(values: SettingValues<Name>, context: SettingsContext): readonly string[];
  value(values: SettingValues<Name>, context: SettingsContext): Value;
}

// biome-ignore lint/suspicious/noExplicitAny: only the group knows its names.
export type AnySettings = SettingsGroup<any, unknown>;

export type SettingsValue<Group> = Group extends { value(...given: never[]): infer Value } ? Value : never;

export function defineSettings<const Name extends string, Value>(
  group: SettingsGroup<Name, Value>,
): SettingsGroup<Name, Value> {
  return group;
}

/** Everything that is wrong with the settings. */
export class ConfigFault extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`Kiwimesh cannot start with these settings:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigFault';
    this.faults = faults;
  }
}

/** The exit code for settings with which nothing can be started: EX_CONFIG of BSD's sysexits.h. */
export const EXIT_CONFIG = 78;

/** The declarations of all groups by variable. @throws Error when two groups declare one. */
export function mergeSettings(groups: readonly AnySettings[]): Readonly<Record<string, Setting>> {
  const all: Record<string, Setting> = {};
  for (const { declared } of groups) {
    for (const [name, setting] of Object.entries(declared as Record<string, Setting>)) {
      if (name in all) throw new Error(`the setting ${name} is declared twice`);
      all[name] = setting;
    }
  }
  return all;
}

type Groups = Readonly<Record<string, AnySettings>>;
type ValuesOfGroups<All> = { readonly [Name in keyof All]: SettingsValue<All[Name]> };

/**
 * Reads the settings of the platform and of the modules. Empty variables count as absent.
 * @param contextOf from the values of all groups.
 * @returns their values by the groups' names, frozen.
 * @throws ConfigFault naming every problem at once.
 */
export function readSettings<Platform extends Groups, Modules extends Groups>(
  groups: { readonly platform: Platform; readonly modules: Modules },
  contextOf: (
    values: Readonly<Record<string, string | number | undefined>>,
  ) => Omit<SettingsContext, 'variable'>,
  environment: NodeJS.ProcessEnv,
): { readonly platform: ValuesOfGroups<Platform>; readonly modules: ValuesOfGroups<Modules> } {
  const all = [...Object.values(groups.platform), ...Object.values(groups.modules)];
  const settings = mergeSettings(all);
  const validate = validatorOf(settings);
  const values = Object.fromEntries(
    Object.keys(settings).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  ) as Record<string, string | number | undefined>;
  const faults: string[] = [];
  if (!validate(values)) faults.push(...(validate.errors ?? []).map((error) => inWords(error, settings)));
  for (const name of Object.keys(environment)) {
    const meant = name in settings ? undefined : misspelt(name, settings);
    if (meant !== undefined) faults.push(`${name} is not a setting: did you mean ${meant}?`);
  }
  const context = { ...contextOf(values), variable: (name: string) => environment[name] || undefined };
  for (const [name, setting] of Object.entries(settings)) {
    if (values[name] === undefined && isRequired(setting, values, context)) {
      faults.push(`${name} is required ${requirementInWords(setting, context.environment)}`);
    }
  }
  for (const group of all) faults.push(...(group.check?.(values, context) ?? []));
  if (faults.length > 0) throw new ConfigFault(faults);
  const valuesOf = <Part extends Groups>(part: Part) =>
    Object.fromEntries(
      Object.entries(part).map(([name, group]) => [name, group.value(values, context)]),
    ) as ValuesOfGroups<Part>;
  return freeze({ platform: valuesOf(groups.platform), modules: valuesOf(groups.modules) });
}

const validators = new Map<string, ValidateFunction>();

/** Kept by the text of the schema: a process of tests starts the service many times, with the same settings. */
function validatorOf(settings: Readonly<Record<string, Setting>>): ValidateFunction {
  const schema = {
    type: 'object',
    properties: Object.fromEntries(Object.entries(settings).map(([name, { schema: own }]) => [name, own])),
  };
  const text = JSON.stringify(schema);
  let validate = validators.get(text);
  if (validate === undefined) {
    validate = new SchemaCompiler({ allErrors: true, coerceTypes: true, useDefaults: true }).compile(schema);
    validators.set(text, validate);
  }
  return validate;
}

function isRequired(
  { required }: Setting,
  values: Readonly<Record<string, string | number | undefined>>,
  { environment, deployed, allowsSandbox }: SettingsContext,
): boolean {
  if (required === undefined) return false;
  const { when, unlessSandbox } = required;
  if (unlessSandbox !== undefined && allowsSandbox(unlessSandbox)) return false;
  if (when === 'deployed') return deployed;
  if (when === 'production') return environment === 'production';
  return othersOf(when).some(({ setting, value }) =>
    value === undefined ? values[setting] !== undefined : values[setting] === value,
  );
}

/** The other settings with any of which a setting is required. */
export function othersOf(when: Exclude<Requirement['when'], string>): readonly OtherSetting[] {
  return 'anyOf' in when ? when.anyOf : [when];
}

/** `KIWIMESH_MESSAGING=twilio` */
export function otherInWords({ setting, value }: OtherSetting): string {
  return value === undefined ? setting : `${setting}=${value}`;
}

function requirementInWords({ required }: Setting, environment: Environment): string {
  if (required === undefined) return '';
  const { when, because } = required;
  const condition =
    typeof when === 'string' ? `in ${environment}` : `with ${othersOf(when).map(otherInWords).join(' or ')}`;
  return because === undefined ? condition : `${condition}: ${because}`;
}

function inWords(error: ErrorObject, settings: Readonly<Record<string, Setting>>): string {
  const { instancePath, keyword, message, params } = error;
  const name = instancePath.slice(1);
  const rule =
    keyword === 'enum'
      ? `must be one of ${(params.allowedValues as string[]).join(', ')}`
      : (limitInWords(error) ?? message);
  return `${name} ${rule} (${settings[name]?.means})`;
}

/** A setting whose name differs by one or two characters. Variables of other programs are ignored. */
function misspelt(name: string, settings: Readonly<Record<string, Setting>>): string | undefined {
  if (!name.startsWith('KIWI') && !name.startsWith('DATABASE_')) return undefined;
  return Object.keys(settings).find((known) => distance(known, name) <= 2);
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

/** The value of a setting as text, null where it is absent. */
export function text(value: string | number | undefined): string | null {
  return value === undefined ? null : String(value);
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) freeze(member);
  }
  return value;
}
