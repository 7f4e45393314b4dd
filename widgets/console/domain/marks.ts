import type { CallSegment, Triage } from '../../src/domain/wire.ts';

type Finding = Triage['findings'][number];

/** A stretch of a segment; `findings` are what was understood of it. */
export interface Stretch {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Where a segment is in the words of an assessment. */
interface Placed {
  readonly start: number;
  readonly end: number;
}

/**
 * Where each segment is in the words that were assessed, by sequence. The service joins them with one character, a space
 * or a new line: which of them is its own affair. A segment that was said since, or left out of a very long call, has no place.
 */
function placesOf(segments: readonly CallSegment[], words: string): ReadonlyMap<number, Placed> {
  const places = new Map<number, Placed>();
  let from = 0;
  for (const { sequence, text } of segments) {
    const start = words.startsWith(text, from) ? from : words.indexOf(text, from);
    if (start < 0 || text === '') continue;
    places.set(sequence, { start, end: start + text.length });
    from = start + text.length + 1;
  }
  return places;
}

/**
 * Each segment's text in stretches, with what was found in them, by sequence. A finding that spans two segments marks its
 * part of both.
 */
export function stretchesOf(
  segments: readonly CallSegment[],
  triage: Pick<Triage, 'text' | 'findings'> | null,
): ReadonlyMap<number, readonly Stretch[]> {
  const words = triage?.text ?? '';
  const places = placesOf(segments, words);
  return new Map(
    segments.map((segment) => {
      const place = places.get(segment.sequence);
      const found = place === undefined ? [] : foundIn(place, triage?.findings ?? []);
      return [segment.sequence, cut(segment.text, place?.start ?? 0, found)];
    }),
  );
}

const foundIn = ({ start, end }: Placed, findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ evidence }) => evidence !== null && evidence.start < end && evidence.end > start);

/** @param offset where the text begins in what the findings count in. */
function cut(text: string, offset: number, findings: readonly Finding[]): readonly Stretch[] {
  const within = (at: number) => Math.min(Math.max(at - offset, 0), text.length);
  const edges = findings.flatMap(({ evidence }) =>
    evidence === null ? [] : [within(evidence.start), within(evidence.end)],
  );
  const points = [...new Set([0, ...edges, text.length])].toSorted((a, b) => a - b);
  return points.slice(0, -1).map((start, index) => {
    const end = points[index + 1] ?? text.length;
    return {
      text: text.slice(start, end),
      findings: findings.filter(
        ({ evidence }) => evidence !== null && within(evidence.start) <= start && within(evidence.end) >= end,
      ),
    };
  });
}
