import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { loadKnowledge } from '../../triage/index.ts';
import { SHIPPED, scenarioContext } from './load.ts';
import { type ScenarioContext, validateScenarioText } from './validate.ts';

const FILE = 'prank.yaml';
const text = readFileSync(join(SHIPPED, 'scenarios', FILE), 'utf8');
let context: ScenarioContext;
beforeAll(() => {
  context = scenarioContext(loadKnowledge());
});

const lineOf = (words: string, within = text) => within.slice(0, within.indexOf(words)).split('\n').length;
const said = (changed: string) =>
  validateScenarioText(changed, FILE, context).map(({ line, message }) => `${line}: ${message}`);

it.each<[mistake: string, from: string, to: string, at: string, message: RegExp]>([
  ['broken YAML', 'id: prank', 'id: [prank', 'title: Boys', /^Not valid YAML/],
  ['an unknown key', 'difficulty: 1', 'dificulty: 1', 'dificulty', /^Remove dificulty/],
  ['a missing key', 'title: Boys at the window\n', '', 'id: prank', /^Add title/],
  ['a value out of range', 'difficulty: 1', 'difficulty: 7', 'difficulty', /^Use one of: 1, 2, 3/],
  ['another id than the file', 'id: prank', 'id: joke', 'id: joke', /^Use the name of the file as id: prank/],
  ['an unknown source', '[eena-false-calls]', '[eena]', '[eena]', /^Add eena to sources.yaml/],
  [
    'an unknown intent',
    '  ask-awake:',
    '  ask-awakened:',
    '  ask-awakened:',
    /^There is no intent ask-awakened/,
  ],
  [
    'a fact no line sets',
    'when: [admitted]',
    'when: [confessed]',
    'when: [confessed]',
    /^confessed never comes/,
  ],
  [
    'an unknown concept',
    'say: Hello, police?',
    'tells: [elephant]\n  say: Hello, police?',
    'tells: [elephant]',
    /^Triage knows no concept elephant/,
  ],
  [
    'an expected intent unknown',
    'ask-alone: 150',
    'ask-lone: 150',
    'ask-lone: 150',
    /^There is no intent ask-lone/,
  ],
  [
    'a service without dispatch',
    'action: false_call\n',
    'action: false_call\n  service: ambulance\n',
    '  service:',
    /^Name the service/,
  ],
  [
    'a wrong turn without condition',
    'decided: [dispatch], ',
    '',
    'dispatches: { gravity',
    /must have 3|^Give it one of/,
  ],
  [
    'a noise that ends before it begins',
    'kind: laughter, level: high',
    'kind: laughter, level: high, from: 30, to: 20',
    'kind: laughter',
    /^It is never heard: it ends at 20 and begins at 30/,
  ],
  [
    'a noise that is heard twice',
    '  - { kind: laughter, level: high }\n',
    '  - { kind: laughter, level: high }\n  - { kind: rain, level: low, to: 9 }\n  - { kind: rain, level: low, from: 5 }\n',
    '  - { kind: rain, level: low, from: 5',
    /^rain is heard already from second 0 on/,
  ],
  ['an unknown noise', 'kind: laughter', 'kind: thunder', 'kind: thunder', /^Use one of: crying, crowd/],
  ['marks that the play does not lose', 'loses: { ', 'loses: { address: 10, ', 'loses:', /address/],
])('explains %s by line', (_, from, to, at, message) => {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  const line = lineOf(at, changed);
  const found = said(changed);
  expect(
    found.some((one) => one.startsWith(`${line}: `) && message.test(one.slice(`${line}: `.length))),
  ).toBe(true);
});

it('finds words of the caller in which triage does not find what they tell', () => {
  const changed = text.replace('say: Hello, police?', 'tells: [stroke]\n  say: Hello, police?');
  expect(said(changed)).toEqual([
    expect.stringMatching(/Triage does not find stroke in these words; it finds /),
  ]);
});

it('finds a right play that does not earn all marks', () => {
  const changed = text.replace('    - say: Is anyone at home with you?\n', '');
  expect(said(changed)).toContainEqual(
    expect.stringMatching(/It should earn all marks: ask-alone is missed, due at 150 s/),
  );
});
