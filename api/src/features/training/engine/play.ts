import { advance, apply, begin, nextDue, replay } from './advance.ts';
import type { Entry, Input, Intent, Play, RunState, Scenario } from './types.ts';

/** People say about two and a half words a second on the telephone. */
const MS_PER_WORD = 400;

/** Plays a script against a scenario, with time as it passes when both speak. Pure: no clock is read. */
export function play(
  scenario: Scenario,
  { script }: Play,
  understand: (text: string) => readonly Intent[],
): readonly Entry[] {
  const entries: Entry[] = [...begin(scenario)];
  let state = replay(scenario, entries);
  let now = speakingMs(scenario.opening.say);
  const take = (input: Input) => {
    for (const entry of advance(scenario, state, input)) {
      entries.push(entry);
      state = apply(scenario, state, entry);
      if (entry.kind === 'caller') now += speakingMs(entry.text);
    }
  };
  const passUntil = (atMs: number) => {
    let due = nextDue(scenario, state);
    while (due !== null && due <= atMs) {
      const said: RunState = state;
      now = Math.max(now, due);
      take({ kind: 'time', atMs: now });
      if (state === said) break;
      due = nextDue(scenario, state);
    }
    now = Math.max(now, atMs);
  };
  for (const step of script) {
    if ('waitMs' in step) passUntil(now + step.waitMs);
    else if ('say' in step) {
      passUntil(now + speakingMs(step.say));
      take({ kind: 'said', atMs: now, text: step.say, intents: understand(step.say) });
    } else if ('decide' in step) {
      take({ kind: 'decided', atMs: now, service: null, ...step.decide });
    } else take({ kind: 'ended', atMs: now });
  }
  return entries;
}

/** How long it takes to say a text, in milliseconds. */
export function speakingMs(text: string): number {
  return text.split(/\s+/).length * MS_PER_WORD;
}
