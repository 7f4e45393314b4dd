import type { components } from '@kiwimesh/openapi/types';
import type { LinkedStatus } from '../booking/index.ts';
import type { DefibrillatorView } from './defibrillators/service.ts';
import { checkState, isInForce, isOpen, isUsable, nextCheckBy } from './engine/index.ts';
import { arrivedBeforeAmbulance } from './responses/service.ts';
import type { ResponseView } from './responses/view.ts';
import type { SkillView, VolunteeringView } from './volunteers/service.ts';

type Schemas = components['schemas'];

/** The pace that a metronome is set to, of the 100 to 120 a minute that all councils advise (ILCOR, AHA 2020, ERC 2021). */
const COMPRESSIONS_PER_MINUTE = 110;

const time = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

export function defibrillatorBody({ row, now }: DefibrillatorView): Schemas['Defibrillator'] {
  const { latitude, longitude, address } = row;
  return {
    id: row.id,
    communityId: row.communityId,
    name: row.name,
    location: { latitude, longitude, ...(address === null ? {} : { address }) },
    accessHint: row.accessHint,
    hours: row.hours?.map(({ days, from, to }) => ({ days: [...days], from, to })) ?? null,
    photoUrl: row.photoUrl,
    inService: row.inService,
    outOfServiceReason: row.outOfServiceReason,
    checkEveryDays: row.checkEveryDays,
    lastCheckedOn: row.lastCheckedOn,
    nextCheckBy: nextCheckBy(row),
    check: checkState(row, now.day),
    openNow: isOpen(row.hours, now),
    usable: isUsable(row, now),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function skillBody({ row, today }: SkillView): Schemas['VolunteerSkill'] {
  return {
    id: row.id,
    residentId: row.residentId,
    communityId: row.communityId,
    skill: row.skill,
    certifiedOn: row.certifiedOn,
    expiresOn: row.expiresOn,
    issuer: row.issuer,
    state: row.state,
    inForce: isInForce(row, today),
    decidedAt: time(row.decidedAt),
    decisionReason: row.decisionReason,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function volunteeringBody(view: VolunteeringView): Schemas['Volunteering'] {
  const { volunteer, available, positionAt, skills } = view;
  return { volunteer, available, positionAt: time(positionAt), skills: skills.map(skillBody) };
}

export function responseBody({ response, legs, expected }: ResponseView): Schemas['NeighbourhoodResponse'] {
  return {
    id: response.id,
    bookingId: response.bookingId,
    communityId: response.communityId,
    hospitalId: response.hospitalId,
    state: response.endedAt !== null ? 'ended' : response.plannedAt === null ? 'planning' : 'active',
    endReason: response.endReason,
    volunteersFound: response.volunteersFound,
    compressionsPerMinute: COMPRESSIONS_PER_MINUTE,
    legs: legs.map((leg) => legBody(leg, leg.booking.id === response.patientBookingId, expected)),
    outcome: {
      firstVolunteerArrivedAt: time(response.firstArrivedAt),
      ambulanceArrivedAt: time(response.ambulanceArrivedAt),
      arrivedBeforeAmbulance: arrivedBeforeAmbulance(response),
      defibrillatorFetched: response.outcome?.defibrillatorFetched ?? null,
      shockGiven: response.outcome?.shockGiven ?? null,
    },
    createdAt: response.createdAt.toISOString(),
    endedAt: time(response.endedAt),
    version: response.version,
  };
}

function legBody(
  { booking, position, accepted, offers }: LinkedStatus,
  toPatient: boolean,
  expected: ReadonlyMap<string, Date>,
): Schemas['NeighbourhoodLeg'] {
  return {
    role: toPatient ? 'patient' : 'defibrillator',
    bookingId: booking.id,
    state: booking.state,
    volunteer: booking.assignee,
    acceptedAt: time(accepted?.at),
    position:
      position === null
        ? null
        : {
            latitude: position.latitude,
            longitude: position.longitude,
            recordedAt: position.recordedAt.toISOString(),
          },
    expectedAt: time(expected.get(booking.id)),
    defibrillator: booking.waypoint,
    offers,
  };
}
