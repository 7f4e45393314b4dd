import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import type { Desk } from '../engine/types.ts';

/** The service whose hospitals answer emergency calls of a community, in the order of its links. */
const EMERGENCY_SERVICE = 'ambulance';

/** What decides which desks are asked. */
export interface DeskRequest {
  readonly communityId: string | null;
  /** The hospital to ask first: the caller's choice, or that of the key or of the member of staff who calls. */
  readonly preferred: string | null;
}

export interface DeskPlan {
  readonly desk: Desk;
  readonly nextDesks: readonly Desk[];
}

/**
 * Which desk a call rings at, and which after it: the preferred one, then the hospitals that serve the community with
 * ambulances, then the platform's. A desk where no operator is on duty is asked after those with one, so that nobody
 * waits for an empty room; it is not left out, since somebody may come on duty.
 */
export async function planDesks(
  organisations: OrganisationsFace,
  { communityId, preferred }: DeskRequest,
): Promise<DeskPlan> {
  const desks = await asSystem('which desk answers', async (system) => {
    const serving =
      communityId === null
        ? []
        : await organisations.hospitalsServing(system, communityId, EMERGENCY_SERVICE);
    const wanted: Desk[] = [...(preferred === null ? [] : [preferred]), ...serving.map(({ id }) => id), null];
    return staffedFirst(system, organisations, wanted);
  });
  const [desk = null, ...nextDesks] = desks;
  return { desk, nextDesks };
}

/** Each desk once: those where somebody is on duty, then the others, in the order given. System scope. */
export async function staffedFirst(
  system: UnitOfWork,
  organisations: Pick<OrganisationsFace, 'dispatchers'>,
  desks: readonly Desk[],
): Promise<readonly Desk[]> {
  const all = [...new Set(desks)];
  const staffed = new Set<Desk>();
  for (const desk of all) {
    if ((await organisations.dispatchers(system, desk)).length > 0) staffed.add(desk);
  }
  return [...all.filter((desk) => staffed.has(desk)), ...all.filter((desk) => !staffed.has(desk))];
}
