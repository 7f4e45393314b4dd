import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { distanceMetres } from '../../../src/kernel/values/great-circle.ts';
import type { MapPoint } from '../../../src/ports/maps.ts';

/** What goes wrong with a request, in place of a good reply. */
export type OsrmSandboxFault =
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' }
  /** A good beginning, then a byte now and then, and no end. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'html' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'huge'; readonly bytes: number }
  | { readonly kind: 'redirect'; readonly location: string }
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

/** Speaks the table service of OSRM's HTTP protocol on a local port, over streets that run north-south and east-west. */
export class OsrmSandbox {
  readonly asked: { readonly profile: string; readonly sources: number; readonly destinations: number }[] =
    [];
  readonly #options: Options;
  readonly #server: Server;
  readonly #faults: OsrmSandboxFault[] = [];

  constructor(options: Options = {}) {
    this.#options = options;
    this.#server = createServer((request, response) => this.#serve(request.url ?? '/', response));
  }

  /** @returns the address, without a path. */
  async start(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Afterwards the port refuses connections. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Faults for the next requests, one each, in this order. */
  failNext(...faults: OsrmSandboxFault[]): void {
    this.#faults.push(...faults);
  }

  #serve(url: string, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, 'http://sandbox');
    const [, profile, list] = /^\/table\/v1\/([a-z]+)\/([-0-9.,;]+)$/.exec(pathname) ?? [];
    if (profile === undefined || list === undefined) {
      send(response, 400, { code: 'InvalidUrl', message: 'URL string malformed' });
      return;
    }
    const speed = SPEEDS[profile];
    const places = list.split(';').map((pair): MapPoint => {
      const [longitude = Number.NaN, latitude = Number.NaN] = pair.split(',').map(Number);
      return { latitude, longitude };
    });
    const sources = chosen(searchParams.get('sources'), places);
    const destinations = chosen(searchParams.get('destinations'), places);
    if (speed === undefined || sources === null || destinations === null) {
      send(response, 400, { code: 'InvalidOptions', message: 'Index out of bounds' });
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
        response.socket?.resetAndDestroy();
        return;
      case 'hang':
        return;
      case 'drip': {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"code":"Ok","durations":[');
        const timer = setInterval(() => response.write(' '), fault.everyMs);
        response.once('close', () => clearInterval(timer));
        return;
      }
      case 'status':
        send(response, fault.status, { code: 'NoTable', message: 'refused' }, fault.headers);
        return;
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<html><body>It works!</body></html>');
        return;
      case 'truncated': {
        const body = JSON.stringify(reply);
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(body.slice(0, Math.ceil(body.length / 2)));
        return;
      }
      case 'huge':
        send(response, 200, { ...reply, padding: 'x'.repeat(fault.bytes) });
        return;
      case 'redirect':
        response.writeHead(302, { location: fault.location });
        response.end();
        return;
      case 'members':
        send(response, 200, { ...reply, ...fault.members });
        return;
      default:
        send(response, 200, reply);
    }
  }
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

function send(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
