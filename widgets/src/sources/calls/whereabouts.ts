import type { WhereaboutsState } from '../../domain/call.ts';
import { failureOf } from '../../domain/failure.ts';
import { type Fix, type GeolocationFailure, locate, positionPermission } from '../../domain/geolocation.ts';
import { randomKey } from '../../domain/random-key.ts';

/** Seconds between tries. */
const RETRY_SECONDS = [1, 2, 4, 8] as const;

/**
 * Where the caller's device is, told to the desk once the call rings: nothing of the call waits for it, and the call goes
 * on whatever becomes of it.
 */
export class Whereabouts {
  state: WhereaboutsState = 'unknown';
  /** The radius of what the desk has, metres. */
  accuracyMetres: number | null = null;
  readonly #send: (fix: Fix, key: string) => Promise<void>;
  readonly #changed: () => void;
  /** Changes with each call: what answers an earlier one is dropped. */
  #round = {};

  /** @param send gives a position to the service, whatever call it belongs to now. @param changed called after each change. */
  constructor(send: (fix: Fix, key: string) => Promise<void>, changed: () => void) {
    this.#send = send;
    this.#changed = changed;
  }

  /** A call rings. Where the person allowed it before they are not asked again. */
  async begin(): Promise<void> {
    const round = this.#round;
    const permission = await positionPermission();
    if (round !== this.#round || this.state !== 'unknown') return;
    if (permission === 'granted') await this.share();
    else this.#turn(permission === 'denied' ? 'refused' : 'asking');
  }

  /** Finds out where the device is, which the browser may ask the person for, and tells the desk. */
  async share(): Promise<void> {
    const round = this.#round;
    this.#turn('locating');
    try {
      const fix = await locate();
      const key = randomKey();
      for (let tries = 0; round === this.#round; tries += 1) {
        const wait = await this.#try(fix, key, tries);
        if (wait === null) break;
        await new Promise((done) => setTimeout(done, wait));
      }
      if (round !== this.#round) return;
      this.accuracyMetres = fix.accuracyMetres;
      this.#turn('sent');
    } catch (reason) {
      if (round === this.#round) this.#turn(isWhy(reason) ? reason : 'unavailable');
    }
  }

  /** The desk has a position from before. @param accuracyMetres its radius. */
  known(accuracyMetres: number | null): void {
    this.accuracyMetres = accuracyMetres;
    this.#turn('sent');
  }

  /** The person says themselves where they are. */
  keep(): void {
    this.#turn('kept');
  }

  reset(): void {
    this.#round = {};
    this.state = 'unknown';
    this.accuracyMetres = null;
  }

  /** @returns how long to wait before the next try, milliseconds; null when the desk has it. @throws what will not change. */
  async #try(fix: Fix, key: string, tries: number): Promise<number | null> {
    try {
      await this.#send(fix, key);
      return null;
    } catch (thrown) {
      const { kind, status, retryAfter } = failureOf(thrown);
      if (kind === 'problem' && status < 500 && status !== 429) throw thrown;
      const seconds = RETRY_SECONDS[Math.min(tries, RETRY_SECONDS.length - 1)] as number;
      return (retryAfter ?? seconds) * 1000;
    }
  }

  #turn(state: WhereaboutsState): void {
    this.state = state;
    this.#changed();
  }
}

const isWhy = (reason: unknown): reason is GeolocationFailure =>
  reason === 'refused' || reason === 'unavailable' || reason === 'timeout';
