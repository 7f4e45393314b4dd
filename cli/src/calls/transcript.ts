import type { Kiwimesh } from '@kiwimesh/sdk';
import type { CallSegment } from './show.ts';

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
