import type { components } from '@kiwimesh/openapi/types';
import type { Kiwimesh } from '@kiwimesh/sdk';

type CallSegment = components['schemas']['CallSegment'];

const PAGE = 200;

/** The words of a call after the stretch with this number. */
export async function transcriptOf(kiwi: Kiwimesh, callId: string, after = 0): Promise<CallSegment[]> {
  const segments: CallSegment[] = [];
  for (let next: number | null = after; next !== null; ) {
    const page: { data: CallSegment[]; nextSequence: number | null } = await kiwi.get(
      '/v1/calls/{callId}/transcript',
      { path: { callId }, query: { after: next, limit: PAGE } },
    );
    segments.push(...page.data);
    next = page.nextSequence;
  }
  return segments;
}

/** Sentences, which are committed a few words at a time, as one stretch each. */
export function linesOf(transcript: readonly CallSegment[]): CallSegment[] {
  const lines: CallSegment[] = [];
  for (const segment of transcript) {
    const last = lines.at(-1);
    if (last === undefined || segment.startsSentence) lines.push(segment);
    else lines[lines.length - 1] = { ...last, text: `${last.text} ${segment.text}`, endMs: segment.endMs };
  }
  return lines;
}
