import type { Kiwimesh } from '@kiwimesh/sdk';
import type { Pace } from './pace.ts';
import { orRefused } from './sessions.ts';

interface ResidentPart {
  readonly kiwi: Kiwimesh;
  readonly resident: { readonly id: string };
  readonly pace: Pace;
  say(who: string, what: string): void;
}

const DAY_MS = 86_400_000;

/** Books something now and then, by slot where the service has slots, and sometimes thinks better of it. */
export async function playResident({ kiwi, resident, pace, say }: ResidentPart): Promise<void> {
  const me = `resident ${resident.id.slice(-6)}`;
  const services = (await kiwi.get('/v1/service-types')).data;
  while (await pace.wait(600)) {
    const service = pace.pick(services);
    if (!service) continue;
    let scheduledFor: string | undefined;
    if (service.mode === 'slot') {
      const from = new Date();
      const slots = await orRefused(() =>
        kiwi.get('/v1/availability', {
          query: {
            serviceType: service.id,
            from: from.toISOString(),
            to: new Date(from.getTime() + 3 * DAY_MS).toISOString(),
          },
        }),
      );
      scheduledFor = pace.pick(slots?.data.filter((slot) => slot.remaining > 0) ?? [])?.start;
      if (!scheduledFor) continue;
    }
    const booking = await orRefused(() =>
      kiwi.post('/v1/bookings', {
        body: { serviceType: service.id, ...(scheduledFor ? { scheduledFor } : {}) },
      }),
    );
    if (!booking) continue;
    say(me, `booked ${service.names.en}${scheduledFor ? ` for ${scheduledFor}` : ''}`);
    if (pace.chance(0.1) && (await pace.wait(60))) {
      const cancelled = await orRefused(() =>
        kiwi.post('/v1/bookings/{bookingId}/transitions', {
          path: { bookingId: booking.id },
          body: { to: 'cancelled', reason: 'No longer needed' },
        }),
      );
      if (cancelled) say(me, `cancelled ${service.names.en}`);
    }
  }
}
