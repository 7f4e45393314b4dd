import { expect, it } from 'vitest';
import { type MapPoint, MapsError, type MapsPort, type TravelRequest } from '../../../src/ports/maps.ts';

/** A place so many metres north and east of the first place of the tests. */
export function placeAt(north: number, east: number): MapPoint {
  const metre = 1 / 111_195;
  return {
    latitude: 12.9716 + north * metre,
    longitude: 77.5946 + (east * metre) / Math.cos((12.9716 * Math.PI) / 180),
  };
}

export function travelRequest(changes: Partial<TravelRequest> = {}): TravelRequest {
  return {
    from: [placeAt(0, 0), placeAt(300, 0), placeAt(800, 200)],
    to: [placeAt(0, 100), placeAt(500, 0)],
    mode: 'walking',
    signal: new AbortController().signal,
    ...changes,
  };
}

export async function mapsFailureOf(asking: Promise<unknown>): Promise<MapsError> {
  const error = await asking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(MapsError);
  return error as MapsError;
}

/** Every maps adapter passes these. */
export function mapsContractSuite(open: () => MapsPort): void {
  it('gives a row for each start and a cell for each end, in their order', async () => {
    const { rows } = await open().travel(travelRequest());
    expect(rows.map((row) => row.length)).toEqual([2, 2, 2]);
    const metres = rows.map((row) => row.map((cell) => Math.round(cell?.metres ?? -1)));
    expect(metres[0]?.[0]).toBeLessThan(metres[0]?.[1] as number);
    expect(metres[1]?.[1]).toBeLessThan(metres[2]?.[1] as number);
  });

  it('gives ways that are no shorter than the straight line, and times that people reach', async () => {
    const { rows } = await open().travel(travelRequest({ from: [placeAt(0, 0)], to: [placeAt(600, 300)] }));
    const { metres, seconds } = rows[0]?.[0] ?? { metres: 0, seconds: 1 };
    expect(metres).toBeGreaterThanOrEqual(Math.floor(Math.hypot(600, 300)));
    expect(metres).toBeLessThan(2 * Math.hypot(600, 300));
    // Metres per second: from a stroll to a fast run.
    expect(metres / seconds).toBeGreaterThan(1);
    expect(metres / seconds).toBeLessThan(5);
  });

  it('takes no time from a place to itself', async () => {
    const { rows } = await open().travel(travelRequest({ from: [placeAt(5, 5)], to: [placeAt(5, 5)] }));
    expect(rows[0]?.[0]?.seconds).toBeLessThan(2);
  });

  it('is faster by car', async () => {
    const walking = await open().travel(travelRequest());
    const driving = await open().travel(travelRequest({ mode: 'driving' }));
    expect(driving.rows[2]?.[0]?.seconds).toBeLessThan(walking.rows[2]?.[0]?.seconds as number);
  });

  it('gives a way that begins and ends at the places, as long as the table says', async () => {
    const [from, to] = [placeAt(0, 0), placeAt(600, 300)];
    const { signal } = new AbortController();
    const route = await open().route({ from, to, mode: 'driving', signal });
    const { rows } = await open().travel(travelRequest({ from: [from], to: [to], mode: 'driving' }));
    const ends = [route?.path[0], route?.path.at(-1)].map((point) => point?.latitude.toFixed(4));
    expect(ends).toEqual([from, to].map(({ latitude }) => latitude.toFixed(4)));
    expect(Math.round(route?.metres ?? 0)).toBe(Math.round(rows[0]?.[0]?.metres ?? -1));
    expect(Math.round(route?.seconds ?? 0)).toBe(Math.round(rows[0]?.[0]?.seconds ?? -1));
  });

  it.each([
    ['no start', { from: [] }, []],
    ['no end', { to: [] }, [[], [], []]],
  ])('answers %s with an empty table', async (_, changes, rows) => {
    expect((await open().travel(travelRequest(changes))).rows).toEqual(rows);
  });

  it.each([
    ['timed_out', new DOMException('The operation timed out', 'TimeoutError')],
    ['cancelled', new DOMException('This operation was aborted', 'AbortError')],
  ])('ends with %s where its signal has stopped it', async (failure, reason) => {
    const error = await mapsFailureOf(open().travel(travelRequest({ signal: AbortSignal.abort(reason) })));
    expect(error.failure).toBe(failure);
    const way = { from: placeAt(0, 0), to: placeAt(9, 9), mode: 'walking' } as const;
    const stopped = await mapsFailureOf(open().route({ ...way, signal: AbortSignal.abort(reason) }));
    expect(stopped.failure).toBe(failure);
  });
}
