import type { Statement } from '../../triage/index.ts';
import type { CallSegment } from '../models.ts';

/** Longer transcripts are assessed by their end and their beginning: the limit of a statement, UTF-16 code units. */
export const MAX_TEXT = 20_000;
/** A pause after which the next words are another sentence, milliseconds: longer than one inside a sentence. */
const PAUSE_MS = 1_000;

type Said = Pick<CallSegment, 'text' | 'speaker' | 'source' | 'startMs' | 'endMs'>;

/**
 * What was said so far as a statement with turns, one line a turn. Speech is committed a few words at a time, wherever a
 * window ends: "chest" and "pain" are one phrase though they are two segments.
 */
export function statementOf(segments: readonly Said[], language: string): Statement {
  let text = '';
  const turns: { start: number; end: number; speaker: Said['speaker'] }[] = [];
  let before: Said | undefined;
  for (const segment of segments) {
    const turn = turns.at(-1);
    const continued = before !== undefined && isContinued(before, segment) ? turn : undefined;
    if (turn !== undefined) text += continued === undefined ? '\n' : ' ';
    const start = text.length;
    text += segment.text;
    if (continued === undefined) turns.push({ start, end: text.length, speaker: segment.speaker });
    else continued.end = text.length;
    before = segment;
  }
  return { text, turns, language };
}

/** Whether words go on with the sentence of those before. */
export const isContinued = (before: Said, next: Said): boolean =>
  before.source === 'speech' &&
  next.source === 'speech' &&
  before.speaker === next.speaker &&
  next.startMs - before.endMs < PAUSE_MS;
