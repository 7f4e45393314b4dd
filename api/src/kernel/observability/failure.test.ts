import { describe, expect, test } from 'vitest';
import { backoffDelay } from '../coordination/backoff.ts';
import { ConstraintViolation } from '../db/errors.ts';
import { Problem } from '../ground/problem.ts';
import { describeFailure } from './failure.ts';

describe('what is stored of an error', () => {
  test('its class, code, constraint and the line of our code; never its message', () => {
    const person = '+919876543210 Asha Rao';
    const failures = [
      new Error(person),
      new TypeError(person),
      Object.assign(new Error(person), { code: 'ECONNREFUSED' }),
      new Problem('not_found', { detail: person }),
      new ConstraintViolation('unique', 'resident_phone_key', 'resident'),
      Object.assign(new Error(person), { name: person, code: person, constraint: person }),
    ];
    const kept = failures.map(describeFailure);
    expect(kept.map((text) => text.replace(/ at .*/, ''))).toEqual([
      'Error',
      'TypeError',
      'Error ECONNREFUSED',
      'Problem not_found',
      'ConstraintViolation resident_phone_key',
      'Error',
    ]);
    for (const text of kept) {
      expect(text).not.toContain('Asha');
      expect(text).not.toContain('9876543210');
      expect(text).toMatch(/ at kernel\/observability\/failure\.test\.ts:\d+$/);
    }
  });

  test('accepts values that are not errors, and errors without a stack', () => {
    expect(describeFailure('+919876543210')).toBe('a value that is not an Error was thrown');
    expect(describeFailure(null)).toBe('a value that is not an Error was thrown');
    const bare = new Error('x');
    delete bare.stack;
    expect(describeFailure(bare)).toBe('Error');
  });
});

describe('backoff', () => {
  test('doubles up to its maximum, half of it random', () => {
    const backoff = { first: 1_000, most: 10_000 };
    expect([1, 2, 3, 4, 5, 60].map((attempt) => backoffDelay(attempt, backoff, () => 0))).toEqual([
      500, 1_000, 2_000, 4_000, 5_000, 5_000,
    ]);
    expect([1, 2, 3, 4, 5, 60].map((attempt) => backoffDelay(attempt, backoff, () => 1))).toEqual([
      1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
    ]);
  });
});
