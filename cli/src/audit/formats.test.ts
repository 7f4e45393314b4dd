import { expect, it } from 'vitest';
import type { AuditEvent } from '../base/wire.ts';
import { headOf, lineOf } from './formats.ts';

const ONE: AuditEvent = {
  id: '0193a5f0-7c1e-7000-8000-000000000021',
  position: 7,
  occurredAt: '2026-11-22T09:04:30.000Z',
  actor: { kind: 'staff', id: '0193a5f0-7c1e-7000-8000-000000000003', role: 'nurse' },
  hospitalId: null,
  communityId: null,
  action: 'getBooking',
  recordType: 'booking',
  recordIds: ['a', 'b'],
  purpose: 'one, "two"',
  outcome: 'succeeded',
  problem: null,
  address: '203.0.113.7',
  correlationId: '=1+1',
};

it('writes one object a line', () => {
  expect(headOf('ndjson')).toBe('');
  expect(JSON.parse(lineOf('ndjson', ONE))).toEqual(ONE);
});

it('writes CSV with as many cells as names, quoted where needed, and no formulas', () => {
  expect(headOf('csv').split(',')).toHaveLength(16);
  expect(lineOf('csv', ONE)).toBe(
    '7,2026-11-22T09:04:30.000Z,staff,0193a5f0-7c1e-7000-8000-000000000003,nurse,getBooking,booking,a b,,,' +
      '"one, ""two""",succeeded,,203.0.113.7,\'=1+1,0193a5f0-7c1e-7000-8000-000000000021\r\n',
  );
});
