import { describe, expect, it } from 'vitest';
import { scopeOf } from '../auth/scope.ts';
import { SYSTEM_ONLY } from './declarations.ts';
import { columnOf, columnsOf, decide, predicateOf, type Reach, type Tenancy } from './reach.ts';

const NURSE = scopeOf({
  kind: 'staff',
  id: 's1',
  role: 'nurse',
  hospitalId: 'h1',
  communityId: null,
  sessionId: '',
});
const TENANCIES: Readonly<Record<string, Tenancy>> = {
  visit: { ...SYSTEM_ONLY, nurse: { column: 'hospital_id', equals: 'hospitalId' } },
  secret: SYSTEM_ONLY,
};
const tenancyOf = (table: string) => TENANCIES[table] as Tenancy;
const parents: Reach = {
  parents: [
    { table: 'visit', column: 'visit_id' },
    { table: 'secret', column: 'secret_id' },
  ],
};
const sqlOf = (reach: Reach) => predicateOf(reach, NURSE, columnOf('note'), tenancyOf);

describe('a row with one of several parents', () => {
  it('is reached by the reach of its parent, checked for the row alone', () => {
    expect(sqlOf(parents)).toEqual({
      sql: '(exists (select 1 from ?? as ?? where ?? = ?? and ?? = ?))',
      bindings: ['visit', 'reach_0', 'reach_0.id', 'note.visit_id', 'reach_0.hospital_id', 'h1'],
    });
    expect(columnsOf(parents)).toEqual(['visit_id', 'secret_id']);
  });

  it('is reached by nobody who reaches no kind of parent', () => {
    const secret: Reach = { parents: [{ table: 'secret', column: 'secret_id' }] };
    expect(sqlOf(secret).sql).toBe('false');
  });

  it('has to be looked up where it names one, and is foreign where it names none', () => {
    expect(decide(parents, NURSE, { visit_id: 'v1', secret_id: null })).toBe('unknown');
    expect(decide(parents, NURSE, { visit_id: null })).toBe('unknown');
    expect(decide(parents, NURSE, { visit_id: null, secret_id: null })).toBe('foreign');
  });
});
