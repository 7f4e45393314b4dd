import { describe, expect, it } from 'vitest';
import { runInContext } from './context.ts';
import { createLogger } from './logger.ts';

function lines(write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const written: Record<string, unknown>[] = [];
  write(createLogger('info', { write: (line) => void written.push(JSON.parse(line)) }));
  return written;
}

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('log lines', () => {
  it('carry the correlation id and operation of their work', () => {
    const [inside, outside] = lines((log) => {
      runInContext({ correlationId: 'c-1', operation: 'getNote' }, () => log.info({ n: 1 }, 'inside'));
      log.info('outside');
    });
    expect(inside).toMatchObject({
      level: 'info',
      msg: 'inside',
      n: 1,
      correlationId: 'c-1',
      operation: 'getNote',
    });
    expect(outside).not.toHaveProperty('correlationId');
  });

  it('keep the messages of our own errors, and where they happened', () => {
    const [line] = lines((log) =>
      log.error({ err: new TypeError('x is undefined', { cause: new Error('why') }) }),
    );
    expect(line?.err).toMatchObject({
      type: 'TypeError',
      message: 'x is undefined',
      cause: { message: 'why' },
    });
    expect(line?.err).toHaveProperty('stack.0', expect.stringMatching(/^at /));
  });

  it.each([
    ['of a parser', () => JSON.parse('{"phone": +919800000004}')],
    [
      'of a driver',
      () => {
        throw Object.assign(new Error('Key (phone)=(+919800000004) already exists'), {
          severity: 'ERROR',
          code: '23505',
        });
      },
    ],
  ])('leave out the message %s, which quotes data', (_name, work) => {
    const text = JSON.stringify(lines((log) => log.error({ err: thrownBy(work) }, 'failed')));
    expect(text).toContain('"stack"');
    expect(text).not.toContain('9800000004');
  });

  it.each(['dependency_down', 'overloaded', '57P03', '23505', 'ECONNREFUSED'])('keep the code %s', (code) => {
    const [line] = lines((log) => log.error({ code, err: new Error('x', { cause: code }) }, 'failed'));
    expect(line).toMatchObject({ code, err: { cause: { code } } });
  });

  it.each([
    ['at the top', { code: '701096' }],
    ['as a number', { code: 701096 }],
    ['in a body', { body: { code: '701096' } }],
    ['in words', { code: 'Your code is 701096' }],
    ['as a recovery code', { proof: { recoveryCode: '701096-ab' } }],
    ['as a cause', { err: new Error('x', { cause: '701096' }) }],
  ])('black out a one-time code %s', (_where, fields) => {
    expect(JSON.stringify(lines((log) => log.error(fields, 'failed')))).not.toContain('701096');
  });

  it('black out what should never have been logged', () => {
    const text = JSON.stringify(
      lines((log) => log.info({ phone: '+919800000004', person: { email: 'a@b.example' } })),
    );
    expect(text).not.toMatch(/9800000004|a@b/);
  });
});
