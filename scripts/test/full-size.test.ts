import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SIZE } from '../../api/test/support/size.ts';
import { FULL_SIZE_ONLY, ofThisSize } from './full-size.ts';

const ROOT = join(import.meta.dirname, '..', '..');

it('lists files that exist, each with one of the small size that shows the same', () => {
  const missing = Object.entries(FULL_SIZE_ONLY)
    .flat()
    .filter((path) => !existsSync(join(ROOT, path)));
  expect(missing).toEqual([]);
  expect(Object.values(FULL_SIZE_ONLY).filter((shown) => shown in FULL_SIZE_ONLY)).toEqual([]);
});

it('leaves the files of the full size out of a small run that does not name them', () => {
  const [only = ''] = Object.keys(FULL_SIZE_ONLY);
  const paths = ['api/src/app.test.ts', only];
  expect(ofThisSize(paths)).toEqual(SIZE === 'full' ? paths : paths.slice(0, 1));
  process.argv.push(`/checkout/${only}`);
  try {
    expect(ofThisSize(paths)).toEqual(paths);
  } finally {
    process.argv.pop();
  }
});
