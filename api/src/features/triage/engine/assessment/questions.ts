import type { Knowledge, QuestionText } from '../knowledge.ts';
import type { Question, Urgency } from '../types.ts';
import { chooseAdvice } from './advice.ts';
import { evaluate } from './conditions.ts';
import { type Facts, supposing } from './facts.ts';
import { groundsOf } from './grounds.ts';
import type { RuleIndex } from './index-rules.ts';

/** A caller answers few questions well; where next to nothing is known, the openers are asked as well. */
const MAX_QUESTIONS = 3;
const MAX_OPENERS = 5;

/** What questions are chosen by. */
interface Standing {
  readonly facts: Facts;
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
  const { facts, urgency, insufficient } = standing;
  const open = knowledge.questions.filter((question) => isOpen(question, standing));
  const rated = open.map((question) => rate(question, standing, knowledge, index));
  const useful = rated.filter(
    ({ question, wouldBe, changesAdvice }) =>
      wouldBe < urgency || (wouldBe === 1 && changesAdvice) || (insufficient && question.when === null),
  );
  // A question that follows up something said comes before an opener; the order of the data decides among equals.
  useful.sort((a, b) => a.wouldBe - b.wouldBe || relevance(b.question, facts) - relevance(a.question, facts));
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
  return when === null ? insufficient : evaluate(when, facts) !== null;
}

function rate(question: QuestionText, standing: Standing, knowledge: Knowledge, index: RuleIndex) {
  const supposed = supposing(standing.facts, question.concept, index);
  const grounds = groundsOf(supposed, knowledge, index);
  const wouldBe = grounds.urgency ?? standing.urgency;
  const first = chooseAdvice(grounds.rules, wouldBe, knowledge)[0];
  return { question, wouldBe, changesAdvice: first !== standing.advice[0] };
}

/** How many findings the condition of a question stands on. */
const relevance = ({ when }: QuestionText, facts: Facts) =>
  when === null ? 0 : (evaluate(when, facts)?.length ?? 0);
