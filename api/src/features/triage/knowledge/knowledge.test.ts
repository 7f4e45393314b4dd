import { globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { wordsIn } from '../words.ts';
import { KnowledgeError } from './documents.ts';
import schema from './knowledge.schema.json' with { type: 'json' };
import { loadKnowledge } from './load.ts';
import { parseYaml } from './parse-yaml.ts';
import { parsePlainYaml } from './plain-yaml.ts';

const SHIPPED = import.meta.dirname;
const VALID = { 'concepts/a.yaml': 'fever: [sign, 4, []]\nhigh_fever: [sign, 3, [fever]]\n' };

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries({ ...VALID, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The faults of a folder with the given files, `file:line: message` each. */
function faultsOf(files: Readonly<Record<string, string>>): readonly string[] {
  try {
    loadKnowledge(folderOf(files));
    return [];
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    return error.message.split('\n');
  }
}

const RULE = `- id: a-rule
  urgency: 1
  why: Because.
  source: somewhere
  when: fever
`;
const SOURCES = 'somewhere: { title: A, publisher: B, year: 2020, url: "https://example.org" }\n';

describe('the shipped knowledge', () => {
  it('is valid and has what the engine needs', () => {
    const { knowledge, languages } = loadKnowledge();
    expect(knowledge.concepts.size).toBeGreaterThan(150);
    expect(knowledge.rules.length).toBeGreaterThan(80);
    expect(languages.vocabulary.lexicon.phraseCount).toBeGreaterThan(5000);
  });

  it('has every text in every language', () => {
    const { knowledge, gaps } = loadKnowledge();
    const shipped = readdirSync(join(SHIPPED, 'languages')).sort();
    expect(gaps).toEqual([]);
    const without = knowledge.rules.filter(({ why }) => `${Object.keys(why).sort()}` !== `${shipped}`);
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  it('has a schema that is valid itself', () => {
    expect(new Ajv2020({ strict: false }).validateSchema(schema)).toBe(true);
  });

  it('is read by the fast parsers as by the general one', () => {
    const files = globSync('**/*.yaml', { cwd: SHIPPED });
    const texts = files.map((file) => ({ file, text: readFileSync(join(SHIPPED, file), 'utf8') }));
    const plain = texts.filter(({ text }) => parsePlainYaml(text) !== null);
    expect(plain.length).toBeGreaterThan(files.length / 3);
    for (const { file, text } of texts) {
      expect({ file, value: parseYaml(text) }).toEqual({ file, value: parse(text) });
    }
  });
});

describe('a fault', () => {
  it.each<[name: string, files: Record<string, string>, fault: string]>([
    ['of YAML', { 'concepts/b.yaml': 'a: [b\n' }, 'concepts/b.yaml:2: Not valid YAML'],
    [
      'of an unknown kind',
      { 'concepts/b.yaml': 'chill: [thing, 1, []]' },
      'concepts/b.yaml:1: Use one of: symptom',
    ],
    [
      'of a repeated concept',
      { 'concepts/b.yaml': '\nfever: [sign, 4, []]' },
      'concepts/b.yaml:2: Choose another id',
    ],
    [
      'of an unknown implied one',
      { 'concepts/b.yaml': 'chill: [sign, 1, [shiver]]' },
      'concepts/b.yaml:1: Define shiver',
    ],
    [
      'of a lexicon about no concept',
      { 'languages/en/lexicon/a.yaml': 'fever:\n  - hot\ncold:\n  - cold\n' },
      'languages/en/lexicon/a.yaml:3: Define the concept cold',
    ],
    [
      'of a phrase that is not closed',
      { 'languages/en/lexicon/a.yaml': 'fever:\n  - hot\n  - (very|so hot\n' },
      'languages/en/lexicon/a.yaml:3: Close the group with )',
    ],
    [
      'of an unknown class',
      { 'languages/en/lexicon/a.yaml': "fever:\n  - hot\n  - '@heat'\n" },
      'languages/en/lexicon/a.yaml:3: Add the class heat',
    ],
    [
      'of a key that is none',
      { 'languages/en/assertions.yaml': 'negation:\n  befor: [no]\n' },
      'languages/en/assertions.yaml:2: Remove befor',
    ],
    [
      'of a cue',
      { 'languages/en/numbers.yaml': 'ago:\n  - ago\n  - "~9 back"\n' },
      'languages/en/numbers.yaml:3: Use a gap of at most',
    ],
    ['of a source', { 'rules/a.yaml': RULE }, 'rules/a.yaml:4: Add somewhere to sources.yaml'],
    [
      'of a condition',
      {
        'rules/a.yaml': RULE.replace('when: fever', 'when: { all: [fever, fevr] }'),
        'sources.yaml': SOURCES,
      },
      'rules/a.yaml:5: Define the concept fevr',
    ],
    [
      'of an urgency',
      { 'rules/a.yaml': RULE.replace('urgency: 1', 'urgency: 6'), 'sources.yaml': SOURCES },
      'rules/a.yaml:2: Use one of: 1, 2, 3, 4, 5',
    ],
    [
      'of an advice',
      { 'rules/a.yaml': `${RULE}  advice: [rest]\n`, 'sources.yaml': SOURCES },
      'rules/a.yaml:6: Add rest to advice.yaml',
    ],
    [
      'of a reason for no rule',
      { 'languages/hi/reasons.yaml': 'some-rule: क्योंकि।\n' },
      'languages/hi/reasons.yaml:1: There is no rule some-rule',
    ],
    [
      'of a question',
      { 'questions.yaml': '- { id: hot, concept: hot1 }' },
      'questions.yaml:1: Define the concept hot1',
    ],
  ])('%s is reported with file, line and what to do', (_name, files, fault) => {
    expect(faultsOf(files)).toEqual([expect.stringContaining(fault)]);
  });

  it('does not hide others', () => {
    const files = { 'concepts/b.yaml': 'chill: [thing, 1, []]', 'rules/a.yaml': RULE };
    expect(faultsOf(files)).toHaveLength(2);
  });

  it('of a missing reason is a gap, which English fills', () => {
    const folder = folderOf({
      'rules/a.yaml': RULE,
      'sources.yaml': SOURCES,
      'languages/hi/rules.yaml': 'a-rule: नियम\n',
    });
    const { knowledge, gaps } = loadKnowledge(folder);
    expect(wordsIn('hi', knowledge).rule('a-rule')).toEqual({ label: 'नियम', why: 'Because.' });
    expect(gaps).toContainEqual({ file: 'languages/hi/reasons.yaml', line: 1, message: 'Add a-rule' });
  });

  it('is none in a folder with concepts only', () => {
    expect(faultsOf({})).toEqual([]);
  });
});
