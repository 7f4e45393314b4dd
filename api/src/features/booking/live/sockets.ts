import type { Principal } from '../../../kernel/auth/principal.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { SocketRequests } from '../../../kernel/realtime/requests.ts';
import type { BookingService } from '../service.ts';
import { bookingOut } from '../wire.ts';

const id = { type: 'string', format: 'uuid' };
const only = (properties: Record<string, object>, required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const ONE_BOOKING = only({ bookingId: id }, ['bookingId']);
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
 * What a socket on /bookings may ask for: to follow one booking, or a board. Following is judged by the same read that
 * HTTP makes, so a socket sees exactly what its principal sees.
 */
export function answerSockets(requests: SocketRequests, service: BookingService): void {
  const follow = async (principal: Principal, { bookingId }: OneBooking) => {
    const { booking: tenant } = await service.get(principal, bookingId);
    return {
      tenant,
      // As the database has it: an id may come in capitals.
      join: [`booking:${tenant.id}`],
      // Read again from inside the room: a change that came between the two would be neither shown nor heard.
      reply: async () => ({ booking: bookingOut(await service.get(principal, bookingId)) }),
    };
  };
  requests.on<OneBooking>('subscribe', ONE_BOOKING, follow, {
    as: 'getBooking',
    records: { booking: 'bookingId' },
  });
  const unfollow = async (_: Principal, { bookingId }: OneBooking) => ({
    leave: [`booking:${bookingId.toLowerCase()}`],
  });
  requests.on<OneBooking>('unsubscribe', ONE_BOOKING, unfollow, null);
  const watch = async (principal: Principal, board: OneBoard) => ({
    join: [boardOf(principal, inSmallLetters(board))],
  });
  requests.on<OneBoard>('watch', ONE_BOARD, watch, {
    as: 'listBookings',
    records: { hospital: 'hospitalId', community: 'communityId' },
  });
  requests.on<OneBoard>(
    'unwatch',
    ONE_BOARD,
    async (_, board) => ({ leave: [roomOf(inSmallLetters(board))] }),
    null,
  );
}

/** Rooms have the names of ids as the database writes them; a client may write them in capitals. */
function inSmallLetters(board: OneBoard): OneBoard {
  return Object.fromEntries(Object.entries(board).map(([name, id]) => [name, id.toLowerCase()]));
}

function roomOf({ hospitalId, communityId }: OneBoard): string {
  return hospitalId === undefined ? `community:${communityId}` : `hospital:${hospitalId}`;
}

/** Boards are for those who work with all of their bookings; somebody else's board is not there. */
function boardOf(principal: Principal, board: OneBoard): string {
  const everything =
    (principal.kind === 'staff' && principal.role === 'super_admin') ||
    (principal.kind === 'api_key' && principal.hospitalId === null);
  const own =
    board.hospitalId === undefined
      ? principal.kind === 'staff' && principal.communityId === board.communityId
      : (principal.kind === 'staff' || principal.kind === 'api_key') &&
        principal.hospitalId === board.hospitalId;
  if (!everything && !own)
    throw new Problem('not_found', { detail: 'There is no such hospital or community.' });
  return roomOf(board);
}
