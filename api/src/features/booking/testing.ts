import { caller, freshBooking, list, nothing, record } from '../../../test/authorisation/expectation.ts';
import { AT, idsOf, LATER } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting, TableTesting } from '../../../test/support/worlds/features.ts';

const reachOf = (all: string, others: TableTesting['reach']): TableTesting['reach'] => ({
  super_admin: all,
  hospital_admin: all,
  nurse: all,
  paramedic: all,
  api_key: all,
  community_manager: all,
  resident: all,
  ...others,
});

const tables: FeatureTesting['tables'] = {
  booking: {
    reach: reachOf('siu', { system: 'siu' }),
    plain: ['assignee_name', 'x'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('booking'),
          service_type: 'ambulance',
          policy_version: 1,
          state: 'assigned',
          resident_id: id('resident'),
          community_id: id('community'),
          hospital_id: id('hospital'),
          assignee_kind: 'staff',
          assignee_staff_id: id('paramedic'),
          assignee_name: 'x',
          version: 2,
          sequence: 2,
          created_at: AT,
          updated_at: AT,
        },
      ];
    },
  },
  offer: {
    reach: reachOf('s', { system: 'siu' }),
    plain: ['assignee_name', 'x'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('offer'),
          booking_id: id('booking'),
          service_type: 'ambulance',
          hospital_id: id('hospital'),
          community_id: id('community'),
          resident_id: id('resident'),
          assignee_name: 'x',
          state: 'open',
          round: 1,
          sent_at: AT,
          expires_at: LATER,
        },
      ];
    },
  },
  booking_candidate: {
    reach: { system: 'siud' },
    plain: ['travel_metres', 1],
    key: ['booking_id', 'resident_id'],
    rows: (side) => {
      const id = idsOf(side);
      const way = { travel_seconds: 60, travel_metres: 100 };
      return [{ booking_id: id('booking'), resident_id: id('resident'), ...way }];
    },
  },
  booking_event: {
    reach: reachOf('si', { system: 'siu' }),
    plain: ['actor_name', 'x'],
    changeable: 'actor_name',
    sealed: ['data'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('event'),
          booking_id: id('booking'),
          sequence: 1,
          type: 'requested',
          at: AT,
          actor_kind: 'system',
          version: 1,
          data: '{}',
        },
      ];
    },
  },
  booking_position: {
    reach: reachOf('s', { system: 'siud', paramedic: 'siu' }),
    plain: ['latitude', 2],
    key: ['booking_id'],
    rows: (side) => {
      const id = idsOf(side);
      return [{ booking_id: id('booking'), latitude: 1, longitude: 1, recorded_at: AT }];
    },
  },
};

const operations: FeatureTesting['operations'] = {
  getServiceTypeSchema: nothing,
  getServiceType: nothing,
  listServiceTypes: nothing,
  listAvailability: {
    about: 'record',
    request: ({ ids }) => ({
      query: { serviceType: 'home_nursing', hospitalId: ids.hospitalId ?? '' },
    }),
  },
  listBookings: list('hospitalId', 'communityId', 'residentId', 'assigneeId'),
  createBooking: {
    about: 'record',
    // A person can have only one open emergency and cells run concurrently, so each is about another resident.
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
  },
  acknowledgeBookingEscalation: {
    about: 'record',
    request: async (cell) => ({ ids: await freshBooking(cell) }),
    // No clock of a new booking has been missed.
    answers: [409, 'not_escalated'],
  },
  reportBookingPosition: {
    about: 'record',
    request: async ({ world, caller, column, ids }) => ({
      ids: { ...ids, bookingId: await world.booking(caller, column, column === 'own') },
    }),
    but: {
      why: 'colleagues can read it, but only the assignee may do this',
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
      why: 'colleagues can read it, but only its recipient may do this',
      hospital_admin: { tenant: [403, 'not_assignee'] },
      nurse: { tenant: [403, 'not_assignee'] },
      paramedic: { tenant: [403, 'not_assignee'] },
    },
  },
};

export const testing: FeatureTesting = { tables, operations };
