import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { product } from '../../src/app.ts';
import { shapeBreaches } from './feature-shape.ts';

test('every feature has the shape that the contributor guide describes', () => {
  const root = fileURLToPath(new URL('../../src/', import.meta.url));
  const composed = product.modules.map(({ name }) => name);
  expect(shapeBreaches(root, composed)).toEqual([]);
});

describe('the check of the shape', () => {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  const whole = {
    'features/places/module.ts': '',
    'features/places/operations.ts': '',
    'features/places/testing.ts': '',
    'features/places/index.ts': '',
    'features/places/migrations/20261127100000_places.ts': '',
    'features/visits/module.ts': "import type { Places } from '../places/index.ts';\n",
    'features/visits/operations.ts': '',
    'features/visits/testing.ts': '',
    'features/visits/rules/reach.ts': "import type { Places } from '../../places/index.ts';\n",
  };
  const composed = ['installation', 'places', 'visits'];
  const breachesOf = (files: Record<string, string>, order = composed) => {
    const folder = mkdtempSync(join(tmpdir(), 'kiwimesh-shape-'));
    made.push(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return shapeBreaches(folder, order);
  };

  test('accepts features in the order of their dependencies', () => {
    expect(breachesOf(whole)).toEqual([]);
  });

  const fill = (folder: string, count: number, ending = '.ts') =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${folder}/part-${index}${ending}`, '']));
  const { 'features/places/module.ts': _, ...withoutModule } = whole;
  const back = "import type { Visits } from '../visits/index.ts';\n";
  test.each<[string, Record<string, string>, string]>([
    ['a feature without a module', withoutModule, 'features/places has no module.ts'],
    [
      'a feature that is not composed',
      {
        ...whole,
        'features/notes/module.ts': '',
        'features/notes/operations.ts': '',
        'features/notes/testing.ts': '',
      },
      'app.ts adds no module notes',
    ],
    [
      'a feature that uses a later one',
      { ...whole, 'features/places/reach.ts': back },
      'features/places/reach.ts uses visits, which app.ts adds after places',
    ],
    [
      'a migration without a time',
      { ...whole, 'kernel/events/migrations/0031_more.ts': '' },
      'kernel/events/migrations/0031_more.ts is not named YYYYMMDDHHMMSS_name.ts',
    ],
    [
      'a kernel folder of 13 files',
      { ...whole, ...fill('kernel/http/contract', 13) },
      'kernel/http/contract has 13 files, more than 12: make sub-folders',
    ],
    [
      'a feature folder of 13 files',
      { ...whole, ...fill('features/places', 10) },
      'features/places has 13 files, more than 12: make sub-folders',
    ],
  ])('reports %s', (_name, files, breach) => {
    expect(breachesOf(files)).toEqual([breach]);
  });

  test('counts neither tests nor migrations of a folder', () => {
    const migrations = Array.from({ length: 13 }, (_, index) => [
      `features/places/migrations/202611271001${String(index).padStart(2, '0')}_more.ts`,
      '',
    ]);
    const files = { ...whole, ...fill('features/places', 13, '.test.ts'), ...Object.fromEntries(migrations) };
    expect(breachesOf(files)).toEqual([]);
  });

  test('ignores tests, which may use any feature', () => {
    expect(breachesOf({ ...whole, 'features/places/reach.test.ts': back })).toEqual([]);
  });
});
