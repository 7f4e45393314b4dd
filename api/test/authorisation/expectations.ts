/**
 * One line for every operation of the contract: what its requests are about. Who may send them and what comes of it is
 * derived from `x-access`; only what is finer than that is declared here, with the reason.
 */
import { decodeJwt } from 'jose';
import type { Role } from '../../src/kernel/auth/principal.ts';
import type { Ids } from '../contract-mutations.ts';
import { PASSWORD } from '../world.ts';
import type { Column, MatrixCaller, MatrixWorld } from './world.ts';

/** One cell: somebody asks about a record that is theirs, their tenant's or foreign. */
export interface Cell {
  readonly caller: MatrixCaller;
  readonly column: Column;
  readonly ids: Ids;
  readonly world: MatrixWorld;
  /** Another number for each request. */
  readonly nth: number;
}

/** What a cell's request has in place of what the contract's example gives. */
export interface Change {
  readonly ids?: Ids;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Answer = readonly [status: number, code: string];

export interface Expectation {
  /**
   * `record`: one that the path or the body names, so that it can be somebody else's; `list`: those within reach, asked
   * for as a whole and by `filters`; `caller`: whoever asks; `nothing`: nobody's records.
   */
  readonly about: 'record' | 'list' | 'caller' | 'nothing';
  /** Query parameters of a list, or members of a search's body, that take an id, which may be foreign. */
  readonly filters?: readonly string[];
  /** Makes what a request needs: records to be used up, a valid body. Asked for cells that the guard lets through. */
  readonly request?: (cell: Cell) => Change | Promise<Change>;
  /** What callers get who are let in, in every cell, where that is no success. */
  readonly answers?: Answer;
  /** True for a reply that refuses a foreign record in another way than with 404: one bad row of many. */
  readonly refuses?: (reply: unknown) => boolean;
  /** What is finer than `x-access`, and why. By caller and column. */
  readonly but?: {
    readonly [caller in MatrixCaller]?: { readonly [column in Column]?: Answer };
  } & { readonly why: string };
}

const record: Expectation = { about: 'record' };
const nothing: Expectation = { about: 'nothing' };
const caller: Expectation = { about: 'caller' };
const list = (...filters: string[]): Expectation => ({ about: 'list', filters });
/** As a list; asked for everybody, so that nothing but the filter keeps foreign records out. */
const search = (...filters: string[]): Expectation => ({
  ...list(...filters),
  request: () => ({ body: {} }),
});

/** A booking of its own for every request: it is moved by it. */
const freshBooking = async ({ world, caller, column, ids }: Cell): Promise<Ids> => ({
  ...ids,
  bookingId: await world.booking(caller, column),
});

/** Somebody new who is signed in, and in which session: signing them out must not sign anybody else out. */
async function signedIn(
  { world, caller, column }: Cell,
  role: Role,
): Promise<{ headers: Readonly<Record<string, string>>; sessionId: string; staffId: string }> {
  const { id, ...person } = await world.newcomer(role, world.side(caller, column));
  const headers = await world.signIn({ id, ...person });
  const { sid } = decodeJwt<{ sid: string }>((headers.authorization ?? '').slice('Bearer '.length));
  return { headers, sessionId: sid, staffId: id };
}

/** The role of a caller who is a person. */
const roleOf = ({ world, caller }: Cell): Role => world.person(caller)?.role ?? 'nurse';

export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  // Facts, and signing in.
  getRegion: nothing,
  getServiceTypeSchema: nothing,
  getServiceType: nothing,
  listServiceTypes: nothing,
  getLiveness: nothing,
  getReadiness: nothing,
  listSentMessages: nothing,
  login: {
    about: 'nothing',
    request: ({ nth }) => ({
      body: { email: `nobody.${nth}@test.example`, password: 'correct-horse-battery' },
    }),
    answers: [401, 'invalid_credentials'],
  },
  requestOtp: {
    about: 'nothing',
    request: ({ nth }) => ({ body: { phone: `+9197${String(nth).padStart(8, '0')}` } }),
  },
  verifyOtp: {
    about: 'nothing',
    request: ({ nth }) => ({ body: { phone: `+9197${String(nth).padStart(8, '0')}`, code: '000000' } }),
    answers: [401, 'invalid_credentials'],
  },
  getJwks: nothing,
  inspectAccountLink: { about: 'nothing', answers: [422, 'link_unusable'] },
  acceptInvitation: { about: 'nothing', answers: [422, 'link_unusable'] },
  requestPasswordReset: nothing,
  confirmPasswordReset: { about: 'nothing', answers: [422, 'link_unusable'] },
  refreshSession: { about: 'nothing', answers: [401, 'unauthenticated'] },

  // The caller's own.
  logout: {
    about: 'caller',
    request: async ({ world, caller }) => {
      const person = world.person(caller);
      return person === undefined ? {} : { headers: await world.signIn(person) };
    },
  },
  listSessions: caller,
  endSession: {
    about: 'record',
    request: async (cell) => {
      if (cell.column === 'own') {
        const { headers, sessionId } = await signedIn(cell, roleOf(cell));
        return { headers, ids: { ...cell.ids, sessionId } };
      }
      const { sessionId } = await signedIn(cell, 'nurse');
      return { ids: { ...cell.ids, sessionId } };
    },
  },
  endOtherSessions: {
    about: 'caller',
    request: async (cell) => ({ headers: (await signedIn(cell, roleOf(cell))).headers }),
  },
  changeMyPassword: {
    about: 'caller',
    request: async (cell) => ({
      headers: (await signedIn(cell, roleOf(cell))).headers,
      body: { currentPassword: PASSWORD, newPassword: 'four umbrellas paint slowly' },
    }),
  },
  beginTotp: {
    about: 'caller',
    request: async (cell) => ({ headers: (await signedIn(cell, roleOf(cell))).headers }),
  },
  // Nobody has begun or has one: who is let in is told so.
  confirmTotp: {
    about: 'caller',
    request: async (cell) => ({ headers: (await signedIn(cell, roleOf(cell))).headers }),
    answers: [422, 'unprocessable'],
  },
  removeTotp: {
    about: 'caller',
    request: async (cell) => ({
      headers: (await signedIn(cell, roleOf(cell))).headers,
      body: { code: '492039' },
    }),
    answers: [422, 'unprocessable'],
  },
  renewRecoveryCodes: {
    about: 'caller',
    request: async (cell) => ({ headers: (await signedIn(cell, roleOf(cell))).headers }),
    answers: [422, 'unprocessable'],
  },
  getMe: caller,
  updateMe: {
    about: 'caller',
    request: ({ caller }) => ({
      body: caller.startsWith('resident') ? { language: 'hi' } : { onDuty: true },
    }),
  },
  updateMyPosition: caller,
  beginMyAddressChange: {
    about: 'caller',
    request: async (cell) => ({
      headers: (await signedIn(cell, roleOf(cell))).headers,
      body: { email: `mine.${cell.nth}@test.example` },
    }),
  },
  reauthenticate: {
    about: 'caller',
    request: async (cell) => ({
      headers: (await signedIn(cell, roleOf(cell))).headers,
      body: { password: PASSWORD },
    }),
  },
  // Nobody has one: who is let in is told so.
  removeMyEmail: {
    about: 'caller',
    request: async (cell) => ({ headers: (await signedIn(cell, roleOf(cell))).headers }),
    answers: [404, 'not_found'],
  },
  // Nobody has begun one: who is let in is told so.
  confirmMyAddressChange: { about: 'caller', answers: [404, 'not_found'] },
  declineMyAddressChange: { about: 'caller', answers: [404, 'not_found'] },
  listAddressChanges: nothing,
  approveAddressChange: { about: 'nothing', answers: [404, 'not_found'] },
  exportMyData: caller,
  getMyErasure: caller,
  // Somebody new: who has an open booking is refused, and who is to be erased is of no use to the other cells.
  requestMyErasure: {
    about: 'caller',
    request: async (cell) => ({
      headers: (await signedIn(cell, 'resident')).headers,
      body: { confirm: 'erase' },
    }),
  },
  withdrawMyErasure: { about: 'caller', answers: [404, 'not_found'] },

  // Communities and hospitals.
  listCommunities: list('hospitalId'),
  createCommunity: {
    about: 'nothing',
    request: ({ nth }) => ({ body: { name: `Community ${nth}`, timezone: 'Asia/Kolkata' } }),
  },
  getCommunity: record,
  updateCommunity: { about: 'record', request: () => ({ body: { address: 'Sector 4' } }) },
  listHospitals: list('communityId'),
  createHospital: {
    about: 'nothing',
    request: ({ nth }) => ({ body: { name: `Hospital ${nth}`, timezone: 'Asia/Kolkata' } }),
  },
  getHospital: record,
  updateHospital: { about: 'record', request: () => ({ body: { address: 'Sector 4' } }) },
  linkCommunity: {
    about: 'record',
    request: ({ world, caller, column, ids }) => ({
      ids: { ...ids, communityId: world[world.side(caller, column)].spareCommunityId },
    }),
  },
  unlinkCommunity: {
    about: 'record',
    request: async ({ world, ids, nth }) => {
      const body = { name: `Passing ${nth}`, timezone: 'Asia/Kolkata' };
      const { id } = await world.asSuperAdmin<{ id: string }>('post', '/v1/communities', body);
      await world.asSuperAdmin('put', `/v1/hospitals/${ids.hospitalId}/communities/${id}`);
      return { ids: { ...ids, communityId: id } };
    },
  },
  listHospitalServices: record,
  getHospitalService: {
    about: 'record',
    request: async ({ world, ids }) => {
      const body = { enabled: true, capacity: null, hours: null };
      await world.asSuperAdmin('put', `/v1/hospitals/${ids.hospitalId}/services/${ids.serviceType}`, body);
      return {};
    },
  },
  putHospitalService: {
    about: 'record',
    request: () => ({ body: { enabled: true, capacity: null, hours: null } }),
  },

  // People and keys.
  listStaff: list('hospitalId', 'communityId'),
  searchStaff: search('hospitalId', 'communityId'),
  createStaff: {
    about: 'record',
    request: ({ ids, nth }) => ({
      body: { role: 'nurse', name: 'Meera', email: `meera.${nth}@test.example`, hospitalId: ids.hospitalId },
    }),
  },
  getStaff: record,
  updateStaff: {
    about: 'record',
    request: ({ world, caller, column, ids, nth }) => ({
      ids: { ...ids, staffId: world[world.side(caller, column)].colleagues.paramedic.id },
      body: { name: `Meera ${nth}` },
    }),
  },
  listStaffSessions: record,
  endStaffSession: {
    about: 'record',
    request: async (cell) => {
      const { staffId, sessionId } = await signedIn(cell, 'nurse');
      return { ids: { ...cell.ids, staffId, sessionId } };
    },
  },
  endStaffSessions: {
    about: 'record',
    request: async (cell) => {
      const { staffId } = await signedIn(cell, 'nurse');
      return { ids: { ...cell.ids, staffId } };
    },
  },
  // Everybody there has a password: whoever may invite hears so.
  inviteStaff: { about: 'record', answers: [409, 'already_exists'] },
  unlockStaff: {
    about: 'record',
    but: {
      why: 'nobody resets the limit that guards against guesses of their own password',
      super_admin: { own: [422, 'unprocessable'] },
      hospital_admin: { own: [422, 'unprocessable'] },
    },
  },
  resetStaffTotp: {
    about: 'record',
    request: async (cell) => {
      const { staffId } = await signedIn(cell, 'nurse');
      return { ids: { ...cell.ids, staffId } };
    },
  },
  listResidents: list('communityId'),
  searchResidents: search('communityId'),
  createResident: {
    about: 'record',
    request: ({ ids, nth }) => ({
      body: {
        communityId: ids.communityId,
        name: 'Asha Rao',
        phone: `+9196${String(nth).padStart(8, '0')}`,
      },
    }),
  },
  getResident: record,
  updateResident: { about: 'record', request: () => ({ body: { unit: 'B-404' } }) },
  eraseResident: {
    about: 'record',
    request: async ({ world, caller, column, ids }) => {
      const { id } = await world.newcomer('resident', world.side(caller, column));
      return { ids: { ...ids, residentId: id }, body: { reason: 'moved_away' } };
    },
  },
  listApiKeys: list('hospitalId'),
  createApiKey: {
    about: 'record',
    request: ({ ids }) => ({
      body: { name: 'Another', kind: 'secret', hospitalId: ids.hospitalId, scopes: ['bookings:read'] },
    }),
  },
  getApiKey: record,
  rotateApiKey: record,
  updateApiKey: { about: 'record', request: () => ({ body: { name: 'Renamed' } }) },
  importRows: {
    about: 'record',
    request: ({ ids, nth }) => ({
      body: {
        rows: [
          { name: 'Asha', phone: `+9195${String(nth).padStart(8, '0')}`, communityId: ids.communityId ?? '' },
        ],
      },
    }),
    refuses: (reply) =>
      (reply as { results?: { status: string }[] }).results?.every(({ status }) => status === 'failed') ===
      true,
  },

  // Bookings.
  listAvailability: {
    about: 'record',
    request: ({ ids }) => ({
      query: { serviceType: 'home_nursing', hospitalId: ids.hospitalId ?? '' },
    }),
  },
  listBookings: list('hospitalId', 'communityId', 'residentId', 'assigneeId'),
  createBooking: {
    about: 'record',
    // A person has one open emergency at a time, and cells run side by side: each is about another resident.
    request: async ({ world, caller, column, ids }) => {
      const self = column === 'own' && world.person(caller)?.role === 'resident';
      const residentId = self
        ? ids.residentId
        : (await world.newcomer('resident', world.side(caller, column))).id;
      return { body: { serviceType: 'ambulance', residentId } };
    },
  },
  getBooking: { about: 'record', request: async (cell) => ({ ids: await freshBooking(cell) }) },
  listBookingTimeline: { about: 'record', request: async (cell) => ({ ids: await freshBooking(cell) }) },
  listBookingOffers: record,
  transitionBooking: {
    about: 'record',
    request: async (cell) => ({
      ids: await freshBooking(cell),
      body: { to: 'cancelled', reason: 'No longer needed' },
    }),
    but: {
      why: 'a policy lets its assignee cancel, and no colleague',
      nurse: { tenant: [403, 'role_not_allowed'] },
      paramedic: { tenant: [403, 'role_not_allowed'] },
    },
  },
  reportBookingPosition: {
    about: 'record',
    request: async ({ world, caller, column, ids }) => ({
      ids: { ...ids, bookingId: await world.booking(caller, column, column === 'own') },
    }),
    but: {
      why: 'colleagues see it, but only whom it was given to may do this',
      hospital_admin: { tenant: [403, 'not_assignee'] },
      nurse: { tenant: [403, 'not_assignee'] },
      paramedic: { tenant: [403, 'not_assignee'] },
    },
  },
  listOffers: caller,
  respondToOffer: {
    about: 'record',
    request: async ({ world, caller, column, ids }) => ({
      ids: { ...ids, offerId: await world.offer(caller, column) },
      body: { answer: 'decline' },
    }),
    but: {
      why: 'colleagues see it, but only whom it was offered to may do this',
      hospital_admin: { tenant: [403, 'not_assignee'] },
      nurse: { tenant: [403, 'not_assignee'] },
      paramedic: { tenant: [403, 'not_assignee'] },
    },
  },

  // For operators.
  getSettings: nothing,
  putSettings: nothing,
  listDeadLetters: nothing,
  listAuditEvents: {
    ...list('hospitalId', 'communityId'),
    // A hospital sees what its people tried, the ids they gave among it: asked about what is its own.
    request: ({ ids }) => ({ query: { recordId: ids.hospitalId ?? '' } }),
  },
  verifyAuditLog: nothing,
  retryDeadLetter: { about: 'nothing', answers: [404, 'not_found'] },
};
