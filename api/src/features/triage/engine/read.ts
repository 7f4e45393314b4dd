import { type Modifiers, type ModifiersOfFinding, modifiersOf } from './assertions/modifiers.ts';
import { deniedIn, isInterrupted } from './assertions/negation.ts';
import type { CompiledLanguages } from './compile.ts';
import { type Counter, findPhrases, type Match, mostSpecific } from './matching/match.ts';
import { recognise } from './matching/recognise.ts';
import { findPatient, type PatientMentions, patientOf } from './numbers/age.ts';
import { type Doses, findDoses, findDosesAcross } from './numbers/doses.ts';
import { type Duration, findDurations } from './numbers/durations.ts';
import { findNumbers, isNumberToken } from './numbers/values.ts';
import { findingsFromVitals, worstOf } from './numbers/vital-signs.ts';
import { findMeasurements } from './numbers/vitals.ts';
import { byGroup, type Sentence, spanOf } from './sentence.ts';
import { withoutHesitations } from './text/hesitations.ts';
import { splitSentences } from './text/sentences.ts';
import { type Token, tokenise } from './text/tokens.ts';
import type {
  Finding,
  Measurement,
  PatientContext,
  Reading,
  Span,
  SpokenWord,
  Statement,
  Turn,
  VitalName,
} from './types.ts';

/** Reads a statement: what is found in it, in whom, measured values, and who the patient is. Pure; keeps nothing. */
export function readStatement(
  statement: Statement,
  context: PatientContext,
  languages: CompiledLanguages,
  counter: Counter = { steps: 0 },
): Reading {
  const findings: Finding[] = [];
  const measurements: Measurement[] = [];
  const mentions: PatientMentions[] = [];
  const told: Span[] = [];
  const spoken: SpokenWord[] = [];
  let words = 0;
  let known = 0;
  let asked: readonly Finding[] = [];
  for (const [index, turn] of turnsOf(statement).entries()) {
    const read = readTurn(statement.text, turn, index, asked.length > 0, languages, counter);
    if (turn.speaker === 'operator') {
      asked = read.sentences.at(-1)?.findings ?? [];
      continue;
    }
    spoken.push(...read.spoken);
    words += read.words;
    known += read.known;
    for (const [place, sentence] of read.sentences.entries()) {
      mentions.push(sentence.patient);
      if (tells(sentence.sentence)) told.push(extentOf(sentence.sentence));
      measurements.push(...sentence.measurements);
      const before = read.sentences[place - 1];
      if (sentence.answer !== null) {
        if (place === 0) findings.push(...answered(asked, sentence.answer));
        else if (before?.sentence.asks) findings.push(...answered(before.findings, sentence.answer));
      }
      const next = read.sentences[place + 1];
      // A question that is answered at once states nothing by itself.
      if (sentence.sentence.asks && next?.answer != null) continue;
      findings.push(...sentence.findings, ...findDosesAcross(before?.doses, sentence.doses));
    }
    asked = [];
  }
  findings.push(...fromContext(context, languages, counter));
  const pregnancy = findings.find(({ concept, subject }) => concept === 'pregnant' && subject === 'patient');
  const patient = patientOf(mentions, pregnancy === undefined ? null : !pregnancy.negated, {
    ...(context.ageMonths !== undefined || context.ageYears !== undefined
      ? { ageMonths: (context.ageYears ?? 0) * 12 + (context.ageMonths ?? 0) }
      : {}),
    ...(context.sex !== undefined ? { sex: context.sex } : {}),
    ...(context.pregnant !== undefined ? { pregnant: context.pregnant } : {}),
  });
  const fromVitals = Object.entries(context.vitals ?? {}).map(([vital, value]) => ({
    vital: vital as VitalName,
    value: value as number,
    evidence: null,
  }));
  const { vitalSigns } = languages;
  const worst = worstOf([...measurements, ...fromVitals], vitalSigns, patient);
  const measured = findingsFromVitals(worst, findings, vitalSigns, patient);
  const stated = findings.filter(
    (finding) => !measured.findings.some((one) => one.concept === finding.concept && !finding.negated),
  );
  return {
    findings: [...stated, ...measured.findings],
    measurements: [
      ...worst,
      ...(measured.news2 === null
        ? []
        : [{ vital: 'news2' as const, value: measured.news2, evidence: null }]),
    ],
    patient,
    understood: words === 0 ? 0 : known / words,
    words,
    spoken,
    told,
  };
}

function turnsOf({ text, turns }: Statement): readonly Turn[] {
  return turns ?? [{ speaker: 'unknown', start: 0, end: text.length }];
}

interface ReadSentence {
  readonly sentence: Sentence;
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
  readonly patient: PatientMentions;
  readonly doses: Doses;
  /** It begins with a short answer. */
  readonly answer: 'yes' | 'no' | null;
}

interface ReadTurn {
  readonly sentences: readonly ReadSentence[];
  /** The words as they were written. */
  readonly spoken: readonly SpokenWord[];
  /** How many words there are, hesitations left out, and how many of them are known. */
  readonly words: number;
  readonly known: number;
}

function readTurn(
  text: string,
  turn: Turn,
  index: number,
  isReply: boolean,
  languages: CompiledLanguages,
  counter: Counter,
): ReadTurn {
  const { vocabulary, numbers: tables } = languages;
  const written = tokenise(text, languages.expansions, turn.start, turn.end);
  // Where everything is in capitals they distinguish nothing.
  const shouted = written.every((token) => token.capitals || token.value !== null);
  const raw = shouted ? written.map((token) => ({ ...token, capitals: false })) : written;
  const { tokens, symbols, known } = recognise(
    withoutHesitations(raw, languages.hesitations),
    (token) => isNumberToken(token, tables),
    vocabulary,
    counter,
  );
  const sentences = splitSentences(tokens).map(({ from, to }): ReadSentence => {
    const matchesFrom = (start: number) => {
      const concepts: Match[] = [];
      const others: Match[] = [];
      for (const match of findPhrases(vocabulary.lexicon, tokens, symbols, start, to, counter)) {
        (match.meaning.group === 'concept' ? concepts : others).push(match);
      }
      const cues = byGroup(mostSpecific(others));
      const { negation } = cues;
      const apart =
        negation.length === 0 ? concepts : concepts.filter((match) => !isInterrupted(match, negation));
      return { apart, cues };
    };
    const all = matchesFrom(from);
    const reply = all.cues.answers.find(({ first }) => first === from);
    // A short answer to what was asked is no part of what follows: "no, no vomiting".
    const start = isReply && from === 0 && reply !== undefined ? reply.last + 1 : from;
    const matches = start === from ? all : matchesFrom(start);
    const said: Sentence = {
      tokens,
      from: start,
      to,
      speaker: turn.speaker,
      turn: index,
      asks: isQuestion(text, tokens[to - 1]?.end ?? 0, turn.end),
      concepts: mostSpecific(matches.apart),
      cues: matches.cues,
      numbers: findNumbers(tokens, start, to, tables),
    };
    const durations = findDurations(said);
    const sentence = withoutAges(said, matches.apart, durations);
    const doses = findDoses(sentence);
    return {
      sentence,
      findings: findingsOf(sentence, doses.overdoses, durations, languages),
      doses,
      measurements: findMeasurements(sentence, tables),
      patient: findPatient(sentence, durations),
      answer:
        reply === undefined || !isAnswer(reply, sentence, isReply && from === 0)
          ? null
          : (reply.meaning.id as 'yes' | 'no'),
    };
  });
  return {
    sentences,
    spoken: written.map((token, at) => ({
      text: token.text,
      start: token.start,
      begins: at === 0 || token.before === 2,
    })),
    words: tokens.length,
    known: known.filter(Boolean).length,
  };
}

/** What was found without the phrases to which an age belongs: `cough and cold, 7 months` has not lasted for months. */
function withoutAges(sentence: Sentence, found: readonly Match[], durations: readonly Duration[]): Sentence {
  const age = durations.find(({ role }) => role === 'age');
  if (age === undefined) return sentence;
  const apart = found.filter(
    ({ tokens }) => !tokens.some((token) => token >= age.first && token <= age.last),
  );
  return { ...sentence, concepts: mostSpecific(apart) };
}

/**
 * A denial must stand for itself: `I don't want to make a fuss` answers nothing. To an operator's question a plain `no`
 * may go on with something else.
 */
function isAnswer(reply: Match, { tokens, to }: Sentence, isAsked: boolean): boolean {
  if (reply.meaning.id === 'yes' || (isAsked && reply.first === reply.last)) return true;
  return reply.last + 1 >= to || (tokens[reply.last + 1] as Token).before > 0;
}

/** Whether a sentence is about a patient even where no concept is found in it. */
function tells({ cues: { doses, sites, swallowed } }: Sentence): boolean {
  return doses.length > 0 || sites.length > 0 || swallowed.length > 0;
}

function extentOf({ tokens, from, to }: Sentence): Span {
  return spanOf(tokens, from, to - 1);
}

function isQuestion(text: string, from: number, to: number): boolean {
  return /^[\s"'’”)]*[?？]/.test(text.slice(from, Math.min(to, from + 8)));
}

function findingsOf(
  sentence: Sentence,
  overdoses: readonly Match[],
  durations: readonly Duration[],
  { concepts }: CompiledLanguages,
): readonly Finding[] {
  const ofPhrases = sentence.concepts.length === 0 ? NO_FINDINGS : ofMatches(sentence, durations, concepts);
  if (overdoses.length === 0) return ofPhrases;
  // Nothing denies what was counted, but it may be past, or of others. A phrase for the same takes nothing from it.
  const isApart = (one: Match) =>
    !overdoses.some(({ first, last }) => one.first <= last && one.last >= first);
  const apart = sentence.concepts.filter(isApart);
  const all = modifiersOf({ ...sentence, concepts: [...apart, ...overdoses] }, durations, concepts);
  return [...ofPhrases, ...overdoses.map((match) => findingOf(sentence, match, false, all))];
}

function ofMatches(
  sentence: Sentence,
  durations: readonly Duration[],
  concepts: CompiledLanguages['concepts'],
): readonly Finding[] {
  const denied = deniedIn(sentence);
  const modifiers = modifiersOf(sentence, durations, concepts);
  return sentence.concepts.map((match) => findingOf(sentence, match, denied.has(match), modifiers));
}

function findingOf({ tokens }: Sentence, match: Match, denied: boolean, modifiers: Modifiers): Finding {
  const { id, negated } = match.meaning;
  return {
    concept: id,
    negated: negated !== denied,
    ...modifiersOfFinding(modifiers, match, denied),
    evidence: spanOf(tokens, match.first, match.last),
    source: 'rules',
  };
}

const NO_FINDINGS: readonly Finding[] = [];

/** What is denied is denied of now: `no history of` reaches from the past to it. */
function modifiersOfFinding(modifiers: Modifiers, match: Match, denied: boolean): ModifiersOfFinding {
  const found = modifiers.get(match) as ModifiersOfFinding;
  return denied && found.time === 'past' ? { ...found, time: 'current' } : found;
}

/** What an answer makes of the findings that were asked about. */
function answered(asked: readonly Finding[], answer: 'yes' | 'no'): readonly Finding[] {
  return asked.map((finding) => (answer === 'yes' ? finding : { ...finding, negated: !finding.negated }));
}

/** Conditions and medications of the context, read by the same lexicons. Events among them are history. */
function fromContext(
  { conditions = [], medications = [] }: PatientContext,
  languages: CompiledLanguages,
  counter: Counter,
): readonly Finding[] {
  return [...conditions, ...medications].flatMap((words) => {
    const turn = { speaker: 'unknown', start: 0, end: words.length } as const;
    return readTurn(words, turn, 0, false, languages, counter).sentences.flatMap(({ findings }) =>
      findings.map((finding) => {
        const kind = languages.concepts.get(finding.concept)?.kind;
        const lasting = kind === 'condition' || kind === 'medication' || kind === 'state';
        return {
          ...finding,
          time: lasting ? ('current' as const) : ('past' as const),
          evidence: null,
          source: 'context' as const,
        };
      }),
    );
  });
}
