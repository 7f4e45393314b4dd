import type { Kiwimesh } from '@kiwimesh/sdk';
import type { Pace } from './pace.ts';
import { orRefused } from './sessions.ts';

interface AdministratorPart {
  readonly kiwi: Kiwimesh;
  readonly hospital: { readonly id: string; readonly name: string };
  readonly pace: Pace;
  say(who: string, what: string): void;
}

/** Watches what stays unassigned for a while and assigns it by hand to a person on duty whose role fits. */
export async function playAdministrator({ kiwi, hospital, pace, say }: AdministratorPart): Promise<void> {
  const services = (await kiwi.get('/v1/service-types')).data;
  while (await pace.wait(300)) {
    const waiting = await kiwi.get('/v1/bookings', {
      query: { hospitalId: hospital.id, state: ['requested'], limit: 20 },
    });
    const booking = waiting.data.at(-1);
    if (!booking) continue;
    const roles: readonly string[] =
      services.find((service) => service.id === booking.serviceType)?.fulfilledBy.roles ?? [];
    const onDuty = await kiwi.get('/v1/staff', {
      query: { hospitalId: hospital.id, onDuty: true, limit: 100 },
    });
    const assignee = pace.pick(onDuty.data.filter((member) => roles.includes(member.role)));
    if (!assignee) continue;
    const assigned = await orRefused(() =>
      kiwi.post('/v1/bookings/{bookingId}/transitions', {
        path: { bookingId: booking.id },
        body: { to: 'assigned', assigneeId: assignee.id },
      }),
    );
    if (assigned) say(hospital.name, `assigned ${booking.serviceType} ${booking.id.slice(-6)} by hand`);
  }
}
