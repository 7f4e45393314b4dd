import { setTimeout as delay } from 'node:timers/promises';
import type { components, Kiwimesh } from '@kiwimesh/sdk';
import type { Pace } from './pace.ts';
import { orRefused } from './sessions.ts';

type Call = components['schemas']['Call'];
type CallContext = components['schemas']['CallContext'];

interface OperatorPart {
  readonly kiwi: Kiwimesh;
  readonly hospital: { readonly id: string; readonly name: string };
  readonly pace: Pace;
  /** Real seconds that a call waits before it is taken, so that a person at the console can be faster. */
  readonly answersAfter: number;
  say(who: string, what: string): void;
}

const LOOK_EVERY_MS = 1_000;

/** Takes calls that still wait: asks the next questions, decides as assessed, ends the call. */
export async function playOperator({ kiwi, hospital, pace, answersAfter, say }: OperatorPart): Promise<void> {
  await kiwi.patch('/v1/me', { body: { onDuty: true } });
  const me = `operator ${hospital.name}`;
  while (!pace.stopped) {
    await delay(LOOK_EVERY_MS);
    const { data } = await kiwi.get('/v1/calls', {
      query: { state: ['waiting'], hospitalId: hospital.id, limit: 20 },
    });
    const call = data.find(
      ({ createdAt, training }) => !training && Date.now() - Date.parse(createdAt) > answersAfter * 1_000,
    );
    if (call === undefined) continue;
    const claimed = await orRefused(() =>
      kiwi.post('/v1/calls/{callId}/claim', { path: { callId: call.id } }),
    );
    if (claimed !== undefined) await handle({ kiwi, me, pace, say }, claimed);
  }
}

async function handle(
  { kiwi, me, pace, say }: { kiwi: Kiwimesh; me: string; pace: Pace; say: OperatorPart['say'] },
  { id }: Call,
): Promise<void> {
  const path = { callId: id };
  const context = () => kiwi.get('/v1/calls/{callId}/context', { path });
  for (let asked = 0; asked < 3 && (await pace.wait(45)); asked += 1) {
    const question = (await context()).triage?.questions[0];
    if (question === undefined) break;
    const body = { text: question.text, speaker: 'operator' } as const;
    if ((await orRefused(() => kiwi.post('/v1/calls/{callId}/messages', { path, body }))) === undefined)
      break;
  }
  if (!(await pace.wait(60))) return;
  const urgency = (await context()).call.urgency ?? 3;
  const action = actionFor(urgency, await context());
  const body = { urgency, action } as const;
  const decided = await orRefused(() => kiwi.post('/v1/calls/{callId}/decision', { path, body }));
  // What cannot be booked, such as without a place, is at least not left open.
  const disposition =
    decided === undefined
      ? 'referred'
      : action === 'dispatch'
        ? 'dispatched'
        : action === 'advise'
          ? 'advised'
          : 'referred';
  await pace.wait(30);
  await orRefused(() => kiwi.post('/v1/calls/{callId}/end', { path, body: { disposition } }));
  say(me, `urgency ${urgency}: ${disposition}`);
}

function actionFor(urgency: number, { prefill }: CallContext): 'dispatch' | 'advise' | 'refer' {
  if (urgency <= 3 && prefill.serviceType.value !== null) return 'dispatch';
  return urgency <= 4 ? 'refer' : 'advise';
}
