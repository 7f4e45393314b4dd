import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../triage/index.ts';
import { replay } from '../engine/advance.ts';
import { criteriaOf } from '../engine/criteria.ts';
import { play } from '../engine/play.ts';
import { PASS_MARK, score } from '../engine/score.ts';
import { loadScenarios, SHIPPED, scenarioContext, scenarioFiles } from './load.ts';
import { type ReadScenario, type ScenarioContext, validateScenarioText } from './validate.ts';

let context: ScenarioContext;
let scenarios: ReadonlyMap<string, ReadScenario>;
beforeAll(() => {
  const knowledge = loadKnowledge();
  context = scenarioContext(knowledge);
  scenarios = loadScenarios(knowledge).scenarios;
});

describe('the shipped scenarios', () => {
  it('cover what operators must meet', () => {
    expect([...scenarios.keys()]).toEqual([
      'arrest-agonal',
      'choking-child',
      'dengue',
      'fall-thinners',
      'labour',
      'language-switch',
      'organophosphate',
      'overdose-denies',
      'panic-attack',
      'panic-embolism',
      'prank',
      'silent-heart-attack',
      'snakebite',
      'stroke',
      'two-patients',
      'wrong-address',
    ]);
  });

  describe.each(scenarioFiles().map((path) => basename(path, '.yaml')))('%s', (id) => {
    it('earns what its plays should, and its caller tells what it says', () => {
      const text = readFileSync(join(SHIPPED, 'scenarios', `${id}.yaml`), 'utf8');
      expect(validateScenarioText(text, `${id}.yaml`, context)).toEqual([]);
    });

    it('gives full marks to who does right, and fails who does wrong', () => {
      const { scenario, understand } = scenarios.get(id) as ReadScenario;
      const right = score(scenario, play(scenario, scenario.plays.right, understand));
      expect(right).toMatchObject({ total: 100, passed: true });
      const wrong = score(scenario, play(scenario, scenario.plays.wrong, understand));
      expect(wrong.passed).toBe(false);
      expect(wrong.total).toBeLessThan(PASS_MARK);
    });

    it('loses the marks of each thing left undone, and of nothing else', () => {
      const { scenario, understand } = scenarios.get(id) as ReadScenario;
      const full = play(scenario, scenario.plays.right, understand);
      for (const { id: item, points, test } of criteriaOf(scenario.expects)) {
        if (test.kind !== 'said') continue;
        const without = full.map((entry) =>
          entry.kind === 'said'
            ? { ...entry, intents: entry.intents.filter((intent) => !test.intents.includes(intent)) }
            : entry,
        );
        const missed = score(scenario, without).items.filter((one) => one.points !== one.of);
        expect(missed).toContainEqual(expect.objectContaining({ id: item, points: 0, of: points }));
        // Only what the same words showed is lost with it.
        for (const other of missed.filter((one) => one.id !== item && one.category !== 'wrong_turn')) {
          expect(
            other.expected.some((intent) => test.intents.includes(intent)) || other.id === 'recognition',
          ).toBe(true);
        }
      }
    });

    it('replays to the same state from its entries', () => {
      const { scenario, understand } = scenarios.get(id) as ReadScenario;
      const entries = play(scenario, scenario.plays.right, understand);
      const half = replay(scenario, entries.slice(0, entries.length / 2));
      expect(replay(scenario, entries).ended).toBe(true);
      expect(Object.entries(replay(scenario, entries).facts)).toEqual(
        expect.arrayContaining(Object.entries(half.facts)),
      );
    });
  });
});
