import contract from '@kiwimesh/openapi/openapi.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { WORDS } from './words.ts';

const { enum: reasons } = contract.components.schemas.Problem.properties.reasons.items;

test.each(Object.entries(WORDS))(
  'the page says in %s why a password is refused, whatever the reason',
  (_, words) => {
    const known: Readonly<Record<string, string>> = words.passwordFaults;
    expect(reasons.length).toBeGreaterThan(3);
    expect(reasons.filter((reason) => !known[reason])).toEqual([]);
  },
);

test('in Hindi it says it in Hindi', () => {
  const { passwordFaults, chooseAnother } = WORDS.hi;
  for (const text of [...Object.values(passwordFaults), chooseAnother]) expect(text).not.toMatch(/[a-z]/i);
});
