import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadKnowledge } from '../../triage/index.ts';
import { scenarioContext, scenarioFiles } from '../scenarios/load.ts';
import { readScenario } from '../scenarios/validate.ts';
import { phrasingFault } from './same.ts';

const knowledge = loadKnowledge();
const SCENARIO = {
  facts: {
    patient: 'Anil, 67, high blood pressure',
    address: 'Row house 17, Palm Meadows, near the swimming pool gate',
  },
  caller: { name: 'Meera', relation: 'wife', voice: 'female', persona: 'Polite.', mood: 'worried' },
} as const;
const fault = (line: string, phrased: string) => phrasingFault(line, phrased, SCENARIO, knowledge);

it.each([
  ['He is breathing normally.', 'Yes, he is breathing normally, I think.'],
  [
    'Row house 17 in Palm Meadows, next to the pool gate.',
    'We are in Palm Meadows, row house 17, beside the pool gate.',
  ],
  ["I don't know, he just sits there and stares.", 'I do not know… he just sits there, staring.'],
  ['जी, हिंदी में बोलूंगी।', 'हां जी, मैं हिंदी में बोलूंगी।'],
])('accepts "%s" as "%s"', (line, phrased) => {
  expect(fault(line, phrased)).toBeNull();
});

it.each([
  ['another number', 'Row house 17 in Palm Meadows.', 'Row house 70 in Palm Meadows.', 'number'],
  ['a number in words changed', 'He fell two minutes ago.', 'He fell ten minutes ago.', 'number'],
  ['a negation left out', 'He is not answering me.', 'He is answering me.', 'negation'],
  ['a negation added', 'He takes a tablet every evening.', 'He takes no tablet, every evening.', 'negation'],
  ['another place', 'We are in Palm Meadows.', 'We are in Lotus Meadows.', 'name'],
  ['a fact nobody asked for', 'He made tea.', 'He made tea and he has high pressure.', 'fact'],
  ['a fact left out', 'Row house 17, near the swimming pool.', 'Row house 17, near the water.', 'fact'],
  ['a finding added', 'He just sits there.', 'He just sits there with chest pain.', 'finding'],
  ['a finding lost', 'One side of his face is drooping.', 'One side of him looks odd.', 'finding'],
  ['another person', 'My husband has chest pain.', 'My neighbour had chest pain last year.', 'finding'],
  ['another script', 'He is awake.', 'वो होश में है।', 'script'],
  ['a speech', 'He is awake.', `${'He is awake and well. '.repeat(9)}`, 'length'],
  ['markup', 'He is awake.', 'He is <b>awake</b>.', 'length'],
  ['nothing', 'He is awake.', ' … ', 'length'],
])('refuses %s', (_, line, phrased, why) => {
  expect(fault(line, phrased)).toBe(why);
});

it('accepts every line of every scenario as it is', () => {
  const context = scenarioContext(knowledge);
  for (const file of scenarioFiles()) {
    const { read } = readScenario(readFileSync(file, 'utf8'), file, context);
    if (read === null) throw new Error(`${file} is invalid`);
    const { scenario } = read;
    const { opening, replies, unprompted } = scenario;
    for (const { say } of [opening, ...replies.flatMap(({ lines }) => lines), ...unprompted]) {
      expect(phrasingFault(say, say, scenario, knowledge), `${file}: ${say}`).toBeNull();
    }
  }
});
