import type { ServerResponse } from 'node:http';
import {
  LocalServer,
  type ReplyFault,
  sendFaulty,
  sendJson,
} from '../../../src/adapters/sandbox/local-server.ts';
import { distanceMetres } from '../../../src/kernel/values/great-circle.ts';
import type { MapPoint } from '../../../src/ports/maps.ts';

/** What goes wrong with a request, in place of a good reply. */
export type OsrmSandboxFault =
  | ReplyFault
  /** A good beginning, then a byte now and then, and no end. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'huge'; readonly bytes: number }
  /** Members in place of those of a good reply. */
  | { readonly kind: 'members'; readonly members: Readonly<Record<string, unknown>> };

/** Metres per second along the ways of the sandbox, by profile: those of OSRM's own profiles in a town. */
const SPEEDS: Readonly<Record<string, number>> = { foot: 5 / 3.6, car: 30 / 3.6 };

interface Options {
  /** Ways lead along a grid, so that they are longer than the straight line. These places have none. */
  readonly isIsland?: (point: MapPoint) => boolean;
  /** Metres by which a place is moved to the nearest way. */
  readonly offMap?: (point: MapPoint) => number;
}

/** Speaks the table and route services of OSRM's HTTP protocol on a local port, over streets that run north-south and east-west. */
export class OsrmSandbox {
  readonly asked: { readonly profile: string; readonly sources: number; readonly destinations: number }[] =
    [];
  readonly #options: Options;
  readonly #server: LocalServer;
  readonly #faults: OsrmSandboxFault[] = [];

  constructor(options: Options = {}) {
    this.#options = options;
    this.#server = new LocalServer((request, response) => this.#serve(request.url ?? '/', response));
  }

  /** @returns the address, without a path. */
  start(): Promise<string> {
    return this.#server.start();
  }

  /** Afterwards the port refuses connections. */
  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** Faults for the next requests, one each, in this order. */
  failNext(...faults: OsrmSandboxFault[]): void {
    this.#faults.push(...faults);
  }

  #serve(url: string, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, 'http://sandbox');
    const [, walk, pair] = /^\/route\/v1\/([a-z]+)\/([-0-9.,;]+)$/.exec(pathname) ?? [];
    if (walk !== undefined && pair !== undefined) {
      this.#route(SPEEDS[walk] ?? 1, placesOf(pair), response);
      return;
    }
    const [, profile, list] = /^\/table\/v1\/([a-z]+)\/([-0-9.,;]+)$/.exec(pathname) ?? [];
    if (profile === undefined || list === undefined) {
      sendJson(response, 400, { code: 'InvalidUrl', message: 'URL string malformed' });
      return;
    }
    const speed = SPEEDS[profile];
    const places = placesOf(list);
    const sources = chosen(searchParams.get('sources'), places);
    const destinations = chosen(searchParams.get('destinations'), places);
    if (speed === undefined || sources === null || destinations === null) {
      sendJson(response, 400, { code: 'InvalidOptions', message: 'Index out of bounds' });
      return;
    }
    this.asked.push({ profile, sources: sources.length, destinations: destinations.length });
    const table = this.#table(sources, destinations, speed);
    const wanted = (searchParams.get('annotations') ?? 'duration').split(',');
    const reply = {
      code: 'Ok',
      ...(wanted.includes('duration') ? { durations: table.durations } : {}),
      ...(wanted.includes('distance') ? { distances: table.distances } : {}),
      sources: sources.map((place) => this.#waypoint(place)),
      destinations: destinations.map((place) => this.#waypoint(place)),
    };
    this.#answer(reply, response);
  }

  /** North or south first, then east or west. */
  #route(speed: number, [from, to]: readonly MapPoint[], response: ServerResponse): void {
    const { isIsland = () => false } = this.#options;
    if (from === undefined || to === undefined || isIsland(from) || isIsland(to)) {
      sendJson(response, 400, { code: 'NoRoute', message: 'Impossible route between points' });
      return;
    }
    const corner = { latitude: to.latitude, longitude: from.longitude };
    const metres = round(distanceMetres(from, corner) + distanceMetres(corner, to));
    const coordinates = [from, corner, to].map(({ latitude, longitude }) => [longitude, latitude]);
    const reply = {
      code: 'Ok',
      routes: [
        { distance: metres, duration: round(metres / speed), geometry: { type: 'LineString', coordinates } },
      ],
      waypoints: [from, to].map((place) => this.#waypoint(place)),
    };
    this.#answer(reply, response);
  }

  #table(sources: readonly MapPoint[], destinations: readonly MapPoint[], speed: number) {
    const { isIsland = () => false } = this.#options;
    const distances = sources.map((from) =>
      destinations.map((to) =>
        isIsland(from) || isIsland(to)
          ? null
          : round(
              distanceMetres(from, { ...from, latitude: to.latitude }) +
                distanceMetres(to, { ...to, longitude: from.longitude }),
            ),
      ),
    );
    const durations = distances.map((row) => row.map((metres) => metres && round(metres / speed)));
    return { distances, durations };
  }

  #waypoint(place: MapPoint) {
    const distance = this.#options.offMap?.(place) ?? 0;
    return { location: [place.longitude, place.latitude], name: '', distance };
  }

  #answer(reply: object, response: ServerResponse): void {
    const fault = this.#faults.shift();
    switch (fault?.kind) {
      case 'reset':
      case 'hang':
      case 'html':
      case 'truncated':
      case 'redirect':
        sendFaulty(response, fault, () => reply);
        return;
      case 'drip': {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"code":"Ok","durations":[');
        const timer = setInterval(() => response.write(' '), fault.everyMs);
        response.once('close', () => clearInterval(timer));
        return;
      }
      case 'status':
        sendJson(response, fault.status, { code: 'NoTable', message: 'refused' }, fault.headers);
        return;
      case 'huge':
        sendJson(response, 200, { ...reply, padding: 'x'.repeat(fault.bytes) });
        return;
      case 'members':
        sendJson(response, 200, { ...reply, ...fault.members });
        return;
      default:
        sendJson(response, 200, reply);
    }
  }
}

function placesOf(list: string): MapPoint[] {
  return list.split(';').map((pair) => {
    const [longitude = Number.NaN, latitude = Number.NaN] = pair.split(',').map(Number);
    return { latitude, longitude };
  });
}

/** The places that an option like `0;2` names; all of them without it; null where it names none. */
function chosen(option: string | null, places: readonly MapPoint[]): MapPoint[] | null {
  const indexes = option === null ? [...places.keys()] : option.split(';').map(Number);
  const found = indexes.map((index) => places[index]);
  return found.every((place) => place !== undefined) ? (found as MapPoint[]) : null;
}

/** OSRM gives one decimal. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
