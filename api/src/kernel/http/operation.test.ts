import { describe, expect, it } from 'vitest';
import { Problem } from '../ground/problem.ts';
import { entityTag, expectedVersion } from './operation.ts';

describe('If-Match', () => {
  it.each([
    ['"3"', [3]],
    ['W/"12"', [12]],
    [' "7" ', [7]],
    ['"3-gzip"', [3]],
    ['W/"3-br"', [3]],
    ['"3;gzip"', [3]],
    ['"3--gzip"', [3]],
    ['"3", "4"', [3, 4]],
    ['W/"3-gzip" ,"4",W/"5"', [3, 4, 5]],
    ['*', undefined],
    [undefined, undefined],
  ])('%j expects version %j', (value, version) => {
    expect(expectedVersion({ 'if-match': value })).toEqual(version);
  });

  it.each([
    '3',
    '"abc"',
    '"3", 4',
    '"3",',
    '"3-"',
    '"3-gzip-and-much-more-than-that"',
    '"-1"',
    '""',
    '"1e3"',
  ])('%j is rejected', (value) => {
    expect(() => expectedVersion({ 'if-match': value })).toThrow(Problem);
  });

  it('accepts the value of ETag', () => {
    expect(expectedVersion({ 'if-match': entityTag(41) })).toEqual([41]);
  });
});
