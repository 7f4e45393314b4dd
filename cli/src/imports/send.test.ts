import { describe, expect, it } from 'vitest';
import type { ImportRow } from './header.ts';
import { type BatchAnswer, type SendOptions, sendRows } from './send.ts';

const rowsOf = (count: number, first = 0): ImportRow[] =>
  Array.from({ length: count }, (_, index) => ({
    line: index + 2,
    values: { phone: String(first + index) },
  }));

type Post = SendOptions['post'];

const accept = async (batch: Parameters<Post>[0], _key?: string) =>
  batch.map(
    (values, index): BatchAnswer => ({ row: index + 1, status: 'created', id: `id-${values.phone}` }),
  );

const send = (rows: readonly ImportRow[], post: Post, more: Partial<SendOptions> = {}) =>
  sendRows(rows, { key: (values) => values.phone ?? null, pause: 1, post, ...more });

function failure(name: string, members: object = {}): Error {
  return Object.assign(new Error(name), { name, ...members });
}

describe('sending rows', () => {
  it('sends batches of at most 500, a few at once, and keeps the order of the file', async () => {
    const sizes: number[] = [];
    let atOnce = 0;
    let most = 0;
    const answers: (() => void)[] = [];
    const sending = send(rowsOf(2234), async (batch, key) => {
      sizes.push(batch.length);
      most = Math.max(most, ++atOnce);
      await new Promise<void>((answer) => answers.push(answer));
      atOnce -= 1;
      return accept(batch, key);
    });
    // The newest first, once all that begin together have begun.
    while (sizes.length < 5 || atOnce > 0) {
      for (let turns = 0; turns < 10; turns += 1) await new Promise((next) => setImmediate(next));
      answers.pop()?.();
    }
    const { results, stopped } = await sending;
    expect(stopped).toBeUndefined();
    expect(sizes.sort()).toEqual([234, 500, 500, 500, 500]);
    expect(most).toBe(3);
    expect(results.map((result) => result.id)).toEqual(rowsOf(2234).map((row) => `id-${row.values.phone}`));
  });

  it('repeats a batch under the same key after a lost connection or a busy service', async () => {
    const keys: string[] = [];
    const troubles = [
      failure('NetworkError'),
      failure('ProblemError', { status: 429 }),
      failure('ProblemError', { status: 503 }),
    ];
    const waits: string[] = [];
    const { results } = await send(
      rowsOf(3),
      async (batch, key) => {
        keys.push(key);
        const trouble = troubles.shift();
        if (trouble) throw trouble;
        return accept(batch, key);
      },
      { onWaiting: (why) => waits.push(why) },
    );
    expect(new Set(keys).size).toBe(1);
    expect(keys).toHaveLength(4);
    expect(waits).toEqual(['no connection', 'the service is busy (429)', 'the service is busy (503)']);
    expect(results.every((result) => result.status === 'created')).toBe(true);
  });

  it('stops after too long without a reply, and lists the rows not sent', async () => {
    let calls = 0;
    const { results, stopped } = await send(
      rowsOf(20),
      async (batch, key) => {
        if (++calls > 1) throw failure('NetworkError');
        return accept(batch, key);
      },
      { batchSize: 5, parallel: 1, patience: 30 },
    );
    expect(stopped?.name).toBe('NetworkError');
    expect(results.filter((result) => result.status === 'created')).toHaveLength(5);
    expect(results.filter((result) => result.status === 'not_sent')).toHaveLength(15);
  });

  it('stops at once when the service says no to all of it', async () => {
    let calls = 0;
    const { stopped } = await send(rowsOf(2000), async () => {
      calls += 1;
      throw failure('ProblemError', { status: 403 });
    });
    expect(stopped).toMatchObject({ status: 403 });
    expect(calls).toBeLessThanOrEqual(3);
  });

  it('takes a refused batch apart: the rows that are blamed fail, the others go in', async () => {
    const { results } = await send(rowsOf(10), async (batch, key) => {
      const bad = batch.findIndex((values) => values.phone === '4');
      if (bad === -1) return accept(batch, key);
      throw failure('ProblemError', {
        status: 400,
        errors: [{ pointer: `/rows/${bad}/phone`, detail: 'too long' }],
      });
    });
    expect(results.filter((result) => result.status === 'created')).toHaveLength(9);
    expect(results[4]).toMatchObject({
      line: 6,
      status: 'failed',
      errors: [{ field: 'phone', detail: 'too long' }],
    });
  });

  it('halves a rejected batch without a named row until the faulty row is alone', async () => {
    const { results } = await send(rowsOf(64), async (batch, key) => {
      if (!batch.some((values) => values.phone === '37')) return accept(batch, key);
      throw failure('ProblemError', { status: 413, detail: 'too large' });
    });
    expect(results.filter((result) => result.status === 'failed').map((result) => result.line)).toEqual([39]);
    expect(results.filter((result) => result.status === 'created')).toHaveLength(63);
  });

  it('never sends a repeat: the same again shares the result, something else fails', async () => {
    const rows = [
      ...rowsOf(2),
      { line: 4, values: { phone: '0' } },
      { line: 5, values: { phone: '1', name: 'x' } },
    ];
    let sent = 0;
    const { results } = await send(rows, async (batch, key) => {
      sent += batch.length;
      return accept(batch, key);
    });
    expect(sent).toBe(2);
    expect(results[2]).toMatchObject({ status: 'unchanged', id: 'id-0' });
    expect(results[3]).toMatchObject({ status: 'failed' });
    expect(results[3]?.errors[0]?.detail).toContain('line 3');
  });

  it('names the line of each row of a batch, and keeps the code of a fault', async () => {
    const told: (readonly number[])[] = [];
    const { results } = await send(
      rowsOf(3).map((row, at) => ({ ...row, line: 2 + at * 3 })),
      async (batch, _key, lines) => {
        told.push(lines);
        const errors = [{ field: 'name', detail: 'differs', code: 'name_differs' }];
        return batch.map((_, at) => ({ row: at + 1, status: 'failed' as const, id: 'known', errors }));
      },
      { batchSize: 2, parallel: 1 },
    );
    expect(told).toEqual([[2, 5], [8]]);
    expect(results[0]).toMatchObject({ id: 'known', errors: [{ code: 'name_differs' }] });
  });

  it('explains what one record per key means where two rows of the file differ', async () => {
    const [first] = rowsOf(1);
    const other = { line: 7, values: { phone: '0', name: 'Other' } };
    const { results } = await send([first as ImportRow, other], accept, { onePerKey: 'one person each' });
    expect(results[1]?.errors[0]?.detail).toMatch(/line 2 .*one person each$/);
  });

  it('ends when it is interrupted', async () => {
    const stop = new AbortController();
    const sending = send(
      rowsOf(3),
      async () => {
        setTimeout(() => stop.abort(new Error('enough')), 5);
        throw failure('NetworkError');
      },
      { signal: stop.signal, pause: 10_000 },
    );
    expect((await sending).stopped).toBeDefined();
  });
});
