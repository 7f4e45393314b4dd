import type { Principal } from '../../../kernel/auth/principal.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { SocketRequests } from '../../../kernel/realtime/requests.ts';

const ONE_HOSPITAL = {
  type: 'object',
  additionalProperties: false,
  properties: { hospitalId: { type: 'string', format: 'uuid' } },
  required: ['hospitalId'],
};

type OneHospital = { readonly hospitalId: string };

export function roomOf(hospitalId: string): string {
  return `units:${hospitalId}`;
}

/** The requests of sockets on /bookings about units. Ids are stored in lower case; a client may send another. */
export function registerUnitSockets(requests: SocketRequests): void {
  const watch = async (principal: Principal, { hospitalId }: OneHospital) => {
    const id = hospitalId.toLowerCase();
    if (!mayWatch(principal, id)) throw new Problem('not_found', { detail: 'There is no such hospital.' });
    return { join: [roomOf(id)] };
  };
  const unwatch = async (_: Principal, { hospitalId }: OneHospital) => ({
    leave: [roomOf(hospitalId.toLowerCase())],
  });
  requests.on<OneHospital>('watchUnits', ONE_HOSPITAL, watch, { as: 'getUnit' });
  requests.on<OneHospital>('unwatchUnits', ONE_HOSPITAL, unwatch, null);
}

function mayWatch(principal: Principal, hospitalId: string): boolean {
  switch (principal.kind) {
    case 'staff':
      return principal.role === 'super_admin' || principal.hospitalId === hospitalId;
    case 'api_key':
      return principal.hospitalId === null || principal.hospitalId === hospitalId;
    default:
      return false;
  }
}
