import { event } from '../../kernel/events/event.ts';
import { id, object, time } from '../../kernel/payload/shapes.ts';

const residentId = '0193a5f0-7c1e-7000-8000-000000000004';

export const ResidentErasureRequested = event('resident.erasure_requested', {
  description: 'A resident will be erased when the time to cancel has passed.',
  data: object({ residentId: id, dueAt: time }),
  example: { residentId, dueAt: '2026-12-22T09:00:00.000Z' },
});
export const ResidentErasureWithdrawn = event('resident.erasure_withdrawn', {
  description: 'The request to erase a resident was cancelled.',
  data: object({ residentId: id }),
  example: { residentId },
});
export const ResidentErased = event('resident.erased', {
  description: 'A resident was erased.',
  data: object({ residentId: id }),
  example: { residentId },
});
