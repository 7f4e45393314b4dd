import type { ModelError } from '../../ports/llm.ts';
import type { Ask, Asked, Attempt } from '../ask.ts';

/** What is reported of the router's work, for metrics and the log. Nothing in it is content. */
export interface RouterObserver {
  /** @param error of an attempt that failed; `providerCode` in it is for the log. */
  attempt(attempt: Attempt, error: ModelError | null): void;
  asked(ask: Pick<Ask<unknown>, 'task' | 'sensitivity' | 'reasoning'>, asked: Asked<unknown>): void;
  /** The spend could not be booked, or the router itself failed. */
  fault(where: 'reserve' | 'settle' | 'router', error: unknown): void;
}

export const NO_OBSERVER: RouterObserver = { attempt() {}, asked() {}, fault() {} };

/** An observer whose own failures cannot harm an ask. */
export function harmless(observer: RouterObserver): RouterObserver {
  const safely = (report: () => void) => {
    try {
      report();
    } catch {
      // There is no one left to report it to: an answer matters more than its metrics.
    }
  };
  return {
    attempt: (attempt, error) => safely(() => observer.attempt(attempt, error)),
    asked: (ask, asked) => safely(() => observer.asked(ask, asked)),
    fault: (where, error) => safely(() => observer.fault(where, error)),
  };
}
