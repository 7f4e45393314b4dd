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

/** Silence that ends a line of the transcript, milliseconds, as the service reads it; shorter ones are inside a sentence. */
const PAUSE_MS = 1_000;

/** Words that one speaker says without a pause, which are committed a few at a time, as one stretch. */
export function linesOf(transcript: readonly CallSegment[]): CallSegment[] {
  const lines: CallSegment[] = [];
  for (const segment of transcript) {
    const last = lines.at(-1);
    const goesOn =
      last?.source === 'speech' &&
      segment.source === 'speech' &&
      last.speaker === segment.speaker &&
      segment.startMs - last.endMs < PAUSE_MS;
    if (goesOn)
      lines[lines.length - 1] = { ...last, text: `${last.text} ${segment.text}`, endMs: segment.endMs };
    else lines.push(segment);
  }
  return lines;
}
