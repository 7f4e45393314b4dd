import type { Match } from '../matching/match.ts';
import { type Sentence, withId } from '../sentence.ts';
import type { Token } from '../text/tokens.ts';
import type { AgeGroup, Patient } from '../types.ts';
import { type Duration, namesSomebodyGrown } from './durations.ts';
import type { NumberSpan } from './values.ts';

const MONTHS_OF = { day: 12 / 365.25, week: 84 / 365.25, month: 1, year: 12 } as const;
const MAX_YEARS = 120;
/** Notes begin with age and sex; further on a letter after a length of time is another word. */
const LETTER_REACH = 2;
/** Smaller numbers at the beginning count something else: `3, 4 times`. */
const MIN_OPENING = 18;
/** Larger numbers without a word for years are more often something measured. */
const MAX_PLAIN = 89;

/** The group of an age in months (the bounds are in types.ts). */
export function ageGroupOf(months: number): AgeGroup {
  if (months < 28 * MONTHS_OF.day) return 'newborn';
  const years = months / 12;
  if (years < 1) return 'infant';
  if (years < 3) return 'toddler';
  if (years < 12) return 'child';
  if (years < 18) return 'teenager';
  return years < 65 ? 'adult' : 'elder';
}

interface AgeMention {
  readonly months: number;
  /** Said of the caller: `I am 35`. */
  readonly self: boolean;
  /** How clearly it is an age: 2 by its words, 1 by where it stands. */
  readonly clarity: number;
  readonly sex: 'female' | 'male' | null;
  readonly first: number;
  readonly last: number;
}

/** What one sentence says about who the patient is. */
export interface PatientMentions {
  readonly ages: readonly AgeMention[];
  readonly groups: ReadonlyArray<{
    readonly group: AgeGroup;
    readonly first: number;
    readonly self: boolean;
  }>;
  readonly sexes: ReadonlyArray<{ readonly sex: 'female' | 'male'; readonly first: number }>;
  readonly weeks: number | null;
}

export function findPatient(sentence: Sentence, durations: readonly Duration[]): PatientMentions {
  const of = { people: sentence.cues.people, sex: sentence.cues.sex };
  const people = of.people.length === 0 ? of.sex : [...of.people, ...of.sex];
  const self = sentence.cues.self;
  const isSelf = (first: number) => self.some((cue) => cue.last < first && first - cue.last <= 2);
  const weeks = pregnancyWeeks(sentence, durations);
  return {
    ages: findAges(sentence, durations, people, self, isSelf),
    groups: of.people.map(({ meaning, first }) => ({
      group: meaning.id as AgeGroup,
      first,
      self: isSelf(first),
    })),
    sexes: of.sex.map(({ meaning, first }) => ({
      sex: meaning.id as 'female' | 'male',
      first,
    })),
    weeks,
  };
}

function findAges(
  sentence: Sentence,
  durations: readonly Duration[],
  people: ReadonlyArray<{ readonly first: number; readonly last: number }>,
  self: readonly Match[],
  isSelf: (first: number) => boolean,
): AgeMention[] {
  const { tokens } = sentence;
  const words = sentence.cues.age;
  if (words.length === 0 && durations.length === 0 && sentence.numbers.length === 0) return [];
  const before = withId(sentence.cues.age, 'before');
  const after = withId(sentence.cues.age, 'after');
  const bare = withId(sentence.cues.age, 'bare');
  const is = withId(sentence.cues.age, 'is');
  const ages: AgeMention[] = [];
  const pregnancies = sentence.cues.pregnancy;
  const ofPregnancy = (at: { readonly first: number; readonly last: number }) =>
    pregnancies.some((cue) => Math.max(cue.first - at.last, at.first - cue.last) <= 2);

  const ofSomeone = self.length === 0 && !namesSomebodyGrown(sentence);

  const used = new Set<NumberSpan>();
  for (const { numbers, first, last, months } of fractionAges(sentence)) {
    const sex = sexBeside(tokens, sentence, first, last);
    const named =
      after.some((cue) => cue.first === last + 1) ||
      people.some((cue) => cue.first > last && cue.first - last <= 2) ||
      sex !== null;
    if (!named) continue;
    for (const number of numbers) used.add(number);
    ages.push({ months, self: false, clarity: 2, sex, first, last });
  }
  for (const duration of durations) {
    const { number, unit, first, last, role } = duration;
    if (number !== null) used.add(number);
    if (number === null || unit === null || unit === 'minute' || unit === 'hour') continue;
    const opensBy = sexThatOpens(sentence, first);
    const named =
      opensBy !== null ||
      (first - sentence.from <= LETTER_REACH && isLetterOfSex(sentence, last + 1)) ||
      after.some((cue) => cue.first > last && cue.first - last <= 2) ||
      before.some((cue) => cue.last < first && first - cue.last <= 2);
    const besidePerson =
      people.some((cue) => cue.first > last && cue.first - last <= 2 && !isCutOff(tokens, last, cue.first)) ||
      people.some(
        (cue) => cue.last < first && first - cue.last <= 3 && !hasConcept(sentence, cue.last, first),
      );
    const byItself = role === 'age' || (ofSomeone && standsForAge(sentence, duration));
    if (
      !named &&
      (role === 'ago' || role === 'lasting' || !(besidePerson || byItself) || ofPregnancy(duration))
    )
      continue;
    const months = (duration.minutes / 525_960) * 12;
    if (months > MAX_YEARS * 12) continue;
    ages.push({
      months,
      self: isSelf(first),
      clarity: named ? 2 : 1,
      sex: opensBy ?? sexBeside(tokens, sentence, first, last),
      first,
      last,
    });
  }
  for (const number of sentence.numbers) {
    const { first, last, value } = number;
    if (used.has(number) || value <= 0 || value > MAX_YEARS) continue;
    const named =
      before.some((cue) => cue.last < first && first - cue.last <= 2) ||
      bare.some((cue) => cue.first === last + 1 && (tokens[cue.first] as Token).before === 0);
    const unit = bare.find((cue) => cue.first === last + 1);
    const sex = sexBeside(tokens, sentence, first, unit?.last ?? last);
    const person =
      [...people, ...self].some(
        (cue) => cue.last < first && first - cue.last <= 2 && isPlain(sentence, cue.last + 1, first, is),
      ) && standsAlone(sentence, number);
    const byItself = opens(sentence, number) || isYears(sentence, number, ofSomeone);
    if (!named && sex === null && !person && !byItself) continue;
    ages.push({ months: value * 12, self: isSelf(first), clarity: named || sex ? 2 : 1, sex, first, last });
  }
  for (const decade of words.filter(({ meaning }) => meaning.id.startsWith('decades:'))) {
    const { first, last, meaning } = decade;
    const months = Number(meaning.id.split(':')[1]) * 12;
    ages.push({ months, self: isSelf(first), clarity: 1, sex: null, first, last });
  }
  return ages;
}

/** Ages in parts of a year or of a week, as clinicians write them: `5/12` months, `6/52` weeks, `9/7` days. */
function fractionAges({ tokens, numbers }: Sentence) {
  const months: Readonly<Record<number, number>> = {
    7: MONTHS_OF.day,
    52: MONTHS_OF.week,
    12: MONTHS_OF.month,
  };
  if (numbers.length < 2) return [];
  return numbers.flatMap((number, index) => {
    const next = numbers[index + 1];
    const unit = next === undefined ? undefined : months[next.value];
    if (next === undefined || unit === undefined || next.first !== number.last + 1) return [];
    if ((tokens[next.first] as Token).separator !== '/') return [];
    return [{ numbers: [number, next], first: number.first, last: next.last, months: number.value * unit }];
  });
}

/** `M` or `F` by itself, as after the age: `9 d M`; not the `f` of `f/u`. */
function isLetterOfSex({ tokens, to }: Sentence, at: number): boolean {
  if (at >= to) return false;
  const { text, before } = tokens[at] as Token;
  if (before !== 0 || (text !== 'm' && text !== 'f')) return false;
  return at + 1 >= to || (tokens[at + 1] as Token).separator !== '/';
}

/** Notes that begin with the letter of the sex and the age between commas: `F, 19 days, T 38.2`. */
function sexThatOpens({ tokens, from }: Sentence, first: number): 'female' | 'male' | null {
  if (first !== from + 1 || tokens[first]?.before === 0) return null;
  const text = tokens[from]?.text;
  if (text === 'f' || text === 'female') return 'female';
  return text === 'm' || text === 'male' ? 'male' : null;
}

/** What is said begins with the years of an adult and a comma: `82, tested positive today`. */
function opens(sentence: Sentence, number: NumberSpan): boolean {
  const { tokens, from, to } = sentence;
  const { first, last, value } = number;
  if (first !== from || last + 1 >= to || value < MIN_OPENING || !standsAlone(sentence, number)) return false;
  const next = tokens[last + 1] as Token;
  return next.separator === ',' && next.value === null;
}

/**
 * A length of time between commas that is no duration, where nobody grown up is spoken of: months that open what is said,
 * `15 months, fever`, and years, `threw up all night, 8 years, tummy sore`.
 */
function standsForAge(sentence: Sentence, duration: Duration): boolean {
  const { first, unit, minutes } = duration;
  if (!isOwnClause(sentence, duration) || minutes >= MIN_OPENING * 525_960) return false;
  return unit === 'year' || (unit === 'month' && first === sentence.from);
}

/** A number between commas: the years of an adult, or of a child at the end of what is said: `picks his nose, 6`. */
function isYears(sentence: Sentence, number: NumberSpan, ofSomeone: boolean): boolean {
  if (!isOwnClause(sentence, number) || !standsAlone(sentence, number)) return false;
  const { value, last } = number;
  if (!Number.isInteger(value) || value > MAX_PLAIN) return false;
  return value >= MIN_OPENING || (ofSomeone && last + 1 === sentence.to);
}

/** It is all that stands between two commas, or between a comma and the beginning or end. */
function isOwnClause({ tokens, from, to }: Sentence, at: { readonly first: number; readonly last: number }) {
  const [start, next] = [tokens[at.first] as Token, tokens[at.last + 1]];
  const opens = at.first === from ? at.last + 1 < to : start.separator === ',';
  return opens && (at.last + 1 >= to || next?.separator === ',');
}

/** A comma stands between: `fever 3 days, my mother` gives no age of the mother. */
function isCutOff(tokens: readonly Token[], last: number, next: number): boolean {
  for (let at = last + 1; at <= next; at++) if ((tokens[at] as Token).before !== 0) return true;
  return false;
}

/** What somebody has stands between, and has lasted so long: `child fever four days`. */
function hasConcept({ concepts }: Sentence, last: number, next: number): boolean {
  return concepts.some(({ first }) => first > last && first < next);
}

/** Only `is` or nothing stands between a person and the number: `dadi is 78`, `my mother 78`. */
function isPlain(
  _sentence: Sentence,
  from: number,
  to: number,
  is: ReadonlyArray<{ readonly first: number; readonly last: number }>,
): boolean {
  for (let at = from; at < to; at++) if (!is.some((cue) => cue.first <= at && at <= cue.last)) return false;
  return true;
}

/** The number has no unit, is no part of a reading, and nothing measured stands before it. */
function standsAlone(sentence: Sentence, { first, last, value }: NumberSpan): boolean {
  const { tokens, to } = sentence;
  // Small number words are other words too: "I do", "one of".
  if ((tokens[first] as Token).value === null && value < 20) return false;
  if (last + 1 < to) {
    const next = tokens[last + 1] as Token;
    if (next.separator === '+' && next.value !== null) return false;
    if (next.separator === '/' || next.separator === '%' || next.separator === '°') return false;
    if (sentence.cues.units.some((cue) => cue.first === last + 1)) return false;
    if (sentence.cues.doses.some((cue) => cue.first === last + 1)) return false;
    if (sentence.cues.dosesByName.some((cue) => cue.first === last + 1)) return false;
    if (sentence.cues.clock.some((cue) => cue.first === last + 1)) return false;
    if (sentence.cues.vitals.some((cue) => cue.first === last + 1)) return false;
  }
  return !sentence.cues.vitals.some((cue) => cue.last < first && first - cue.last <= 4);
}

/** `78/M`, `M 54`, `54 F`, `35yr/female`. */
function sexBeside(
  tokens: readonly Token[],
  { from, to }: Sentence,
  first: number,
  last: number,
): 'female' | 'male' | null {
  const letter = (at: number): 'female' | 'male' | null => {
    const text = at >= from && at < to ? (tokens[at] as Token).text : '';
    if (text === 'm' || text === 'male') return 'male';
    return text === 'f' || text === 'female' ? 'female' : null;
  };
  const next = tokens[last + 1];
  const value = tokens[first]?.value ?? 0;
  // `102 F` is a temperature.
  const after = next !== undefined && value < 90 && next.before !== 2 ? letter(last + 1) : null;
  return (
    after ?? (tokens[first]?.before === 0 || tokens[first]?.separator === '/' ? letter(first - 1) : null)
  );
}

function pregnancyWeeks(sentence: Sentence, durations: readonly Duration[]): number | null {
  const months = sentence.cues.pregnancyMonths[0];
  if (months !== undefined) return Math.round(Number(months.meaning.id) * 4.345);
  const cues = sentence.cues.pregnancy;
  if (cues.length === 0) return null;
  for (const { first, last, minutes, unit, role } of durations) {
    if ((unit !== 'week' && unit !== 'month') || role === 'ago') continue;
    const beside = cues.some((cue) => Math.max(cue.first - last, first - cue.last) <= 4);
    const weeks = Math.round(minutes / 10_080);
    if (beside && weeks <= 44) return weeks;
  }
  // `G2P1 at 38+4`: weeks and days; `20/40`: of the 40 weeks.
  for (const [index, number] of sentence.numbers.entries()) {
    const next = sentence.numbers[index + 1];
    if (next === undefined || number.value < 4 || number.value > 44) continue;
    const { separator } = sentence.tokens[next.first] as Token;
    if ((separator === '+' && next.value <= 6) || (separator === '/' && next.value === 40))
      return number.value;
  }
  return null;
}

/** Who the patient is, from all that was said: what is said of another person than the caller goes first. */
export function patientOf(
  mentions: readonly PatientMentions[],
  pregnant: boolean | null,
  context: Partial<Patient>,
): Patient {
  const ages = mentions.flatMap(({ ages }) => ages);
  const others = ages.filter(({ self }) => !self);
  const candidates = others.length > 0 ? others : ages;
  const clearest = Math.max(0, ...candidates.map(({ clarity }) => clarity));
  const age = candidates.find(({ clarity }) => clarity === clearest);

  const weeks = mentions.map((mention) => mention.weeks).find((value) => value !== null) ?? null;
  const isPregnant = context.pregnant ?? pregnant ?? (weeks !== null ? true : null);
  const groups = mentions.flatMap(({ groups }) => groups).filter(({ self }) => !self);
  // The baby of a pregnancy is not the patient.
  const said = groups.find(
    ({ group }) => isPregnant !== true || group === 'teenager' || group === 'adult',
  )?.group;
  const ageMonths = context.ageMonths ?? age?.months ?? null;
  const sex =
    context.sex ??
    (isPregnant === true ? 'female' : null) ??
    age?.sex ??
    mentions.flatMap(({ sexes }) => sexes)[0]?.sex ??
    null;
  return {
    ageMonths: ageMonths === null ? null : Math.round(ageMonths * 100) / 100,
    ageGroup: ageMonths !== null ? ageGroupOf(ageMonths) : (said ?? null),
    sex,
    pregnant: isPregnant,
    pregnancyWeeks: isPregnant === false ? null : weeks,
  };
}
