import type { Json } from '../../../kernel/ground/json.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import type { CallSegment } from '../models.ts';
import { NAMESPACE, roomsOf } from '../rooms.ts';
import { segmentOut } from '../wire.ts';

/** Segments in one message: what the contract allows. */
const MAX_PUBLISHED = 100;

/** Publishes words of one side that stay to everyone in the call, the caller as well. */
export function publishCommitted(realtime: Realtime, segments: readonly CallSegment[]): void {
  for (let first = 0; first < segments.length; first += MAX_PUBLISHED) {
    const some = segments.slice(first, first + MAX_PUBLISHED);
    const [{ callId, speaker }] = some as [CallSegment];
    const committed = some.map((segment) => segmentOut(segment) as unknown as Json);
    const { all } = roomsOf({ id: callId, hospitalId: null });
    realtime.publish(NAMESPACE, [all], 'transcript', { callId, speaker, committed, tentative: '' });
  }
}
