import type { Concept } from '../knowledge.ts';
import type { Match } from '../matching/match.ts';
import type { Duration } from '../numbers/durations.ts';
import { distance, type Sentence } from '../sentence.ts';
import type { Token } from '../text/tokens.ts';
import type { Finding } from '../types.ts';

/** How far from a finding a word still belongs to it, in words between. */
const NEAR = 4;
const SINCE_BEFORE = 8;
/** How far a word such as `years ago` or `what should I do if` reaches. */
const REACH = 7;
/** What happened longer ago is history. */
const PAST_AFTER_MINUTES = 60 * 1440;

/** What is said about the concepts of a sentence, by match. */
export type ModifiersOfFinding = Pick<
  Finding,
  'certainty' | 'subject' | 'time' | 'severity' | 'onset' | 'course' | 'sinceMinutes' | 'site'
>;
interface Stretch {
  readonly first: number;
  readonly last: number;
}
export type Modifiers = ReadonlyMap<Match, ModifiersOfFinding>;

export function modifiersOf(
  sentence: Sentence,
  durations: readonly Duration[],
  concepts: ReadonlyMap<string, Concept>,
): Modifiers {
  if (sentence.concepts.length === 0) return new Map();
  const severity = nearest(sentence, sentence.cues.severity, NEAR, NEAR);
  const onset = nearest(sentence, sentence.cues.onset, NEAR, SINCE_BEFORE);
  const course = nearest(sentence, sentence.cues.course, SINCE_BEFORE, NEAR);
  const site = nearest(sentence, sentence.cues.sites, NEAR - 1, NEAR - 1);
  const since = sinceOf(sentence, durations);
  const present = reaching(sentence, sentence.cues.present, REACH);
  const past = new Map<Match, number>();
  const moments =
    durations.length === 0 ? durations : durations.filter((duration) => isMoment(sentence, duration));
  for (const cue of [...sentence.cues.past, ...moments]) {
    for (const { match, words } of nearestInClause(sentence, cue)) {
      if ('minutes' in cue && !isLongAgo(cue, concepts.get(match.meaning.id))) continue;
      past.set(match, Math.min(words, past.get(match) ?? words));
    }
  }
  const isRecent = (match: Match) => (since.get(match) ?? PAST_AFTER_MINUTES) < PAST_AFTER_MINUTES;
  const history = new Set(
    [
      ...sentence.cues.pastHistory.flatMap((cue) => historyOf(sentence, cue, false, concepts)),
      ...sentence.cues.history.flatMap((cue) => historyOf(sentence, cue, true, concepts)),
    ].filter((match) => !isEventOfHistory(match) || !isRecent(match)),
  );
  const feared = sentence.cues.feared;
  const other = sentence.cues.other;
  const people = reaching(sentence, sentence.cues.otherPeople, REACH);
  const isOfOthers = toldOfOthers(sentence, present, onset, concepts);
  const doubts = sentence.cues.certainty;
  const callers = sentence.cues.reassurance;

  const modifiers = new Map<Match, ModifiersOfFinding>();
  for (const match of sentence.concepts) {
    const isPast = isNearer(past.get(match), present.get(match)) || history.has(match);
    const isOther =
      other.some((cue) => isFearedBy(sentence, cue, match) && !isCut(sentence, cue, match)) ||
      (isPast && people.get(match) !== undefined) ||
      isOfOthers(match);
    const isCaller = callers.some((cue) => match.tokens.every((token) => cue.tokens.includes(token)));
    const isFeared = feared.some((cue) => isFearedBy(sentence, cue, match));
    modifiers.set(match, {
      certainty: certaintyOf(sentence, match, doubts),
      subject: isOther ? 'other' : isCaller ? 'caller' : 'patient',
      time: isFeared ? 'feared' : isPast ? 'past' : 'current',
      severity: (severity.get(match) ?? null) as Finding['severity'],
      onset: (onset.get(match) ?? null) as Finding['onset'],
      course: (course.get(match) ?? null) as Finding['course'],
      sinceMinutes: since.get(match) ?? null,
      site: site.get(match) ?? null,
    });
  }
  return modifiers;
}

/**
 * `two weeks ago`, or a span without a number such as `last week`: it may say when something happened. Not `for a month`, which
 * says how long something else has lasted.
 */
function isMoment(sentence: Sentence, { role, unit, first }: Duration): boolean {
  if (role === 'ago') return true;
  return role === 'lasting' && unit === null && !sentence.cues.lasting.some(({ last }) => last === first - 1);
}

function isLongAgo({ role, minutes }: Duration, concept: Concept | undefined): boolean {
  const days = concept?.pastAfterDays ?? null;
  return days === null ? role === 'ago' && minutes > PAST_AFTER_MINUTES : minutes >= days * 1440;
}

/** The words of the cue nearest to each concept that the cue is nearest to. */
function nearest(
  sentence: Sentence,
  cues: readonly Match[],
  maxBefore: number,
  maxAfter: number,
): ReadonlyMap<Match, string> {
  if (cues.length === 0) return NOTHING_SAID;
  const found = new Map<Match, string>();
  const wordsTo = new Map<Match, number>();
  for (const cue of cues) {
    let best = Number.MAX_SAFE_INTEGER;
    const matches: Match[] = [];
    for (const match of sentence.concepts) {
      const words = distance(cue, match);
      // The concept stands before the cue, or after it.
      if (words > (match.first < cue.first ? maxBefore : maxAfter) || words > best) continue;
      if (isCut(sentence, cue, match)) continue;
      if (words < best) matches.length = 0;
      best = words;
      matches.push(match);
    }
    for (const match of matches) {
      if (best >= (wordsTo.get(match) ?? Number.MAX_SAFE_INTEGER)) continue;
      wordsTo.set(match, best);
      found.set(match, cue.meaning.id);
    }
  }
  return found;
}

const NOTHING_SAID: ReadonlyMap<Match, string> = new Map();
const NO_WORDS: ReadonlyMap<Match, number> = new Map();

/** For each concept within reach of one of the cues, the words between. */
function reaching(
  sentence: Sentence,
  cues: ReadonlyArray<Stretch>,
  reach: number,
): ReadonlyMap<Match, number> {
  if (cues.length === 0) return NO_WORDS;
  const found = new Map<Match, number>();
  for (const match of sentence.concepts) {
    for (const cue of cues) {
      const words = distance(cue, match);
      if (words > reach || isCut(sentence, cue, match)) continue;
      found.set(match, Math.min(words, found.get(match) ?? words));
    }
  }
  return found;
}

/**
 * The concepts nearest to a word of the past, in its own clause: `and`, a comma or another subject ends it. A clause may
 * begin with the word: `in 2015 he had a stroke`.
 */
function nearestInClause(
  sentence: Sentence,
  cue: Stretch,
): ReadonlyArray<{ readonly match: Match; readonly words: number }> {
  const opens = cue.first === sentence.from;
  let best = REACH;
  let found: { match: Match; words: number }[] = [];
  for (const match of sentence.concepts) {
    const words = distance(cue, match);
    if (words > best || isCut(sentence, cue, match, opens) || hasAnd(sentence, cue, match)) continue;
    if (!opens && hasComma(sentence, cue, match)) continue;
    if (words < best) found = [];
    best = words;
    found.push({ match, words });
  }
  return found;
}

function hasAnd(sentence: Sentence, a: Stretch, b: Stretch): boolean {
  const [from, to] = [Math.min(a.last, b.last), Math.max(a.first, b.first)];
  if (to - from < 2) return false;
  return sentence.cues.negation.some((cue) => cue.first > from && cue.last < to && cue.meaning.id === 'and');
}

/** A comma between the two: what is past or of another person reaches no further. */
function hasComma({ tokens }: Sentence, a: Stretch, b: Stretch): boolean {
  for (let at = Math.min(a.last, b.last) + 1; at <= Math.max(a.first, b.first); at++) {
    if ((tokens[at] as Token).before !== 0) return true;
  }
  return false;
}

/** A word such as `but`, or the start of another clause, between the two. */
function isCut(sentence: Sentence, a: Stretch, b: Stretch, opens = false): boolean {
  const from = Math.min(a.last, b.last);
  const to = Math.max(a.first, b.first);
  if (to - from < 2) return false;
  return sentence.cues.negation.some(
    (cue) =>
      cue.first > from &&
      cue.last < to &&
      (cue.meaning.id === 'ends' || (cue.meaning.id === 'subjects' && !(opens && cue.first === from + 1))),
  );
}

function isNearer(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && (b === undefined || a < b);
}

/** Whether a cue that reaches forward covers the concept: `what should I do if he has a seizure`. */
function covers(sentence: Sentence, cue: Match, match: Match): boolean {
  const reaches = match.first > cue.last && match.first - cue.last - 1 <= REACH;
  if (!reaches || hasComma(sentence, cue, match)) return false;
  return !sentence.cues.negation.some(
    (end) => end.first > cue.last && end.last < match.first && end.meaning.id === 'ends',
  );
}

/**
 * Whether a cue asks or tells about the concept. Hindi puts the words around it, `agar saanp kaat le to kya karein` (if a snake
 * bites, what to do): a cue with other words in between says nothing of what follows, which may have happened.
 */
function isFearedBy(sentence: Sentence, cue: Match, match: Match): boolean {
  const hasGap = cue.tokens.length < cue.last - cue.first + 1;
  return hasGap ? match.first > cue.first && match.last < cue.last : covers(sentence, cue, match);
}

/** Between `I have` and what somebody has. */
const WORDS_TO_COMPLAINT = 3;

/**
 * Without a date, `my neighbour had a stroke` may be a call for the neighbour. Where somebody goes on about a complaint of
 * their own, `and I have a headache`, the event of an acquaintance is why they worry. Of the family it stays one of now.
 */
function toldOfOthers(
  sentence: Sentence,
  present: ReadonlyMap<Match, number>,
  onset: ReadonlyMap<Match, string>,
  concepts: ReadonlyMap<string, Concept>,
): (match: Match) => boolean {
  const acquaintances = sentence.cues.acquaintances;
  const own = sentence.cues.ownComplaint;
  if (acquaintances.length === 0 || own.length === 0) return () => false;
  const isComplaint = ({ meaning: { id } }: Match) => {
    const kind = concepts.get(id)?.kind;
    return kind === 'symptom' || kind === 'sign';
  };
  // `padosi ki heart attack se maut ho gayi`: the death and its cause belong together.
  const isTold = (match: Match) =>
    isEventOfHistory(match) ||
    (match.meaning.id === 'seems_dead' && sentence.concepts.some(isEventOfHistory));
  return (match) => {
    if (!isTold(match) || present.has(match) || onset.has(match)) return false;
    const goesOn = own.some(
      (cue) =>
        cue.first > match.last &&
        sentence.concepts.some(
          (one) => isComplaint(one) && one.last > cue.last && distance(cue, one) <= WORDS_TO_COMPLAINT,
        ) &&
        // `My wife has chest pain` is no complaint of one's own.
        !sentence.cues.sex.some(({ first }) => first > cue.first && first - cue.last <= 2),
    );
    return goesOn && acquaintances.some((cue) => cue.last < match.first && match.first - cue.last <= REACH);
  };
}

/**
 * What a cue of history covers: the next concept, and the illnesses of the bare list that it begins, `PMH: HTN, a stroke, AF`.
 * A complaint further on in the list, or what more is said about, may be of now.
 * @param illnessOnly the cue says nothing of complaints and events: those that stand among illnesses are history, `h/o MI,
 *   stroke`, and one that ends a list of illnesses may be why somebody calls, `h/o diabetes, stroke`.
 */
function historyOf(
  sentence: Sentence,
  cue: Match,
  illnessOnly: boolean,
  concepts: ReadonlyMap<string, Concept>,
): readonly Match[] {
  const isIllness = ({ meaning: { id } }: Match) =>
    concepts.get(id)?.kind === 'condition' && !ILLNESSES_OF_DAYS.has(id);
  const after = sentence.concepts.filter(({ last }) => last > cue.last);
  const isNext = (match: Match) => !after.some(({ last }) => last < match.first);
  const covered = after.filter(
    (match) =>
      isNext(match) &&
      reachesHistory(sentence, cue, match) &&
      (!illnessOnly || isIllness(match) || isEventOfHistory(match)),
  );
  if (covered.length === 0) return [];
  let end = Math.max(...covered.map(({ last }) => last));
  for (const match of after.filter((one) => !isNext(one))) {
    if (!isIllness(match) && !isEventOfHistory(match)) break;
    if (!isListed(sentence, cue, end, match)) break;
    covered.push(match);
    end = Math.max(end, match.last);
  }
  const last = covered.at(-1) as Match;
  if (!illnessOnly || isIllness(last)) return covered;
  const hasOther = covered.some((one) => one !== last && namesEvent(one));
  return hasOther ? covered : covered.slice(0, -1);
}

/** Nobody lists them among past illnesses: they are why somebody calls, like a complaint. */
const ILLNESSES_OF_DAYS: ReadonlySet<string> = new Set([
  'common_cold',
  'flu',
  'gastroenteritis',
  'food_poisoning',
  'bronchiolitis',
]);
/** Events that lists of past illnesses name like these. */
const EVENTS_OF_HISTORY: ReadonlySet<string> = new Set(['heart_attack', 'stroke', 'tia']);
/** Illnesses that such an event left. */
const EVENTS_BEFORE: ReadonlySet<string> = new Set(['previous_heart_attack', 'previous_stroke']);

function isEventOfHistory({ meaning: { id } }: Match): boolean {
  return EVENTS_OF_HISTORY.has(id);
}

function namesEvent(match: Match): boolean {
  return isEventOfHistory(match) || EVENTS_BEFORE.has(match.meaning.id);
}

/** As `covers`, where a colon may stand after the cue: `PMH: stroke`. */
function reachesHistory(sentence: Sentence, cue: Match, match: Match): boolean {
  if (match.first <= cue.last) return true;
  const { tokens } = sentence;
  const hasColon = tokens[cue.last + 1]?.separator === ':';
  return hasColon
    ? match.first - cue.last <= REACH &&
        !hasComma(sentence, { first: cue.last + 1, last: cue.last + 1 }, match)
    : covers(sentence, cue, match);
}

/** The next item of a list: right after the last one, but for a year, an article or `and`, and no word of the present beside it. */
function isListed(sentence: Sentence, history: Match, end: number, match: Match): boolean {
  const { tokens } = sentence;
  // `has flu`, where the verb belongs to the phrase.
  if (HAVING.has(tokens[match.first]?.text ?? '')) return false;
  for (let at = end + 1; at < match.first; at++) {
    const isSmall = tokens[at]?.value !== null || SMALL_WORDS.has(tokens[at]?.text ?? '');
    if (!isSmall) return false;
  }
  const after = sentence.concepts.filter(({ first }) => first > match.last);
  // `PMH stroke, now cough`: what follows the word in its own clause is of now.
  const isOfNext = (cue: Match) =>
    hasComma(sentence, cue, match) &&
    after.some(
      (next) => next.first > cue.last && distance(cue, next) <= NEAR && !hasComma(sentence, cue, next),
    );
  // Not the `c/o` in `k/c/o`.
  const present = sentence.cues.present.filter(({ last }) => last > history.last);
  return !present.some((cue) => distance(cue, match) <= NEAR && !isOfNext(cue));
}

const HAVING: ReadonlySet<string> = new Set(['has', 'have', 'having']);
const SMALL_WORDS: ReadonlySet<string> = new Set(['a', 'an', 'and', 'previous', 'old', 'known', 'also']);

function certaintyOf(sentence: Sentence, match: Match, doubts: readonly Match[]): Finding['certainty'] {
  let certainty: Finding['certainty'] = 'certain';
  for (const doubt of doubts) {
    const words = distance(doubt, match);
    if (doubt.tokens.some((token) => match.tokens.includes(token))) continue;
    if (words > (doubt.first < match.first ? NEAR : 1) || isCut(sentence, doubt, match)) continue;
    if (doubt.meaning.id === 'possible' || certainty === 'certain') {
      certainty = doubt.meaning.id as Finding['certainty'];
    }
  }
  return certainty;
}

/** Gives each duration to the findings before it, else to those after it, as near as possible. */
function sinceOf(sentence: Sentence, durations: readonly Duration[]): ReadonlyMap<Match, number> {
  if (durations.length === 0) return NO_WORDS;
  const since = new Map<Match, number>();
  for (const duration of durations) {
    if (duration.role === null || duration.role === 'age') continue;
    // A phrase that contains the duration, such as `stroke 2 years ago`, is nearest to it.
    const before = closest(
      sentence.concepts,
      (match) => (match.first < duration.first ? Math.max(0, duration.first - match.last - 1) : -1),
      SINCE_BEFORE,
    );
    // All of a clause has lasted that long; "fever since 2 hours and cough for a week" has two.
    const clause = sentence.concepts.filter(
      (match) =>
        match.last < duration.first &&
        duration.first - match.last - 1 <= SINCE_BEFORE &&
        !isCut(sentence, match, duration) &&
        !hasAnd(sentence, match, duration) &&
        !hasComma(sentence, match, duration),
    );
    if (duration.role === 'bare') {
      for (const match of before) {
        if (duration.first - match.last <= 2 && !since.has(match)) since.set(match, duration.minutes);
      }
      continue;
    }
    const target =
      before.length > 0
        ? [...before, ...clause]
        : closest(sentence.concepts, (match) => match.first - duration.last - 1, NEAR + 1).filter(
            (match) => !hasAnd(sentence, match, duration) && !isCut(sentence, match, duration),
          );
    for (const match of target) if (!since.has(match)) since.set(match, duration.minutes);
  }
  return since;
}

function closest(
  matches: readonly Match[],
  words: (match: Match) => number,
  limit: number,
): readonly Match[] {
  let best = limit;
  let found: Match[] = [];
  for (const match of matches) {
    const between = words(match);
    if (between < 0 || between > best) continue;
    if (between < best) found = [];
    best = between;
    found.push(match);
  }
  return found;
}
