/** WGS 84 degrees. */
export interface MapPoint {
  readonly latitude: number;
  readonly longitude: number;
}

export type TravelMode = 'walking' | 'driving';

/** More places than a request needs, and what routing servers accept by default (`--max-table-size 100` of OSRM). */
export const MAX_TRAVEL_PLACES = 100;

export interface TravelRequest {
  /** With `to`, at most {@link MAX_TRAVEL_PLACES}. */
  readonly from: readonly MapPoint[];
  readonly to: readonly MapPoint[];
  readonly mode: TravelMode;
  /** Stops the request. Where its reason is a TimeoutError the failure is `timed_out`, else `cancelled`. */
  readonly signal: AbortSignal;
}

export interface Travel {
  readonly seconds: number;
  /** Along the way. */
  readonly metres: number;
}

export interface TravelTable {
  /** `route`: along the ways of a map. `estimate`: from the straight line. */
  readonly source: 'route' | 'estimate';
  /** `rows[i][j]` is the way from `from[i]` to `to[j]`; null where there is none. */
  readonly rows: readonly (readonly (Travel | null)[])[];
}

export interface RouteRequest extends Pick<TravelRequest, 'mode' | 'signal'> {
  readonly from: MapPoint;
  readonly to: MapPoint;
}

export interface MapRoute extends Travel {
  readonly source: TravelTable['source'];
  /** From the beginning to the end, at least two points and at most {@link MAX_ROUTE_POINTS}. */
  readonly path: readonly MapPoint[];
}

/** A way through a country, simplified for the scale of the whole, has a few hundred. */
export const MAX_ROUTE_POINTS = 5_000;

/** How long the ways between places are. */
export interface MapsPort {
  /** What logs call it, such as `osrm`. */
  readonly name: string;
  /** The ways from each of several places to each of several others. @throws MapsError always and only. */
  travel(request: TravelRequest): Promise<TravelTable>;
  /** The way from one place to another; null where there is none. @throws MapsError always and only. */
  route(request: RouteRequest): Promise<MapRoute | null>;
}

/** Why there is no answer, and whether asking again soon can help. */
export const MAPS_FAILURES = {
  /** No connection: refused, no such host, TLS. */
  unreachable: { retryable: true },
  /** The connection closed before the reply was complete. */
  connection_lost: { retryable: true },
  /** No complete reply within the time that the caller allows. */
  timed_out: { retryable: true },
  /** 429: obey `retryAfterMs`. */
  rate_limited: { retryable: true },
  /** 5xx. */
  server_error: { retryable: true },
  /** The reply is not of the protocol: HTML, cut JSON, a table of another size, times that are no numbers. */
  bad_reply: { retryable: true },
  /** 401, 403: our credential. An operator must act. */
  unauthorised: { retryable: false },
  /** Another 4xx: the server does not serve such a request. An operator must act. */
  rejected: { retryable: false },
  /** We stopped the request. */
  cancelled: { retryable: false },
} as const satisfies Record<string, { retryable: boolean }>;

export type MapsFailure = keyof typeof MAPS_FAILURES;

/** The only error an adapter throws. Never carries a place. */
export class MapsError extends Error {
  readonly failure: MapsFailure;
  readonly retryable: boolean;
  /** How long the server asked us to wait. */
  readonly retryAfterMs: number | null;
  /** What the server answered with, such as `429` or `NoTable`, or what went wrong before, such as `ECONNRESET`. */
  readonly serverCode: string | null;

  constructor(
    failure: MapsFailure,
    details: { readonly retryAfterMs?: number | null; readonly serverCode?: string | null } = {},
  ) {
    super(
      `the map server gave no travel times: ${failure}${details.serverCode ? ` (${details.serverCode})` : ''}`,
    );
    this.name = 'MapsError';
    this.failure = failure;
    this.retryable = MAPS_FAILURES[failure].retryable;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.serverCode = details.serverCode ?? null;
  }
}

/** What a stopped signal means. */
export function stoppedMaps({ reason }: AbortSignal): MapsError {
  return new MapsError(reason instanceof Error && reason.name === 'TimeoutError' ? 'timed_out' : 'cancelled');
}
