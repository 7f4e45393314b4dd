import type { Statement } from '../../triage/index.ts';
import type { CallSegment } from '../models.ts';

/** Longer transcripts are assessed by their end and their beginning: the limit of a statement, UTF-16 code units. */
const MAX_TEXT = 20_000;

/** What was said so far as a statement with turns, one line a segment. */
export function statementOf(
  segments: readonly Pick<CallSegment, 'text' | 'speaker'>[],
  language: string,
): Statement {
  let text = '';
  const turns = [];
  for (const segment of kept(segments)) {
    if (text !== '') text += '\n';
    const start = text.length;
    text += segment.text;
    turns.push({ start, end: text.length, speaker: segment.speaker });
  }
  return { text, turns, language };
}

/** The first half and the last half of what fits; what was said first says most often why somebody calls. */
function kept<S extends { readonly text: string }>(segments: readonly S[]): readonly S[] {
  const length = segments.reduce((sum, { text }) => sum + text.length + 1, 0);
  if (length <= MAX_TEXT) return segments;
  const half = (from: readonly S[]) => {
    let left = MAX_TEXT / 2;
    return from.filter(({ text }) => {
      left -= text.length + 1;
      return left >= 0;
    });
  };
  const head = half(segments);
  const tail = half([...segments].reverse()).reverse();
  return [...head, ...tail.filter((segment) => !head.includes(segment))];
}
