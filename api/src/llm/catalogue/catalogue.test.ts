import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import schema from './catalogue.schema.json' with { type: 'json' };
import { type ConfiguredProviders, modelsOf } from './catalogue.ts';
import { loadCatalogue, readCatalogue } from './read.ts';

const ENTRY = `
  - provider: openai
    model: gpt-5
    locality: cloud
    trusted_with: internal
    reasoning: deep
    context_tokens: 400000
    price: { input: 1.25, output: 10, as_of: 2026-11-01, source: a list }
    supports: [json_schema]
    concurrency: 4
    expected: { first_token_ms: 1000, token_ms: 20 }
`;

describe('the shipped catalogue', () => {
  const shipped = loadCatalogue(null);

  it('trusts self-hosted models alone with personal health information', () => {
    const trusted = shipped.models.filter(({ trusted_with }) => trusted_with === 'phi');
    expect(new Set(trusted.map(({ locality }) => locality))).toEqual(new Set(['self_hosted']));
    expect(trusted.length).toBeGreaterThan(0);
  });

  it('has a schema that is valid itself', () => {
    expect(new Ajv2020().validateSchema(schema)).toBe(true);
  });

  it('has an entry of each provider for models that it does not list', () => {
    const open = shipped.models.filter(({ model }) => model === '*').map(({ provider }) => provider);
    expect(open).toEqual(['ollama', 'openai', 'anthropic']);
  });

  it('has a dated source for each price', () => {
    for (const { locality, price } of shipped.models) {
      if (locality === 'cloud') expect(price.input).toBeGreaterThan(0);
      expect(Date.parse(price.as_of)).not.toBeNaN();
    }
  });
});

describe('modelsOf', () => {
  const shipped = loadCatalogue(null);
  const namesWith = (provider: string, settings: ConfiguredProviders) =>
    modelsOf(shipped, settings).flatMap((each) => (each.provider === provider ? [each.model] : []));

  it('keeps the listed models of a provider whose setting names none', () => {
    const listed = ['gpt-5-mini', 'gpt-5'];
    expect(namesWith('openai', new Map([['openai', { model: null }]]))).toEqual(listed);
    expect(namesWith('openai', new Map())).toEqual(listed);
  });

  it('keeps the one that the setting names, listed or not', () => {
    expect(namesWith('openai', new Map([['openai', { model: 'gpt-5' }]]))).toEqual(['gpt-5']);
    expect(namesWith('openai', new Map([['openai', { model: 'qwen3' }]]))).toEqual(['qwen3']);
  });
});

describe('readCatalogue', () => {
  const faults = (text: string) => {
    try {
      readCatalogue(text, 'own.yaml');
      return [];
    } catch (error) {
      return (error as Error).message.split('\n');
    }
  };

  it('accepts a model as a few lines', () => {
    expect(readCatalogue(`models:${ENTRY}`, 'own.yaml').models).toHaveLength(1);
  });

  it.each([
    [
      'a missing member',
      ENTRY.replace(/ +concurrency.*\n/, ''),
      'own.yaml:2: add concurrency: it is required',
    ],
    [
      'a misspelt member',
      ENTRY.replace('supports', 'support'),
      'own.yaml:2: remove support, or correct its spelling: it is not a member here',
    ],
    [
      'a wrong word',
      ENTRY.replace('internal', 'everything'),
      'own.yaml:5: trusted_with must be one of public, internal, phi',
    ],
    ['a number below its minimum', ENTRY.replace('1.25', '-1'), 'own.yaml:8: input must be >= 0'],
    ['a model that is listed twice', `${ENTRY}${ENTRY}`, 'own.yaml:13: gpt-5 of openai is listed twice'],
    [
      'an alias',
      `${ENTRY.replace('- provider', '- &one\n    provider')}  - *one`,
      'own.yaml:13: write the values out in place of *one',
    ],
    ['an infinite price', ENTRY.replace('1.25', '.inf'), 'own.yaml:8: input must be number'],
    ['a price beyond all measure', ENTRY.replace('1.25', '1e308'), 'own.yaml:8: input must be <= 100000'],
    ['a day that does not exist', ENTRY.replace('11-01', '13-01'), 'own.yaml:8: as_of must match pattern'],
    ['a file that is no YAML', '  - [', 'own.yaml:2: '],
    ['a file without models', '', 'own.yaml:1: models must be array'],
  ])('names file and line of %s', (_, entries, fault) => {
    expect(faults(`models:\n${entries.replace(/^\n/, '')}`)).toContainEqual(expect.stringContaining(fault));
  });

  it('says when the file of the setting cannot be read', () => {
    expect(() => loadCatalogue(`${temporaryFolder()}/absent.yaml`)).toThrow(
      /absent\.yaml: cannot be read \(ENOENT\)/,
    );
  });
});
