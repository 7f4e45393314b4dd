import { v7 } from 'uuid';
import { type Cell, caller, record } from '../../../test/authorisation/expectation.ts';
import type { Ids } from '../../../test/support/contract/contract-mutations.ts';
import { AT, idsOf } from '../../../test/support/tenants/tenant-ids.ts';
import type { FeatureTesting } from '../../../test/support/worlds/features.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import { BookingModel } from '../booking/models.ts';
import { VolunteerSkill } from './models.ts';

const tables: FeatureTesting['tables'] = {
  defibrillator: {
    reach: {
      system: 'siu',
      super_admin: 'siu',
      hospital_admin: 'siu',
      community_manager: 'siu',
      nurse: 's',
      paramedic: 's',
      api_key: 's',
      resident: 's',
    },
    plain: ['name', 'x'],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('defibrillator'),
          community_id: id('community'),
          name: `Clubhouse ${side}`,
          latitude: 12.9,
          longitude: 77.6,
          in_service: true,
          check_every_days: 30,
          version: 1,
          created_at: AT,
          updated_at: AT,
        },
      ];
    },
  },
  volunteer: {
    reach: { system: 'siud', resident: 'siu' },
    plain: ['available', false],
    key: ['resident_id'],
    rows: (side) => [{ resident_id: idsOf(side)('resident'), available: true, updated_at: AT }],
  },
  volunteer_skill: {
    reach: { system: 'siud', super_admin: 'su', community_manager: 'su', resident: 'siud' },
    plain: ['version', 2],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('volunteer_skill'),
          resident_id: id('resident'),
          community_id: id('community'),
          skill: 'cpr',
          certified_on: '2026-01-01',
          expires_on: '2028-01-01',
          state: 'declared',
          version: 1,
          created_at: AT,
          updated_at: AT,
        },
      ];
    },
  },
  neighbourhood_response: {
    reach: {
      system: 'siu',
      super_admin: 'siu',
      hospital_admin: 'siu',
      nurse: 'siu',
      paramedic: 'siu',
      api_key: 's',
    },
    plain: ['volunteers_found', 1],
    rows: (side) => {
      const id = idsOf(side);
      return [
        {
          id: id('neighbourhood_response'),
          booking_id: id('booking'),
          resident_id: id('resident'),
          community_id: id('community'),
          hospital_id: id('hospital'),
          version: 1,
          created_at: AT,
          updated_at: AT,
        },
      ];
    },
  },
};

/** Days from today, as a certificate or a check has them. */
function day(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** A defibrillator of the side for one request, which may change it. */
async function freshDefibrillator({ world, ids, nth }: Cell): Promise<Ids> {
  const path = `/v1/communities/${ids.communityId}/defibrillators`;
  const body = { name: `Gate ${nth}`, location: { latitude: 12.9, longitude: 77.6 } };
  const { id } = await world.asSuperAdmin<{ id: string }>('post', path, body);
  return { ...ids, defibrillatorId: id };
}

/** An ambulance of the side; in the own column of a resident, a booking that they accepted. */
async function freshAmbulance({ world, caller, column, ids }: Cell): Promise<Ids> {
  const accepted = column === 'own' && world.person(caller)?.role === 'resident';
  const bookingId = await world.booking(caller, column, accepted);
  await world.app.database.run(systemScope('test'), async (uow) => {
    await BookingModel.query(uow.trx).findById(bookingId).patch({ serviceType: 'ambulance' });
  });
  return { ...ids, bookingId };
}

/** The same with a response. */
async function freshResponse(cell: Cell): Promise<Ids> {
  const ids = await freshAmbulance(cell);
  await cell.world.asSuperAdmin('post', `/v1/bookings/${ids.bookingId}/neighbourhood-response`, {});
  return ids;
}

/** A declared skill of a new resident of the side. */
async function freshSkill({ world, caller, column, ids }: Cell): Promise<Ids> {
  const { id: residentId } = await world.newcomer('resident', world.side(caller, column));
  const skill = {
    id: v7(),
    residentId,
    communityId: ids.communityId ?? '',
    skill: 'cpr',
    certifiedOn: day(-1),
    expiresOn: day(300),
    state: 'declared',
    version: 1,
    createdAt: new Date(),
    updatedAt: new Date(),
  } as const;
  await world.app.database.run(systemScope('test'), async (uow) => {
    await VolunteerSkill.query(uow.trx).insert(skill);
  });
  return { ...ids, volunteerSkillId: skill.id };
}

/** An ambulance of the side with a place. */
async function located(cell: Cell): Promise<Ids> {
  const ids = await freshAmbulance(cell);
  await cell.world.app.database.run(systemScope('test'), async (uow) => {
    const location = { latitude: 12.9, longitude: 77.6 };
    await BookingModel.query(uow.trx)
      .findById(ids.bookingId ?? '')
      .patch({ location });
  });
  return ids;
}

const operations: FeatureTesting['operations'] = {
  listDefibrillators: record,
  createDefibrillator: {
    about: 'record',
    request: ({ nth }) => ({
      body: { name: `Clubhouse ${nth}`, location: { latitude: 12.9, longitude: 77.6 } },
    }),
  },
  getDefibrillator: { about: 'record', request: async (cell) => ({ ids: await freshDefibrillator(cell) }) },
  updateDefibrillator: {
    about: 'record',
    request: async (cell) => ({ ids: await freshDefibrillator(cell) }),
  },
  removeDefibrillator: {
    about: 'record',
    request: async (cell) => ({ ids: await freshDefibrillator(cell) }),
  },
  recordDefibrillatorCheck: {
    about: 'record',
    request: async (cell) => ({ ids: await freshDefibrillator(cell) }),
  },
  getMyVolunteering: caller,
  setMyVolunteering: caller,
  declareMySkill: {
    about: 'caller',
    request: async ({ world, caller: by, ids }) => {
      const path = `/v1/residents/${world.person(by)?.id}`;
      await world.asSuperAdmin('patch', path, { neighborSosVolunteer: true });
      const body = { certifiedOn: day(-1), expiresOn: day(300), consent: true };
      return { ids: { ...ids, skill: 'cpr' }, body };
    },
  },
  withdrawMySkill: { about: 'caller', request: ({ ids }) => ({ ids: { ...ids, skill: 'first_aid' } }) },
  listVolunteerSkills: record,
  decideVolunteerSkill: { about: 'record', request: async (cell) => ({ ids: await freshSkill(cell) }) },
  countNearbyVolunteers: { about: 'record', request: async (cell) => ({ ids: await located(cell) }) },
  startNeighbourhoodResponse: {
    about: 'record',
    request: async (cell) => ({ ids: await freshAmbulance(cell) }),
  },
  getNeighbourhoodResponse: {
    about: 'record',
    request: async (cell) => ({ ids: await freshResponse(cell) }),
  },
  endNeighbourhoodResponse: {
    about: 'record',
    request: async (cell) => ({ ids: await freshResponse(cell) }),
  },
  recordNeighbourhoodOutcome: {
    about: 'record',
    request: async (cell) => ({ ids: await freshResponse(cell) }),
  },
};

export const testing: FeatureTesting = { tables, operations };
