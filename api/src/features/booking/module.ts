import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule, opening } from '../../kernel/module.ts';
import type { Realtime } from '../../kernel/realtime/realtime.ts';
import type { InboundFace } from '../inbound/index.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import type { TriageFace } from '../triage/index.ts';
import { releaseFrom, releaseSubscriber } from './dispatch/release.ts';
import { retiredSubscribers } from './dispatch/retired-subscribers.ts';
import { dispatchSubscriber } from './dispatch/search.ts';
import { bookingJobs } from './dispatch/timers.ts';
import type { UnitStatus } from './dispatch/unit-status.ts';
import { urgencySubscriber } from './dispatch/urgency.ts';
import type { BookingFace } from './index.ts';
import { linkedBookings } from './linked/face.ts';
import { linkedSubscriber } from './linked/follow.ts';
import { NAMESPACE, realtimeSubscriber, removeFormerVolunteers } from './live/publish.ts';
import { registerSocketRequests } from './live/sockets.ts';
import { bookingOperations } from './operations.ts';
import { bookingRecords } from './personal-data.ts';
import { loadPolicies } from './policies/load.ts';
import type { RegionalTerms } from './policies/regional.ts';
import { bookingProblems } from './problems.ts';
import { staffAtWork, workOf } from './record/assignments.ts';
import { attachableBookings } from './record/attachable.ts';
import { progressOf } from './record/reads.ts';
import { replySubscriber } from './replies/subscriber.ts';
import { BookingService } from './service.ts';
import { bookingSettings } from './settings.ts';
import type { VolunteerSkills } from './volunteer-skills.ts';

interface BookingNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly inbound: InboundFace;
  readonly triage: Pick<TriageFace, 'attach'>;
  readonly realtime: Realtime;
  readonly volunteerSkills: VolunteerSkills;
  readonly unitStatus: UnitStatus;
  readonly region: RegionalTerms & {
    /** Also in GET /v1/region. */
    readonly emergencyNumber: string;
  };
}

/** The booking capability: catalogue, availability, bookings, offers, timelines. */
export const booking = defineModule({
  name: 'booking',
  settings: bookingSettings,
  problems: bookingProblems,
  /** Later features keep what volunteers have proven, and which staff are out of service. */
  opens: { volunteerSkills: opening<VolunteerSkills>(), unitStatus: opening<UnitStatus>() },
  /** @throws PolicyError if a policy file is invalid: the process must not start with an incomplete catalogue. */
  create(needs: BookingNeeds, { policiesDir }) {
    const { database, organisations, triage, realtime, volunteerSkills, unitStatus, region } = needs;
    const policies = loadPolicies(policiesDir ?? undefined, region);
    const { emergencyNumber } = region;
    const service = new BookingService({
      database,
      organisations,
      triage,
      policies,
      realtime,
      volunteerSkills,
      emergencyNumber,
    });
    const search = { organisations, policies, volunteerSkills, unitStatus };
    const face: BookingFace = {
      service,
      policies,
      linked: linkedBookings(policies),
      progressOf,
      staff: {
        atWork: staffAtWork,
        workOf,
        release: (uow, staffId) => releaseFrom(uow, search, { kind: 'staff', id: staffId }),
      },
    };
    return {
      face,
      operations: bookingOperations(service),
      subscribers: [
        dispatchSubscriber(search),
        urgencySubscriber(policies),
        releaseSubscriber(search),
        linkedSubscriber(policies),
        replySubscriber({ inbound: needs.inbound, organisations, policies }),
        realtimeSubscriber(realtime),
        ...retiredSubscribers,
      ],
      atCommit: [removeFormerVolunteers(realtime)],
      jobs: bookingJobs({ database, ...search }),
      sockets: [{ namespace: NAMESPACE, register: (requests) => registerSocketRequests(requests, service) }],
      fills: { attachableBookings },
      personalData: bookingRecords,
    };
  },
});
