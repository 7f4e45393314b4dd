import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { OpeningHours } from '../models.ts';
import {
  Community,
  Hospital,
  HospitalCommunity,
  HospitalService,
  Resident,
  Staff,
  StaffPosition,
} from '../models.ts';
import {
  communitiesServed,
  peopleWithPhone,
  reachablePeople,
  residentsOf,
  residentsServed,
} from '../people/reachable.ts';
import { notFound } from '../records.ts';
import type {
  IdentifyingValue,
  OrganisationsFace,
  ServingHospital,
  StaffReference,
} from './directory-face.ts';
import { communitiesCalled, sitesNaming } from './named-sites.ts';
import type { Place } from './place.ts';
import { distanceMetres, placeOf, placeOfSite, type SiteColumns } from './place.ts';
import { responders } from './responders.ts';

/** The settings of a hospital that has no row for a service: the policy alone applies. */
const POLICY_DEFAULTS = { enabled: true, capacity: null, hours: null };

/** See {@link OrganisationsFace}: what needs nothing but the unit of work. */
export const directory: Omit<OrganisationsFace, 'recordPosition'> = {
  async residentOf(uow, residentId, { hold } = { hold: false }) {
    // The lock that a foreign key to the row takes anyway; only a deactivation or an erasure waits for it. Callers who may
    // not write residents cannot take it, and are rejected where that matters.
    const held = hold ? await Resident.query(uow.trx).findById(residentId).forKeyShare() : undefined;
    const row = held ?? (await Resident.query(uow.trx).findById(residentId));
    if (row === undefined || row.erasedAt !== null) throw notFound('resident');
    const { id, communityId, name, language, neighborSosVolunteer: volunteer, active } = row;
    return { id, communityId, name, location: placeOf(row), language, volunteer, active };
  },

  async identifyingValuesOf(uow, residentId) {
    const row = await Resident.query(uow.trx).findById(residentId);
    if (row === undefined || row.erasedAt !== null) throw notFound('resident');
    const { name, phone, email, unit, address, dateOfBirth } = row;
    const community = await Community.query(uow.trx).findById(row.communityId);
    const values: ReadonlyArray<readonly [IdentifyingValue['kind'], string | null | undefined]> = [
      ['name', name],
      ['phone', phone],
      ['email', email],
      ['address', unit],
      ['address', address],
      ['address', community?.name],
      ['date', dateOfBirth],
    ];
    return values.flatMap(([kind, value]) => (value == null || value === '' ? [] : [{ kind, value }]));
  },

  async communityOf(uow, communityId) {
    const row = await Community.query(uow.trx).findById(communityId);
    if (row === undefined) throw notFound('community');
    return { id: row.id, location: placeOfSite(row), timezone: row.timezone, active: row.active };
  },

  async hospitalOf(uow, hospitalId) {
    const row = await Hospital.query(uow.trx).findById(hospitalId);
    if (row === undefined) throw notFound('hospital');
    return { id: row.id, timezone: row.timezone, location: placeOfSite(row), active: row.active };
  },

  sitesNaming,
  communitiesCalled,

  async staffOf(uow, staffId) {
    const row = await Staff.query(uow.trx).findById(staffId);
    if (row === undefined) throw notFound('member of staff');
    return staffReference(row);
  },

  async hospitalsServing(uow, communityId, serviceType) {
    return (await servingRows(uow, communityId, serviceType))
      .map((row) => {
        const location = placeOfSite(row);
        const { id, timezone, capacity, hours, priority } = row;
        const serving: ServingHospital = { id, timezone, location, active: true, capacity, hours };
        return { serving, priority, distance: distanceFrom(row, location) };
      })
      .sort(
        (a, b) =>
          a.priority - b.priority || compare(a.distance, b.distance) || compare(a.serving.id, b.serving.id),
      )
      .map(({ serving }) => serving);
  },

  async hospitalService(uow, hospitalId, serviceType) {
    const row = await HospitalService.query(uow.trx).findById([hospitalId, serviceType]);
    const { enabled, capacity, hours } = row ?? POLICY_DEFAULTS;
    return { enabled, capacity, hours };
  },

  async candidates(uow, { hospitalId, roles, positionsNotOlderThan }) {
    const staff = await Staff.query(uow.trx)
      .where('hospital_id', hospitalId)
      .whereIn('role', [...roles])
      .where('active', true)
      .where('on_duty', true)
      .orderBy('id');
    if (staff.length === 0) return [];
    const query = StaffPosition.query(uow.trx).whereIn(
      'staff_id',
      staff.map((one) => one.id),
    );
    if (positionsNotOlderThan !== undefined) query.where('recorded_at', '>=', positionsNotOlderThan);
    const positions = new Map((await query).map((position) => [position.staffId, position]));
    return staff.map(({ id, name, onDutySince }) => {
      const at = positions.get(id);
      if (at === undefined) return { id, name, onDutySince, position: null, positionAt: null };
      return {
        id,
        name,
        onDutySince,
        position: { latitude: at.latitude, longitude: at.longitude },
        positionAt: at.recordedAt,
      };
    });
  },

  async dispatchers(uow, hospitalId) {
    const query = Staff.query(uow.trx)
      .where('active', true)
      .where('on_duty', true)
      .whereRaw('duties @> array[?]', ['dispatch'])
      .orderBy('id');
    if (hospitalId === null) query.where('role', 'super_admin');
    // Nobody of a deactivated hospital can sign in.
    const open = Hospital.query(uow.trx).select('id').where('active', true);
    if (hospitalId === undefined) {
      query.where((either) => either.where('role', 'super_admin').orWhereIn('hospital_id', open));
    } else if (hospitalId !== null) {
      query.where('hospital_id', hospitalId).whereIn('hospital_id', open);
    }
    return (await query).map(staffReference);
  },

  async volunteers(uow, { communityId, excludeResidentId }) {
    const query = Resident.query(uow.trx)
      .select('id', 'name', 'latitude', 'longitude')
      .where('community_id', communityId)
      .where('active', true)
      .where('neighbor_sos_volunteer', true)
      .orderBy('id');
    if (excludeResidentId !== undefined) query.whereNot('id', excludeResidentId);
    return (await query).map(({ id, name, latitude, longitude }) => ({
      id,
      name,
      home: latitude === null || longitude === null ? null : { latitude, longitude },
    }));
  },

  async communityManagers(uow, communityId) {
    const rows = await Staff.query(uow.trx)
      .where({ community_id: communityId, role: 'community_manager', active: true })
      .orderBy('id');
    return rows.map(({ id, email, language }) => ({ id, email, language }));
  },

  async administrators(uow, hospitalId) {
    const query = Staff.query(uow.trx).where({ active: true }).orderBy('id');
    if (hospitalId === null) query.where({ role: 'super_admin' });
    else query.where({ role: 'hospital_admin', hospital_id: hospitalId });
    return (await query).map(({ id, email, language }) => ({ id, email, language }));
  },

  reachablePeople,
  peopleWithPhone,
  communitiesServed,
  residentsServed,
  residentsOf,
  responders,

  async positionOf(uow, staffId) {
    const at = await StaffPosition.query(uow.trx).findById(staffId);
    return at === undefined
      ? null
      : { latitude: at.latitude, longitude: at.longitude, recordedAt: at.recordedAt };
  },
};

function staffReference({ id, role, hospitalId, name, active, onDuty, duties }: Staff): StaffReference {
  return { id, role, hospitalId, name, active, onDuty, duties };
}

/** A serving hospital, its settings for the service (null where it has none) and the location of the community. */
interface ServingRow extends SiteColumns {
  readonly id: string;
  readonly timezone: string;
  readonly priority: number;
  readonly capacity: number | null;
  readonly hours: OpeningHours[] | null;
  readonly hereLatitude: number | null;
  readonly hereLongitude: number | null;
}

/** One query, because every booking runs it; each joined model adds its own scope. */
async function servingRows(
  uow: UnitOfWork,
  communityId: string,
  serviceType: string,
): Promise<readonly ServingRow[]> {
  const { trx } = uow;
  const rows = await HospitalCommunity.query(trx)
    .join(Hospital.query(trx).where('active', true).as('h'), 'h.id', 'hospital_community.hospital_id')
    .leftJoin(
      HospitalService.query(trx).where('service_type', serviceType).as('s'),
      's.hospital_id',
      'hospital_community.hospital_id',
    )
    .leftJoin(Community.query(trx).as('c'), 'c.id', 'hospital_community.community_id')
    .where('hospital_community.community_id', communityId)
    .where((own) => own.whereNull('s.enabled').orWhere('s.enabled', true))
    .select(
      ...['h.id', 'h.timezone', 'h.latitude', 'h.longitude', 'h.location_address', 'h.accuracy_metres'],
      ...['hospital_community.priority', 's.capacity', 's.hours'],
      ...['c.latitude as here_latitude', 'c.longitude as here_longitude'],
    );
  return rows as unknown as ServingRow[];
}

/** Without a location on either side the hospital is sorted last. */
function distanceFrom({ hereLatitude, hereLongitude }: ServingRow, location: Place | null): number {
  if (hereLatitude === null || hereLongitude === null || location === null) return Number.POSITIVE_INFINITY;
  return distanceMetres({ latitude: hereLatitude, longitude: hereLongitude }, location);
}

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
