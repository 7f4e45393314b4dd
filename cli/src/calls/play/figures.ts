/** The middle and the slow end of measured times, milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Null where nothing was measured. */
export function spreadOf(times: readonly number[]): Spread | null {
  if (times.length === 0) return null;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** How the audio of one side was played, by `performance.now()`. */
export interface Pace {
  /** When the call came in. */
  readonly createdAt: number;
  /** When the first sound was played. */
  readonly beganAt: number;
  readonly speed: number;
  /** How long the first frame is, milliseconds of the recording. */
  readonly frameMs: number;
}

/**
 * When a moment of the call was played. The service counts milliseconds from when the call came in, and puts the end of
 * the first frame where the call is when it comes; from there it counts the recording.
 */
export function playedAt({ createdAt, beganAt, speed, frameMs }: Pace, callMs: number): number {
  const firstFrameEnd = beganAt + frameMs / speed;
  const firstFrameEndCallMs = firstFrameEnd - createdAt;
  return firstFrameEnd + (callMs - firstFrameEndCallMs) / speed;
}
