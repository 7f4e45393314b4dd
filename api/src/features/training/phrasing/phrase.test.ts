import { expect, it } from 'vitest';
import type { Ask, Asked, Models } from '../../../llm/ask.ts';
import { loadKnowledge } from '../../triage/index.ts';
import type { Scenario } from '../engine/types.ts';
import { type CallerEntry, phrase, phrasingKey } from './phrase.ts';

const SCENARIO = {
  language: 'en',
  facts: { address: 'Row house 17, Palm Meadows' },
  caller: { name: 'Meera', relation: 'wife', voice: 'female', persona: 'Polite.', mood: 'worried' },
} as unknown as Scenario;
const entry = (line: string, text: string): CallerEntry => ({
  kind: 'caller',
  atMs: 0,
  line,
  text,
  tells: [],
});
const AWAKE = entry('ask-awake/0', 'He is awake.');
const ADDRESS = entry('ask-address/0', 'Row house 17 in Palm Meadows.');

/** Models that answer what `text` makes of a line, for the id that `id` makes of the case. */
function models(text: (line: string) => string, id = (given: string) => given) {
  const asks: Ask<unknown>[] = [];
  const asked: Models = {
    configured: true,
    async ask<T>(ask: Ask<T>): Promise<Asked<T>> {
      asks.push(ask as Ask<unknown>);
      const { case: given, line } = JSON.parse(ask.messages[0]?.content ?? '') as {
        case: string;
        line: string;
      };
      const value = { case: id(given), text: text(line) } as T;
      return { ok: ask.check?.(value) === true, value } as Asked<T>;
    },
  };
  return { models: asked, asks };
}
const about = { mood: 'worried', tenant: 'platform' };

it('lines are said in other words where these say the same', async () => {
  const { models: router, asks } = models((line) =>
    line.replace('He is awake.', 'Yes… he is awake, I think.').replace('17', '70'),
  );
  const phrased = await phrase(router, loadKnowledge(), SCENARIO, [AWAKE, ADDRESS], about);
  expect([...phrased]).toEqual([[phrasingKey(AWAKE), 'Yes… he is awake, I think.']]);
  expect(asks[0]).toMatchObject({ task: 'training.phrase', sensitivity: 'internal', tenant: 'platform' });
  expect(asks[0]?.budgetMs).toBeLessThanOrEqual(2_000);
  expect(JSON.parse(asks[0]?.messages[0]?.content ?? '')).toMatchObject({
    mood: 'worried',
    line: 'He is awake.',
  });
});

it('an answer to another request is refused', async () => {
  const { models: router } = models(
    (line) => line,
    () => 'another',
  );
  expect(await phrase(router, loadKnowledge(), SCENARIO, [AWAKE], about)).toEqual(new Map());
});
