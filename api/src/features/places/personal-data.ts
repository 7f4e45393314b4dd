import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { AlarmDevice } from './models.ts';

/** The alarm devices of a resident. Erasure removes their registrations. */
export const deviceRecords: PersonalDataPart = {
  async collect(uow, residentId) {
    const rows = await AlarmDevice.query(uow.trx).where({ resident_id: residentId }).orderBy('id');
    return {
      alarmDevices: rows.map(({ deviceId, kind, active, createdAt }) => ({
        deviceId,
        kind,
        active,
        registeredAt: createdAt.toISOString(),
      })),
    };
  },

  async records(uow, residentId) {
    const rows = await AlarmDevice.query(uow.trx).where({ resident_id: residentId }).orderBy('id');
    return rows.map(({ id }) => id);
  },

  async erase(uow, { residentId }) {
    await AlarmDevice.query(uow.trx).delete().where({ resident_id: residentId });
  },
};
