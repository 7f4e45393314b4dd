import { setTimeout as wait } from 'node:timers/promises';
import { PROCESS_TIME } from '@kiwimesh/api/kernel/network/time.ts';
import { SPEECH_SAMPLE_RATE, type SpeechEngine } from '@kiwimesh/api/ports/speech.ts';
import { EnginePool } from '@kiwimesh/api/speech/engine-pool.ts';
import { LiveTranscript } from '@kiwimesh/api/speech/live.ts';
import type { CommittedSegment } from '@kiwimesh/api/speech/speech.ts';
import { SpeechStream } from '@kiwimesh/api/speech/streaming/stream.ts';

const FRAME_MS = 100;
/** A request of a busy machine, milliseconds. */
const MAX_REQUEST_MS = 120_000;
const FRAME_SAMPLES = (SPEECH_SAMPLE_RATE / 1000) * FRAME_MS;

export interface StreamedFile {
  readonly text: string;
  /** From the end of each committed stretch to its commit, milliseconds. */
  readonly lagsMs: readonly number[];
  readonly requests: number;
}

/** Transcribes audio at the pace at which it was spoken, as a call does. */
export async function streamFile(
  samples: Int16Array,
  engine: SpeechEngine,
  language: string | null,
  report: (line: string) => void,
): Promise<StreamedFile> {
  const lagsMs: number[] = [];
  const texts: string[] = [];
  let requests = 0;
  const pool = new EnginePool({
    engines: [{ engine, concurrency: 1 }],
    time: PROCESS_TIME,
    observer: {
      request() {
        requests += 1;
      },
    },
  });
  const began = performance.now();
  const transcript = new LiveTranscript(pool, PROCESS_TIME, {
    language,
    onUpdate({ committed, tentative }) {
      const atMs = performance.now() - began;
      if (committed !== null) {
        texts.push(committed.text);
        lagsMs.push(Math.round(atMs - committed.endMs));
        report(`${seconds(committed.startMs)} ${committed.text}   (+${seconds(atMs - committed.endMs)} s)`);
      } else if (tentative !== '') report(`       … ${tentative}`);
    },
    onHealth: (health) => report(`speech is ${health}`),
    onLost: ({ startMs, endMs }) => report(`${seconds(startMs)} lost: ${seconds(endMs - startMs)} s`),
  });
  for (let at = 0; at < samples.length; at += FRAME_SAMPLES) {
    const dueMs = ((at + FRAME_SAMPLES) / SPEECH_SAMPLE_RATE) * 1000;
    await wait(Math.max(dueMs - (performance.now() - began), 0));
    transcript.push(samples.subarray(at, at + FRAME_SAMPLES));
  }
  await transcript.finish();
  return { text: texts.join(' '), lagsMs, requests };
}

/**
 * Transcribes audio as a call of its pace would be where the engine has a processor to itself: a request lasts as long as the
 * engine computes, however busy this machine is. Waits for no time to pass but that of the engine.
 * @param processorMs the processor time that the engine has used so far.
 */
export async function streamAtRest(
  samples: Int16Array,
  engine: SpeechEngine,
  language: string | null,
  processorMs: () => number,
): Promise<StreamedFile> {
  const stream = new SpeechStream({ language });
  const lagsMs: number[] = [];
  const texts: string[] = [];
  let requests = 0;
  let answer: { readonly atMs: number; readonly take: () => CommittedSegment | null } | null = null;
  for (let atMs = FRAME_MS; ; atMs += FRAME_MS) {
    const from = ((atMs - FRAME_MS) / FRAME_MS) * FRAME_SAMPLES;
    if (from < samples.length) stream.push(samples.subarray(from, from + FRAME_SAMPLES));
    else stream.flush();
    if (answer !== null && answer.atMs <= atMs) {
      const committed = answer.take();
      if (committed !== null) {
        texts.push(committed.text);
        lagsMs.push(Math.round(answer.atMs - committed.endMs));
      }
      answer = null;
    }
    if (answer !== null) continue;
    const window = stream.next();
    if (window === null) {
      if (from >= samples.length && stream.idle) return { text: texts.join(' '), lagsMs, requests };
      continue;
    }
    requests += 1;
    const before = processorMs();
    const { samples: heard, language: asked, prompt } = window;
    const signal = AbortSignal.timeout(MAX_REQUEST_MS);
    const transcription = await engine.transcribe({ samples: heard, language: asked, prompt, signal });
    const tookMs = processorMs() - before;
    answer = {
      atMs: atMs + tookMs,
      take: () => stream.resolve(window, transcription, tookMs).committed,
    };
  }
}

/** Words substituted, left out or added, as a share of those said. */
export function wordErrorRate(said: string, read: string): number {
  const [reference, words] = [wordsOf(said), wordsOf(read)];
  let row = reference.map((_, index) => index);
  row.push(reference.length);
  for (const word of words) {
    const next = [(row[0] as number) + 1];
    reference.forEach((expected, index) => {
      next.push(
        Math.min(
          (row[index] as number) + (word === expected ? 0 : 1),
          (row[index + 1] as number) + 1,
          (next[index] as number) + 1,
        ),
      );
    });
    row = next;
  }
  return (row.at(-1) as number) / Math.max(reference.length, 1);
}

function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}']+/u)
    .filter((word) => word !== '');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2).padStart(6);
}
