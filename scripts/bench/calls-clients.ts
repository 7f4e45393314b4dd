/**
 * The callers of the calls bench, in a process of their own: what they cost is not the service's, and a busy service does
 * not make them late. Each has a connection and a voice of its own, by the SDK as browsers use it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Kiwimesh, memoryStore } from '@kiwimesh/sdk';
import { speakTones } from '../../api/src/adapters/speech/sandbox/tones.ts';
import { saidIn, VOCABULARY } from './calls-words.ts';

export const FRAME_MS = 200;
const FRAME_SAMPLES = 16 * FRAME_MS;

/** What the bench asks for. */
export interface SpeakTask {
  readonly url: string;
  readonly calls: readonly { readonly id: string; readonly token: string }[];
  readonly seconds: number;
  /** Whether the service transcribes: then each side is finished, so that all its words are stored. */
  readonly transcribes: boolean;
}

/** The calls have joined, and begin to speak. */
export interface Began {
  readonly began: true;
}

export interface Spoke {
  readonly frames: number;
  readonly taken: number;
  /** Milliseconds until a frame was acknowledged. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** How late frames were sent, at most: the load itself did not keep up where this is much. */
  readonly lateMs: number;
  /** Processor time of this process while they spoke. */
  readonly cpuMs: number;
}

/** The frames of what a call says, up to where it repeats itself. */
export function framesOf(text: string): Int16Array[] {
  const { samples } = speakTones(text, VOCABULARY);
  const whole = new Int16Array(Math.ceil(samples.length / FRAME_SAMPLES) * FRAME_SAMPLES);
  whole.set(samples);
  return Array.from({ length: whole.length / FRAME_SAMPLES }, (_, nth) =>
    whole.subarray(nth * FRAME_SAMPLES, (nth + 1) * FRAME_SAMPLES),
  );
}

/** Lets every call speak its words at the pace of speech. Calls send at different moments of a frame. */
async function speak({ url, calls, seconds, transcribes }: SpeakTask): Promise<Spoke> {
  const audio = calls.map((_, nth) => framesOf(saidIn(nth)));
  const perCall = Math.floor((seconds * 1_000) / FRAME_MS);
  const times = new Float64Array(perCall * calls.length);
  let [joined, taken] = [0, 0];
  const lives = await Promise.all(
    calls.map(({ token }) => {
      const session = { accessToken: token, refreshToken: '', expiresAt: Number.MAX_SAFE_INTEGER };
      return new Kiwimesh({ baseUrl: url, store: memoryStore(session) }).liveCalls();
    }),
  );
  const lines = lives.map((live, nth) =>
    live.join(
      calls[nth]?.id as string,
      {
        onJoined: () => {
          joined += 1;
        },
        onFrameTaken: (_, ms) => {
          times[taken] = ms;
          taken += 1;
        },
        onProblem: (error) => console.warn(error.message),
      },
      { side: 'caller' },
    ),
  );
  while (joined < lines.length) await delay(50);
  process.send?.({ began: true } satisfies Began);
  const cpu = process.cpuUsage();
  const began = performance.now();
  let lateMs = 0;
  for (let frame = 0; frame < perCall; frame += 1) {
    for (const [nth, line] of lines.entries()) {
      const due = began + (frame + nth / lines.length) * FRAME_MS;
      const early = due - performance.now();
      if (early > 1) await delay(early);
      lateMs = Math.max(lateMs, performance.now() - due);
      const frames = audio[nth] as readonly Int16Array[];
      line.send(frames[frame % frames.length] as Int16Array, due);
    }
  }
  const patience = performance.now() + Math.max(10_000, seconds * 1_000);
  while (taken < perCall * lines.length && performance.now() < patience) await delay(50);
  const { user, system } = process.cpuUsage(cpu);
  if (transcribes) await Promise.all(lines.map((line) => line.finish()));
  for (const live of lives) live.close();
  const sorted = times.subarray(0, taken).toSorted();
  const at = (share: number) => sorted[Math.min(taken - 1, Math.floor(taken * share))] ?? Number.NaN;
  return {
    frames: perCall * lines.length,
    taken,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
    lateMs,
    cpuMs: (user + system) / 1_000,
  };
}

// Also imported by the bench, for what it says of frames.
if (process.argv[1] === import.meta.filename) {
  process.on('message', (task: SpeakTask) => void speak(task).then((spoke) => process.send?.(spoke)));
  process.send?.({ ready: true, url: '' });
}
