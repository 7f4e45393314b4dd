import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import type { Realtime } from '../../kernel/realtime/realtime.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { peopleSubscriber } from './commands/people.ts';
import { bookingJobs } from './dispatch/timers.ts';
import type { BookingFace } from './index.ts';
import { answerSockets } from './live/sockets.ts';
import { bookingOperations } from './operations.ts';
import { bookingRecords } from './personal-data.ts';
import { loadPolicies } from './policies/load.ts';
import { retiredSubscribers } from './retired-subscribers.ts';
import { BookingService } from './service.ts';
import { bookingSettings } from './settings.ts';
import { dispatchSubscriber, formerVolunteersLeave, NAMESPACE, realtimeSubscriber } from './subscribers.ts';

interface BookingNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly realtime: Realtime;
  readonly region: {
    /** What to dial in this region: GET /v1/region. */
    readonly emergencyNumber: string;
  };
}

/** The booking capability: catalogue, availability, bookings, offers, timelines. */
export const booking = defineModule({
  name: 'booking',
  settings: bookingSettings,
  /** @throws PolicyError when a policy file is bad: the process must not start with half a catalogue. */
  create({ database, organisations, realtime, region }: BookingNeeds, { policiesDir }) {
    const policies = loadPolicies(policiesDir ?? undefined);
    const { emergencyNumber } = region;
    const service = new BookingService({ database, organisations, policies, realtime, emergencyNumber });
    const face: BookingFace = { service, policies };
    return {
      face,
      operations: bookingOperations(service),
      subscribers: [
        dispatchSubscriber(organisations, policies),
        peopleSubscriber(organisations, policies),
        realtimeSubscriber(realtime),
        ...retiredSubscribers,
      ],
      atCommit: [formerVolunteersLeave(realtime)],
      jobs: bookingJobs({ database, organisations, policies }),
      sockets: [{ namespace: NAMESPACE, register: (requests) => answerSockets(requests, service) }],
      personalData: bookingRecords,
    };
  },
});
