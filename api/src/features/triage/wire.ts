import type { components } from '@kiwimesh/openapi/types';
import type { Principal } from '../../kernel/auth/principal.ts';
import type { Attempt } from '../../llm/ask.ts';
import type { Assessed } from './assessor.ts';
import type { Knowledge, Rule } from './engine/knowledge.ts';
import type { Finding } from './engine/types.ts';
import type { Triage } from './models.ts';
import { type Words, wordsIn } from './words.ts';

type Schemas = components['schemas'];

export function triageOut(row: Triage, principal: Principal, knowledge: Knowledge): Schemas['Triage'] {
  return bodyOf(row, row.wordsShared || principal.kind === 'resident', knowledge);
}

/** Of a call, for those who may see the call: they hear the words. */
export function triageOfCallOut(row: Triage, knowledge: Knowledge): Schemas['Triage'] {
  return bodyOf(row, true, knowledge);
}

function bodyOf(row: Triage, mayReadWords: boolean, knowledge: Knowledge): Schemas['Triage'] {
  const words = wordsIn(row.language, knowledge);
  const { assessment, decision } = row;
  const urgency = row.overrideUrgency ?? row.urgency;
  const contributed = decision.source === 'llm';
  return {
    id: row.id,
    urgency,
    label: words.urgency(urgency),
    rulesFloor: row.rulesFloor,
    source: decision.source,
    provider: contributed ? decision.provider : null,
    model: contributed ? decision.model : null,
    degraded: row.degraded,
    insufficient: row.insufficient,
    language: row.language,
    text: mayReadWords ? row.text : null,
    symptoms: symptomsOf(assessment.findings, words),
    redFlags: assessment.redFlags.map(({ rule, urgency: of }) => ({
      rule,
      urgency: of,
      ...words.rule(rule),
    })),
    findings: assessment.findings.map((finding) => findingOut(finding, words)),
    questions: assessment.questions.map(({ id, concept }) => ({ id, concept, text: words.question(id) })),
    advice: assessment.advice.map((id) => ({ id, steps: [...words.advice(id)] })),
    recommendedServiceType: assessment.recommendedServiceType,
    attempts: decision.attempts.map(attemptOut),
    latencyMs: decision.latencyMs,
    residentId: row.residentId,
    bookingId: row.bookingId,
    override: row.override,
    outcome: row.outcome,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  };
}

/** What the patient has now, each concept once. */
function symptomsOf(findings: readonly Finding[], words: Words): Schemas['Triage']['symptoms'] {
  const concepts = findings
    .filter(({ negated, time, subject }) => !negated && time === 'current' && subject !== 'other')
    .map(({ concept }) => concept);
  return [...new Set(concepts)].map((concept) => ({ concept, label: words.concept(concept) }));
}

function findingOut(finding: Finding, words: Words): Schemas['TriageFinding'] {
  const { severity, onset, course, sinceMinutes, site, ...rest } = finding;
  return {
    ...rest,
    label: words.concept(finding.concept),
    ...(severity === null ? {} : { severity }),
    ...(onset === null ? {} : { onset }),
    ...(course === null ? {} : { course }),
    ...(sinceMinutes === null ? {} : { sinceMinutes }),
    ...(site === null ? {} : { site }),
  };
}

const attemptOut = (attempt: Attempt): Schemas['TriageAttempt'] => ({
  ...attempt,
  latencyMs: Math.round(attempt.latencyMs),
  costMicros: Math.round(attempt.costMicros),
});

export function decisionOut(row: Triage, expiresAt: Date): Schemas['TriageDecision'] {
  const { decision } = row;
  return {
    triageId: row.id,
    knowledgeVersion: decision.knowledgeVersion,
    prompt: decision.prompt,
    provider: decision.provider,
    model: decision.model,
    urgency: row.urgency,
    rulesUrgency: row.rulesFloor,
    modelUrgency: decision.modelUrgency,
    disagreement: decision.modelUrgency !== null && decision.modelUrgency !== row.rulesFloor,
    droppedFindings: decision.droppedFindings,
    attempts: decision.attempts.map(attemptOut),
    candidates: decision.candidates.map((one) => ({ ...one, maxCostMicros: Math.round(one.maxCostMicros) })),
    costMicros: Math.round(decision.costMicros),
    latencyMs: decision.latencyMs,
    override: row.override,
    createdAt: row.createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

export function pairOut(row: Triage): Schemas['TriagePair'] {
  const { conditions, medications, ...measured } = row.context ?? {};
  const inWords = {
    ...(conditions === undefined ? {} : { conditions }),
    ...(medications === undefined ? {} : { medications }),
  };
  const context = { ...measured, ...(row.wordsShared ? inWords : {}) };
  return {
    id: row.id,
    text: row.wordsShared ? row.text : null,
    language: row.language,
    context: context as Schemas['TriageContext'],
    urgency: row.outcome?.urgency ?? null,
    decided: row.urgency,
    rulesFloor: row.rulesFloor,
    override: row.overrideUrgency,
    condition: row.outcome?.condition ?? null,
  };
}

export function ruleOut(rule: Rule, words: Words): Schemas['TriageRule'] {
  const { id, urgency, topic, source } = rule;
  return { id, urgency, topic, ...words.rule(id), source };
}

/** All that assessments can say. */
export function wordsOut(
  { concepts, rules, questions, advice }: Knowledge,
  words: Words,
): Omit<Schemas['TriageWords'], 'knowledgeVersion'> {
  const byId = <T>(ids: Iterable<string>, of: (id: string) => T) =>
    Object.fromEntries([...ids].map((id) => [id, of(id)]));
  const idsOf = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);
  return {
    language: words.language,
    concepts: byId(concepts.keys(), words.concept),
    rules: byId(idsOf(rules), words.rule),
    questions: byId(idsOf(questions), words.question),
    advice: byId(advice.keys(), (id) => [...words.advice(id)]),
  };
}

export function evaluationOut(id: string, assessed: Assessed): Schemas['TriageEvaluation']['data'][number] {
  const { assessment, rulesFloor, degraded, decision } = assessed;
  return {
    id,
    urgency: assessment.urgency,
    rulesFloor,
    insufficient: assessment.insufficient,
    degraded,
    source: decision.source,
    provider: decision.provider,
    model: decision.model,
    redFlags: assessment.redFlags.map(({ rule }) => rule),
    findings: assessment.reading.findings.map(({ concept, negated }) => `${negated ? '!' : ''}${concept}`),
    latencyMs: decision.latencyMs,
    costMicros: Math.round(decision.costMicros),
  };
}
