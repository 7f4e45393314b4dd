import type { Statement } from '../../triage/index.ts';
import type { CallSegment } from '../models.ts';

/** Longer transcripts are assessed by their end and their beginning: the limit of a statement, UTF-16 code units. */
export const MAX_TEXT = 20_000;
type Said = Pick<CallSegment, 'text' | 'speaker' | 'startsSentence'>;

/**
 * What was said so far as a statement with turns, one line a turn. Speech is committed a few words at a time, wherever a
 * window ends: "chest" and "pain" are one phrase though they are two segments.
 */
export function statementOf(segments: readonly Said[], language: string): Statement {
  let text = '';
  const turns: { start: number; end: number; speaker: Said['speaker'] }[] = [];
  for (const segment of segments) {
    const turn = turns.at(-1);
    const continued = segment.startsSentence ? undefined : turn;
    if (turn !== undefined) text += continued === undefined ? '\n' : ' ';
    const start = text.length;
    text += segment.text;
    if (continued === undefined) turns.push({ start, end: text.length, speaker: segment.speaker });
    else continued.end = text.length;
  }
  return { text, turns, language };
}
