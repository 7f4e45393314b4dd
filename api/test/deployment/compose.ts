import { parse } from 'yaml';

/** The members that are used of a compose file. */
export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
}

export interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly read_only?: boolean;
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly stop_grace_period?: string;
}

const VARIABLE = /\$\{([A-Z0-9_]+)(?::([-?])([^}]*))?\}/g;

/** Names of the variables that a compose file reads, with whether it refuses to start without. */
export function variablesOf(text: string): Map<string, boolean> {
  const found = new Map<string, boolean>();
  for (const [, name = '', operator] of text.matchAll(VARIABLE)) {
    found.set(name, operator === '?' || found.get(name) === true);
  }
  return found;
}

/**
 * Reads a compose file as `docker compose` does: YAML with merge keys, then `${NAME:-default}` and `${NAME:?why}`.
 * @throws naming the first variable that is needed and absent.
 */
export function readCompose(text: string, environment: Readonly<Record<string, string>>): Compose {
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replaceAll(VARIABLE, (_, ...found) => fill(found, environment));
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member)]));
  };
  return filled(parse(text, { merge: true })) as Compose;
}

function fill([name, operator, rest]: string[], environment: Readonly<Record<string, string>>): string {
  const value = environment[name ?? ''];
  if (value !== undefined && value !== '') return value;
  if (operator === '?') throw new Error(`required variable ${name} is missing a value: ${rest}`);
  return operator === '-' ? (rest ?? '') : '';
}

/** How `psql` expands a script: `\getenv` and `:'variable'`, the only two that ours uses. */
export function expandPsql(script: string, environment: Readonly<Record<string, string>>): string {
  const values = new Map<string, string>();
  return script
    .replaceAll(/^\\getenv (\w+) (\w+)$/gm, (_, name: string, variable: string) => {
      values.set(name, environment[variable] ?? '');
      return '';
    })
    .replaceAll(/:'(\w+)'/g, (_, name: string) => `'${values.get(name)?.replaceAll("'", "''")}'`);
}
