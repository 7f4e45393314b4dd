import type { Language, PatientContext, Urgency, Vitals } from '../engine/types.ts';

/** A text with the urgency that a careful emergency physician would give it. */
export interface EvaluationCase {
  readonly id: string;
  readonly text: string;
  readonly urgency: Urgency;
  readonly language?: Language;
  readonly context?: PatientContext;
  /** Who writes or speaks: `caller` about themselves, `relative` about the patient, `clinician` in notes. */
  readonly register?: string;
  /** As `AgeGroup` of the engine; without it the age in `context` counts. */
  readonly ageGroup?: string;
  /** What disturbs the text, such as `typos` or `recognition`. */
  readonly noise?: string;
  readonly topic?: string;
  /** Why it has this urgency. */
  readonly reason?: string;
}

/** What is wrong with a line of a file of cases. Lines count from 1. */
export interface CaseFault {
  readonly line: number;
  readonly fault: string;
}

export interface ParsedCases {
  /** The cases of all lines without a fault, in order. */
  readonly cases: readonly EvaluationCase[];
  readonly faults: readonly CaseFault[];
}

type Members = Readonly<Record<string, unknown>>;
type Report = (fault: string) => void;

/** Words that put a case into a group of the report, or explain it. */
const WORDS = ['language', 'register', 'ageGroup', 'noise', 'topic', 'reason'] as const;

/** Ranges of what a device can show, so that a slip of units is noticed. */
const VITAL_RANGES: Readonly<Record<keyof Vitals, readonly [number, number]>> = {
  systolic: [0, 350],
  diastolic: [0, 250],
  pulse: [0, 400],
  respiratoryRate: [0, 150],
  temperatureCelsius: [10, 46],
  spo2: [0, 100],
  glucoseMgDl: [0, 3000],
};
const CONTEXT = ['ageYears', 'ageMonths', 'sex', 'pregnant', 'vitals', 'conditions', 'medications'];
const SEXES = ['female', 'male', 'other'];

/**
 * Reads cases, one JSON object a line; empty lines are skipped. Needed are `id`, `text` and `urgency`. Members that it does
 * not know are ignored at the top, where other tools may keep theirs, and are faults in `context`, where a misspelt
 * one would change what is assessed. Members that are null count as absent.
 */
export function parseCases(content: string): ParsedCases {
  const cases: EvaluationCase[] = [];
  const faults: CaseFault[] = [];
  const lineOfId = new Map<string, number>();
  for (const [index, source] of content
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (source.trim() === '') continue;
    const line = index + 1;
    const before = faults.length;
    const report: Report = (fault) => faults.push({ line, fault });
    const found = parseCase(source, report);
    if (found === null || faults.length > before) continue;
    const first = lineOfId.get(found.id);
    if (first !== undefined) {
      report(`id ${found.id} is already on line ${first}`);
      continue;
    }
    lineOfId.set(found.id, line);
    cases.push(found);
  }
  return { cases, faults };
}

function parseCase(source: string, report: Report): EvaluationCase | null {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    report('not valid JSON');
    return null;
  }
  const members = membersOf(value);
  if (members === null) {
    report('not a JSON object');
    return null;
  }
  const id = typeof members.id === 'number' ? String(members.id) : members.id;
  if (typeof id !== 'string' || id.trim() === '') report('id must be a text that is not empty');
  if (typeof members.text !== 'string') report('text must be a text');
  if (!isUrgency(members.urgency)) report('urgency must be 1, 2, 3, 4 or 5');
  const words: Record<string, string> = {};
  for (const name of WORDS) {
    const word = members[name];
    if (word === undefined) continue;
    if (typeof word === 'string' && word.trim() !== '') words[name] = word;
    else report(`${name} must be a text that is not empty`);
  }
  const context = members.context === undefined ? undefined : parseContext(members.context, report);
  if (typeof id !== 'string' || typeof members.text !== 'string' || !isUrgency(members.urgency)) return null;
  return { id, text: members.text, urgency: members.urgency, ...words, ...(context && { context }) };
}

function parseContext(value: unknown, report: Report): PatientContext | undefined {
  const members = membersOf(value);
  if (members === null) {
    report('context must be an object');
    return undefined;
  }
  for (const name of Object.keys(members)) {
    if (!CONTEXT.includes(name)) report(`context has no member ${name}`);
  }
  const { sex, pregnant, conditions, medications } = members;
  checkNumber('context.ageYears', members.ageYears, [0, 130], report);
  checkNumber('context.ageMonths', members.ageMonths, [0, 1560], report);
  if (sex !== undefined && !SEXES.includes(String(sex))) report(`context.sex must be ${SEXES.join(', ')}`);
  if (pregnant !== undefined && typeof pregnant !== 'boolean')
    report('context.pregnant must be true or false');
  for (const [name, list] of Object.entries({ conditions, medications })) {
    if (list === undefined) continue;
    const isTexts = Array.isArray(list) && list.every((one) => typeof one === 'string');
    if (!isTexts) report(`context.${name} must be a list of texts`);
  }
  const vitals = members.vitals === undefined ? undefined : parseVitals(members.vitals, report);
  // Every member was checked above.
  return { ...members, ...(vitals && { vitals }) } as PatientContext;
}

function parseVitals(value: unknown, report: Report): Vitals | undefined {
  const members = membersOf(value);
  if (members === null) {
    report('context.vitals must be an object');
    return undefined;
  }
  for (const [name, vital] of Object.entries(members)) {
    const range = Object.entries(VITAL_RANGES).find(([known]) => known === name)?.[1];
    if (range === undefined) report(`context.vitals has no member ${name}`);
    else checkNumber(`context.vitals.${name}`, vital, range, report);
  }
  return members as Vitals;
}

function checkNumber(name: string, value: unknown, [low, high]: readonly [number, number], report: Report) {
  if (value === undefined) return;
  if (typeof value !== 'number' || value < low || value > high) {
    report(`${name} must be a number from ${low} to ${high}`);
  }
}

/** The members of an object that are not null; null for anything else. */
function membersOf(value: unknown): Members | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
}

function isUrgency(value: unknown): value is Urgency {
  return typeof value === 'number' && [1, 2, 3, 4, 5].includes(value);
}
