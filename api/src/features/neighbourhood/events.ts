import { event } from '../../kernel/events/event.ts';
import { count, flag, id, nullable, object, oneOf } from '../../kernel/payload/shapes.ts';

const communityId = '0193a5f0-7c1e-7000-8000-000000000001';
const hospitalId = '0193a5f0-7c1e-7000-8000-000000000002';
const bookingId = '0193a5f0-7c1e-7000-8000-000000000005';
const defibrillatorId = '0193a5f0-7c1e-7000-8000-000000000031';
const skillId = '0193a5f0-7c1e-7000-8000-000000000032';
const responseId = '0193a5f0-7c1e-7000-8000-000000000033';

const aDefibrillator = {
  data: object({ defibrillatorId: id, communityId: id }),
  example: { defibrillatorId, communityId },
};

export const DefibrillatorRegistered = event('defibrillator.registered', {
  description: 'A defibrillator was added to the register of a community.',
  ...aDefibrillator,
});
export const DefibrillatorUpdated = event('defibrillator.updated', {
  description: 'A defibrillator was changed, or taken out of service or back into it.',
  ...aDefibrillator,
});
export const DefibrillatorRemoved = event('defibrillator.removed', {
  description: 'A defibrillator was removed from the register.',
  ...aDefibrillator,
});
export const DefibrillatorChecked = event('defibrillator.checked', {
  description: 'Somebody looked at a defibrillator.',
  data: object({ defibrillatorId: id, communityId: id, ready: flag }),
  example: { defibrillatorId, communityId, ready: true },
});
export const DefibrillatorCheckOverdue = event('defibrillator.check_overdue', {
  description: 'A defibrillator was not checked in time; its managers are reminded.',
  data: object({ defibrillatorId: id, communityId: id, daysOverdue: count }),
  example: { defibrillatorId, communityId, daysOverdue: 3 },
});

const skill = oneOf('cpr', 'defibrillator', 'first_aid');

export const SkillDeclared = event('volunteer_skill.declared', {
  description: 'A volunteer declared a skill, which a community manager has to verify.',
  data: object({ skillId: id, communityId: id, skill }),
  example: { skillId, communityId, skill: 'cpr' },
});
export const SkillDecided = event('volunteer_skill.decided', {
  description: 'A declared skill was verified or rejected.',
  data: object({ skillId: id, communityId: id, skill, verified: flag }),
  example: { skillId, communityId, skill: 'cpr', verified: true },
});
export const SkillWithdrawn = event('volunteer_skill.withdrawn', {
  description: 'A volunteer withdrew a skill, and with it the consent to be called.',
  data: object({ skillId: id, communityId: id, skill }),
  example: { skillId, communityId, skill: 'cpr' },
});

const response = { responseId: id, bookingId: id, communityId: id, hospitalId: nullable(id) };
const responseExample = { responseId, bookingId, communityId, hospitalId };
const role = oneOf('patient', 'defibrillator');

export const ResponseRequested = event('neighbourhood.response_requested', {
  description: 'The neighbourhood is asked to respond to a suspected cardiac arrest.',
  data: object({ ...response, callId: nullable(id) }),
  example: { ...responseExample, callId: null },
});
export const ResponsePlanned = event('neighbourhood.response_planned', {
  description: 'The volunteers to ask were chosen; planning is repeated while a leg has nobody.',
  data: object({ ...response, volunteers: count, defibrillatorId: nullable(id) }),
  example: { ...responseExample, volunteers: 4, defibrillatorId },
});
export const VolunteerArrived = event('neighbourhood.volunteer_arrived', {
  description: 'A volunteer reached the patient.',
  data: object({ ...response, role, seconds: count, beforeAmbulance: flag }),
  example: { ...responseExample, role: 'patient', seconds: 190, beforeAmbulance: true },
});
export const OutcomeRecorded = event('neighbourhood.outcome_recorded', {
  description: 'What became of a response was recorded, as far as it is known.',
  data: object({ ...response, defibrillatorFetched: nullable(flag), shockGiven: nullable(flag) }),
  example: { ...responseExample, defibrillatorFetched: true, shockGiven: true },
});
export const ResponseEnded = event('neighbourhood.response_ended', {
  description: 'A response ended: volunteers were stood down, or the ambulance was cancelled or completed.',
  data: object({
    ...response,
    reason: oneOf('stood_down', 'ambulance_cancelled', 'ambulance_completed'),
    arrivedBeforeAmbulance: nullable(flag),
  }),
  example: { ...responseExample, reason: 'ambulance_completed', arrivedBeforeAmbulance: true },
});
