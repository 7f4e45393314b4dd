import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  isTemplate,
  TEMPLATE_IDS,
  TEMPLATES,
  type TemplateId,
  VARIABLES,
  type Variable,
} from './catalogue.ts';

/** What one template says in one language. */
export interface Wording {
  readonly title: string;
  readonly body: string;
  /** For lock screens, SMS and mail: tells nothing about health. */
  readonly outside: string;
}

/** Language -> template -> wording. */
export type Texts = ReadonlyMap<string, Readonly<Record<TemplateId, Wording>>>;

export const PARTS = ['title', 'body', 'outside'] as const satisfies readonly (keyof Wording)[];

/** Characters. A title fits the first line of a lock screen, an outside line one SMS of 70 UCS-2 characters or two. */
export const LENGTHS: Readonly<Record<keyof Wording, number>> = { title: 60, body: 200, outside: 134 };

/** Lists every fault, each as `<language>/<template>/<part>: message`. */
export class TemplateError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`templates of notifications: ${faults.join('; ')}`);
    this.name = 'TemplateError';
    this.faults = faults;
  }
}

/** Parts of words that may not be outside, as {@link folded}, for every language. */
export type HealthWords = readonly string[];

const FOLDER = import.meta.dirname;
const HEALTH_WORDS = 'health-words.yaml';

/** The words of the data file, and names of services, none of which may be on a lock screen. */
export function healthWords(serviceNames: readonly string[], folder = FOLDER): HealthWords {
  const listed = parse(readFileSync(join(folder, HEALTH_WORDS), 'utf8')) as Readonly<
    Record<string, string[]>
  >;
  return [...Object.values(listed).flat(), ...serviceNames].map(folded);
}

/**
 * Reads the texts of all languages: each `<language>.yaml` of the folder.
 * @throws TemplateError with all faults.
 */
export function loadTexts(words: HealthWords, folder = FOLDER): Texts {
  const texts = new Map<string, Readonly<Record<TemplateId, Wording>>>();
  const faults: string[] = [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== HEALTH_WORDS);
  for (const file of files.sort()) {
    const language = file.slice(0, -'.yaml'.length);
    const given: unknown = parse(readFileSync(join(folder, file), 'utf8'));
    const found = faultsOf(given, words).map((fault) => `${language}/${fault}`);
    faults.push(...found);
    if (found.length === 0) texts.set(language, given as Readonly<Record<TemplateId, Wording>>);
  }
  if (!texts.has('en') && faults.length === 0) faults.push('en: every other language falls back to it');
  if (faults.length > 0) throw new TemplateError(faults);
  return texts;
}

function faultsOf(given: unknown, words: HealthWords): readonly string[] {
  const all = isRecord(given) ? given : {};
  const unknown = Object.keys(all).filter((id) => !isTemplate(id));
  return [
    ...unknown.map((id) => `${id}: there is no such template`),
    ...TEMPLATE_IDS.flatMap((id) => wordingFaults(id, all[id], words)),
  ];
}

/** What is wrong with the wording of a template; empty when it can be used. */
export function wordingFaults(id: TemplateId, given: unknown, words: HealthWords): readonly string[] {
  const wording = isRecord(given) ? given : {};
  const extra = Object.keys(wording).filter((part) => !(PARTS as readonly string[]).includes(part));
  return [
    ...extra.map((part) => `${id}/${part}: there is no such part`),
    ...PARTS.flatMap((part) =>
      partFaults(id, part, wording[part], words).map((fault) => `${id}/${part}: ${fault}`),
    ),
  ];
}

/** What is wrong with one part, in phrases; empty when it can be used. */
export function partFaults(
  id: TemplateId,
  part: keyof Wording,
  text: unknown,
  words: HealthWords,
): readonly string[] {
  if (typeof text !== 'string' || text.trim() === '') return ['write a text'];
  const faults: string[] = [];
  if ([...text].length > LENGTHS[part]) faults.push(`use at most ${LENGTHS[part]} characters`);
  const variables: readonly Variable[] = TEMPLATES[id];
  for (const name of placesOf(text)) {
    const variable = variables.find((one) => one === name);
    if (variable === undefined) faults.push(`it cannot have {${name}}${allowed(variables)}`);
    else if (part === 'outside' && !VARIABLES[variable].outside)
      faults.push(`{${name}} tells what the matter is`);
  }
  if (/[{}]/.test(text.replaceAll(PLACE, ''))) faults.push('a brace has no counterpart');
  const said = folded(text);
  const told = part === 'outside' ? words.find((word) => said.includes(word)) : undefined;
  if (told !== undefined) faults.push(`“${told}” tells what the matter is`);
  return faults;
}

/** How words are compared: one letter can be written as one character or as several. */
const folded = (text: string): string => text.normalize('NFC').toLowerCase();

const allowed = (variables: readonly Variable[]): string =>
  variables.length === 0 ? '' : `, only ${variables.map((name) => `{${name}}`).join(' and ')}`;

const PLACE = /\{([a-z]+)\}/g;

/** The variables that a text uses. */
export function placesOf(text: string): readonly string[] {
  return [...text.matchAll(PLACE)].map(([, name]) => name ?? '');
}

/** Puts values into a text; a place without a value is left empty. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(PLACE, (_, name: string) => values[name] ?? '');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
