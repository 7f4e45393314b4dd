import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { emitEntityEvent } from './events.ts';
import { Resident } from './models.ts';
import { notFound } from './records.ts';
import { residentBody } from './wire.ts';

/** The name of an erased resident, where a name is required. */
export const ERASED_NAME = 'Erased';

/** The resident's own record. */
export const residentRecords: PersonalDataPart = {
  holdsIdentity: true,

  async collect(uow, residentId) {
    const row = await Resident.query(uow.trx).findById(residentId);
    if (row === undefined) throw notFound('resident');
    return { profile: residentBody({ row, pendingAddresses: [] }) };
  },

  async erase(uow, { residentId }) {
    const row = await Resident.query(uow.trx).findById(residentId).forUpdate();
    if (row === undefined || row.erasedAt !== null) return;
    await Resident.query(uow.trx)
      .findById(residentId)
      .patch({
        name: ERASED_NAME,
        phone: null as never,
        email: null,
        phoneProvenAt: null,
        emailProvenAt: null,
        unit: null,
        dateOfBirth: null,
        address: null,
        latitude: null,
        longitude: null,
        accuracyMetres: null,
        neighborSosVolunteer: false,
        active: false,
        erasedAt: uow.now,
        version: row.version + 1,
        updatedAt: uow.now,
      });
    if (row.active) emitEntityEvent(uow, 'resident', residentId, 'deactivated');
  },
};
