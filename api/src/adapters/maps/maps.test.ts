import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OsrmSandbox, type OsrmSandboxFault } from '../../../test/support/maps/osrm-sandbox.ts';
import {
  mapsContractSuite,
  mapsFailureOf,
  placeAt,
  travelRequest,
} from '../../../test/support/suites/maps-contract-suite.ts';
import type { MapPoint, MapsError, MapsFailure } from '../../ports/maps.ts';
import { EstimatedWhenDown } from './estimated-when-down.ts';
import { OsrmMaps } from './osrm.ts';
import { StraightLineMaps } from './straight-line.ts';

const ISLAND = placeAt(400, 400);
const OFF_MAP = placeAt(9_000, 0);
const MAX_REPLY = 20_000;
const near = (a: MapPoint, b: MapPoint) =>
  Math.abs(a.latitude - b.latitude) + Math.abs(a.longitude - b.longitude) < 1e-4;

const sandbox = new OsrmSandbox({
  isIsland: (place) => near(place, ISLAND),
  offMap: (place) => (near(place, OFF_MAP) ? 4_000 : 3),
});
let address = '';
const osrm = () => new OsrmMaps({ baseUrl: `${address}/`, maxReplyBytes: MAX_REPLY });

beforeAll(async () => {
  address = await sandbox.start();
});
afterAll(() => sandbox.stop());

describe('the straight line', () => {
  mapsContractSuite(() => new StraightLineMaps());

  it('says that it is an estimate', async () => {
    expect((await new StraightLineMaps().travel(travelRequest())).source).toBe('estimate');
  });
});

describe('the OSRM adapter', () => {
  mapsContractSuite(osrm);

  it('asks for all places in one request, on foot', async () => {
    sandbox.asked.length = 0;
    expect((await osrm().travel(travelRequest())).source).toBe('route');
    expect(sandbox.asked).toEqual([{ profile: 'foot', sources: 3, destinations: 2 }]);
  });

  it('gives no way to an island, nor from a place that is not on the map', async () => {
    const { rows } = await osrm().travel(
      travelRequest({ from: [placeAt(0, 0), OFF_MAP], to: [ISLAND, placeAt(0, 9)] }),
    );
    expect(rows.map((row) => row.map((cell) => cell === null))).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  const way = { from: placeAt(0, 0), mode: 'walking', signal: new AbortController().signal } as const;
  it('gives no route to an island, nor to a place that is not on the map', async () => {
    expect(await osrm().route({ ...way, to: ISLAND })).toBeNull();
    expect(await osrm().route({ ...way, to: OFF_MAP })).toBeNull();
  });

  it.each<readonly [object, MapsFailure]>([
    [{ code: 'NoTable' }, 'bad_reply'],
    [{ routes: undefined }, 'bad_reply'],
    [{ routes: [] }, 'bad_reply'],
    [
      {
        routes: [
          {
            duration: -1,
            distance: 1,
            geometry: {
              coordinates: [
                [1, 2],
                [3, 4],
              ],
            },
          },
        ],
      },
      'bad_reply',
    ],
    [{ routes: [{ duration: 1, distance: 1, geometry: { coordinates: [[1, 2]] } }] }, 'bad_reply'],
    [
      {
        routes: [
          {
            duration: 1,
            distance: 1,
            geometry: {
              coordinates: [
                [1, 2],
                ['x', 4],
              ],
            },
          },
        ],
      },
      'bad_reply',
    ],
    [
      {
        routes: [
          {
            duration: 1,
            distance: 1,
            geometry: {
              coordinates: [
                [1, 2],
                [3, 400],
              ],
            },
          },
        ],
      },
      'bad_reply',
    ],
  ])('takes no route from %j', async (members, failure) => {
    sandbox.failNext({ kind: 'members', members: members as Record<string, unknown> });
    const error = await mapsFailureOf(osrm().route({ ...way, to: placeAt(500, 0) }));
    expect(error.failure).toBe(failure);
  });

  const FAULTS: ReadonlyArray<readonly [OsrmSandboxFault, MapsFailure]> = [
    [{ kind: 'reset' }, 'connection_lost'],
    [{ kind: 'status', status: 400 }, 'rejected'],
    [{ kind: 'status', status: 401 }, 'unauthorised'],
    [{ kind: 'status', status: 429, headers: { 'retry-after': '7' } }, 'rate_limited'],
    [{ kind: 'status', status: 500 }, 'server_error'],
    [{ kind: 'html' }, 'bad_reply'],
    [{ kind: 'truncated' }, 'bad_reply'],
    [{ kind: 'huge', bytes: 3 * MAX_REPLY }, 'bad_reply'],
    [{ kind: 'redirect', location: 'http://127.0.0.1:9/' }, 'bad_reply'],
    [{ kind: 'members', members: { code: 'NoTable' } }, 'bad_reply'],
    [{ kind: 'members', members: { durations: undefined } }, 'bad_reply'],
    [{ kind: 'members', members: { durations: [[1, 2]] } }, 'bad_reply'],
    [{ kind: 'members', members: { distances: Array(3).fill([1, 'far']) } }, 'bad_reply'],
    [{ kind: 'members', members: { durations: Array(3).fill([1, -5]) } }, 'bad_reply'],
  ];
  it.each(FAULTS)('turns %j into %s', async (fault, failure) => {
    sandbox.failNext(fault);
    const error = await mapsFailureOf(osrm().travel(travelRequest()));
    expect(error.failure).toBe(failure);
    expect(`${error.message} ${error.serverCode}`).not.toMatch(/\d\d\.\d/);
    if (failure === 'rate_limited') expect(error.retryAfterMs).toBe(7_000);
  });

  it('cannot be reached where nobody listens', async () => {
    const closed = new OsrmSandbox();
    const nobody = new OsrmMaps({ baseUrl: await closed.start() });
    await closed.stop();
    expect((await mapsFailureOf(nobody.travel(travelRequest()))).failure).toBe('unreachable');
  });
});

describe('a server that may be down', () => {
  let now = 0;
  const failures: MapsError[] = [];
  const maps = (withinMs = 60_000) =>
    new EstimatedWhenDown({
      server: osrm(),
      estimate: new StraightLineMaps(),
      clock: () => now,
      onFailure: (failure) => failures.push(failure),
      withinMs,
    });

  mapsContractSuite(() => maps());

  it.each<OsrmSandboxFault>([{ kind: 'hang' }, { kind: 'drip', everyMs: 5 }])(
    'is replaced by the estimate when it is too slow: %j',
    async (fault) => {
      sandbox.failNext(fault);
      failures.length = 0;
      expect((await maps(50).travel(travelRequest())).source).toBe('estimate');
      expect(failures.map(({ failure }) => failure)).toEqual(['timed_out']);
    },
  );

  it('gives the straight line where no route comes, or none leads', async () => {
    const way = { from: placeAt(0, 0), mode: 'driving', signal: new AbortController().signal } as const;
    sandbox.failNext({ kind: 'status', status: 500 });
    expect(await maps().route({ ...way, to: placeAt(500, 0) })).toMatchObject({ source: 'estimate' });
    expect(await maps().route({ ...way, to: ISLAND })).toMatchObject({ source: 'estimate' });
    expect((await maps().route({ ...way, to: placeAt(500, 90) }))?.path).toHaveLength(3);
  });

  it('is left alone after three failures, and asked again later', async () => {
    const unsteady = maps();
    sandbox.failNext(...Array<OsrmSandboxFault>(3).fill({ kind: 'status', status: 500 }));
    const sources: string[] = [];
    sandbox.asked.length = 0;
    for (let nth = 0; nth < 5; nth += 1) sources.push((await unsteady.travel(travelRequest())).source);
    expect(sources).toEqual(Array(5).fill('estimate'));
    expect(sandbox.asked).toHaveLength(3);
    now += 60_000;
    expect((await unsteady.travel(travelRequest())).source).toBe('route');
  });

  it('is replaced by the estimate where its map has none of the places', async () => {
    const { source, rows } = await maps().travel(travelRequest({ from: [OFF_MAP], to: [placeAt(9_100, 0)] }));
    expect(source).toBe('estimate');
    expect(rows[0]?.[0]?.metres).toBeGreaterThan(100);
  });
});
