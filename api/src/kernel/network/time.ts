/** The time that requests to other systems run on, so that tests decide when it passes. */
export interface Time {
  /** Milliseconds of a clock that never goes backwards. */
  now(): number;
  /** Calls `run` after `ms`. @returns what cancels it. */
  after(ms: number, run: () => void): () => void;
}

export const PROCESS_TIME: Time = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
