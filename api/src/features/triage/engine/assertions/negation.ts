import type { Match } from '../matching/match.ts';
import type { Sentence } from '../sentence.ts';
import type { Token } from '../text/tokens.ts';

/** Words between a negation and what it denies: `does not have any kind of chest pain`. */
const MAX_WORDS = 4;
/** Of them, words that are no fillers: `no central chest pain`. */
const MAX_OTHER_WORDS = 1;
/** Between a finding and a denial after it: `dard bilkul bhi nahi hai`. */
const MAX_WORDS_BEFORE = 2;
const DENIES_FORWARD: ReadonlySet<string> = new Set(['before', 'list', 'verb']);
const DENIES_BACKWARD: ReadonlySet<string> = new Set(['after', 'afterAtEnd']);
const NOTHING: ReadonlySet<Match> = new Set();

/**
 * The concepts that a sentence denies. Follows the published idea of NegEx (Chapman et al. 2001): cues with a scope that
 * words such as `but` end, and phrases that look like a denial and are none. In doubt nothing is denied: a plain `no` covers
 * the next finding and what `or` adds to it, and only cues of lists such as `denies` cover what follows with commas.
 */
export function deniedIn(sentence: Sentence): ReadonlySet<Match> {
  const all = sentence.cues.negation;
  if (sentence.concepts.length === 0 || !all.some(denies)) return NOTHING;
  const cues = all.filter((cue) => !isPartOfConcept(cue, sentence));
  const denied = new Set<Match>();
  const pseudo = cues.filter(({ meaning }) => meaning.id === 'pseudo');
  const active = cues.filter(
    (cue) =>
      !pseudo.some((other) => cue !== other && cue.tokens.some((token) => other.tokens.includes(token))),
  );
  const scope = new Scope(sentence, active);
  for (const cue of active) {
    const { id } = cue.meaning;
    if (DENIES_FORWARD.has(id)) {
      for (const match of scope.forward(cue)) denied.add(match);
    } else if (id === 'after' || (id === 'afterAtEnd' && scope.endsClause(cue.last))) {
      for (const match of scope.backward(cue)) denied.add(match);
    }
  }
  return denied;
}

function denies({ meaning }: Match): boolean {
  return DENIES_FORWARD.has(meaning.id) || DENIES_BACKWARD.has(meaning.id);
}

/**
 * Whether a denial stands in a gap of a phrase: `weeks, no bleeding` is no bleeding in pregnancy. Such a match would hide
 * the shorter ones that are denied or not by themselves.
 */
export function isInterrupted(match: Match, all: readonly Match[]): boolean {
  if (match.meaning.group !== 'concept' || match.last - match.first + 1 === match.tokens.length) return false;
  return all.some(({ meaning, first, last }) => {
    if (meaning.group !== 'negation') return false;
    const next = match.tokens.find((token) => token > last);
    if (next === undefined || first <= match.first || match.tokens.includes(first)) return false;
    if (match.tokens.includes(last)) return false;
    // The verb that a Hindi negation denies stands right after it: `daura nahi pada`.
    if (meaning.id === 'after') return next === last + 1 && !isPseudo(all, first, last);
    return DENIES_FORWARD.has(meaning.id) && next - last <= MAX_WORDS - 1;
  });
}

/** The words are part of a phrase that looks like a denial and is none. */
function isPseudo(all: readonly Match[], first: number, last: number): boolean {
  return all.some(
    ({ meaning, tokens }) =>
      meaning.group === 'negation' &&
      meaning.id === 'pseudo' &&
      tokens.some((token) => first <= token && token <= last),
  );
}

/** A word of a concept's own phrase (`not breathing`) denies nothing beside it. */
function isPartOfConcept(cue: Match, { concepts }: Sentence): boolean {
  return concepts.some(({ tokens }) => cue.tokens.some((token) => tokens.includes(token)));
}

class Scope {
  private readonly sentence: Sentence;
  private readonly ends = new Set<number>();
  private readonly joins = new Map<number, Match>();
  private readonly ands = new Set<number>();
  private readonly fillers = new Set<number>();
  /** Words of grade, course and site: `no severe chest pain`. */
  private readonly details: ReadonlySet<number>;
  private readonly negations = new Map<number, Match>();
  private readonly starting = new Map<number, Match[]>();
  private readonly ending = new Map<number, Match[]>();
  /** Where a length of time begins. */
  private readonly durations: ReadonlySet<number>;

  constructor(sentence: Sentence, cues: readonly Match[]) {
    this.sentence = sentence;
    const { severity, onset, course, sites } = sentence.cues;
    this.details = new Set([severity, onset, course, sites].flat().flatMap(({ tokens }) => tokens));
    this.durations = new Set([...sentence.cues.lasting, ...sentence.cues.spans].map(({ first }) => first));
    for (const match of sentence.concepts) {
      this.starting.set(match.first, [...(this.starting.get(match.first) ?? []), match]);
      this.ending.set(match.last, [...(this.ending.get(match.last) ?? []), match]);
    }
    for (const cue of cues) {
      const { id } = cue.meaning;
      if (id === 'ends' || id === 'subjects' || id === 'pseudo')
        for (const token of cue.tokens) this.ends.add(token);
      else if (id === 'fillers') for (const token of cue.tokens) this.fillers.add(token);
      else if (id === 'and') for (const token of cue.tokens) this.ands.add(token);
      else if (id === 'joins') this.joins.set(cue.first, cue);
      else for (const token of cue.tokens) this.negations.set(token, cue);
    }
  }

  endsClause(last: number): boolean {
    return last + 1 >= this.sentence.to || this.token(last + 1).before !== 0;
  }

  /** What a cue before it denies. */
  forward(cue: Match): readonly Match[] {
    const first = this.firstAfter(cue);
    if (first.length === 0) return [];
    // A second negation before the finding: "did not say no pain". In doubt it is there.
    const chain: { matches: readonly Match[]; joined: boolean }[] = [{ matches: first, joined: true }];
    while (true) {
      const end = Math.max(...(chain.at(-1)?.matches ?? []).map(({ last }) => last));
      const next = this.nextItem(end + 1);
      if (next === null) break;
      chain.push(next);
    }
    if (cue.meaning.id === 'list') {
      // "denies fever, chest pain since morning": what more is said about is no item of the list.
      const bare = chain.filter(({ matches }, index) => index === 0 || this.isBare(matches));
      return bare.flatMap(({ matches }) => matches);
    }
    const lastJoined = chain.findLastIndex(({ joined }) => joined);
    return chain.slice(0, lastJoined + 1).flatMap(({ matches }) => matches);
  }

  /** What a cue after it denies. */
  backward(cue: Match): readonly Match[] {
    let at = cue.first - 1;
    for (let words = 0; words <= MAX_WORDS_BEFORE && at >= this.sentence.from; words++, at--) {
      // `fever: none` and `fever - no` are denials; `fever, none` may be an answer to something else.
      const listed =
        cue.meaning.id === 'afterAtEnd' && words === 0 && /^[:-]+$/.test(this.token(at + 1).separator);
      if ((this.token(at + 1).before !== 0 && !listed) || this.ends.has(at) || this.negations.has(at))
        return [];
      const here = this.endingAt(at);
      if (here.length === 0) continue;
      const first = Math.min(...here.map((match) => match.first));
      const join = [...this.joins.values()].find(({ last }) => last === first - 1);
      const joined = join === undefined ? [] : this.endingAt(join.first - 1);
      return [...here, ...joined];
    }
    return [];
  }

  private firstAfter(cue: Match): readonly Match[] {
    const { to } = this.sentence;
    let others = cue.meaning.id === 'verb' ? 0 : MAX_OTHER_WORDS;
    for (let at = cue.last + 1, words = 0; at < to && words <= MAX_WORDS; at++, words++) {
      const isBreak = this.token(at).before !== 0 || this.ends.has(at) || this.ands.has(at);
      if (isBreak || this.negations.has(at)) return [];
      const here = this.startingAt(at);
      if (here.length > 0) return here;
      if (!this.fillers.has(at) && !this.details.has(at) && --others < 0) return [];
    }
    return [];
  }

  /** The next item of a list right after the last one, with how it is joined to it. */
  private nextItem(at: number): { matches: readonly Match[]; joined: boolean } | null {
    const { to } = this.sentence;
    if (at >= to) return null;
    const join = this.joins.get(at);
    const start = join === undefined ? at : join.last + 1;
    if (start >= to || this.negations.has(start)) return null;
    const slash = this.token(start).separator === '/';
    const comma = this.token(at).before === 1;
    const and = this.ands.has(at);
    const matches = this.startingAt(and ? at + 1 : start);
    if (matches.length === 0) return null;
    if (join !== undefined || slash) return { matches, joined: true };
    return comma || and || this.token(at).before === 0 ? { matches, joined: false } : null;
  }

  private isBare(matches: readonly Match[]): boolean {
    const next = Math.max(...matches.map(({ last }) => last)) + 1;
    if (this.durations.has(next)) return false;
    if (this.endsClause(next - 1) || this.joins.has(next) || this.negations.has(next)) return true;
    return this.ends.has(next) || this.startingAt(next).length > 0 || this.ands.has(next);
  }

  private startingAt(token: number): readonly Match[] {
    return this.starting.get(token) ?? [];
  }

  private endingAt(token: number): readonly Match[] {
    return this.ending.get(token) ?? [];
  }

  private token(at: number): Token {
    return this.sentence.tokens[at] as Token;
  }
}
