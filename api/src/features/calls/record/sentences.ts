import type { CallSegment } from '../models.ts';

type Said = Pick<CallSegment, 'speaker' | 'source' | 'startMs'>;
type SaidBefore = Pick<CallSegment, 'speaker' | 'source' | 'endMs'>;

/** A pause after which the next words are another sentence, milliseconds: longer than one inside a sentence. */
const PAUSE_MS = 1_000;

/**
 * Whether words begin a sentence or go on with the one before. Speech is committed a few words at a time, wherever a window
 * of audio ends. Decided once, when they are stored: everyone who reads a transcript sees the same sentences.
 */
export function startsSentence(before: SaidBefore | undefined, next: Said): boolean {
  return (
    before?.source !== 'speech' ||
    next.source !== 'speech' ||
    before.speaker !== next.speaker ||
    next.startMs - before.endMs >= PAUSE_MS
  );
}
