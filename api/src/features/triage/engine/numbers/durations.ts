import type { DurationUnit } from '../language.ts';
import type { Match } from '../matching/match.ts';
import { type Sentence, withId } from '../sentence.ts';
import type { Token } from '../text/tokens.ts';
import type { NumberSpan } from './values.ts';

export const MINUTES: Readonly<Record<DurationUnit, number>> = {
  minute: 1,
  hour: 60,
  day: 1440,
  week: 10_080,
  month: 43_830,
  year: 525_960,
};

/** A length of time in a sentence. */
export interface Duration {
  readonly first: number;
  readonly last: number;
  readonly minutes: number;
  /**
   * `ago`: that long ago; `lasting`: for that long; `bare`: said right after something, `fever 20 mins`; `age`: the age of
   * the patient, at the end, `cough and cold, 7 months`; null: another age, or beside a person.
   */
  readonly role: 'ago' | 'lasting' | 'bare' | 'age' | null;
  /** The number that it consists of; null for words such as `since yesterday`. */
  readonly number: NumberSpan | null;
  readonly unit: DurationUnit | null;
}

/** All lengths of time in a sentence: `for 3 days`, `two and a half hours ago`, `half an hour`, `since yesterday`. */
export function findDurations(sentence: Sentence): Duration[] {
  const { tokens } = sentence;
  const units = sentence.cues.durations;
  const spans = sentence.cues.spans;
  const before = sentence.cues.lasting;
  // Nearly always: nothing here is a length of time.
  if (units.length === 0 && spans.length === 0) return inFractions(sentence, before);
  const after = sentence.cues.lastingAfter;
  const ago = sentence.cues.ago;
  const fractions = sentence.cues.fractions;
  const ofPersons = [
    ...withId(sentence.cues.age, 'after'),
    ...sentence.cues.people,
    ...sentence.cues.sex,
    ...sentence.cues.pregnancy,
  ];
  const isOfPerson = (first: number, last: number) =>
    ofPersons.some((cue) => Math.max(cue.first - last, first - cue.last) <= 3);
  const found: Duration[] = [];

  for (const unit of units) {
    const fraction = fractions.find((one) => one.last === unit.first - 1);
    const end = fraction?.first ?? unit.first;
    // Of a range such as `3-4 days` the number beside the unit counts.
    const number =
      sentence.numbers.find((one) => one.last === end - 1) ??
      sentence.numbers.find((one) => one.last === end - 2 && !isBreak(tokens, end - 1));
    const adjacent = number !== undefined && number.last === end - 1;
    if (number === undefined ? fraction === undefined : !adjacent && fraction !== undefined) continue;
    if (number !== undefined && !adjacent && (tokens[end - 1] as Token).text.length > 2) continue;
    const trailing = fractions.find((one) => one.first === unit.last + 1);
    const value =
      (number?.value ?? 0) + Number(fraction?.meaning.id ?? 0) + Number(trailing?.meaning.id ?? 0);
    const first = number?.first ?? fraction?.first ?? unit.first;
    const last = trailing?.last ?? unit.last;
    const id = unit.meaning.id as DurationUnit;
    const isAgo = ago.some((cue) => cue.first >= last && cue.first - last <= 1);
    const lasts =
      before.some((cue) => cue.last < first && first - cue.last <= 3) ||
      after.some((cue) => cue.first > last && cue.first - last <= 1);
    const isAge = () => endsWithAge(sentence, first, last, value, id);
    found.push({
      first,
      last,
      minutes: Math.round(value * MINUTES[id]),
      role: isAgo ? 'ago' : lasts ? 'lasting' : isOfPerson(first, last) ? null : isAge() ? 'age' : 'bare',
      number: number ?? null,
      unit: id,
    });
  }
  for (const span of spans) {
    const { first, last } = span;
    const isAgo = ago.some((cue) => cue.first > last && cue.first - last <= 1);
    const minutes = Number(span.meaning.id);
    found.push({ first, last, minutes, role: isAgo ? 'ago' : 'lasting', number: null, unit: null });
  }
  found.push(...inFractions(sentence, before));
  return found.length > 1 ? found.sort((a, b) => a.first - b.first) : found;
}

/** Illnesses of days: months after them are an age. */
const SHORT_ILLNESSES: ReadonlySet<string> = new Set([
  'common_cold',
  'runny_nose',
  'fever',
  'high_fever',
  'vomiting',
  'repeated_vomiting',
  'diarrhoea',
  'severe_diarrhoea',
  'barking_cough',
  'inconsolable_crying',
  'teething',
  'baby_not_feeding',
]);
/** Older children are spoken of in years. */
const MAX_MONTHS = 36;

/** Months after a comma end what is said of an illness of days, where nobody speaks of themselves or of somebody grown. */
function endsWithAge(
  sentence: Sentence,
  first: number,
  last: number,
  months: number,
  unit: DurationUnit,
): boolean {
  const { tokens, from, to, concepts } = sentence;
  if (unit !== 'month' || months <= 0 || months > MAX_MONTHS || last + 1 !== to || first === from)
    return false;
  if ((tokens[first] as Token).separator !== ',') return false;
  if (sentence.cues.self.length > 0 || namesSomebodyGrown(sentence)) return false;
  return concepts.some(({ meaning, first: start }) => start < first && SHORT_ILLNESSES.has(meaning.id));
}

export function namesSomebodyGrown(sentence: Sentence): boolean {
  return sentence.cues.people.some(({ meaning: { id } }) => id === 'adult' || id === 'elder');
}

/** As clinicians write it, `x 3/7`: days of a week, `2/52` weeks, `4/12` months. */
function inFractions({ tokens, numbers }: Sentence, before: readonly Match[]): Duration[] {
  if (numbers.length < 2 || before.length === 0) return [];
  const units: Readonly<Record<number, DurationUnit>> = { 7: 'day', 52: 'week', 12: 'month' };
  return numbers.flatMap((number, index) => {
    const next = numbers[index + 1];
    const unit = next === undefined ? undefined : units[next.value];
    if (next === undefined || unit === undefined || next.first !== number.last + 1) return [];
    if ((tokens[next.first] as Token).separator !== '/') return [];
    if (!before.some((cue) => cue.last === number.first - 1)) return [];
    const minutes = number.value * MINUTES[unit];
    return [{ first: number.first, last: next.last, minutes, role: 'lasting' as const, number, unit }];
  });
}

function isBreak(tokens: readonly Token[], at: number): boolean {
  return (tokens[at] as Token).before !== 0;
}
