import type { Knowledge } from '../knowledge.ts';
import { resemblanceOf, urgencyOfWords } from '../resemblance/resemblance.ts';
import type { Assessment, FiredRule, Reading, Urgency } from '../types.ts';
import { chooseAdvice } from './advice.ts';
import { factsOf } from './facts.ts';
import { type Grounds, groundsOf } from './grounds.ts';
import { indexOf } from './index-rules.ts';
import { isInsufficient } from './insufficiency.ts';
import { chooseQuestions } from './questions.ts';
import { recommendService } from './service.ts';

/** Where too little is known to call the patient safe. */
const UNKNOWN: Urgency = 2;
const EMERGENCY: Urgency = 2;

/**
 * Decides what a reading means. The urgency is that of the most urgent rule or single finding: nothing said lowers what
 * something else calls for. Where the words resemble those of more urgent statements than what was understood of them, too
 * little was understood, and the words decide.
 */
export function assess(reading: Reading, knowledge: Knowledge): Assessment {
  const index = indexOf(knowledge);
  const facts = factsOf(reading, index);
  const grounds = groundsOf(facts, knowledge, index);
  const found = grounds.urgency ?? UNKNOWN;
  const unknown = isInsufficient(reading, grounds, knowledge.concepts);
  const understood = unknown && found > UNKNOWN ? UNKNOWN : found;
  const ofWords = urgencyOfWords(resemblanceOf(reading, knowledge.urgentWords));
  const urgency = Math.min(understood, ofWords ?? understood) as Urgency;
  const insufficient = unknown || urgency < understood;
  const advice = chooseAdvice(grounds.rules, urgency, knowledge, index);
  const fired = inOrder(grounds);
  const redFlags = fired.filter((one) => one.urgency <= EMERGENCY);
  return {
    urgency,
    reading,
    redFlags,
    grounds: redFlags.length > 0 ? [] : fired.filter((one) => one.urgency === found),
    insufficient,
    questions: chooseQuestions({ facts, grounds, urgency, insufficient, advice }, knowledge, index),
    advice,
    recommendedServiceType: recommendService(grounds, urgency, knowledge),
  };
}

function inOrder({ rules, single }: Grounds): readonly FiredRule[] {
  const fired = rules.map(({ rule, urgency, findings }) => ({ rule, urgency, findings }));
  return [...fired, ...single].sort((a, b) => a.urgency - b.urgency);
}
