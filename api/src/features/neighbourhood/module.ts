import type { Database } from '../../kernel/db/unit/database.ts';
import { defineModule } from '../../kernel/module.ts';
import type { Metrics } from '../../kernel/observability/metrics.ts';
import type { EmailPort } from '../../ports/email.ts';
import type { MapsPort } from '../../ports/maps.ts';
import type { BookingFace } from '../booking/index.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { CheckReminders } from './defibrillators/reminders.ts';
import { Defibrillators } from './defibrillators/service.ts';
import type { NeighbourhoodFace } from './index.ts';
import { neighbourhoodOperations } from './operations.ts';
import { volunteerRecords } from './personal-data.ts';
import { neighbourhoodProblems } from './problems.ts';
import { followBookings } from './responses/follow.ts';
import { ResponsePlanner } from './responses/planning.ts';
import { Responses } from './responses/service.ts';
import { volunteersNearby } from './volunteers/nearby.ts';
import { Volunteers } from './volunteers/service.ts';
import { movedVolunteers, skillsInForce } from './volunteers/skills-in-force.ts';

interface NeighbourhoodNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly booking: BookingFace;
  readonly maps: MapsPort;
  readonly email: EmailPort;
  readonly metrics: Metrics;
  readonly region: { readonly timezone: string; readonly languages: readonly [string, ...string[]] };
}

/** Defibrillators, volunteers with proven skills, and the response to a suspected cardiac arrest. */
export const neighbourhood = defineModule({
  name: 'neighbourhood',
  problems: neighbourhoodProblems,
  create(needs: NeighbourhoodNeeds) {
    const { organisations, metrics, region } = needs;
    const responses = new Responses(needs);
    const reminders = new CheckReminders({ ...needs, language: region.languages[0] });
    const face: NeighbourhoodFace = {
      respond: (uow, request) => responses.respond(uow, request),
      standDown: (uow, what) => responses.standDown(uow, what),
    };
    return {
      face,
      fills: { volunteerSkills: skillsInForce(region.timezone) },
      operations: neighbourhoodOperations({
        defibrillators: new Defibrillators(needs),
        volunteers: new Volunteers(needs),
        responses,
        nearby: (principal, bookingId) => volunteersNearby(needs, principal, bookingId),
      }),
      subscribers: [followBookings(metrics), movedVolunteers(organisations)],
      jobs: [new ResponsePlanner(needs).job(), reminders.job()],
      periodic: [reminders.periodic()],
      personalData: volunteerRecords,
    };
  },
});
