import { html } from 'lit';
import type { CallFigures, TrainingReport, TrainingRun, TrainingScenario } from '../console/domain/wire.ts';
import type { Story } from './story.ts';
import '../console/supervisor/kiwi-desk-figures.ts';
import '../console/supervisor/kiwi-operators.ts';
import '../console/supervisor/kiwi-practice.ts';

const AT = '2026-11-27T10:00:00.000Z';
const now = () => Date.parse(AT) + 4_000;
const HOSPITAL = '0193a5f0-7c1e-7000-8000-000000000002';

const FIGURES: CallFigures = {
  at: AT,
  from: '2026-11-27T09:00:00.000Z',
  hospitalId: HOSPITAL,
  complete: true,
  now: { waiting: 2, longestWaitSince: '2026-11-27T09:59:12.000Z', active: 2, held: 1, toWrapUp: 1 },
  operators: [
    {
      id: '1',
      name: 'Asha Rao',
      hospitalId: HOSPITAL,
      state: 'in_call',
      callId: 'call-1',
      since: '2026-11-27T09:56:41.000Z',
    },
    {
      id: '2',
      name: 'Dev Malhotra',
      hospitalId: HOSPITAL,
      state: 'on_hold',
      callId: 'call-2',
      since: '2026-11-27T09:58:00.000Z',
    },
    {
      id: '3',
      name: 'Meera Subramaniam-Krishnaswamy',
      hospitalId: HOSPITAL,
      state: 'wrapping_up',
      callId: 'call-3',
      since: '2026-11-27T09:59:30.000Z',
    },
    { id: '4', name: 'Farid Khan', hospitalId: HOSPITAL, state: 'free', callId: null, since: null },
  ],
  calls: {
    received: 41,
    answered: 36,
    answeredInTime: 31,
    answerTargetSeconds: 15,
    abandoned: 2,
    missed: 1,
    audioLost: 1,
  },
  urgencies: [
    { urgency: 1, calls: 4 },
    { urgency: 2, calls: 11 },
    { urgency: 3, calls: 14 },
    { urgency: 5, calls: 9 },
    { urgency: null, calls: 3 },
  ],
  stages: [
    { stage: 'answered', calls: 36, medianSeconds: 8, p90Seconds: 19 },
    { stage: 'first_words', calls: 34, medianSeconds: 12, p90Seconds: 26 },
    { stage: 'alert_to_action', calls: 15, medianSeconds: 41, p90Seconds: 96 },
    { stage: 'decided', calls: 33, medianSeconds: 118, p90Seconds: 260 },
    { stage: 'unit_assigned', calls: 14, medianSeconds: 151, p90Seconds: 402 },
    { stage: 'unit_on_scene', calls: 0, medianSeconds: null, p90Seconds: null },
  ],
  bookings: { made: 16, open: 5, unassigned: 1, assignBreached: 2, arriveBreached: 0 },
  models: { state: 'down' },
};

const QUIET: CallFigures = {
  ...FIGURES,
  now: { waiting: 0, longestWaitSince: null, active: 0, held: 0, toWrapUp: 0 },
  operators: [],
  calls: {
    ...FIGURES.calls,
    received: 0,
    answered: 0,
    answeredInTime: 0,
    abandoned: 0,
    missed: 0,
    audioLost: 0,
  },
  urgencies: [],
  stages: FIGURES.stages.map(({ stage }) => ({ stage, calls: 0, medianSeconds: null, p90Seconds: null })),
  bookings: { made: 0, open: 0, unassigned: 0, assignBreached: 0, arriveBreached: 0 },
  models: { state: 'off' },
};

const figures = (shown: CallFigures, state: 'ready' | 'off'): Story => ({
  render: ({ language, region }) => html`<kiwi-desk-figures
    .language=${language}
    .region=${region}
    .figures=${shown}
    .speech=${{ state, engine: null, model: null, reason: null }}
    .now=${now}
  ></kiwi-desk-figures>`,
});

const RUN: TrainingRun = {
  id: 'run-1',
  scenarioId: 'stroke',
  scenarioTitle: 'A husband who dropped his cup',
  mode: 'text',
  cohort: null,
  state: 'ended',
  callId: 'call-9',
  operator: { id: '1', name: 'Asha Rao' },
  hospitalId: HOSPITAL,
  total: 92,
  passed: true,
  createdAt: '2026-11-26T09:00:00.000Z',
  startedAt: '2026-11-26T09:00:05.000Z',
  endedAt: '2026-11-26T09:03:05.000Z',
  version: 9,
};

const REPORT: TrainingReport = {
  runs: 3,
  passed: 2,
  averageTotal: 77,
  operators: [
    {
      operator: { id: '1', name: 'Asha Rao' },
      hospitalId: HOSPITAL,
      runs: 3,
      passed: 2,
      averageTotal: 76.7,
      bestTotal: 92,
      scenarios: 2,
      lastEndedAt: '2026-11-26T09:03:05.000Z',
    },
  ],
  scenarios: [
    {
      scenarioId: 'stroke',
      title: 'A husband who dropped his cup',
      runs: 3,
      passed: 2,
      averageTotal: 77,
      oftenMissed: [{ id: 'ask-onset', label: 'Asks since when', runs: 2 }],
    },
  ],
};

/** The parts of the supervisor's page. */
export const SUPERVISOR_STORIES = {
  'console-desk-figures': figures(FIGURES, 'off'),
  'console-desk-figures-quiet': figures(QUIET, 'ready'),
  'console-operators': {
    render: ({ language, region }) => html`<kiwi-operators
      .language=${language}
      .region=${region}
      .operators=${FIGURES.operators}
      .hospitals=${[{ id: HOSPITAL, name: 'Sahyadri General' }]}
      .now=${now}
    ></kiwi-operators>`,
  },
  'console-practice': {
    render: ({ language, region }) => html`<kiwi-practice
      .language=${language}
      .region=${region}
      .report=${REPORT}
      .runs=${[RUN, { ...RUN, total: 48, passed: false }, { ...RUN, state: 'waiting', total: null, passed: null }]}
      .scenarios=${[{ id: 'stroke', title: RUN.scenarioTitle, modes: ['text', 'audio'] } as TrainingScenario]}
      .operators=${[RUN.operator]}
    ></kiwi-practice>`,
  },
} satisfies Record<string, Story>;
