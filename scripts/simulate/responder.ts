import type { Kiwimesh } from '@kiwimesh/sdk';
import type { Pace } from './pace.ts';
import { orRefused } from './sessions.ts';

interface ResponderPart {
  readonly kiwi: Kiwimesh;
  readonly member: { readonly id: string; readonly role: string };
  readonly home: string;
  readonly pace: Pace;
  say(who: string, what: string): void;
}

const NEXT_SECONDS: Record<string, number> = { en_route: 120, in_service: 600, completed: 1200 };
const STEPS_EN_ROUTE = 8;

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** On duty: takes offers (most of them), drives there with positions on the way, treats, completes, looks again. */
export async function playResponder({ kiwi, member, pace, say }: ResponderPart): Promise<void> {
  const me = `${member.role} ${member.id.slice(-6)}`;
  await kiwi.patch('/v1/me', { body: { onDuty: true } });
  let here: Point = {
    latitude: 12.97 + (Number.parseInt(member.id.slice(-2), 16) - 128) / 4000,
    longitude: 77.6,
  };
  await kiwi.put('/v1/me/position', { body: here });
  while (await pace.wait(20)) {
    await orRefused(() => kiwi.put('/v1/me/position', { body: here }));
    const offer = (await kiwi.get('/v1/offers', { query: { state: 'open' } })).data[0];
    if (offer) {
      const answer = pace.chance(0.85) ? 'accept' : 'decline';
      const reply = await orRefused(() =>
        kiwi.post('/v1/offers/{offerId}/response', { path: { offerId: offer.id }, body: { answer } }),
      );
      if (reply) say(me, `${answer}s ${offer.serviceType}`);
    }
    const mine = await kiwi.get('/v1/bookings', {
      query: { assigneeId: member.id, state: ['assigned', 'en_route', 'in_service'], limit: 20 },
    });
    const soon = Date.now() + 3_600_000;
    const due = mine.data.find((booking) => !booking.scheduledFor || Date.parse(booking.scheduledFor) < soon);
    if (due) here = await carryOut({ kiwi, me, pace, say }, due.id, here);
  }
}

async function carryOut(
  { kiwi, me, pace, say }: { kiwi: Kiwimesh; me: string; pace: Pace; say: ResponderPart['say'] },
  bookingId: string,
  from: Point,
): Promise<Point> {
  let here = from;
  while (!pace.stopped) {
    const booking = await orRefused(() => kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } }));
    const to = ['en_route', 'in_service', 'completed'].find((state) =>
      booking?.allowedTransitions.some((allowed) => allowed === state),
    );
    if (!booking || !to) return here;
    if (booking.state === 'en_route' && booking.location) {
      here = await drive({ kiwi, pace }, bookingId, here, booking.location);
    } else if (!(await pace.wait(NEXT_SECONDS[to] ?? 60))) return here;
    const moved = await orRefused(() =>
      kiwi.post('/v1/bookings/{bookingId}/transitions', {
        path: { bookingId },
        body: { to: to as typeof booking.state },
      }),
    );
    if (!moved) return here;
    say(me, `${booking.serviceType} ${bookingId.slice(-6)} is ${moved.state}`);
  }
  return here;
}

async function drive(
  { kiwi, pace }: { kiwi: Kiwimesh; pace: Pace },
  bookingId: string,
  from: Point,
  to: Point,
): Promise<Point> {
  let here = from;
  for (let step = 1; step <= STEPS_EN_ROUTE && (await pace.wait(60)); step++) {
    const share = step / STEPS_EN_ROUTE;
    here = {
      latitude: from.latitude + (to.latitude - from.latitude) * share,
      longitude: from.longitude + (to.longitude - from.longitude) * share,
    };
    await orRefused(() =>
      kiwi.post('/v1/bookings/{bookingId}/positions', { path: { bookingId }, body: here }),
    );
  }
  return here;
}
