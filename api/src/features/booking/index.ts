import type { Database } from '../../kernel/db/unit-of-work.ts';
import type { Feature, Jobs, Realtime } from '../../kernel/feature.ts';
import type { SocketRequests } from '../../kernel/realtime/requests.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { type BookingOperations, bookingOperations } from './operations.ts';
import { peopleSubscriber } from './people.ts';
import { loadPolicies, type PolicyBook } from './policies/load.ts';
import { BookingService } from './service.ts';
import { answerSockets } from './sockets.ts';
import {
  dispatchSubscriber,
  formerVolunteersLeave,
  NAMESPACE,
  realtimeSubscriber,
  timerSubscriber,
} from './subscribers.ts';
import { bookingJobs } from './timers.ts';

export type { Actor, Booking, BookingState, Candidate, Command, TimelineEntry } from './engine.ts';
export type { BookingEventData, BookingEventType } from './events.ts';
export { importHistory, type PastBooking, type PastStep } from './history.ts';
export { bookingRecords } from './personal-data.ts';
export { loadPolicies, type PolicyBook, PolicyError } from './policies/load.ts';
export type { LocalisedText, Money, Policy } from './policies/policy.ts';
export { type PolicyFault, policySchema, validatePolicyText } from './policies/validate.ts';
export type { BookingService, BookingView } from './service.ts';

export interface BookingFeatureDependencies {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly jobs: Jobs;
  readonly realtime: Realtime & { namespace(name: string): SocketRequests };
  /** `KIWIMESH_POLICIES_DIR`: read after the shipped policies. */
  /** What to dial in this region: GET /v1/region. */
  readonly emergencyNumber: string;
  readonly policiesDirectory?: string | undefined;
}

export interface BookingFeature extends Feature {
  readonly operations: BookingOperations;
  readonly service: BookingService;
  /** Every service type of this installation, by id. */
  readonly policies: PolicyBook;
}

/**
 * The booking capability: catalogue, availability, bookings, offers, timelines.
 * @throws PolicyError when a policy file is bad: the process must not start with half a catalogue.
 */
export function createBookingFeature(deps: BookingFeatureDependencies): BookingFeature {
  const { database, organisations, jobs, realtime } = deps;
  const policies = loadPolicies(deps.policiesDirectory);
  const service = new BookingService({
    database,
    organisations,
    policies,
    realtime,
    emergencyNumber: deps.emergencyNumber,
  });
  answerSockets(realtime.namespace(NAMESPACE), service);
  return {
    service,
    policies,
    operations: bookingOperations(service),
    subscribers: [
      timerSubscriber(jobs),
      dispatchSubscriber(organisations, policies),
      peopleSubscriber(organisations, policies),
      realtimeSubscriber(realtime),
    ],
    atCommit: [formerVolunteersLeave(realtime)],
    jobs: bookingJobs({ database, organisations, policies, jobs }),
  };
}
