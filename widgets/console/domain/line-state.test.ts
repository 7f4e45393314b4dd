import { expect, it } from 'vitest';
import { lineStateOf } from './line-state.ts';

const AT = 1_700_000_000_000;

it.each([
  [{ up: null, failed: false, heardAt: null }, { kind: 'connecting' }],
  [
    { up: null, failed: true, heardAt: null },
    { kind: 'offline', since: null },
  ],
  [{ up: true, failed: false, heardAt: AT - 4_500 }, { kind: 'live' }],
  [
    { up: true, failed: false, heardAt: AT - 12_000 },
    { kind: 'late', seconds: 12 },
  ],
  [
    { up: false, failed: true, heardAt: AT - 60_000 },
    { kind: 'offline', since: AT - 60_000 },
  ],
] as const)('a line says how current it is: %j', (facts, expected) => {
  expect(lineStateOf(facts, AT)).toEqual(expected);
});
