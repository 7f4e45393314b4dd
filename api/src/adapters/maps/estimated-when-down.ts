import { Breaker } from '../../kernel/network/breaker.ts';
import {
  type MapRoute,
  MapsError,
  type MapsPort,
  type RouteRequest,
  type TravelRequest,
  type TravelTable,
} from '../../ports/maps.ts';

/** Milliseconds for a reply: this is asked in emergencies, and the estimate is at hand. */
const WITHIN_MS = 2_000;

interface Options {
  /** Asked first. */
  readonly server: MapsPort;
  /** Answers where the server does not. */
  readonly estimate: MapsPort;
  readonly clock: () => number;
  readonly onFailure: (failure: MapsError) => void;
  readonly withinMs?: number;
}

/** A server of maps that is replaced by an estimate while it fails, is slow, or has no map of the place. */
export class EstimatedWhenDown implements MapsPort {
  readonly name: string;
  readonly #options: Options;
  readonly #breaker = new Breaker();

  constructor(options: Options) {
    this.#options = options;
    this.name = options.server.name;
  }

  travel(request: TravelRequest): Promise<TravelTable> {
    return this.#ask(request.signal, hasWay, (maps, signal) => maps.travel({ ...request, signal }));
  }

  route(request: RouteRequest): Promise<MapRoute | null> {
    const found = (route: MapRoute | null) => route !== null;
    return this.#ask(request.signal, found, (maps, signal) => maps.route({ ...request, signal }));
  }

  async #ask<Reply>(
    given: AbortSignal,
    isAnswer: (reply: Reply) => boolean,
    ask: (maps: MapsPort, signal: AbortSignal) => Promise<Reply>,
  ): Promise<Reply> {
    const { server, estimate, clock, onFailure, withinMs = WITHIN_MS } = this.#options;
    if (!this.#breaker.enter(clock())) return ask(estimate, given);
    try {
      const reply = await ask(server, AbortSignal.any([given, AbortSignal.timeout(withinMs)]));
      this.#breaker.succeed();
      return isAnswer(reply) ? reply : await ask(estimate, given);
    } catch (error) {
      if (!(error instanceof MapsError) || given.aborted) {
        this.#breaker.abandon();
        throw error;
      }
      this.#breaker.fail(clock(), error);
      onFailure(error);
      return ask(estimate, given);
    }
  }
}

/** A table without a single way says that the server's map is of another region. */
function hasWay({ rows }: TravelTable): boolean {
  return rows.length === 0 || rows.some((row) => row.length === 0 || row.some((cell) => cell !== null));
}
