import type { UnitOfWork } from '../../kernel/feature.ts';
import { notFound } from './amend.ts';
import type { OrganisationsFace, PositionReport, ServingHospital } from './face.ts';
import {
  Community,
  Hospital,
  HospitalCommunity,
  HospitalService,
  Resident,
  Staff,
  StaffPosition,
} from './models.ts';
import { distanceMetres, placeOf, placeOfSite } from './place.ts';

/** What a hospital without a row of its own for a service answers: as the policy says. */
const AS_THE_POLICY_SAYS = { enabled: true, capacity: null, hours: null };

/** The directory other features read: see {@link OrganisationsFace} for what each promises. */
export const directory: OrganisationsFace = {
  async residentOf(uow, residentId) {
    const row = await Resident.query(uow.trx).findById(residentId);
    if (row === undefined) throw notFound('resident');
    const { id, communityId, name, language, active } = row;
    return { id, communityId, name, location: placeOf(row), language, active };
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

  async staffOf(uow, staffId) {
    const row = await Staff.query(uow.trx).findById(staffId);
    if (row === undefined) throw notFound('member of staff');
    const { id, role, hospitalId, name, active, onDuty } = row;
    return { id, role, hospitalId, name, active, onDuty };
  },

  async hospitalsServing(uow, communityId, serviceType) {
    const links = await HospitalCommunity.query(uow.trx).where('community_id', communityId);
    if (links.length === 0) return [];
    const ids = links.map((link) => link.hospitalId);
    const hospitals = await Hospital.query(uow.trx).whereIn('id', ids).where('active', true);
    const services = await HospitalService.query(uow.trx)
      .whereIn('hospital_id', ids)
      .where('service_type', serviceType);
    const community = await Community.query(uow.trx).findById(communityId);
    const priorityOf = new Map(links.map((link) => [link.hospitalId, link.priority]));
    const serviceOf = new Map(services.map((service) => [service.hospitalId, service]));
    const here = community === undefined ? null : placeOfSite(community);
    return hospitals
      .filter((hospital) => serviceOf.get(hospital.id)?.enabled ?? true)
      .map((hospital) => {
        const { capacity, hours } = serviceOf.get(hospital.id) ?? AS_THE_POLICY_SAYS;
        const location = placeOfSite(hospital);
        const serving: ServingHospital = {
          id: hospital.id,
          timezone: hospital.timezone,
          location,
          active: true,
          capacity,
          hours,
        };
        // A hospital (or community) that is not on the map comes after those that are.
        const distance =
          here === null || location === null ? Number.POSITIVE_INFINITY : distanceMetres(here, location);
        return { serving, distance, priority: priorityOf.get(hospital.id) ?? 0 };
      })
      .sort(
        (a, b) =>
          a.priority - b.priority || compare(a.distance, b.distance) || compare(a.serving.id, b.serving.id),
      )
      .map(({ serving }) => serving);
  },

  async hospitalService(uow, hospitalId, serviceType) {
    const row = await HospitalService.query(uow.trx).findById([hospitalId, serviceType]);
    const { enabled, capacity, hours } = row ?? AS_THE_POLICY_SAYS;
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
    return staff.map(({ id, name }) => {
      const at = positions.get(id);
      if (at === undefined) return { id, name, position: null, positionAt: null };
      return {
        id,
        name,
        position: { latitude: at.latitude, longitude: at.longitude },
        positionAt: at.recordedAt,
      };
    });
  },

  async volunteers(uow, { communityId, excludeResidentId }) {
    const query = Resident.query(uow.trx)
      .select('id', 'name')
      .where('community_id', communityId)
      .where('active', true)
      .where('neighbor_sos_volunteer', true)
      .orderBy('id');
    if (excludeResidentId !== undefined) query.whereNot('id', excludeResidentId);
    return (await query).map(({ id, name }) => ({ id, name }));
  },

  recordPosition,

  async positionOf(uow, staffId) {
    const at = await StaffPosition.query(uow.trx).findById(staffId);
    return at === undefined
      ? null
      : { latitude: at.latitude, longitude: at.longitude, recordedAt: at.recordedAt };
  },
};

async function recordPosition(uow: UnitOfWork, staffId: string, report: PositionReport): Promise<void> {
  const person = await Staff.query(uow.trx).findById(staffId);
  if (person === undefined) throw notFound('member of staff');
  const recordedAt =
    report.recordedAt === undefined || report.recordedAt > uow.now ? uow.now : report.recordedAt;
  const where = { latitude: report.latitude, longitude: report.longitude };
  const values = { ...where, accuracyMetres: report.accuracyMetres ?? null, recordedAt };
  const moved = await StaffPosition.query(uow.trx)
    .patch({ ...values, hospitalId: person.hospitalId })
    .where('staff_id', staffId)
    .where('recorded_at', '<=', recordedAt);
  if (moved > 0) return;
  // No row yet, or a newer report is already there: then the insert finds it and leaves it alone.
  await StaffPosition.query(uow.trx)
    .insert({ staffId, hospitalId: person.hospitalId, ...values })
    .onConflict('staff_id')
    .ignore();
}

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
