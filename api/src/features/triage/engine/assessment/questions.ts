import type { Knowledge, QuestionText, Rule } from '../knowledge.ts';
import type { Question, Urgency } from '../types.ts';
import { evaluate, holds } from './conditions.ts';
import { type Facts, supposing } from './facts.ts';
import type { Fired, Grounds } from './grounds.ts';
import { candidatesWith, type RuleIndex } from './index-rules.ts';

/** A caller answers few questions well; where next to nothing is known, the openers are asked as well. */
const MAX_QUESTIONS = 3;
const MAX_OPENERS = 5;

/** What questions are chosen by. */
interface Standing {
  readonly facts: Facts;
  readonly grounds: Grounds;
  readonly urgency: Urgency;
  readonly insufficient: boolean;
  /** Advice given as things stand. */
  readonly advice: readonly string[];
}

/**
 * Questions whose answer would change the urgency most, the best first. Each decides a concept that was neither affirmed nor
 * denied. Those without a condition open the talk and are asked only where too little is known; at urgency 1 only those are
 * asked whose answer would change the first thing to do.
 */
export function chooseQuestions(
  standing: Standing,
  knowledge: Knowledge,
  index: RuleIndex,
): readonly Question[] {
  const { urgency, insufficient } = standing;
  const first = firstAdvice(standing, index);
  // Nothing is more urgent than 1, and nothing would be done before what is.
  if (urgency === 1 && !insufficient && first.size === 0) return [];
  const open = knowledge.questions.filter((question) => isOpen(question, standing));
  const rated = open.map((question) => rate(question, standing, knowledge, index, first));
  const useful = rated
    .filter(
      ({ question, wouldBe, changesAdvice }) =>
        wouldBe < urgency || (wouldBe === 1 && changesAdvice) || (insufficient && question.when === null),
    )
    .map((one) => ({ ...one, relevance: relevanceOf(one.question, standing) }));
  // A question that follows up something said comes before an opener; the order of the data decides among equals.
  useful.sort((a, b) => a.wouldBe - b.wouldBe || b.relevance - a.relevance);
  const concepts = new Set<string>();
  const distinct = useful.filter(
    ({ question: { concept } }) => !concepts.has(concept) && concepts.add(concept),
  );
  return distinct
    .slice(0, insufficient ? MAX_OPENERS : MAX_QUESTIONS)
    .map(({ question: { id, concept }, wouldBe }) => ({ id, concept, wouldBe }));
}

function isOpen({ concept, when }: QuestionText, { facts, insufficient }: Standing): boolean {
  if (facts.affirmed.has(concept) || facts.known.has(concept) || facts.denied.has(concept)) return false;
  return when === null ? insufficient : holds(when, facts);
}

/** How much of what was said the question follows up. */
function relevanceOf({ when }: QuestionText, { facts }: Standing): number {
  return when === null ? 0 : (evaluate(when, facts)?.length ?? 0);
}

/** What would follow from a yes. Only rules that the concept takes part in can change. */
function rate(
  question: QuestionText,
  { facts, grounds, urgency }: Standing,
  knowledge: Knowledge,
  index: RuleIndex,
  first: ReadonlySet<Rule>,
) {
  const implied = index.implied.get(question.concept) ?? [question.concept];
  const alone = implied.map((id) => knowledge.concepts.get(id)?.alone ?? 5);
  const without = Math.min(grounds.urgency ?? urgency, ...alone) as Urgency;
  // Trying rules costs most here, and most of them are no more urgent than what is known already.
  const changing = candidatesWith(index, question.concept).filter(
    (rule) => rule.urgency < without || first.has(rule),
  );
  let wouldBe = without;
  let changesAdvice = false;
  if (changing.length > 0) {
    const supposed = supposing(facts, question.concept, index);
    for (const rule of changing) {
      if (!holds(rule.when, supposed)) continue;
      wouldBe = Math.min(wouldBe, rule.urgency) as Urgency;
      changesAdvice ||= first.has(rule);
    }
  }
  return { question, wouldBe, changesAdvice };
}

/** @returns the rules that would bring advice before all that is given now. */
function firstAdvice(
  { grounds, advice }: Standing,
  { immediate, adviceOrder }: RuleIndex,
): ReadonlySet<Rule> {
  const given = advice[0];
  const isGiven = ({ urgency, of }: Fired) =>
    urgency === 1 && given !== undefined && of.advice.includes(given);
  const rank = grounds.rules.some(isGiven) ? (adviceOrder.get(given ?? '') ?? 0) : Number.POSITIVE_INFINITY;
  const isFirst = (id: string) => id !== given && (adviceOrder.get(id) ?? 0) < rank;
  return new Set(immediate.filter((rule) => rule.advice.some(isFirst)));
}
