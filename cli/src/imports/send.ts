import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportRow } from './header.ts';

export type RowStatus = 'created' | 'updated' | 'unchanged' | 'failed' | 'not_sent';

export interface RowResult {
  readonly line: number;
  readonly status: RowStatus;
  readonly id: string | null;
  readonly errors: readonly RowFault[];
}

export interface RowFault {
  readonly field: string;
  readonly detail: string;
  /** What a program can act on, such as `name_differs`. */
  readonly code?: string;
}

/** One row's answer from the service; `row` counts from 1 within the batch. */
export interface BatchAnswer {
  readonly row: number;
  readonly status: 'created' | 'updated' | 'unchanged' | 'failed';
  readonly id?: string | null;
  readonly errors?: readonly {
    readonly field: string | null;
    readonly detail: string;
    readonly code?: string | undefined;
  }[];
}

export interface SendOptions {
  /** Sends one batch. The same key always comes with the same rows, so a repeat is answered, not done again. */
  readonly post: (
    rows: readonly Readonly<Record<string, string>>[],
    idempotencyKey: string,
    /** Line of the file on which each row begins. */
    lines: readonly number[],
  ) => Promise<readonly BatchAnswer[]>;
  readonly key: (values: Readonly<Record<string, string>>) => string | null;
  /** What one record per key means for people, added where two rows share a key and differ. */
  readonly onePerKey?: string | undefined;
  readonly batchSize?: number;
  readonly parallel?: number;
  /** How long to go on trying while nothing gets through, in milliseconds. */
  readonly patience?: number;
  /** First pause before a retry, in milliseconds; doubles up to 20 times that. */
  readonly pause?: number;
  readonly onProgress?: (done: number) => void;
  readonly onWaiting?: (why: string) => void;
  readonly signal?: AbortSignal;
}

export interface SendOutcome {
  readonly results: readonly RowResult[];
  /** Why sending stopped before the end, if it did; the rows left are `not_sent`. */
  readonly stopped?: Error;
}

interface Failure extends Error {
  readonly status?: number;
  readonly code?: string;
  readonly detail?: string;
  readonly retryAfter?: number;
  readonly errors?: readonly { readonly pointer?: string; readonly detail: string }[];
}

interface Item {
  readonly index: number;
  readonly row: ImportRow;
}

/**
 * Sends rows in batches, a few at once. A lost connection or a busy service is waited out and the batch sent again
 * under its own idempotency key; a batch the service refuses as a whole is taken apart until only the rows at fault
 * are left out. Every row gets exactly one result, in the file's order.
 */
export async function sendRows(rows: readonly ImportRow[], options: SendOptions): Promise<SendOutcome> {
  const { batchSize = 500, parallel = 3 } = options;
  const results: RowResult[] = rows.map(({ line }) => ({ line, status: 'not_sent', id: null, errors: [] }));
  const queue: Item[][] = [];
  let done = 0;
  let stopped: Error | undefined;
  let lastSuccess = Date.now();

  const settle = (item: Item, result: Omit<RowResult, 'line'>) => {
    results[item.index] = { line: item.row.line, ...result };
    done += 1;
  };
  const fail = (item: Item, field: string, detail: string) =>
    settle(item, { status: 'failed', id: null, errors: [{ field, detail }] });

  const { items, repeats } = ready(rows, options, fail);
  for (let start = 0; start < items.length; start += batchSize)
    queue.push(items.slice(start, start + batchSize));
  options.onProgress?.(done);

  const attempt = async (batch: readonly Item[]): Promise<void> => {
    const key = crypto.randomUUID();
    for (let round = 0; ; round += 1) {
      options.signal?.throwIfAborted();
      try {
        const answers = await options.post(
          batch.map((item) => item.row.values),
          key,
          batch.map((item) => item.row.line),
        );
        lastSuccess = Date.now();
        const byRow = new Map(answers.map((answer) => [answer.row, answer]));
        batch.forEach((item, position) => {
          const answer = byRow.get(position + 1);
          const errors = (answer?.errors ?? []).map(({ field, detail, code }) => ({
            field: field ?? '',
            detail,
            ...(code === undefined ? {} : { code }),
          }));
          if (answer) settle(item, { status: answer.status, id: answer.id ?? null, errors });
          else fail(item, '', 'the service did not answer for this row');
        });
        options.onProgress?.(done);
        return;
      } catch (error) {
        const failure = error as Failure;
        if (passing(failure)) {
          if (Date.now() - lastSuccess > (options.patience ?? 120_000)) throw failure;
          options.onWaiting?.(failure.status ? `the service is busy (${failure.status})` : 'no connection');
          const backoff = Math.min((options.pause ?? 1000) * 2 ** round, (options.pause ?? 1000) * 20);
          await sleep(failure.retryAfter ? failure.retryAfter * 1000 : backoff, undefined, {
            ...(options.signal ? { signal: options.signal } : {}),
          });
          continue;
        }
        if (![400, 413, 422].includes(failure.status ?? 0)) throw failure;
        const rest = takeApart(batch, failure, fail);
        options.onProgress?.(done);
        for (const part of rest) await attempt(part);
        return;
      }
    }
  };

  const worker = async () => {
    for (let batch = queue.shift(); batch && !stopped; batch = queue.shift()) {
      try {
        await attempt(batch);
      } catch (error) {
        stopped ??= error as Error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, queue.length) }, worker));
  for (const { item, first } of repeats) {
    const outcome = results[first];
    const status =
      outcome?.status === 'created' || outcome?.status === 'updated' ? 'unchanged' : outcome?.status;
    settle(item, { status: status ?? 'not_sent', id: outcome?.id ?? null, errors: outcome?.errors ?? [] });
  }
  options.onProgress?.(done);
  return stopped ? { results, stopped } : { results };
}

/** Whether trying again later can help: nothing reached the service, or it asked for patience. */
function passing(failure: Failure): boolean {
  if (failure.name === 'NetworkError') return true;
  return failure.status === 429 || (failure.status ?? 0) >= 502 || failure.code === 'idempotency_in_progress';
}

interface Repeat {
  readonly item: Item;
  readonly first: number;
}

/**
 * Sorts out what is never sent: rows that do not fit the header, and repeats of an earlier row of the file, which
 * batches sent at the same time could otherwise race over. A repeat that says the same shares the first one's result.
 */
function ready(
  rows: readonly ImportRow[],
  { key: keyOf, onePerKey }: Pick<SendOptions, 'key' | 'onePerKey'>,
  fail: (item: Item, field: string, detail: string) => void,
): { items: Item[]; repeats: Repeat[] } {
  const seen = new Map<string, Item>();
  const items: Item[] = [];
  const repeats: Repeat[] = [];
  for (const [index, row] of rows.entries()) {
    const item = { index, row };
    const key = row.fault ? null : keyOf(row.values);
    const first = key === null ? undefined : seen.get(key);
    if (row.fault) fail(item, row.fault.field, row.fault.detail);
    else if (!first) items.push(item);
    else if (sameValues(first.row.values, row.values)) repeats.push({ item, first: first.index });
    else {
      const detail = `is about the same record as line ${first.row.line} but has different values; only line ${first.row.line} was imported`;
      fail(item, '', onePerKey === undefined ? detail : `${detail}; ${onePerKey}`);
    }
    if (key !== null && !first) seen.set(key, item);
  }
  return { items, repeats };
}

function sameValues(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}

/** Answers a batch that was refused as a whole: blames the rows the refusal points at, or halves the batch. */
function takeApart(
  batch: readonly Item[],
  failure: Failure,
  fail: (item: Item, field: string, detail: string) => void,
): Item[][] {
  const blamed = new Set<Item>();
  for (const { pointer = '', detail } of failure.errors ?? []) {
    const [, position, field] = /^\/rows\/(\d+)(?:\/(.*))?$/.exec(pointer) ?? [];
    const item = position === undefined ? undefined : batch[Number(position)];
    if (!item || blamed.has(item)) continue;
    blamed.add(item);
    fail(item, field ?? '', detail);
  }
  if (blamed.size > 0) {
    const rest = batch.filter((item) => !blamed.has(item));
    return rest.length > 0 ? [rest] : [];
  }
  const [only] = batch;
  if (batch.length === 1 && only) {
    fail(only, '', failure.detail ?? failure.message);
    return [];
  }
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}
