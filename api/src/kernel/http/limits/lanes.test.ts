import { expect, it } from 'vitest';
import type { Principal } from '../../auth/principal.ts';
import { makeContext, runWith } from '../../observability/context.ts';
import type { Cost } from '../contract/extensions/cost.ts';
import type { Exchange } from '../exchange.ts';
import { CostLanes, laneSizes } from './lanes.ts';

it.each([
  [2, { all: 1, perTenant: 1, bulk: 1, bulkPerTenant: 1 }],
  [4, { all: 2, perTenant: 1, bulk: 1, bulkPerTenant: 1 }],
  [8, { all: 4, perTenant: 2, bulk: 2, bulkPerTenant: 1 }],
  [12, { all: 6, perTenant: 3, bulk: 3, bulkPerTenant: 2 }],
  [100, { all: 50, perTenant: 25, bulk: 25, bulkPerTenant: 13 }],
])('leaves half of a pool of %i to quick requests', (pool, sizes) => {
  expect(laneSizes(pool)).toEqual(sizes);
});

/** Begins requests that end on command, and records which are running. */
function laneHarness(pool: number) {
  const lanes = new CostLanes(pool);
  const running: string[] = [];
  const ends: (() => void)[] = [];
  const begin = (name: string, cost: Cost | null, share: string, more: Partial<Exchange> = {}) => {
    const principal: Principal = { kind: 'anonymous' };
    const exchange = { routed: { cost }, principal, res: { closed: false }, ...more } as never;
    return runWith({ ...makeContext(undefined, undefined), share }, () =>
      lanes.run(exchange, async () => {
        running.push(name);
        await new Promise<void>((end) => ends.push(end));
        running.splice(running.indexOf(name), 1);
      }),
    );
  };
  const finish = async () => {
    while (ends.length > 0) {
      for (const end of ends.splice(0)) end();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { running, begin, finish };
}

it('runs up to the limits per tenant and in total, and cheap requests always', async () => {
  const { running, begin, finish } = laneHarness(12);
  const all = [
    ...['a1', 'a2', 'a3', 'a4'].map((name) => begin(name, 'query', 'a')),
    ...['b1', 'b2', 'b3', 'b4'].map((name) => begin(name, 'query', 'b')),
    begin('c1', 'query', 'c'),
    ...['cheap1', 'cheap2'].map((name) => begin(name, null, 'a')),
  ];
  expect(running).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'cheap1', 'cheap2']);
  await finish();
  await Promise.all(all);
});

it('limits bulk requests to a part of the places, so that queries still run', async () => {
  const { running, begin, finish } = laneHarness(12);
  const all = ['a1', 'a2', 'a3', 'b1', 'b2'].map((name) => begin(name, 'bulk', name.slice(0, 1)));
  await new Promise((resolve) => setImmediate(resolve));
  all.push(begin('a query', 'query', 'a'), begin('c query', 'query', 'c'));
  expect(running).toEqual(['a1', 'a2', 'b1', 'a query', 'c query']);
  await finish();
  await Promise.all(all);
});

it.each([
  ['query', 100],
  ['bulk', 12],
] as const)('rejects a %s request of a tenant with %i waiting', async (cost, waiting) => {
  const { begin, finish } = laneHarness(4);
  const all = Array.from({ length: 1 + waiting }, (_, index) => begin(`a${index}`, cost, 'a'));
  const refusal = { code: 'overloaded', status: 503, headers: { 'retry-after': '5' } };
  await expect(begin('one too many', cost, 'a')).rejects.toMatchObject(refusal);
  all.push(begin('of another', cost, 'b'));
  await finish();
  await Promise.all(all);
});

it('counts visitors of a hospital to the hospital, from whatever network they come', async () => {
  const { running, begin, finish } = laneHarness(4);
  const principal: Principal = { kind: 'publishable_key', id: 'k', hospitalId: 'a' };
  const all = [
    begin('one', 'query', 'network 192.0.2.1', { principal }),
    begin('another', 'query', 'network 192.0.2.2', { principal }),
    begin('of b', 'query', 'b'),
  ];
  expect(running).toEqual(['one', 'of b']);
  await finish();
  await Promise.all(all);
});

it('skips a request whose caller disconnected while it waited', async () => {
  const { running, begin, finish } = laneHarness(2);
  const first = begin('first', 'query', 'a');
  const gone = begin('gone', 'query', 'a', { res: { closed: true } as never });
  const skipped = expect(gone).rejects.toMatchObject({ code: 'overloaded' });
  const last = begin('last', 'query', 'a');
  expect(running).toEqual(['first']);
  await finish();
  await Promise.all([first, skipped, last]);
});
