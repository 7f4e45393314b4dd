import { groupServices } from './services.ts';
import type { Resident, ServiceType, Triage, TriageRequest } from './wire.ts';

/** What a person says is wrong, as far as it was typed. */
export interface Complaint {
  readonly words: string;
  /** Null where they did not say. */
  readonly who: 'me' | 'other' | null;
  /** Of somebody else, as typed. */
  readonly age: string;
  readonly ageUnit: 'years' | 'months';
}

/** A question of the assessment, and the answer as it was shown. */
export interface AnsweredQuestion {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
}

export type TriageQuestion = Triage['questions'][number];

export const NO_COMPLAINT: Complaint = { words: '', who: null, age: '', ageUnit: 'years' };
export const MAX_WORDS = 5_000;
const MAX_AGE_YEARS = 130;
/** Mean length of a Gregorian year. */
const YEAR_MS = 365.2425 * 86_400_000;

/**
 * The words with the questions that were answered since, as a talk between the person and the service: a "yes" then
 * affirms what the question was about.
 */
export function statementOf(
  words: string,
  answers: readonly AnsweredQuestion[],
): Pick<TriageRequest, 'text' | 'turns'> {
  if (answers.length === 0) return { text: words };
  const said = [
    { speaker: 'caller' as const, words },
    ...answers.flatMap(({ question, answer }) => [
      { speaker: 'operator' as const, words: question },
      { speaker: 'caller' as const, words: answer },
    ]),
  ];
  let start = 0;
  const turns = said.map(({ speaker, words: { length } }) => {
    const turn = { speaker, start, end: start + length };
    start = turn.end + 1;
    return turn;
  });
  return { text: said.map((turn) => turn.words).join('\n'), turns };
}

/**
 * How old the patient is. The age on record counts only when the person said that it is for them: a parent who writes
 * about a baby must not make it an adult. @param now milliseconds since 1970.
 */
export function contextOf(
  { who, age, ageUnit }: Complaint,
  dateOfBirth: Resident['dateOfBirth'],
  now: number,
): NonNullable<TriageRequest['context']> {
  const born = Date.parse(dateOfBirth ?? '');
  if (who === 'me') return Number.isNaN(born) ? {} : inYears(Math.floor((now - born) / YEAR_MS));
  const typed = age.trim() === '' ? Number.NaN : Number(age);
  if (who === null || Number.isNaN(typed)) return {};
  if (ageUnit === 'years') return inYears(typed);
  return typed >= 0 && typed <= MAX_AGE_YEARS * 12 ? { ageMonths: typed } : {};
}

const inYears = (ageYears: number) => (ageYears >= 0 && ageYears <= MAX_AGE_YEARS ? { ageYears } : {});

/** Whether help must be called now, rather than a visit chosen. */
export const isEmergency = ({ urgency }: Pick<Triage, 'urgency'>): boolean => urgency <= 2;

/** The service that comes fastest, by the policies: what is offered in an emergency. */
export const fastestOf = (services: readonly ServiceType[]): ServiceType | undefined =>
  groupServices(services).emergency[0];

/** The best question that was not answered yet: "not sure" leaves it open, but asking again does not help. */
export const nextQuestion = (
  { questions }: Pick<Triage, 'questions'>,
  answers: readonly AnsweredQuestion[],
): TriageQuestion | undefined => questions.find(({ id }) => !answers.some((one) => one.id === id));
