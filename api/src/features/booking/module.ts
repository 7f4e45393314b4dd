import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import type { Realtime } from '../../kernel/realtime/realtime.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import type { TriageFace } from '../triage/index.ts';
import { releaseSubscriber } from './dispatch/release.ts';
import { retiredSubscribers } from './dispatch/retired-subscribers.ts';
import { dispatchSubscriber } from './dispatch/search.ts';
import { bookingJobs } from './dispatch/timers.ts';
import { urgencySubscriber } from './dispatch/urgency.ts';
import type { BookingFace } from './index.ts';
import { NAMESPACE, realtimeSubscriber, removeFormerVolunteers } from './live/publish.ts';
import { registerSocketRequests } from './live/sockets.ts';
import { bookingOperations } from './operations.ts';
import { bookingRecords } from './personal-data.ts';
import { loadPolicies } from './policies/load.ts';
import { bookingProblems } from './problems.ts';
import { BookingService } from './service.ts';
import { bookingSettings } from './settings.ts';

interface BookingNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly triage: Pick<TriageFace, 'attach'>;
  readonly realtime: Realtime;
  readonly region: {
    /** Also in GET /v1/region. */
    readonly emergencyNumber: string;
  };
}

/** The booking capability: catalogue, availability, bookings, offers, timelines. */
export const booking = defineModule({
  name: 'booking',
  settings: bookingSettings,
  problems: bookingProblems,
  /** @throws PolicyError if a policy file is invalid: the process must not start with an incomplete catalogue. */
  create({ database, organisations, triage, realtime, region }: BookingNeeds, { policiesDir }) {
    const policies = loadPolicies(policiesDir ?? undefined);
    const { emergencyNumber } = region;
    const service = new BookingService({
      database,
      organisations,
      triage,
      policies,
      realtime,
      emergencyNumber,
    });
    const face: BookingFace = { service, policies };
    return {
      face,
      operations: bookingOperations(service),
      subscribers: [
        dispatchSubscriber(organisations, policies),
        urgencySubscriber(policies),
        releaseSubscriber(organisations, policies),
        realtimeSubscriber(realtime),
        ...retiredSubscribers,
      ],
      atCommit: [removeFormerVolunteers(realtime)],
      jobs: bookingJobs({ database, organisations, policies }),
      sockets: [{ namespace: NAMESPACE, register: (requests) => registerSocketRequests(requests, service) }],
      personalData: bookingRecords,
    };
  },
});
