import { Breaker } from '../../kernel/network/breaker.ts';
import { MapsError, type MapsPort, type TravelRequest, type TravelTable } from '../../ports/maps.ts';

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

  async travel(request: TravelRequest): Promise<TravelTable> {
    const { server, estimate, clock, onFailure, withinMs = WITHIN_MS } = this.#options;
    if (!this.#breaker.enter(clock())) return estimate.travel(request);
    try {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(withinMs)]);
      const table = await server.travel({ ...request, signal });
      this.#breaker.succeed();
      return hasWay(table) ? table : await estimate.travel(request);
    } catch (error) {
      if (!(error instanceof MapsError) || request.signal.aborted) {
        this.#breaker.abandon();
        throw error;
      }
      this.#breaker.fail(clock(), error);
      onFailure(error);
      return estimate.travel(request);
    }
  }
}

/** A table without a single way says that the server's map is of another region. */
function hasWay({ rows }: TravelTable): boolean {
  return rows.length === 0 || rows.some((row) => row.length === 0 || row.some((cell) => cell !== null));
}
