import type { components } from '@kiwimesh/openapi/types';
import { type Criterion, criteriaOf } from './engine/criteria.ts';
import { COST, type ScoreItem } from './engine/score.ts';
import type { Entry } from './engine/types.ts';
import type { TrainingRun } from './models.ts';
import type { TrainingReport } from './runs/report.ts';
import type { LoadedScenarios } from './scenarios/load.ts';
import type { ReadScenario } from './scenarios/validate.ts';
import type { AudioUnavailable } from './voice/languages.ts';

type Schemas = components['schemas'];

/** Words for concepts of triage, by id. */
export type ConceptLabel = (concept: string) => string;

export function scenarioSummaryOut(
  { scenario }: ReadScenario,
  audioUnavailable: AudioUnavailable | null,
): Schemas['TrainingScenarioSummary'] {
  const { id, title, difficulty, language, caller, noise } = scenario;
  return {
    id,
    title,
    difficulty,
    language,
    caller: { relation: caller.relation, voice: caller.voice },
    noise: noise.map((one) => ({ ...one })),
    modes: audioUnavailable === null ? ['text', 'audio'] : ['text'],
    audioUnavailable,
  };
}

export function debriefOut(
  read: ReadScenario,
  sources: LoadedScenarios['sources'],
  concept: ConceptLabel,
): Schemas['TrainingDebrief'] {
  const { scenario } = read;
  return {
    summary: scenario.summary.trim(),
    persona: scenario.caller.persona,
    facts: { ...scenario.facts },
    criteria: criteriaOf(scenario.expects).map((criterion) => {
      const { id, category, points, dueMs } = criterion;
      return { id, category, label: labelOf(criterion, read, concept), points, dueMs };
    }),
    wrongTurns: scenario.expects.wrong.map(({ id, why, gravity }) => ({
      id,
      why,
      gravity,
      cost: COST[gravity],
    })),
    sources: scenario.sources.flatMap((id) => sources[id] ?? []),
  };
}

export function runSummaryOut(
  row: TrainingRun,
  read: ReadScenario | undefined,
): Schemas['TrainingRunSummary'] {
  const { id, scenarioId, mode, cohort, state, callId, hospitalId, total, passed, version } = row;
  return {
    id,
    scenarioId,
    scenarioTitle: read?.scenario.title ?? scenarioId,
    mode,
    cohort,
    state,
    callId,
    operator: { id: row.operatorId, name: row.operatorName },
    hospitalId,
    total,
    passed,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    version,
  };
}

export function runOut(
  row: TrainingRun,
  read: ReadScenario | undefined,
  concept: ConceptLabel,
): Schemas['TrainingRun'] {
  const { score } = row;
  return {
    ...runSummaryOut(row, read),
    audio: audioOut(row),
    score: score && {
      total: score.total,
      passed: score.passed,
      items: score.items.map((item) => itemOut(item, read, concept)),
    },
    timeline: row.entries.map(entryOut),
  };
}

/** How far the caller has spoken; null for a run of text. */
function audioOut({ mode, spoken }: TrainingRun): Schemas['TrainingRunAudio'] | null {
  if (mode === 'text') return null;
  const asText = spoken.filter(({ ms }) => ms === null).length;
  return { linesSpoken: spoken.length - asText, linesAsText: asText };
}

function itemOut(
  item: ScoreItem,
  read: ReadScenario | undefined,
  concept: ConceptLabel,
): Schemas['TrainingScoreItem'] {
  const { id, category, outcome, points, of, dueMs, atMs, actual, why } = item;
  const label = why ?? (read === undefined ? id : labelOf(item, read, concept));
  return { id, category, label, outcome, points, of, dueMs, atMs, actual };
}

function labelOf(
  { category, expected }: Pick<Criterion, 'expected'> & { readonly category: ScoreItem['category'] },
  { labels }: ReadScenario,
  concept: ConceptLabel,
): string {
  const [first = ''] = expected;
  const either = () => expected.map((id) => labels.get(id) ?? id).join('; or: ');
  switch (category) {
    case 'findings':
      return `Finds: ${concept(first)}`;
    case 'recognition':
      return `Recognises urgency ${first} in time`;
    case 'urgency':
      return `Decides urgency ${expected.join(' or ')}`;
    case 'action':
      return `Decides: ${first}`;
    case 'address':
      return 'Has the address confirmed';
    default:
      return either();
  }
}

function entryOut(entry: Entry): Schemas['TrainingTimelineEntry'] {
  const base = { atMs: entry.atMs, text: null, intents: [], tells: [], decision: null };
  switch (entry.kind) {
    case 'caller':
      return { ...base, kind: 'caller', text: entry.text, tells: [...entry.tells] };
    case 'said':
      return { ...base, kind: 'operator', text: entry.text, intents: [...entry.intents] };
    case 'decided': {
      const { urgency, action, service } = entry;
      return { ...base, kind: 'decision', decision: { urgency, action, serviceType: service } };
    }
    case 'ended':
      return { ...base, kind: 'end' };
  }
}

export function reportOut(
  report: TrainingReport,
  readOf: (scenarioId: string) => ReadScenario | undefined,
  concept: ConceptLabel,
): Schemas['TrainingReport'] {
  const { runs, passed, averageTotal, operators, scenarios } = report;
  return {
    runs,
    passed,
    averageTotal,
    operators: operators.map(({ operatorId, operatorName, lastEndedAt, ...counts }) => ({
      operator: { id: operatorId, name: operatorName },
      ...counts,
      lastEndedAt: lastEndedAt.toISOString(),
    })),
    scenarios: scenarios.map(({ scenarioId, oftenMissed, ...counts }) => {
      const read = readOf(scenarioId);
      const labels = read === undefined ? new Map<string, string>() : labelsOf(read, concept);
      return {
        scenarioId,
        title: read?.scenario.title ?? scenarioId,
        ...counts,
        oftenMissed: oftenMissed.map((one) => ({ ...one, label: labels.get(one.id) ?? one.id })),
      };
    }),
  };
}

/** What the items of a scenario's score are about, by id. */
function labelsOf(read: ReadScenario, concept: ConceptLabel): ReadonlyMap<string, string> {
  const { expects } = read.scenario;
  return new Map([
    ...criteriaOf(expects).map((one) => [one.id, labelOf(one, read, concept)] as const),
    ...expects.wrong.map(({ id, why }) => [id, why] as const),
  ]);
}
