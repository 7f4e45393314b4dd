import { NetworkError, ProblemError } from '@kiwimesh/sdk';
import { CLIError } from '@oclif/core/errors';
import { expect, it, describe as suite } from 'vitest';
import { CliError, describe, EXIT, namesOnCommandLine } from './errors.ts';

const problem = (status: number, body: object) => new ProblemError(status, body as Record<string, unknown>);

suite('describing a failure', () => {
  it.each([
    [problem(401, { code: 'unauthenticated', title: 'x' }), EXIT.notSignedIn],
    [problem(403, { code: 'role_not_allowed', title: 'x' }), EXIT.refused],
    [problem(404, { code: 'not_found', title: 'x' }), EXIT.refused],
    [problem(409, { code: 'version_conflict', title: 'x' }), EXIT.refused],
    [problem(429, { code: 'rate_limited', title: 'x' }), EXIT.unreachable],
    [problem(500, { code: 'internal', title: 'x' }), EXIT.serverFailed],
    [new NetworkError('no route'), EXIT.unreachable],
    [new CliError('x', 'y'), EXIT.usage],
    [new CLIError('y', { exit: 2 }), EXIT.usage],
    [new TypeError('bug'), EXIT.unexpected],
    ['thrown text', EXIT.unexpected],
  ])('gives %s the exit code %i', (error, exit) => {
    expect(describe(error).exitCode).toBe(exit);
  });

  it('shows each input error, the allowed states and the correlation id', () => {
    const told = describe(
      problem(409, {
        code: 'illegal_transition',
        title: 'The booking cannot move there',
        detail: 'It is completed.',
        correlationId: 'c-1',
        allowedTransitions: ['cancelled'],
        errors: [{ pointer: '/to', detail: 'not now' }],
      }),
    );
    expect(told).toEqual({
      code: 'illegal_transition',
      message: 'It is completed.',
      exitCode: EXIT.refused,
      details: ['to  not now', 'It can move to: cancelled'],
      status: 409,
      correlationId: 'c-1',
    });
  });

  it('says in words what a field must be where the contract has a pattern', () => {
    const errors = [
      { pointer: '/path/bookingId', detail: 'must match pattern "^[0-9a-f]{8}…$"' },
      { pointer: '/path/bookingId', detail: 'must match format "uuid"' },
      { pointer: '/allowedOrigins/0', detail: 'must match pattern "^https?…$"' },
      { pointer: '/name', detail: 'must not be empty' },
      { pointer: '/lockout/nurse/attempts', detail: 'must be 3 or more' },
    ];
    expect(describe(problem(400, { code: 'invalid_request', title: 'x', errors })).details).toEqual([
      'bookingId  must be an id such as 0193a5f0-7c1e-7000-8000-000000000005',
      'allowedOrigins.0  must be scheme and host only, such as https://www.example.org',
      'name  must not be empty',
      'lockout.nurse.attempts  must be 3 or more',
    ]);
  });

  it('reports an ended session in words for people, not about tokens', () => {
    const detail = 'The refresh token is no longer valid. Sign in again.';
    expect(describe(problem(401, { code: 'unauthenticated', title: 'x', detail }))).toMatchObject({
      message: expect.stringMatching(/^Your session has ended/),
      hint: 'Sign in: kiwimesh login',
      exitCode: EXIT.notSignedIn,
    });
  });

  it('names the way out once: as a command, not as a request', () => {
    const detail =
      'Your role requires a second factor. Enrol an authenticator app first: POST /v1/me/totp, or `kiwimesh two-factor enable`.';
    expect(
      describe(problem(403, { code: 'second_factor_enrolment_required', title: 'x', detail })),
    ).toMatchObject({
      message: 'Your role requires a second factor.',
      hint: 'Enrol an authenticator app: kiwimesh two-factor enable',
    });
  });

  it('names fields as the command line does, also in the middle of a sentence', () => {
    const nameOf = namesOnCommandLine(
      ['hospital', 'origin', 'overlap', 'date-of-birth', 'head', 'sos-volunteer'],
      ['booking'],
    );
    const names = [
      'hospitalId',
      'allowedOrigins',
      'overlapSeconds',
      'dateOfBirth',
      'expectedHead',
      'bookingId',
    ];
    expect(names.map(nameOf)).toEqual([
      '--hospital',
      '--origin',
      '--overlap',
      '--date-of-birth',
      '--head',
      'BOOKING',
    ]);
    expect(nameOf('neighborSosVolunteer')).toBe('--sos-volunteer');
    expect(nameOf('password')).toBeUndefined();
    const detail = 'A nurse belongs to a hospital: hospitalId is missing.';
    const errors = [{ pointer: '/path/bookingId', detail: 'must match format "uuid"' }];
    const told = describe(
      Object.assign(problem(422, { code: 'unprocessable', title: 'x', detail, errors }), { nameOf }),
    );
    expect(told.message).toBe('A nurse belongs to a hospital: --hospital is missing.');
    expect(told.details).toEqual(['BOOKING  must be an id such as 0193a5f0-7c1e-7000-8000-000000000005']);
  });
});
