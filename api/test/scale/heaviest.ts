import { loadPolicies } from '../../src/features/booking/index.ts';
import { BookingService } from '../../src/features/booking/service.ts';
import { listResidents } from '../../src/features/organisations/people/residents.ts';
import { listStaff } from '../../src/features/organisations/people/staff.ts';
import { directory } from '../../src/features/organisations/sites/directory.ts';
import type { Principal, StaffPrincipal, StaffRole } from '../../src/kernel/auth/principal.ts';
import type { Database } from '../../src/kernel/db/unit/database.ts';
import { filledId, managerId, READ_BOOKING, type Size, staffId } from './fill.ts';

/** One thing that people do all day, through the product's own code. */
export interface Heavy {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

const DAY = 86_400_000;
const OPEN = ['requested', 'assigned', 'en_route', 'in_service'] as const;

/** What is read most and reaches furthest, by all who read it, in the busiest hospital and community. */
export function heavyReads(database: Database, size: Size): Heavy[] {
  const bookings = new BookingService({
    database,
    organisations: { ...directory, recordPosition: async () => true },
    triage: {} as never,
    policies: loadPolicies(),
    realtime: { publish() {}, volatile() {} } as never,
    volunteerSkills: { inForce: async () => new Map() },
    emergencyNumber: '112',
  });
  const staff = (role: StaffRole, id: string, community: string | null = null): StaffPrincipal => ({
    kind: 'staff',
    id,
    role,
    hospitalId: community === null && role !== 'super_admin' ? HOSPITAL : null,
    communityId: community,
    sessionId: filledId('staff', 0),
  });
  const superAdmin = staff('super_admin', filledId('staff', 999_999));
  const admin = staff('hospital_admin', staffId(0, 'hospital_admin'));
  const nurse = staff('nurse', staffId(0, 'nurse'));
  const manager = staff('community_manager', managerId(size, 0), COMMUNITY);
  const resident: Principal = {
    kind: 'resident',
    id: filledId('resident', 0),
    role: 'resident',
    communityId: COMMUNITY,
    sessionId: filledId('staff', 0),
  };
  const list = (name: string, who: Principal, filter: object = {}): Heavy => ({
    name,
    run: () => bookings.list(who, { limit: 50, ...filter }),
  });
  const past = { from: new Date(Date.now() - 400 * DAY), to: new Date(Date.now() - 370 * DAY) };
  const deep = Buffer.from(`${Date.now() - 365 * DAY} ${filledId('booking', Math.floor(size.bookings / 2))}`);
  const cursor = deep.toString('base64url');
  return [
    list("a hospital admin's board: what is open", admin, { state: OPEN }),
    list("a hospital admin's list", admin),
    list("a hospital admin's list, a month of last year", admin, past),
    list("a hospital admin's list, one service", admin, { serviceType: 'blood_test' }),
    list("a hospital admin's list, deep in the past", admin, { cursor }),
    list('what missed a clock in a hospital', admin, { breached: true }),
    list('what one nurse holds', nurse, { assigneeId: nurse.id, state: ['assigned', 'en_route'] }),
    list("a nurse's list", nurse),
    list("a community manager's list", manager),
    list("a community manager's board: what is open", manager, { state: OPEN }),
    list('one resident’s bookings, for their manager', manager, { residentId: filledId('resident', 0) }),
    list("a resident's own list", resident),
    list("a super admin's list", superAdmin),
    list("a super admin's board of one hospital", superAdmin, { hospitalId: HOSPITAL, state: OPEN }),
    list("a super admin's list of one community, one service", superAdmin, {
      communityId: COMMUNITY,
      serviceType: 'consultation',
    }),
    list('a super admin lists what one nurse held', superAdmin, { assigneeId: nurse.id }),
    list("a super admin's list, deep in the past", superAdmin, { cursor }),
    {
      name: 'availability of a hospital for a month',
      run: () =>
        bookings.availability(resident, {
          serviceType: 'home_nursing',
          hospitalId: HOSPITAL,
          from: new Date(Date.now() - 15 * DAY),
          to: new Date(Date.now() + 15 * DAY),
        }),
    },
    {
      name: "a booking's timeline, for a nurse",
      run: () => bookings.timeline(nurse, READ_BOOKING, { limit: 50 }),
    },
    { name: 'one booking, for a nurse', run: () => bookings.get(nurse, READ_BOOKING) },
    { name: 'one booking, for its resident', run: () => bookings.get(resident, READ_BOOKING) },
    {
      name: "a member of staff's own offers",
      run: () => bookings.listOwnOffers(nurse, 'open', { limit: 50 }),
    },
    {
      name: 'to whom a booking was offered',
      run: () => bookings.listBookingOffers(admin, READ_BOOKING, { limit: 50 }),
    },
    {
      name: "a hospital's residents",
      run: () => database.run(admin, (uow) => listResidents(uow, { limit: 50, cursor: undefined })),
    },
    {
      name: "a hospital's residents, by name",
      run: () =>
        database.run(admin, (uow) => listResidents(uow, { limit: 50, cursor: undefined, text: 'dent 1' })),
    },
    {
      name: "a hospital's staff",
      run: () => database.run(admin, (uow) => listStaff(uow, { limit: 50, cursor: undefined })),
    },
  ];
}

const HOSPITAL = filledId('hospital', 0);
const COMMUNITY = filledId('community', 0);
