import type { Principal } from '../../../kernel/auth/principal.ts';
import type { SocketRequests } from '../../../kernel/realtime/requests.ts';
import { notFound } from '../problems.ts';
import type { BookingService } from '../service.ts';
import { bookingOut } from '../wire.ts';

const id = { type: 'string', format: 'uuid' };
const ONE_BOOKING = {
  type: 'object',
  additionalProperties: false,
  properties: { bookingId: id },
  required: ['bookingId'],
};
const ONE_BOARD = {
  type: 'object',
  additionalProperties: false,
  properties: { hospitalId: id, communityId: id },
  minProperties: 1,
  maxProperties: 1,
};

type OneBooking = { readonly bookingId: string };
type OneBoard = { readonly hospitalId?: string; readonly communityId?: string };

/**
 * The requests of sockets on /bookings: to follow one booking, or the board of a hospital or community. They use the
 * same reads as HTTP, so a socket sees exactly what its principal may see.
 */
export function registerSocketRequests(requests: SocketRequests, service: BookingService): void {
  const subscribe = async (principal: Principal, { bookingId }: OneBooking) => {
    const { booking } = await service.get(principal, bookingId);
    return {
      tenant: booking,
      // The id as stored: a client may send it in upper case.
      join: [`booking:${booking.id}`],
      // Read again after joining the room, so that no change between the first read and the join is missed.
      reply: async () => ({ booking: bookingOut(await service.get(principal, bookingId)) }),
    };
  };
  const unsubscribe = async (_: Principal, { bookingId }: OneBooking) => ({
    leave: [`booking:${bookingId.toLowerCase()}`],
  });
  const watch = async (principal: Principal, board: OneBoard) => {
    const wanted = lowerCase(board);
    if (!mayWatch(principal, wanted)) throw notFound('hospital or community');
    return { join: [roomOf(wanted)] };
  };
  const unwatch = async (_: Principal, board: OneBoard) => ({ leave: [roomOf(lowerCase(board))] });

  requests.on<OneBooking>('subscribe', ONE_BOOKING, subscribe, {
    as: 'getBooking',
    records: { booking: 'bookingId' },
  });
  requests.on<OneBooking>('unsubscribe', ONE_BOOKING, unsubscribe, null);
  requests.on<OneBoard>('watch', ONE_BOARD, watch, {
    as: 'listBookings',
    records: { hospital: 'hospitalId', community: 'communityId' },
  });
  requests.on<OneBoard>('unwatch', ONE_BOARD, unwatch, null);
}

/** Room names contain ids as the database writes them; a client may send them in upper case. */
function lowerCase(board: OneBoard): OneBoard {
  return Object.fromEntries(Object.entries(board).map(([name, id]) => [name, id.toLowerCase()]));
}

function roomOf({ hospitalId, communityId }: OneBoard): string {
  return hospitalId === undefined ? `community:${communityId}` : `hospital:${hospitalId}`;
}

/** Boards show all bookings of a hospital or community, so only its own staff and keys, and the platform's, may watch. */
function mayWatch(principal: Principal, { hospitalId, communityId }: OneBoard): boolean {
  switch (principal.kind) {
    case 'staff':
      if (principal.role === 'super_admin') return true;
      return hospitalId === undefined
        ? principal.communityId === communityId
        : principal.hospitalId === hospitalId;
    case 'api_key':
      return (
        principal.hospitalId === null || (hospitalId !== undefined && principal.hospitalId === hospitalId)
      );
    default:
      return false;
  }
}
