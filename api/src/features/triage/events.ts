import { event } from '../../kernel/events/event.ts';
import { count, flag, id, nullable, object } from '../../kernel/payload/shapes.ts';

const triageId = '0193a5f0-7c1e-7000-8000-000000000031';
const hospitalId = '0193a5f0-7c1e-7000-8000-000000000002';
const communityId = '0193a5f0-7c1e-7000-8000-000000000001';
const residentId = '0193a5f0-7c1e-7000-8000-000000000004';
const bookingId = '0193a5f0-7c1e-7000-8000-000000000005';

const about = {
  triageId: id,
  residentId: nullable(id),
  communityId: nullable(id),
  hospitalId: nullable(id),
  bookingId: nullable(id),
};

export const TriageAssessed = event('triage.assessed', {
  description: 'The urgency of a problem was assessed. Urgency is 1 (immediate) to 5 (non-urgent).',
  data: object({ ...about, urgency: count, rulesFloor: count, insufficient: flag, degraded: flag }),
  example: {
    triageId,
    residentId,
    communityId,
    hospitalId: null,
    bookingId: null,
    urgency: 2,
    rulesFloor: 2,
    insufficient: false,
    degraded: false,
  },
});

export const TriageOverridden = event('triage.overridden', {
  description: 'A person decided another urgency than triage.',
  data: object({ ...about, urgency: count, assessedUrgency: count }),
  example: { triageId, residentId, communityId, hospitalId, bookingId, urgency: 3, assessedUrgency: 2 },
});

export const TriageOutcomeRecorded = event('triage.outcome_recorded', {
  description: 'It was reported what a problem turned out to be.',
  data: object(about),
  example: { triageId, residentId, communityId, hospitalId, bookingId },
});
