import { setTimeout as delay } from 'node:timers/promises';
import type { CallLine } from '@kiwimesh/sdk';
import type { Recording } from './wav.ts';

/** How much audio one frame has, milliseconds. */
export const FRAME_MS = 200;
/**
 * Audio that may wait to be sent, milliseconds. While more waits the recording stops, as a telephone would not: the SDK
 * keeps the last 30 s, and what is older would be lost.
 */
const MAX_WAITING_MS = 10_000;
const LOOK_AGAIN_MS = 50;

/** The frames of one channel, the last one shorter. */
export function framesOf(channel: Uint8Array, { encoding, sampleRate }: Recording): Uint8Array[] {
  const bytes = (sampleRate / 1_000) * FRAME_MS * (encoding === 'mulaw' ? 1 : 2);
  return Array.from({ length: Math.ceil(channel.length / bytes) }, (_, nth) =>
    channel.subarray(nth * bytes, (nth + 1) * bytes),
  );
}

/**
 * Sends frames at the pace at which they were spoken, `speed` times as fast.
 * @returns how long the recording had to stop for the service, milliseconds.
 */
export async function sendFrames(
  line: Pick<CallLine, 'send' | 'waitingMs'>,
  frames: readonly Uint8Array[],
  { beganAt, speed, signal }: { beganAt: number; speed: number; signal: AbortSignal },
): Promise<number> {
  let heldBackMs = 0;
  for (const [nth, frame] of frames.entries()) {
    // A frame can be sent when its last sample was recorded.
    const due = beganAt + heldBackMs + ((nth + 1) * FRAME_MS) / speed;
    if (due > performance.now()) await delay(due - performance.now(), undefined, { signal });
    const stoppedAt = performance.now();
    while (line.waitingMs > MAX_WAITING_MS) await delay(LOOK_AGAIN_MS, undefined, { signal });
    heldBackMs += Math.max(0, performance.now() - Math.max(stoppedAt, due));
    signal.throwIfAborted();
    line.send(frame, due);
  }
  return heldBackMs;
}
