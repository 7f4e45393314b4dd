import { describe, expect, it } from 'vitest';
import { currentContext, currentCorrelationId, makeContext, runInContext } from './context.ts';

describe('work context', () => {
  it('keeps a caller’s correlation id and trace, with a span of its own', () => {
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const context = makeContext('order-12345678', trace);
    expect(context.correlationId).toBe('order-12345678');
    expect(context.traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/);
    expect(context.traceparent).not.toContain('00f067aa0ba902b7');
  });

  it.each(['', 'has space in it', 'line\nbreak-12345', 'x'.repeat(129), '"quoted-12345"'])(
    'replaces a correlation id of the wrong shape: %j',
    (sent) => {
      expect(makeContext(sent, undefined).correlationId).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it.each([
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    'ff-zz',
    '01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  ])('starts a new trace for %j', (sent) => {
    expect(makeContext(undefined, sent).traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });

  it('is seen by everything the work awaits, and by nothing else', async () => {
    const seen = await Promise.all(
      ['correlation-a', 'correlation-b'].map((correlationId) =>
        runInContext({ correlationId }, async () => {
          await new Promise((done) => setImmediate(done));
          return currentCorrelationId();
        }),
      ),
    );
    expect(seen).toEqual(['correlation-a', 'correlation-b']);
    expect(currentContext()).toBeUndefined();
  });
});
