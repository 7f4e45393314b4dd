import { describe, expect, it } from 'vitest';
import { placeCode } from './place-code.ts';

describe('a typed place code', () => {
  it.each(['4TZ9K-2M7QC', '4tz9k2m7qc', ' 4TZ9K 2M7QC ', '4TZ9K--2M7QC'])(
    'is read as people type it: %j',
    (typed) => {
      expect(placeCode(typed)).toBe('4TZ9K-2M7QC');
    },
  );

  it.each(['', '4TZ9K', '4TZ9K-2M7QCX', '4TZ9K-2M7Q!', 'https://x.example'])(
    'is refused when it is none: %j',
    (typed) => {
      expect(placeCode(typed)).toBeNull();
    },
  );
});
