import type { Match } from '../matching/match.ts';
import { type Sentence, spanOf, withId } from '../sentence.ts';
import type { Token } from '../text/tokens.ts';
import type { Measurement, VitalName } from '../types.ts';
import type { NumberSpan, NumberTables } from './values.ts';

/** 90 F. A lower body temperature needs its name or a word for it. */
const MIN_UNNAMED_CELSIUS = 32;

/** A number without any name is a temperature only where it is a fever that people have. */
const MIN_BARE_FEVER = 37.8;
const MAX_BARE_FEVER = 42;

/** What a person can have and an instrument show, in the unit of `Vitals`; other values are typing errors and are dropped. */
export const PLAUSIBLE: Readonly<Record<VitalName, readonly [number, number]>> = {
  systolic: [40, 300],
  diastolic: [10, 200],
  pulse: [10, 320],
  respiratoryRate: [2, 120],
  temperatureCelsius: [20, 45],
  spo2: [30, 100],
  glucoseMgDl: [10, 1500],
  gcs: [3, 15],
  inr: [0.5, 20],
  lactate: [0.2, 35],
  haemoglobin: [1, 25],
  potassium: [1, 12],
  platelets: [1, 2000],
  sodium: [95, 200],
  ph: [6.6, 7.9],
  capillaryRefillSeconds: [0.5, 15],
  troponin: [0, 1_000_000],
  creatineKinase: [10, 1_000_000],
  creatinine: [0.1, 25],
  bilirubin: [0.1, 60],
  calcium: [0.8, 6],
  ketones: [0, 15],
  neutrophils: [0, 100],
  carbonDioxide: [1, 25],
  carboxyhaemoglobin: [0.1, 80],
  peakFlowPercent: [3, 160],
  fetalHeartRate: [30, 240],
  bloodLossMl: [20, 8000],
  news2: [0, 20],
};

/** mg/dL in one mmol/L of glucose. */
const GLUCOSE = 18;
/** Without a unit: up to here mmol/L, above mg/dL. */
const MAX_GLUCOSE_MMOL = 20;
/** µmol/L in one mg/dL, and values from which only µmol/L can be meant. */
const CREATININE = { micromoles: 88.4, from: 30 };
const BILIRUBIN = { micromoles: 17.1, from: 50 };
/** mg/dL in one mmol/L of calcium, and values from which only mg/dL can be meant. */
const CALCIUM = { milligrams: 4, from: 5 };
/** mmHg in one kPa, and values from which only mmHg can be meant. */
const CARBON_DIOXIDE = { mmHg: 7.5, from: 18 };
/** Litres a minute that an adult blows at best (rounded), and values from which no percentage can be meant. */
const PEAK_FLOW = { best: 450, from: 65 };
/** Words between a vital sign's name and its value: `sugar level is showing around 45`. */
const MAX_WORDS = 4;

const NOTHING_MEASURED: readonly Measurement[] = [];

/** The measured values in a sentence. */
export function findMeasurements(sentence: Sentence, tables: NumberTables): readonly Measurement[] {
  const { tokens } = sentence;
  if (sentence.numbers.length === 0) return NOTHING_MEASURED;
  const found: Measurement[] = [];
  const used = new Set<NumberSpan>();
  const add = (vital: VitalName, value: number, first: number, last: number) => {
    const [least, most] = PLAUSIBLE[vital];
    if (value < least || value > most) return;
    found.push({ vital, value: Math.round(value * 100) / 100, evidence: spanOf(tokens, first, last) });
  };

  for (const pressure of bloodPressures(sentence, tables)) {
    used.add(pressure.systolic);
    if (pressure.diastolic !== null) used.add(pressure.diastolic);
    const last = (pressure.diastolic ?? pressure.systolic).last;
    add('systolic', pressure.systolic.value, pressure.first, last);
    if (pressure.diastolic !== null) add('diastolic', pressure.diastolic.value, pressure.first, last);
  }
  const coma = comaScore(tokens, sentence);
  if (coma !== null) add('gcs', coma.value, coma.first, coma.last);

  for (const cue of vitalNames(sentence)) {
    const vital = cue.meaning.id as VitalName | 'bloodPressure';
    if (vital === 'bloodPressure' || (vital === 'gcs' && coma !== null)) continue;
    const number = numberOf(sentence, cue, used);
    if (number === null) continue;
    // Of a course such as `18 -> 142` each value counts.
    for (const one of courseFrom(sentence, number)) {
      const unit = unitAfter(sentence, one);
      const percent = tokens[one.last + 1]?.separator.startsWith('%') ? 'percent' : null;
      const value = inUnit(vital, one.value, unit?.meaning.id ?? percent);
      if (value === null) continue;
      used.add(one);
      const last = Math.max(unit?.last ?? 0, one.last, cue.last);
      add(vital, value, Math.min(cue.first, one.first), last);
    }
  }
  for (const cue of sentence.cues.countedPerMinute) {
    const number = sentence.numbers.find(
      (one) => one.first > cue.last && one.first - cue.last <= MAX_WORDS && !used.has(one),
    );
    const per = sentence.cues.perMinute.find(({ first }) => first === (number?.last ?? -2) + 1);
    if (number === undefined || per === undefined) continue;
    used.add(number);
    add(cue.meaning.id as 'pulse' | 'respiratoryRate', number.value, cue.first, per.last);
  }
  for (const number of sentence.numbers) {
    if (used.has(number)) continue;
    const unit = unitAfter(sentence, number)?.meaning.id ?? null;
    const celsius = temperature(number.value, unit);
    // Below, `77F` is a woman of 77 and `20 C` a room.
    if (celsius === null || celsius < MIN_UNNAMED_CELSIUS) continue;
    if (
      unit === 'celsius' ||
      unit === 'fahrenheit' ||
      (unit === null && isBareFever(sentence, number, celsius))
    ) {
      add('temperatureCelsius', celsius, number.first, number.last);
    }
  }
  return found;
}

/** The number of a named vital sign: the next one after its name, else the one right before it (`82 sats`). */
function numberOf(
  sentence: Sentence,
  cue: { readonly first: number; readonly last: number },
  used: ReadonlySet<NumberSpan>,
): NumberSpan | null {
  const { tokens } = sentence;
  const short = cue.first === cue.last && (tokens[cue.first] as Token).text.length <= 2;
  const reach = short ? 1 : MAX_WORDS;
  const otherNames = vitalNames(sentence).filter((other) => other.first > cue.last);
  for (const number of sentence.numbers) {
    if (used.has(number) || number.first <= cue.last) continue;
    if (number.first - cue.last - 1 > reach) break;
    if (otherNames.some((other) => other.first < number.first)) break;
    if (isStrength(sentence, cue, number)) break;
    if (isDuration(sentence, number)) continue;
    return number;
  }
  const before = sentence.numbers.find((number) => number.last === cue.first - 1 && !used.has(number));
  const comma = (tokens[cue.first] as Token).before !== 0;
  // `type 2 sugar`, `type 2 resp failure`.
  if (before !== undefined && tokens[before.first - 1]?.text === 'type') return null;
  return before !== undefined && !short && !comma && !isDuration(sentence, before) ? before : null;
}

/** The number and those after it that an arrow leads to. */
function courseFrom({ tokens, numbers }: Sentence, number: NumberSpan): readonly NumberSpan[] {
  const course = [number];
  for (const next of numbers.slice(numbers.indexOf(number) + 1)) {
    const isNext = next.first === (course.at(-1) as NumberSpan).last + 1;
    if (!isNext || !/^(?:[-=]*>|→)$/.test((tokens[next.first] as Token).separator)) break;
    course.push(next);
  }
  return course;
}

/** The names of vital signs and laboratory values in a sentence. */
function vitalNames(sentence: Sentence): readonly Match[] {
  return sentence.cues.vitals.filter((cue) => isValueName(sentence, cue));
}

/**
 * `Na` is sodium where it stands in a list of values: in Hindi `na` is a common word (`102 hai na 104`). `Ca` is calcium
 * before a fraction, and else cancer or a marker of it (`CA 15-3`).
 */
function isValueName({ tokens, numbers, to }: Sentence, { first }: Match): boolean {
  const { text: symbol, before } = tokens[first] as Token;
  if (symbol !== 'na' && symbol !== 'ca') return true;
  const number = numbers.find((one) => one.first === first + 1);
  if (number === undefined) return false;
  if (symbol === 'ca') return !Number.isInteger(number.value);
  const next = number.last + 1 < to ? (tokens[number.last + 1] as Token) : undefined;
  return (
    (before !== 0 || typeof tokens[first - 1]?.value === 'number') &&
    (next === undefined || next.before !== 0 || /^(?:k|mmol|meq|cl|urea|creat|glucose)$/.test(next.text))
  );
}

function isDuration(sentence: Sentence, number: NumberSpan): boolean {
  return sentence.cues.durations.some((unit) => unit.first === number.last + 1);
}

/** A medicine between a name and a number: the number is its strength (`bp tablet telma 40`). */
function isStrength(sentence: Sentence, name: { readonly last: number }, number: NumberSpan): boolean {
  return sentence.cues.medicines.some(
    (cue) => cue.first >= name.last && cue.last < number.first && !isClauseBetween(sentence, cue, number),
  );
}

/** What was taken comes before what was measured then: `after the tablet it is 180`. */
function isClauseBetween({ tokens }: Sentence, { last }: Match, number: NumberSpan): boolean {
  return number.first - last > 2 || (tokens[number.first] as Token).before !== 0;
}

/**
 * A fever without its name: `has 38.6`. Only with a fraction, after a word that it follows, as the end of a clause, and
 * where nothing else is measured.
 */
function isBareFever(sentence: Sentence, number: NumberSpan, celsius: number): boolean {
  const { tokens, to } = sentence;
  if (Number.isInteger(number.value) || celsius < MIN_BARE_FEVER || celsius > MAX_BARE_FEVER) return false;
  if (!sentence.cues.bareTemperature.some(({ last }) => last === number.first - 1)) return false;
  if (sentence.cues.otherMeasures.length > 0) return false;
  const next = number.last + 1;
  return (
    next >= to ||
    (tokens[next] as Token).before !== 0 ||
    sentence.cues.negation.some(({ first }) => first === next)
  );
}

function unitAfter(sentence: Sentence, number: NumberSpan) {
  return sentence.cues.units.find(
    (unit) =>
      unit.first > number.last && unit.first <= number.last + 2 && isClose(sentence, number, unit.first),
  );
}

function isClose({ tokens }: Sentence, number: NumberSpan, first: number): boolean {
  return (tokens[first] as Token).before === 0 && first - number.last <= 2;
}

function inUnit(vital: VitalName, value: number, unit: string | null): number | null {
  switch (vital) {
    case 'temperatureCelsius':
      return temperature(value, unit);
    case 'glucoseMgDl':
      if (unit === 'mmolPerL' || (unit !== 'mgPerDl' && value <= MAX_GLUCOSE_MMOL)) return value * GLUCOSE;
      return unit !== 'mgPerDl' && value < 40 && !Number.isInteger(value) ? value * GLUCOSE : value;
    case 'platelets':
      if (unit === 'thousand') return value;
      return value >= 1000 ? value / 1000 : value;
    case 'troponin':
      // Older tests give ng/mL, always fractions.
      return unit === 'ngPerMl' || (unit === null && value < 1) ? value * 1000 : value;
    case 'creatinine':
      return value >= CREATININE.from ? value / CREATININE.micromoles : value;
    case 'bilirubin':
      return value >= BILIRUBIN.from ? value / BILIRUBIN.micromoles : value;
    case 'calcium':
      return value >= CALCIUM.from ? value / CALCIUM.milligrams : value;
    case 'carbonDioxide':
      return value >= CARBON_DIOXIDE.from ? value / CARBON_DIOXIDE.mmHg : value;
    case 'neutrophils':
      return value >= 100 ? value / 1000 : value;
    case 'peakFlowPercent':
      return unit === 'percent' || value < PEAK_FLOW.from ? value : (value / PEAK_FLOW.best) * 100;
    case 'bloodLossMl':
      return value <= 8 ? value * 1000 : value;
    default:
      return value;
  }
}

/** Degrees Celsius; without a unit by what a body can have. */
function temperature(value: number, unit: string | null): number | null {
  if (unit === 'fahrenheit' || (unit !== 'celsius' && value >= 80 && value <= 115))
    return ((value - 32) * 5) / 9;
  return value >= 20 && value <= 45 ? value : null;
}

interface Pressure {
  readonly systolic: NumberSpan;
  readonly diastolic: NumberSpan | null;
  readonly first: number;
}

/** `86/40`, `ninety over fifty`, `BP 90 by 60`, `BP 90`. */
function bloodPressures(sentence: Sentence, tables: NumberTables): Pressure[] {
  const { tokens, numbers } = sentence;
  const names = withId(sentence.cues.vitals, 'bloodPressure');
  const found: Pressure[] = [];
  for (const [index, systolic] of numbers.entries()) {
    const next = numbers[index + 1];
    const named = names.find(
      (name) => systolic.first > name.last && systolic.first - name.last - 1 <= MAX_WORDS,
    );
    const first = named?.first ?? systolic.first;
    if (next !== undefined && isPair(tokens, systolic, next, tables, named !== undefined)) {
      found.push({ systolic, diastolic: next, first });
    } else if (named !== undefined && systolic.value >= 40 && systolic.value <= 300) {
      const taken = found.some(
        (pressure) => pressure.systolic === numbers[index - 1] || pressure.diastolic === systolic,
      );
      const otherName = vitalNames(sentence).some(
        (cue) => cue.first > named.last && cue.first < systolic.first,
      );
      const isOther = otherName || isStrength(sentence, named, systolic);
      if (!taken && !isOther && !isDuration(sentence, systolic))
        found.push({ systolic, diastolic: null, first });
    }
  }
  return found;
}

function isPair(
  tokens: readonly Token[],
  systolic: NumberSpan,
  diastolic: NumberSpan,
  tables: NumberTables,
  named: boolean,
): boolean {
  if (systolic.value < 40 || systolic.value > 300 || diastolic.value < 10) return false;
  if (diastolic.value >= systolic.value) return false;
  const between = diastolic.first - systolic.last - 1;
  const slash = between === 0 && (tokens[diastolic.first] as Token).separator === '/';
  const word = between === 1 && tables.over.has((tokens[systolic.last + 1] as Token).text);
  return slash || word || (named && between === 0 && diastolic.value >= 20);
}

/** `E2V2M5`: the sum of eye, verbal and motor response. */
function comaScore(
  tokens: readonly Token[],
  { from, to }: Sentence,
): { value: number; first: number; last: number } | null {
  for (let at = from; at + 5 < to; at++) {
    if ((tokens[at] as Token).text !== 'e') continue;
    const values = ['e', 'v', 'm'].map((letter, index) => {
      const name = tokens[at + 2 * index] as Token;
      return name.text === letter ? (tokens[at + 2 * index + 1] as Token).value : null;
    });
    const [eye, verbal, motor] = values;
    if (eye == null || verbal == null || motor == null) continue;
    if (eye > 4 || verbal > 5 || motor > 6) continue;
    return { value: eye + verbal + motor, first: at, last: at + 5 };
  }
  return null;
}
