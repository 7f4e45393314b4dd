import { boundedFetch } from '../../kernel/network/bounded-fetch.ts';
import { causesOf, networkFailure, statusFailure } from '../../kernel/network/failures.ts';
import { retryAfterMs } from '../../kernel/network/retry-after.ts';
import {
  MAX_ROUTE_POINTS,
  type MapPoint,
  type MapRoute,
  MapsError,
  type MapsFailure,
  type MapsPort,
  type RouteRequest,
  stoppedMaps,
  type Travel,
  type TravelMode,
  type TravelRequest,
  type TravelTable,
} from '../../ports/maps.ts';

/** Bytes of one reply: a full table has 10,000 cells of about 20 bytes. */
const MAX_REPLY_BYTES = 1024 * 1024;

/** The names of OSRM's own profiles. */
const PROFILES: Record<TravelMode, string> = { walking: 'foot', driving: 'car' };

/**
 * Metres from a place to the nearest way of the map. A place further off is not on this map: a server that holds another
 * region moves every place to its border, where all of them would be neighbours.
 */
const MAX_OFF_MAP = 500;

/** What the server says, with status 400, where no way leads. */
const NO_ROUTE = 'NoRoute';

/** Decimals of a degree: 5 are about a metre. */
const DECIMALS = 5;

interface OsrmOptions {
  /** Such as `http://127.0.0.1:5000`; the path of the service is added. */
  readonly baseUrl: string;
  readonly maxReplyBytes?: number;
}

/** Ways by the table and route services of a server that speaks the HTTP protocol of OSRM, version 1. */
export class OsrmMaps implements MapsPort {
  readonly name = 'osrm';
  readonly #baseUrl: string;
  readonly #fetch: typeof fetch;

  constructor({ baseUrl, maxReplyBytes = MAX_REPLY_BYTES }: OsrmOptions) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    this.#fetch = boundedFetch(maxReplyBytes, (reason) => new MapsError('bad_reply', { serverCode: reason }));
  }

  async travel(request: TravelRequest): Promise<TravelTable> {
    const { from, to, signal } = request;
    if (signal.aborted) throw stoppedMaps(signal);
    if (from.length === 0 || to.length === 0) return { source: 'route', rows: from.map(() => []) };
    try {
      const reply = await this.#fetch(this.#address(request), { signal });
      if (!reply.ok) throw await failureOfReply(reply);
      return { source: 'route', rows: readTable(await reply.json(), from.length, to.length) };
    } catch (error) {
      if (signal.aborted) throw stoppedMaps(signal);
      throw failureOf(error);
    }
  }

  async route({ from, to, mode, signal }: RouteRequest): Promise<MapRoute | null> {
    if (signal.aborted) throw stoppedMaps(signal);
    const places = `${coordinates(from)};${coordinates(to)}`;
    const options = 'overview=simplified&geometries=geojson&generate_hints=false';
    try {
      const address = `${this.#baseUrl}/route/v1/${PROFILES[mode]}/${places}?${options}`;
      const reply = await this.#fetch(address, { signal });
      if (reply.ok) return readRoute(await reply.json());
      const failure = await failureOfReply(reply);
      if (failure.serverCode === NO_ROUTE) return null;
      throw failure;
    } catch (error) {
      if (signal.aborted) throw stoppedMaps(signal);
      throw failureOf(error);
    }
  }

  #address({ from, to, mode }: TravelRequest): string {
    const places = [...from, ...to].map(coordinates).join(';');
    const indexes = (first: number, count: number) =>
      Array.from({ length: count }, (_, index) => first + index).join(';');
    const sources = indexes(0, from.length);
    const destinations = indexes(from.length, to.length);
    return `${this.#baseUrl}/table/v1/${PROFILES[mode]}/${places}?sources=${sources}&destinations=${destinations}&annotations=duration,distance&generate_hints=false`;
  }
}

/** Longitude first. */
function coordinates({ latitude, longitude }: MapPoint): string {
  return `${longitude.toFixed(DECIMALS)},${latitude.toFixed(DECIMALS)}`;
}

/** @throws MapsError `bad_reply` where it is no table of this size. */
function readTable(reply: unknown, sources: number, destinations: number): (Travel | null)[][] {
  const table = reply as Readonly<Record<string, unknown>> | null;
  if (table?.code !== 'Ok') throw new MapsError('bad_reply', { serverCode: codeOf(table) });
  const durations = readMatrix(table.durations, sources, destinations);
  const distances = readMatrix(table.distances, sources, destinations);
  const starts = readOffMap(table.sources, sources);
  const ends = readOffMap(table.destinations, destinations);
  return durations.map((row, i) =>
    row.map((seconds, j) => {
      const metres = distances[i]?.[j] ?? null;
      if (seconds === null || metres === null || starts[i] || ends[j]) return null;
      return { seconds, metres };
    }),
  );
}

/** Null where a place is not on the map. @throws MapsError `bad_reply` where it is no route. */
function readRoute(reply: unknown): MapRoute | null {
  const found = reply as Readonly<Record<string, unknown>> | null;
  if (found?.code !== 'Ok' || !Array.isArray(found.routes))
    throw new MapsError('bad_reply', { serverCode: codeOf(found) });
  if (readOffMap(found.waypoints, 2).includes(true)) return null;
  const { duration, distance, geometry } = (found.routes[0] ?? {}) as Readonly<Record<string, unknown>>;
  const points = (geometry as { readonly coordinates?: unknown } | undefined)?.coordinates;
  const usable = isLength(duration) && isLength(distance) && Array.isArray(points);
  if (!usable || points.length < 2 || points.length > MAX_ROUTE_POINTS) throw new MapsError('bad_reply');
  return { source: 'route', seconds: duration, metres: distance, path: points.map(readPoint) };
}

const isLength = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

function readPoint(value: unknown): MapPoint {
  const [longitude, latitude] = Array.isArray(value) ? (value as unknown[]) : [];
  const valid =
    typeof longitude === 'number' &&
    typeof latitude === 'number' &&
    Math.abs(longitude) <= 180 &&
    Math.abs(latitude) <= 90;
  if (!valid) throw new MapsError('bad_reply');
  return { latitude, longitude };
}

function readMatrix(value: unknown, rows: number, columns: number): (number | null)[][] {
  if (!Array.isArray(value) || value.length !== rows) throw new MapsError('bad_reply');
  return value.map((row: unknown) => {
    if (!Array.isArray(row) || row.length !== columns) throw new MapsError('bad_reply');
    return row.map((cell: unknown) => {
      if (cell === null) return null;
      if (typeof cell !== 'number' || !Number.isFinite(cell) || cell < 0) throw new MapsError('bad_reply');
      return cell;
    });
  });
}

/** Which of the places are not on the server's map. Servers that do not tell how far they moved a place are trusted. */
function readOffMap(value: unknown, count: number): boolean[] {
  const moved = Array.isArray(value) ? value : [];
  return Array.from({ length: count }, (_, index) => {
    const { distance } = (moved[index] ?? {}) as { readonly distance?: unknown };
    return typeof distance === 'number' && distance > MAX_OFF_MAP;
  });
}

async function failureOfReply(reply: Response): Promise<MapsError> {
  const { status, headers } = reply;
  // The status says enough where a proxy answered in another format.
  const body: unknown = await reply.json().catch(() => null);
  return new MapsError(failureOfStatus(status), {
    serverCode: codeOf(body) ?? String(status),
    retryAfterMs: retryAfterMs(headers),
  });
}

/** The server's own word, such as `NoTable`; null where it is no plain word. */
function codeOf(body: unknown): string | null {
  const code = (body as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Za-z]{1,40}$/.test(code) ? code : null;
}

function failureOfStatus(status: number): MapsFailure {
  const failure = statusFailure(status);
  return failure === 'overloaded' ? 'server_error' : failure;
}

function failureOf(error: unknown): MapsError {
  for (const cause of causesOf(error)) {
    if (cause instanceof MapsError) return cause;
    const failed = networkFailure(cause);
    if (failed !== null) return new MapsError(failed.failure, { serverCode: failed.code });
  }
  return new MapsError('connection_lost');
}
