import { describe, expect, it } from 'vitest';
import { ConstraintViolation, DatabaseFault } from '../db/errors.ts';
import { Problem } from '../ground/problem.ts';
import { problemBody, toProblem, withoutRecord } from './failure.ts';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('what was not thrown on purpose', () => {
  it.each([
    ['a bug', new TypeError('x is not a function'), 'internal'],
    ['no error at all', 'thrown text', 'internal'],
    ['nothing', undefined, 'internal'],
    [
      'a constraint that no service handles',
      new ConstraintViolation('unique', 'note_text_key', 'note'),
      'internal',
    ],
    ['a value a column cannot hold', new DatabaseFault('22003', 'out of range'), 'unprocessable'],
    ['a deadlock', new DatabaseFault('40P01', 'deadlock'), 'dependency_down'],
    ['Postgres stopping', withCode('57P01'), 'dependency_down'],
    ['too many connections', withCode('53300'), 'dependency_down'],
    ['no server listening', withCode('ECONNREFUSED'), 'dependency_down'],
    ['a full disk of the database', withCode('53100'), 'dependency_down'],
    ['a full disk of this process', withCode('ENOSPC'), 'dependency_down'],
    [
      'wrapped by the ORM',
      Object.assign(new Error('x'), { nativeError: withCode('22P02') }),
      'unprocessable',
    ],
    ['no free connection', Object.assign(new Error('x'), { name: 'KnexTimeoutError' }), 'dependency_down'],
  ])('%s becomes a problem that reveals nothing of the implementation', (_name, error, code) => {
    const problem = toProblem(error);
    expect(problem.code).toBe(code);
    expect(JSON.stringify(problemBody(problem, 'id'))).not.toMatch(
      /note|deadlock|range"|function|thrown text/,
    );
  });

  it('says when to retry', () => {
    expect(toProblem(withCode('ECONNREFUSED')).headers).toEqual({ 'retry-after': '5' });
    for (const code of ['53100', 'ENOSPC', 'EDQUOT']) {
      const problem = toProblem(withCode(code));
      expect(problem.headers).toEqual({ 'Retry-After': '30' });
      expect(problem.message).toContain('The disk of the service is full');
    }
  });

  it('passes a Problem on, and lets no extension overwrite what RFC 9457 names', () => {
    const problem = new Problem('version_conflict', { extensions: { status: 200, state: 'requested' } });
    expect(toProblem(problem)).toBe(problem);
    expect(problemBody(problem, 'id')).toMatchObject({
      status: 409,
      state: 'requested',
      type: '/docs/problems#version_conflict',
    });
  });
});

describe('a problem for a caller that may write and not read', () => {
  const base = {
    status: 409,
    code: 'illegal_transition',
    detail: 'A booking that is assigned cannot be unassigned',
  };
  const kept = { status: 409, code: 'illegal_transition' };

  it.each([
    [
      'a state',
      { ...base, currentState: 'assigned', allowedTransitions: ['completed'], version: 3 },
      { ...kept, version: 3 },
    ],
    [
      'a record',
      { ...base, openBooking: { id: '1', state: 'assigned' } },
      { ...base, openBooking: { id: '1' } },
    ],
    ['neither', { ...base, errors: [{ pointer: '/to' }] }, { ...base, errors: [{ pointer: '/to' }] }],
  ])('says nothing of the record: %s', (_name, whole, readable) => {
    expect(withoutRecord(whole)).toEqual(readable);
  });
});
