import type { Kiwimesh } from '@kiwimesh/sdk';
import { CALL_SCRIPTS } from './call-scripts.ts';
import type { Pace } from './pace.ts';
import { orRefused } from './sessions.ts';

interface CallerPart {
  readonly kiwi: Kiwimesh;
  readonly resident: { readonly id: string };
  readonly pace: Pace;
  say(who: string, what: string): void;
}

/** Simulated seconds between calls of one resident, on average. */
const BETWEEN_CALLS = 1_800;
/** After these many lines of waiting the caller hangs up. */
const PATIENCE = 40;

/** Calls for help now and then: writes what is wrong, answers once an operator is there, sometimes does not wait. */
export async function playCaller({ kiwi, resident, pace, say }: CallerPart): Promise<void> {
  const me = `caller ${resident.id.slice(-6)}`;
  while (await pace.wait(BETWEEN_CALLS)) {
    const script = pace.pick(CALL_SCRIPTS);
    if (script === undefined) return;
    const call = await orRefused(() =>
      kiwi.post('/v1/calls', { body: { channel: 'typed', language: script.language } }),
    );
    if (call === undefined) continue;
    const path = { callId: call.id };
    const [first, ...more] = script.lines;
    const write = (text: string) =>
      orRefused(() => kiwi.post('/v1/calls/{callId}/messages', { path, body: { text } }));
    say(me, `calls: ${first}`);
    await write(first);
    const leaves = pace.chance(0.1);
    for (let waited = 0; waited < PATIENCE && (await pace.wait(40)); waited += 1) {
      const { state } = await kiwi.get('/v1/calls/{callId}', { path });
      if (state === 'ended' || state === 'abandoned' || state === 'missed') break;
      if (state === 'waiting' && leaves && waited > 3) {
        await orRefused(() => kiwi.post('/v1/calls/{callId}/hang-up', { path }));
        say(me, 'hangs up while it waits');
        break;
      }
      const next = state === 'active' ? more.shift() : undefined;
      if (next !== undefined) await write(next);
    }
  }
}
