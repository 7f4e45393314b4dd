import { html, type TemplateResult } from 'lit';
import type { KiwiDecision } from '../console/call/kiwi-decision.ts';
import type { KiwiHandOver } from '../console/call/kiwi-hand-over.ts';
import type { CallContext } from '../console/domain/wire.ts';
import type { Call } from '../src/domain/wire.ts';
import { services, TRIAGES } from '../test/fake-world.ts';
import { BOARD_STORIES } from './board-stories.ts';
import { active, FALL, SAID, SEGMENTS, TIME_ZONE, UNREACHABLE } from './fixtures.ts';
import type { CONSOLE_STORY_NAMES } from './names.ts';
import type { Story, StoryContext } from './story.ts';
import '../console/call/kiwi-assessment.ts';
import '../console/call/kiwi-call-head.ts';
import '../console/call/kiwi-decision.ts';
import '../console/call/kiwi-guidance.ts';
import '../console/call/kiwi-hand-over.ts';
import '../console/call/kiwi-history.ts';
import '../console/call/kiwi-prefill.ts';
import '../console/call/kiwi-transcript.ts';
import '../console/desk/kiwi-waiting-calls.ts';
import { SUPERVISOR_STORIES } from './supervisor-stories.ts';
import { UNIT_STORIES } from './unit-stories.ts';

const now = () => Date.parse('2026-11-27T04:01:30.000Z');

const contextOf = (change: Partial<Call>, more: Partial<CallContext> = {}): CallContext => ({
  ...FALL,
  ...more,
  call: { ...FALL.call, ...change },
});

const waitingCalls = (waiting: readonly Call[], loaded = true): Story => ({
  render: ({ language, region }) => html`<kiwi-waiting-calls
    .language=${language}
    .region=${region}
    .waiting=${waiting}
    .own=${[{ ...FALL.call, id: 'own' }]}
    .left=${[{ ...FALL.call, id: 'left', state: 'abandoned', urgency: null, operator: null }]}
    .loaded=${loaded}
    .failure=${loaded ? null : UNREACHABLE}
    .takes=${true}
    .now=${now}
  ></kiwi-waiting-calls>`,
});

const transcript = (more: Readonly<Record<string, unknown>>): Story => ({
  render: ({ language, region }) => html`<kiwi-transcript
    .language=${language}
    .region=${region}
    .segments=${more.segments ?? SEGMENTS}
    .tentative=${more.tentative ?? { caller: '', operator: '' }}
    .unsent=${more.unsent ?? { caller: [], operator: [] }}
    .unsentFailure=${more.unsent === undefined ? null : UNREACHABLE}
    .triage=${more.triage ?? null}
    .degraded=${more.degraded ?? null}
    .writable=${true}
  ></kiwi-transcript>`,
});

const head = (context: CallContext, mine = true): Story => ({
  render: ({ language, region }) => html`<kiwi-call-head
    .language=${language}
    .region=${region}
    .context=${context}
    .mine=${mine}
    .takes=${true}
    .now=${now}
  ></kiwi-call-head>`,
});

const assessment = (triage: CallContext['triage']): Story => ({
  render: ({ language, region }) => html`<kiwi-assessment
    .language=${language}
    .region=${region}
    .triage=${triage}
    .urgency=${triage?.urgency ?? null}
  ></kiwi-assessment>`,
});

const decision = (context: CallContext, failure = false): Story => ({
  render: ({ language, region }) => html`<kiwi-decision
    .language=${language}
    .region=${region}
    .context=${context}
    .services=${services}
    .failure=${failure ? UNREACHABLE : null}
  ></kiwi-decision>`,
  open: (root) => void root.querySelector<KiwiDecision>('kiwi-decision')?.open(),
});

const handOver = (kind: 'transfer' | 'end'): Story => ({
  render: ({ language, region }) => html`<kiwi-hand-over
    .language=${language}
    .region=${region}
    .kind=${kind}
    .platform=${'platform'}
    .colleagues=${[{ id: 'colleague', name: 'Meera Iyer' }]}
    .desks=${[{ id: 'desk', name: 'Banyan Hospital' }]}
  ></kiwi-hand-over>`,
  open: (root) => void root.querySelector<KiwiHandOver>('kiwi-hand-over')?.open(),
});

const beside = (content: (context: StoryContext) => TemplateResult): Story => ({ render: content });

/** The parts of the dispatchers' console, each state by itself. */
export const CONSOLE_STORIES: Record<(typeof CONSOLE_STORY_NAMES)[number], Story> = {
  'console-waiting-calls': waitingCalls([
    { ...FALL.call, id: 'first', state: 'waiting', urgency: 1, operator: null },
    { ...FALL.call, id: 'second', state: 'waiting', urgency: null, operator: null, training: true },
  ]),
  'console-waiting-calls-unreachable': waitingCalls([], false),
  'console-transcript': transcript({
    segments: SAID,
    triage: FALL.triage,
    tentative: { caller: 'and he is not', operator: '' },
  }),
  'console-transcript-degraded': transcript({
    degraded: 'speech_down',
    unsent: { caller: [], operator: [{ key: 'k', text: 'Help is on the way.' }] },
  }),
  'console-call-head': head(contextOf({})),
  'console-call-head-left': head(
    contextOf({ state: 'abandoned', operator: null, endedAt: FALL.call.createdAt }),
  ),
  'console-call-head-exercise': head(contextOf({ training: true, channel: 'training' }), false),
  'console-assessment': assessment(TRIAGES.immediate),
  'console-assessment-none': assessment(null),
  'console-guidance': beside(
    ({ language, region }) => html`<kiwi-guidance
      .language=${language}
      .region=${region}
      .triage=${TRIAGES.insufficient}
      .asked=${new Set(['awake'])}
      .writable=${true}
    ></kiwi-guidance>`,
  ),
  'console-prefill': beside(
    ({ language, region }) => html`<kiwi-prefill
      .language=${language}
      .region=${region}
      .context=${FALL}
      .services=${services}
      .editable=${true}
    ></kiwi-prefill>`,
  ),
  'console-history': beside(
    ({ language, region }) => html`<kiwi-history
      .language=${language}
      .region=${region}
      .context=${contextOf({ notes: 'The gate is locked at night.' }, { bookings: [...active], pastCalls: [FALL.call] })}
      .services=${services}
      .timeZone=${TIME_ZONE}
    ></kiwi-history>`,
  ),
  'console-decision': decision(contextOf({ urgency: 1 }, { triage: TRIAGES.immediate })),
  'console-decision-refused': decision(contextOf({ urgency: 4, training: true }), true),
  'console-transfer': handOver('transfer'),
  'console-end': handOver('end'),
  ...SUPERVISOR_STORIES,
  ...BOARD_STORIES,
  ...UNIT_STORIES,
};
