import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import type { VolunteerSkills } from '../../booking/index.ts';
import { type OrganisationsFace, ResidentAccessChanged } from '../../organisations/index.ts';
import { isInForce, localTime } from '../engine/index.ts';
import { Volunteer, VolunteerSkill } from '../models.ts';

/** What booking asks about volunteers. @param timezone of the region, for the day on which a certificate ends. */
export function skillsInForce(timezone: string): VolunteerSkills {
  return {
    async inForce(uow, residentIds) {
      // Those who assign or offer a booking see that a neighbour is able to help, but not the certificates.
      return asSystem('skills of volunteers', async (system) => {
        const { day } = localTime(uow.now, timezone);
        const ids = [...residentIds];
        const skills = await VolunteerSkill.query(system.trx).whereIn('resident_id', ids);
        const available = await Volunteer.query(system.trx)
          .select('resident_id')
          .whereIn('resident_id', ids)
          .where('available', true);
        const callable = new Set(available.map(({ residentId }) => residentId));
        const counting = skills.filter((row) => callable.has(row.residentId) && isInForce(row, day));
        const byResident = Map.groupBy(counting, ({ residentId }) => residentId);
        return new Map([...byResident].map(([id, own]) => [id, own.map(({ skill }) => skill)]));
      });
    },
  };
}

/** A resident who moves is verified again by the managers of the new community. */
export function movedVolunteers(organisations: OrganisationsFace): Subscriber {
  return subscriber('neighbourhood-volunteers', [ResidentAccessChanged], async ({ data }, uow) => {
    const rows = await VolunteerSkill.query(uow.trx).where({ resident_id: data.residentId });
    if (rows.length === 0) return;
    const { communityId } = await organisations.residentOf(uow, data.residentId);
    for (const { id, version } of rows.filter((row) => row.communityId !== communityId)) {
      await VolunteerSkill.query(uow.trx)
        .findById(id)
        .patch({
          communityId,
          state: 'declared',
          decidedBy: null,
          decidedAt: null,
          decisionReason: null,
          version: version + 1,
          updatedAt: uow.now,
        });
    }
  });
}
